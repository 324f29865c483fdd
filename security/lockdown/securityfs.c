// SPDX-License-Identifier: GPL-2.0
/*
 * The files in /sys/kernel/security. What is in them is described in
 * Documentation/ABI/testing/securityfs-lockdown.
 */

#include <linux/array_size.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/fsnotify.h>
#include <linux/init.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/poll.h>
#include <linux/security.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <linux/wait.h>

#include "rim.h"

/* Files that change with a raise. */
static struct dentry *lockdown_level_file;
static struct dentry *lockdown_reasons_file;
static struct dentry *lockdown_raises_file;
static struct dentry *lockdown_strict_file;

static DECLARE_WAIT_QUEUE_HEAD(lockdown_raised);
static atomic_t lockdown_raises_seen;

static void lockdown_notify_file(struct dentry *file)
{
	if (!IS_ERR_OR_NULL(file))
		fsnotify_dentry(file, FS_MODIFY);
}

void lockdown_notify(void)
{
	atomic_inc(&lockdown_raises_seen);
	wake_up_interruptible(&lockdown_raised);
	lockdown_notify_file(lockdown_level_file);
	lockdown_notify_file(lockdown_reasons_file);
	lockdown_notify_file(lockdown_raises_file);
	lockdown_notify_file(lockdown_strict_file);
}

/*
 * As in sysfs: whoever has the file open is told once of what has changed since,
 * as an exceptional condition; and it can be read at any time.
 */
static __poll_t lockdown_poll_since(struct file *file, poll_table *table, int *seen)
{
	int now;

	poll_wait(file, &lockdown_raised, table);
	now = atomic_read(&lockdown_raises_seen);
	if (READ_ONCE(*seen) == now)
		return DEFAULT_POLLMASK;
	WRITE_ONCE(*seen, now);
	return DEFAULT_POLLMASK | EPOLLERR | EPOLLPRI;
}

/*
 * Root of a container may write the files; it must not lock its host, nor open
 * one and have a privileged program write.
 */
static bool lockdown_may_write(const struct file *file)
{
	return file_ns_capable(file, &init_user_ns, CAP_MAC_ADMIN) && capable(CAP_MAC_ADMIN);
}

/* What the lockdown file remembers while it is open. */
struct lockdown_opened {
	int seen;
};

static int lockdown_open(struct inode *inode, struct file *file)
{
	struct lockdown_opened *opened = kmalloc(sizeof(*opened), GFP_KERNEL);

	if (!opened)
		return -ENOMEM;
	opened->seen = atomic_read(&lockdown_raises_seen);
	file->private_data = opened;
	return 0;
}

static int lockdown_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static __poll_t lockdown_poll(struct file *file, poll_table *table)
{
	struct lockdown_opened *opened = file->private_data;

	return lockdown_poll_since(file, table, &opened->seen);
}

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
	if (!lockdown_may_write(file))
		return -EPERM;
	ret = lockdown_raise(level, "securityfs");
	return ret ?: count;
}

static const struct file_operations lockdown_file_ops = {
	.open = lockdown_open,
	.release = lockdown_release,
	.read = lockdown_read,
	.write = lockdown_write,
	.poll = lockdown_poll,
};

typedef int lockdown_parser(const char *text, size_t length, struct lockdown_set *set);

/* Reads a whole write(2) as a set. */
static int lockdown_read_set(const struct file *file, const char __user *buffer, size_t count,
			     lockdown_parser *parse, struct lockdown_set *set)
{
	char *text;
	int ret;

	if (count > LOCKDOWN_LIST_MAX)
		return -EINVAL;
	text = memdup_user_nul(buffer, count);
	if (IS_ERR(text))
		return PTR_ERR(text);
	ret = parse(text, count, set);
	kfree(text);
	if (!ret && !lockdown_may_write(file))
		ret = -EPERM;
	return ret;
}

