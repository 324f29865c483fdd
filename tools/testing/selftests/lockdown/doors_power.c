// SPDX-License-Identifier: GPL-2.0
/* Doors to another kernel image: kexec and hibernation. */

#include <errno.h>
#include <fcntl.h>
#include <linux/kexec.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"

#define IMAGE_SIZE	4096
#define IMAGE_ADDRESS	0x1000000UL

static bool image_is_loaded(void)
{
	char state = '0';
	int fd;

	fd = open("/sys/kernel/kexec_loaded", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	if (read(fd, &state, 1) != 1)
		state = '0';

	close(fd);
	return state == '1';
}

struct attempt probe_kexec_load(void)
{
	static const unsigned char image[IMAGE_SIZE];
	struct kexec_segment segment = {
		.buf	= (void *)image,
		.bufsz	= sizeof(image),
		.mem	= (void *)IMAGE_ADDRESS,
		.memsz	= sizeof(image),
	};
	struct attempt attempt = { 0 };

	if (access("/proc/sys/kernel/kexec_load_disabled", F_OK))
		return ATTEMPT_MISSING("no kexec");
	if (image_is_loaded())
		return ATTEMPT_MISSING("a kexec image is loaded already");

	if (syscall(SYS_kexec_load, IMAGE_ADDRESS, 1UL, &segment,
		    KEXEC_ARCH_DEFAULT))
		attempt.error = errno;

	attempt.effect = image_is_loaded();
	/* No segments: the image is dropped. */
	if (attempt.effect)
		syscall(SYS_kexec_load, 0UL, 0UL, NULL, KEXEC_ARCH_DEFAULT);

	return attempt;
}

struct attempt probe_hibernation(void)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open("/dev/snapshot", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no /dev/snapshot");
		return ATTEMPT_FAILED(errno);
	}

	/* An image of the whole memory is one ioctl away. */
	attempt.effect = true;
	close(fd);
	return attempt;
}
