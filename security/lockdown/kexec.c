// SPDX-License-Identifier: GPL-2.0
/*
 * The level goes on to the kernel that this one starts by kexec.
 */

#include <linux/errno.h>
#include <linux/lockdown.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "rim.h"

int lockdown_carry_over(char **cmdline, unsigned long *length)
{
	char text[LOCKDOWN_LINE_MAX];
	char *longer;
	int more;

	more = lockdown_core_render_carry(lockdown_core_level(&lockdown_denied), *cmdline, *length,
					  text, sizeof(text));
	if (more <= 0)
		return more;

	/* A kernel that is given no command line has no NUL at its end either. */
	longer = kmalloc(more + max(*length, 1UL), GFP_KERNEL);
	if (!longer)
		return -ENOMEM;
	memcpy(longer, text, more);
	if (*length)
		memcpy(longer + more, *cmdline, *length);
	else
		longer[more] = '\0';

	kfree(*cmdline);
	*cmdline = longer;
	*length = more + max(*length, 1UL);
	return 0;
}