static int lockdown_show_reasons(struct seq_file *seq, void *unused)
{
	const char *header;
	int length = lockdown_core_reasons_header(&header);
	u32 reason;

	seq_write(seq, header, length);
	for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++) {
		char line[LOCKDOWN_REASON_LINE_MAX];
		struct lockdown_tally tally;

		lockdown_take_tally(reason, &tally);
		length = lockdown_core_render_reason(reason, &lockdown_denied, &lockdown_watched,
						     &tally, line, sizeof(line));
		/* The enum has numbers that are no reasons. */
		if (length > 0)
			seq_write(seq, line, length);
	}
	return 0;
}

static ssize_t lockdown_write_reasons(struct file *file, const char __user *buffer, size_t count,
				      loff_t *offset)
{
	struct lockdown_set more;
	int ret;

	ret = lockdown_read_set(file, buffer, count, lockdown_core_parse_reasons, &more);
	if (!ret)
		ret = lockdown_refine(&more, "securityfs");
	return ret ?: count;
}

static int lockdown_show_watch(struct seq_file *seq, void *unused)
{
	char *text = kmalloc(LOCKDOWN_LIST_MAX, GFP_KERNEL);

	if (!text)
		return -ENOMEM;
	lockdown_name_set(&lockdown_watched, text, LOCKDOWN_LIST_MAX);
	seq_printf(seq, "%s\n", text);
	kfree(text);
	return 0;
}

static ssize_t lockdown_write_watch(struct file *file, const char __user *buffer, size_t count,
				    loff_t *offset)
{
	struct lockdown_set set;
	int ret;

	ret = lockdown_read_set(file, buffer, count, lockdown_core_parse_watch, &set);
	if (ret)
		return ret;
	lockdown_watch(&set);
	return count;
}

static int lockdown_show_strict(struct seq_file *seq, void *unused)
{
	seq_puts(seq, lockdown_core_is_strict(&lockdown_denied) ? "1\n" : "0\n");
	return 0;
}

/* As with the level, what is held already is refused, and nothing goes back. */
static ssize_t lockdown_write_strict(struct file *file, const char __user *buffer, size_t count,
				     loff_t *offset)
{
	char text[LOCKDOWN_WRITE_MAX];
	size_t length = min(count, sizeof(text));
	u32 on;
	int ret;

	if (copy_from_user(text, buffer, length))
		return -EFAULT;
	ret = count ? lockdown_core_parse_strict(text, length, &on) : -EINVAL;
	if (ret)
		return ret;
	if (!on || !lockdown_may_write(file))
		return -EPERM;
	ret = lockdown_go_strict("securityfs");
	return ret ?: count;
}

static void lockdown_show_seconds(struct seq_file *seq, u64 ns)
{
	u32 rest;
	u64 seconds = div_u64_rem(ns, NSEC_PER_SEC, &rest);

	seq_printf(seq, "%llu.%06lu", seconds, rest / NSEC_PER_USEC);
}

static int lockdown_show_programs(struct seq_file *seq, void *unused)
{
	const struct lockdown_program *program;
	unsigned int number;

	seq_puts(seq, "reason verdict count last program\n");
	for (number = 0; (program = lockdown_program(number)); number++) {
		char slug[LOCKDOWN_SLUG_MAX];

		lockdown_name_reason(program->what, slug);
		seq_printf(seq, "%s %s %lu ", slug, program->observed ? "observed" : "denied",
			   atomic_long_read(&program->count));
		lockdown_show_seconds(seq, READ_ONCE(program->last_ns));
		seq_putc(seq, ' ');
		seq_escape(seq, program->name, "\n\\");
		seq_putc(seq, '\n');
	}
	if (lockdown_lost_programs())
		seq_printf(seq, "- - %lu - -\n", lockdown_lost_programs());
	return 0;
}

static int lockdown_show_raises(struct seq_file *seq, void *unused)
{
	const struct lockdown_raise_record *raise;
	char *text = kmalloc(LOCKDOWN_LIST_MAX, GFP_KERNEL);
	unsigned int number;

	if (!text)
		return -ENOMEM;
	seq_puts(seq, "seconds raised kept origin\n");
	for (number = 0; (raise = lockdown_raise_made(number)); number++) {
		lockdown_show_seconds(seq, raise->at_ns);
		lockdown_name_set(&raise->raised, text, LOCKDOWN_LIST_MAX);
		seq_printf(seq, " %s", text);
		lockdown_name_set(&raise->kept, text, LOCKDOWN_LIST_MAX);
		seq_printf(seq, " %s %s\n", text, raise->where);
	}
	kfree(text);
	return 0;
}

