/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel that a crash starts, for which crashkernel= leaves memory. */

#ifndef CRASH_KERNEL_H
#define CRASH_KERNEL_H

#include <stdbool.h>

/**
 * crash_kernel_load() - Load a signed image for a crash, with no initrd
 * Return: 0, or the error of open(2) or kexec_file_load(2) as -errno.
 */
int crash_kernel_load(void);

bool crash_kernel_is_loaded(void);

/* Return: 0, or the error of kexec_file_load(2) as -errno. */
int crash_kernel_unload(void);

#endif /* CRASH_KERNEL_H */
