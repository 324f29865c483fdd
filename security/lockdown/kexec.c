// SPDX-License-Identifier: GPL-2.0
/*
 * Images for kexec: whether one is let in, and the level that goes on to it.
 */

#include <linux/errno.h>
#include <linux/ima.h>
#include <linux/kconfig.h>
#include <linux/kernel_read_file.h>
#include <linux/kexec.h>
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

static int lockdown_carry_over(struct kimage *image)
{
	char *text = kmalloc(LOCKDOWN_LIST_MAX, GFP_KERNEL);
	int ret;

	if (!text)
		return -ENOMEM;
	ret = lockdown_core_render_carry(&lockdown_denied, image->cmdline_buf,
					 image->cmdline_buf_len, text, LOCKDOWN_LIST_MAX);
	if (ret > 0)
		ret = lockdown_put_in_front(text, ret, &image->cmdline_buf,
					    &image->cmdline_buf_len);
	kfree(text);
	return ret;
}

/* As with KEXEC_SIG: what a rule of IMA has appraised is as good as signed. */
static bool lockdown_is_verified(void)
{
	return IS_ENABLED(CONFIG_KEXEC_SIG) || ima_appraise_signature(READING_KEXEC_IMAGE);
}

static int lockdown_ask_for_image(const struct kimage *image)
{
	const bool crash = image->type == KEXEC_TYPE_CRASH;

	return lockdown_ask_directly(lockdown_core_image_reason(lockdown_is_verified(), crash));
}

int lockdown_check_kexec(struct kimage *image)
{
	return lockdown_ask_for_image(image) ?: lockdown_carry_over(image);
}