static int lockdown_open_seq(struct file *file, int (*show)(struct seq_file *, void *))
{
	int ret = single_open(file, show, NULL);

	if (!ret) {
		struct seq_file *seq = file->private_data;

		seq->poll_event = atomic_read(&lockdown_raises_seen);
	}
	return ret;
}

static __poll_t lockdown_poll_seq(struct file *file, poll_table *table)
{
	struct seq_file *seq = file->private_data;

	return lockdown_poll_since(file, table, &seq->poll_event);
}

static int lockdown_open_reasons(struct inode *inode, struct file *file)
{
	return lockdown_open_seq(file, lockdown_show_reasons);
}

static const struct file_operations lockdown_reasons_ops = {
	.open = lockdown_open_reasons,
	.read = seq_read,
	.llseek = seq_lseek,
	.write = lockdown_write_reasons,
	.poll = lockdown_poll_seq,
	.release = single_release,
};

static int lockdown_open_raises(struct inode *inode, struct file *file)
{
	return lockdown_open_seq(file, lockdown_show_raises);
}

static const struct file_operations lockdown_raises_ops = {
	.open = lockdown_open_raises,
	.read = seq_read,
	.llseek = seq_lseek,
	.poll = lockdown_poll_seq,
	.release = single_release,
};

static int lockdown_open_strict(struct inode *inode, struct file *file)
{
	return lockdown_open_seq(file, lockdown_show_strict);
}

static const struct file_operations lockdown_strict_ops = {
	.open = lockdown_open_strict,
	.read = seq_read,
	.llseek = seq_lseek,
	.write = lockdown_write_strict,
	.poll = lockdown_poll_seq,
	.release = single_release,
};

static int lockdown_open_watch(struct inode *inode, struct file *file)
{
	return single_open(file, lockdown_show_watch, NULL);
}

static const struct file_operations lockdown_watch_ops = {
	.open = lockdown_open_watch,
	.read = seq_read,
	.llseek = seq_lseek,
	.write = lockdown_write_watch,
	.release = single_release,
};

static int lockdown_open_programs(struct inode *inode, struct file *file)
{
	return single_open(file, lockdown_show_programs, NULL);
}

static const struct file_operations lockdown_programs_ops = {
	.open = lockdown_open_programs,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

struct lockdown_node {
	const char *name;
	umode_t mode;
	const struct file_operations *ops;
	/* Where it is kept, if a raise changes what is in it. */
	struct dentry **kept;
};

static const struct lockdown_node lockdown_nodes[] __initconst = {
	{ "lockdown", 0644, &lockdown_file_ops, &lockdown_level_file },
	{ "lockdown_reasons", 0644, &lockdown_reasons_ops, &lockdown_reasons_file },
	{ "lockdown_raises", 0444, &lockdown_raises_ops, &lockdown_raises_file },
	{ "lockdown_strict", 0644, &lockdown_strict_ops, &lockdown_strict_file },
	{ "lockdown_watch", 0600, &lockdown_watch_ops },
	{ "lockdown_programs", 0400, &lockdown_programs_ops },
};

static int __init lockdown_securityfs_init(void)
{
	size_t i;

	/* A file that shows a level is a promise that it is enforced. */
	if (!lockdown_live)
		return 0;
	for (i = 0; i < ARRAY_SIZE(lockdown_nodes); i++) {
		const struct lockdown_node *file = &lockdown_nodes[i];
		struct dentry *made = securityfs_create_file(file->name, file->mode, NULL, NULL,
							     file->ops);

		if (IS_ERR(made))
			return PTR_ERR(made);
		if (file->kept)
			*file->kept = made;
	}
	return 0;
}

core_initcall(lockdown_securityfs_init);
