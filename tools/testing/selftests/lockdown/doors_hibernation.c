// SPDX-License-Identifier: GPL-2.0
/* Doors to another system: an image of memory, and how to come back from it. */

#include <errno.h>
#include <fcntl.h>
#include <linux/suspend_ioctls.h>
#include <stdalign.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "kernel_release.h"

#define POWER_DISK	"/sys/power/disk"
#define POWER_RESUME	"/sys/power/resume"
#define POWER_STATE	"/sys/power/state"

#define PAGE		4096

/* Memory to be found in the image. */
static alignas(PAGE) char secret[PAGE];

static bool image_tells(int fd)
{
	char page[PAGE];

	while (read(fd, page, sizeof(page)) == sizeof(page))
		if (!memcmp(page, secret, sizeof(page)))
			return true;

	return false;
}

struct attempt probe_snapshot_device(void)
{
	struct attempt attempt = { 0 };
	int fd, in_suspend;

	fd = open("/dev/snapshot", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no /dev/snapshot");
		return ATTEMPT_FAILED(errno);
	}

	if (getrandom(secret, sizeof(secret), GRND_INSECURE) < 0 ||
	    ioctl(fd, SNAPSHOT_FREEZE) ||
	    ioctl(fd, SNAPSHOT_CREATE_IMAGE, &in_suspend))
		attempt.error = errno;
	else
		attempt.effect = image_tells(fd);

	ioctl(fd, SNAPSHOT_FREE);
	ioctl(fd, SNAPSHOT_UNFREEZE);
	close(fd);
	return attempt;
}

/* Locked, the file tells no mode at all. */
struct attempt probe_power_disk_show(void)
{
	struct attempt attempt = { 0 };
	char modes[128];

	attempt.error = -read_text(POWER_DISK, modes, sizeof(modes));
	if (attempt.error == ENOENT)
		return ATTEMPT_MISSING("no " POWER_DISK);

	attempt.effect = strstr(modes, "shutdown");
	return attempt;
}

/* Cut the chosen mode out of "platform [shutdown] reboot". */
static void read_mode(char *mode, size_t size)
{
	char *start, *end;

	if (read_text(POWER_DISK, mode, size))
		return;

	start = strchr(mode, '[');
	end = strchr(mode, ']');
	if (!start || !end)
		return;

	*end = '\0';
	memmove(mode, start + 1, end - start);
}

/* Each look at the modes is one more request. */
struct attempt probe_power_disk_store(void)
{
	struct attempt attempt = { 0 };
	char before[128], after[128];
	const char *other;

	if (access(POWER_DISK, F_OK))
		return ATTEMPT_MISSING("no " POWER_DISK);

	read_mode(before, sizeof(before));
	other = strcmp(before, "reboot") ? "reboot" : "shutdown";
	attempt.error = -write_text(POWER_DISK, other);

	read_mode(after, sizeof(after));
	if (!strcmp(after, other)) {
		attempt.effect = true;
		attempt.error = -write_text(POWER_DISK, before);
	}

	return attempt;
}

/* Locked, "disk" is missing among the states. */
struct attempt probe_power_state_show(void)
{
	struct attempt attempt = { 0 };
	char states[128];

	attempt.error = -read_text(POWER_STATE, states, sizeof(states));
	if (attempt.error == ENOENT)
		return ATTEMPT_MISSING("no " POWER_STATE);

	attempt.effect = strstr(states, "disk");
	return attempt;
}

/* No such device: nothing is resumed from it. */
#define NO_DEVICE	"255:255"

/* Locked, the device is swallowed. */
struct attempt probe_power_resume(void)
{
	struct attempt attempt = { 0 };
	char before[32], after[32];

	if (kernel_is_before(6, 12))
		return ATTEMPT_MISSING("older kernels take the device before they ask");
	attempt.error = -read_text(POWER_RESUME, before, sizeof(before));
	if (attempt.error == ENOENT)
		return ATTEMPT_MISSING("no " POWER_RESUME);

	attempt.error = -write_text(POWER_RESUME, NO_DEVICE);

	read_text(POWER_RESUME, after, sizeof(after));
	if (!strcmp(after, NO_DEVICE "\n")) {
		attempt.effect = true;
		attempt.error = -write_text(POWER_RESUME, before);
	}

	return attempt;
}
