// SPDX-License-Identifier: GPL-2.0
/* Drivers that stock lets in at every level, and that reach hardware for programs. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/comedi.h>
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "io_driver.h"
#include "pci_device.h"

#define SMI_MAGIC	0x534d4931
#define SMI_RAW		"2"

/* What the driver takes for a request: a byte and the port that it is written to. */
struct smi_request {
	__u32 magic;
	__u32 ebx;
	__u32 ecx;
	__u16 port;
	__u8 byte;
	__u8 reserved[5];
};

static int write_port(unsigned int port, unsigned int byte)
{
	struct smi_request request = {
		.magic = SMI_MAGIC,
		.port = port,
		.byte = byte,
	};
	int fd, error = 0;

	fd = open(SMI "smi_data", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (pwrite(fd, &request, sizeof(request), 0) != sizeof(request))
		error = -errno;
	close(fd);
	return error ?: write_text(SMI "smi_request", SMI_RAW);
}

/*
 * The clock's memory: one port takes an address, the next one a byte. The kernel
 * shows two bytes from 0x20 on as the cylinders of a disk, which nothing has.
 */
#define CLOCK		"/proc/driver/nvram"
#define CLOCK_ADDRESS	0x70
#define CLOCK_BYTE	0x71
#define CYLINDERS	0x20

/* The first of these bytes, or -1. */
static int read_cylinders(void)
{
	char text[4096];
	const char *line;
	int cylinders;

	read_text(CLOCK, text, sizeof(text));
	line = strstr(text, "HD type 48 data:");
	if (!line || sscanf(line, "HD type 48 data: %d/", &cylinders) != 1)
		return -1;
	return cylinders & 0xff;
}

static int write_cylinders(int byte)
{
	int error = write_port(CLOCK_ADDRESS, CYLINDERS);

	return error ?: write_port(CLOCK_BYTE, byte);
}

static struct attempt change_cylinders(void)
{
	struct attempt attempt = { 0 };
	int before = read_cylinders();

	attempt.error = -write_cylinders(before ^ 0xff);
	attempt.effect = read_cylinders() == (before ^ 0xff);
	if (attempt.effect && write_cylinders(before))
		attempt.effect = false;
	return attempt;
}

struct attempt probe_driver_dcdbas(void)
{
	if (read_cylinders() < 0)
		return ATTEMPT_MISSING("no " CLOCK);
	return with_io_driver(IO_DRIVER_DCDBAS, change_cylinders);
}

static struct attempt map_by_uio(void)
{
	struct attempt attempt = { 0 };
	int fd;

	attempt.error = -uio_take_device();
	if (attempt.error)
		return attempt;
	fd = open(UIO, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);
	attempt.error = pci_edu_map_and_read(fd, 0, &attempt.effect);
	close(fd);
	return attempt;
}

struct attempt probe_driver_uio(void)
{
	if (!uio_has_device())
		return ATTEMPT_MISSING("no PCI device edu");
	return with_io_driver(IO_DRIVER_UIO, map_by_uio);
}

static struct attempt attach_board(void)
{
	struct comedi_subdinfo part = { 0 };
	struct attempt attempt = { 0 };
	int fd;

	fd = open(COMEDI, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* A board whose ports are taken is attached without a part that works. */
	attempt.error = comedi_attach(fd);
	if (!attempt.error && ioctl(fd, COMEDI_SUBDINFO, &part))
		attempt.error = errno;
	attempt.effect = part.type == COMEDI_SUBD_DIO;

	comedi_detach(fd);
	close(fd);
	return attempt;
}

struct attempt probe_driver_comedi(void)
{
	return with_io_driver(IO_DRIVER_COMEDI, attach_board);
}

#define HOTMOD	"/sys/module/ipmi_si/parameters/hotmod"

/* That a BMC answers at the address is not needed for the device. */
static bool has_ipmi_device(void)
{
	glob_t devices;
	bool found;

	found = !glob("/sys/devices/platform/hotmod-ipmi-si.*", 0, NULL, &devices);
	globfree(&devices);
	return found;
}

static struct attempt find_ipmi(void)
{
	return (struct attempt){ .effect = has_ipmi_device() };
}

struct attempt probe_driver_ipmi(void)
{
	return with_io_driver(IO_DRIVER_IPMI, find_ipmi);
}

/* The device goes with the driver. */
static struct attempt add_ipmi(void)
{
	struct attempt attempt = { 0 };

	if (has_ipmi_device())
		return ATTEMPT_MISSING("there is one already");
	attempt.error = -write_text(HOTMOD, "add,kcs,i/o,0xca2\n");
	attempt.effect = has_ipmi_device();
	return attempt;
}

struct attempt probe_driver_ipmi_hotmod(void)
{
	return with_io_driver(IO_DRIVER_IPMI_EMPTY, add_ipmi);
}

#endif /* __x86_64__ */
