// SPDX-License-Identifier: GPL-2.0
/*
 * /sys/kernel/security/lockdown: show the level, raise the level.
 */

#include <linux/capability.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/minmax.h>
#include <linux/security.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "rim.h"

static ssize_t lockdown_read(struct file *file, char __user *buffer, size_t count, loff_t *offset)
{
	char line[LOCKDOWN_LINE_MAX];
	int length;

	length = lockdown_core_render_level(lockdown_core_level(&lockdown_denied), line,
					    sizeof(line));
	if (length < 0)
		return length;
	return simple_read_from_buffer(buffer, count, offset, line, length);
}

/*
 * ABI: each write(2) is a whole command, wherever the file offset stands. No
 * more is looked at than can be a level, so a write of any length costs
 * nothing.
 */
static ssize_t lockdown_write(struct file *file, const char __user *buffer, size_t count,
			      loff_t *offset)
{
	char text[LOCKDOWN_WRITE_MAX];
	size_t length = min(count, sizeof(text));
	u32 level;
	int ret;

	if (copy_from_user(text, buffer, length))
		return -EFAULT;
	ret = lockdown_core_parse_write(text, length, &level);
	if (ret)
		return ret;

	/*
	 * Root of a container may write the file; it must not lock its host, nor
	 * open it and have a privileged program write.
	 */
	if (!file_ns_capable(file, &init_user_ns, CAP_MAC_ADMIN) || !capable(CAP_MAC_ADMIN))
		return -EPERM;
	ret = lockdown_raise(level, "securityfs");
	return ret ?: count;
}

static const struct file_operations lockdown_file_ops = {
	.read = lockdown_read,
	.write = lockdown_write,
};

static int __init lockdown_securityfs_init(void)
{
	/* A file that shows a level is a promise that it is enforced. */
	if (!lockdown_live)
		return 0;
	return PTR_ERR_OR_ZERO(securityfs_create_file("lockdown", 0644, NULL, NULL,
						      &lockdown_file_ops));
}

core_initcall(lockdown_securityfs_init);
