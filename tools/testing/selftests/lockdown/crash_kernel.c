// SPDX-License-Identifier: GPL-2.0
/* The kernel that a crash starts, for which crashkernel= leaves memory. */

#include <errno.h>
#include <linux/kexec.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "crash_kernel.h"
#include "files.h"

int crash_kernel_load(void)
{
	int fd, error = 0;

	fd = open_beside("images/bzImage-signed");
	if (fd < 0)
		return -errno;
	if (syscall(SYS_kexec_file_load, fd, -1, 1UL, "",
		    KEXEC_FILE_ON_CRASH | KEXEC_FILE_NO_INITRAMFS))
		error = -errno;
	close(fd);
	return error;
}

bool crash_kernel_is_loaded(void)
{
	return file_mentions("/sys/kernel/kexec_crash_loaded", "1");
}

int crash_kernel_unload(void)
{
	if (syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL,
		    KEXEC_FILE_ON_CRASH | KEXEC_FILE_UNLOAD))
		return -errno;
	return 0;
}
