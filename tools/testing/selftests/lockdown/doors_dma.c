// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: devices without their guard. */

#ifdef __x86_64__

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "io_driver.h"

#define EDU	"0x1234"

/* The group of QEMU's edu, which no driver has; "type" is how it is translated. */
static bool find_type(char *path, size_t size)
{
	char vendor[PATH_MAX];
	bool found = false;
	glob_t devices;
	size_t i;

	if (glob("/sys/bus/pci/devices/*/iommu_group/type", 0, NULL, &devices))
		return false;

	for (i = 0; i < devices.gl_pathc && !found; i++) {
		const char *type = devices.gl_pathv[i];
		int length = strlen(type) - strlen("iommu_group/type");

		snprintf(vendor, sizeof(vendor), "%.*svendor", length, type);
		found = file_mentions(vendor, EDU);
		snprintf(path, size, "%s", type);
	}
	globfree(&devices);
	return found;
}

struct attempt probe_iommu_type(void)
{
	struct attempt attempt = { 0 };
	char type[PATH_MAX];

	if (!find_type(type, sizeof(type)))
		return ATTEMPT_MISSING("no IOMMU");

	attempt.error = -write_text(type, "identity\n");
	attempt.effect = file_mentions(type, "identity");
	if (attempt.effect)
		write_text(type, "auto\n");
	return attempt;
}

static struct attempt set_parameter(const char *path, const char *missing)
{
	struct attempt attempt = { 0 };

	if (access(path, F_OK))
		return ATTEMPT_MISSING(missing);
	if (file_mentions(path, "Y"))
		return ATTEMPT_MISSING("it is set already");

	attempt.error = -write_text(path, "1\n");
	attempt.effect = file_mentions(path, "Y");
	if (attempt.effect)
		write_text(path, "0\n");
	return attempt;
}

struct attempt probe_vfio_noiommu(void)
{
	return set_parameter("/sys/module/vfio/parameters/enable_unsafe_noiommu_mode",
			     "no VFIO without an IOMMU");
}

struct attempt probe_vfio_interrupts(void)
{
	return set_parameter("/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts",
			     "no VFIO");
}

/* There is no card; what would be set on it is seen. */
static struct attempt see_remote_dma(void)
{
	return (struct attempt){
		.effect = file_mentions("/sys/module/firewire_ohci/parameters/remote_dma", "Y"),
	};
}

struct attempt probe_firewire(void)
{
	return with_io_driver(IO_DRIVER_FIREWIRE, see_remote_dma);
}

#endif /* __x86_64__ */
