// SPDX-License-Identifier: GPL-2.0
/* Doors to another kernel: kexec. */

#include <errno.h>
#include <linux/kexec.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "crash_kernel.h"
#include "doors.h"
#include "files.h"

#define IMAGE_SIZE	4096
#define IMAGE_ADDRESS	0x1000000UL

#ifdef __aarch64__
#define KERNEL_IMAGE	"images/Image"
#else
#define KERNEL_IMAGE	"images/bzImage"
#endif

static bool image_is_loaded(void)
{
	return file_mentions("/sys/kernel/kexec_loaded", "1");
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

static struct attempt load_file(const char *path)
{
	struct attempt attempt = { 0 };
	int fd;

	if (access("/proc/sys/kernel/kexec_load_disabled", F_OK))
		return ATTEMPT_MISSING("no kexec");
	if (image_is_loaded())
		return ATTEMPT_MISSING("a kexec image is loaded already");
	fd = open_beside(path);
	if (fd < 0)
		return ATTEMPT_MISSING("no kernel image beside the program");

	if (syscall(SYS_kexec_file_load, fd, -1, 1UL, "",
		    KEXEC_FILE_NO_INITRAMFS))
		attempt.error = errno;
	close(fd);

	attempt.effect = image_is_loaded();
	if (attempt.effect)
		syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL,
			KEXEC_FILE_UNLOAD);

	return attempt;
}

struct attempt probe_kexec_file_unsigned(void)
{
	return load_file(KERNEL_IMAGE);
}

struct attempt probe_kexec_file_signed(void)
{
	if (!file_mentions("/proc/keys", KEY_TRUSTED))
		return ATTEMPT_MISSING("the kernel lacks the " KEY_TRUSTED);

	return load_file(KERNEL_IMAGE "-signed");
}

#ifdef __x86_64__
struct attempt probe_kexec_crash(void)
{
	struct attempt attempt = { 0 };
	int error;

	if (!file_mentions("/proc/cmdline", "crashkernel="))
		return ATTEMPT_MISSING("no crashkernel=");
	if (crash_kernel_is_loaded())
		return ATTEMPT_MISSING("a kernel for crashes is loaded already");
	error = crash_kernel_load();
	if (error == -ENOENT)
		return ATTEMPT_MISSING("no images/bzImage-signed");

	attempt.error = -error;
	attempt.effect = crash_kernel_is_loaded();
	if (attempt.effect)
		crash_kernel_unload();
	return attempt;
}
#endif
