/* SPDX-License-Identifier: GPL-2.0 */
/* What an older kernel does otherwise, and no feature of it tells. */

#ifndef KERNEL_RELEASE_H
#define KERNEL_RELEASE_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/utsname.h>

/**
 * kernel_is_before() - Is the running kernel older than a version?
 * @version: Its first number.
 * @patchlevel: Its second number.
 */
static inline bool kernel_is_before(int version, int patchlevel)
{
	int running_version = 0, running_patchlevel = 0;
	struct utsname name;

	if (uname(&name) ||
	    sscanf(name.release, "%d.%d", &running_version, &running_patchlevel) != 2)
		return false;

	return running_version < version ||
	       (running_version == version && running_patchlevel < patchlevel);
}

#endif /* KERNEL_RELEASE_H */
