// SPDX-License-Identifier: GPL-2.0
/* Frame buffers: the one that has no card, and a picture in memory of the kernel's. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "doors.h"

#define FRAME_BUFFER	"/dev/fb0"
#define VIRTUAL_ID	"Virtual FB"
#define LENGTH		4096

static const char picture[] = "lockdown was here";

/* A descriptor of the frame buffer that video=vfb: has made, or -1. */
static int open_virtual(void)
{
	struct fb_fix_screeninfo fixed = { 0 };
	int fd;

	fd = open(FRAME_BUFFER, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (!ioctl(fd, FBIOGET_FSCREENINFO, &fixed) &&
	    !strncmp(fixed.id, VIRTUAL_ID, sizeof(fixed.id)))
		return fd;
	close(fd);
	return -1;
}

static bool picture_is_shown(int fd)
{
	char seen[sizeof(picture)] = "";

	return pread(fd, seen, sizeof(seen), 0) == sizeof(seen) &&
	       !memcmp(seen, picture, sizeof(picture));
}

static bool clear(int fd)
{
	static const char black[sizeof(picture)];

	return pwrite(fd, black, sizeof(black), 0) == sizeof(black);
}

struct attempt probe_fb_map(void)
{
	struct attempt attempt = { 0 };
	int fd = open_virtual();
	char *map;

	if (fd < 0)
		return ATTEMPT_MISSING("no frame buffer of vfb");

	map = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED) {
		attempt.error = errno;
	} else {
		memcpy(map, picture, sizeof(picture));
		munmap(map, LENGTH);
	}
	attempt.effect = picture_is_shown(fd);
	if (!clear(fd) && !attempt.error)
		attempt.error = errno;
	close(fd);
	return attempt;
}

struct attempt probe_fb_draw(void)
{
	struct fb_var_screeninfo variable = { 0 };
	struct attempt attempt = { 0 };
	int fd = open_virtual();

	if (fd < 0)
		return ATTEMPT_MISSING("no frame buffer of vfb");

	if (ioctl(fd, FBIOGET_VSCREENINFO, &variable) ||
	    pwrite(fd, picture, sizeof(picture), 0) != sizeof(picture))
		attempt.error = errno;
	attempt.effect = variable.xres && picture_is_shown(fd) && clear(fd);
	close(fd);
	return attempt;
}

#endif /* __x86_64__ */
