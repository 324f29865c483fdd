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

/* Puts a text in front of a command line. */
static int lockdown_put_in_front(const char *text, size_t more, char **cmdline,
				 unsigned long *length)
{
	/* A kernel that is given no command line has no NUL at its end either. */
	char *longer = kmalloc(more + max(*length, 1UL), GFP_KERNEL);

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

int lockdown_carry_over(char **cmdline, unsigned long *length)
{
	char *text = kmalloc(LOCKDOWN_LIST_MAX, GFP_KERNEL);
	int ret;

	if (!text)
		return -ENOMEM;
	ret = lockdown_core_render_carry(&lockdown_denied, *cmdline, *length, text,
					 LOCKDOWN_LIST_MAX);
	if (ret > 0)
		ret = lockdown_put_in_front(text, ret, cmdline, length);
	kfree(text);
	return ret;
}
