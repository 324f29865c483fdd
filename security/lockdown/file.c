// SPDX-License-Identifier: GPL-2.0
/*
 * Files that are doors by themselves, and those that were opened before a raise.
 * The core says which they are.
 */

#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/jump_label.h>
#include <linux/kdev_t.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/stat.h>
#include <linux/string.h>

#ifdef CONFIG_X86
#include <uapi/asm/msr.h>
#endif

#include "rim.h"

#ifdef CONFIG_X86
static_assert(LOCKDOWN_RDMSR_REGS == X86_IOC_RDMSR_REGS);
#endif

/* Off until there is something to refuse or to watch. */
static DEFINE_STATIC_KEY_FALSE(lockdown_guards);

void lockdown_guard_files(void)
{
	if (lockdown_core_guards_files(&lockdown_denied, &lockdown_watched))
		static_branch_enable(&lockdown_guards);
	else
		static_branch_disable(&lockdown_guards);
}

static u32 lockdown_file_kind(const struct inode *inode)
{
	if (S_ISCHR(inode->i_mode))
		return LOCKDOWN_FILE_CHARACTER;
	/* The names in a directory are no secret. */
	if (!S_ISREG(inode->i_mode))
		return LOCKDOWN_FILE_OTHER;
	switch (inode->i_sb->s_magic) {
	case PROC_SUPER_MAGIC:
		return LOCKDOWN_FILE_PROC;
	case SYSFS_MAGIC:
		return LOCKDOWN_FILE_SYSFS;
	case DEBUGFS_MAGIC:
		return LOCKDOWN_FILE_DEBUGFS;
	case TRACEFS_MAGIC:
		return LOCKDOWN_FILE_TRACEFS;
	default:
		return LOCKDOWN_FILE_OTHER;
	}
}

/*
 * Mounts and their namespaces have no part in the path, so nobody can hide it. What
 * has no room is none of the paths that matter.
 */
static u32 lockdown_reason_of_path(struct lockdown_file *file, const struct dentry *dentry)
{
	char buffer[LOCKDOWN_PATH_MAX];

	file->path = dentry_path_raw(dentry, buffer, sizeof(buffer));
	if (IS_ERR(file->path))
		return LOCKDOWN_NUMBER_NONE;
	file->path_length = strlen(file->path);
	return lockdown_core_file_reason(file, &lockdown_denied);
}

static noinline int lockdown_check_file(const struct file *opened, u32 use, u32 command)
{
	const struct dentry *dentry = opened->f_path.dentry;
	const struct inode *inode = file_inode(opened);
	struct lockdown_file file = {
		.kind = lockdown_file_kind(inode),
		.use = use,
		.command = command,
	};
	struct name_snapshot name;
	u32 reason;

	if (file.kind == LOCKDOWN_FILE_OTHER)
		return 0;
	file.major = imajor(inode);
	file.minor = iminor(inode);
	take_dentry_name_snapshot(&name, opened->f_path.dentry);
	file.path = name.name.name;
	file.path_length = name.name.len;
	if (lockdown_core_file_needs_path(&file))
		reason = lockdown_reason_of_path(&file, dentry);
	else
		reason = lockdown_core_file_reason(&file, &lockdown_denied);
	release_dentry_name_snapshot(&name);
	return reason == LOCKDOWN_NUMBER_NONE ? 0 : lockdown_ask(reason);
}

static bool lockdown_is_read_only(const struct file *file)
{
	return !(file->f_mode & FMODE_WRITE) && !(file_inode(file)->i_mode & 07777 & ~0444);
}

int lockdown_file_open(struct file *file)
{
	u32 use = LOCKDOWN_USE_OPEN;

	if (!static_branch_unlikely(&lockdown_guards))
		return 0;
	if (file->f_mode & FMODE_WRITE)
		use |= LOCKDOWN_USE_OPEN_WRITE;
	if (lockdown_is_read_only(file))
		use |= LOCKDOWN_USE_OPEN_READ_ONLY;
	return lockdown_check_file(file, use, 0);
}

int lockdown_file_permission(struct file *file, int mask)
{
	int ret = 0;

	if (!static_branch_unlikely(&lockdown_guards))
		return 0;
	if (mask & MAY_READ)
		ret = lockdown_check_file(file, LOCKDOWN_USE_READ, 0);
	if (!ret && mask & (MAY_WRITE | MAY_APPEND))
		ret = lockdown_check_file(file, LOCKDOWN_USE_WRITE, 0);
	return ret;
}

int lockdown_file_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	if (!static_branch_unlikely(&lockdown_guards))
		return 0;
	return lockdown_check_file(file, LOCKDOWN_USE_IOCTL, command);
}

int lockdown_mmap_file(struct file *file, unsigned long wanted, unsigned long protection,
		       unsigned long flags)
{
	if (!static_branch_unlikely(&lockdown_guards) || !file)
		return 0;
	return lockdown_check_file(file, LOCKDOWN_USE_MMAP, 0);
}
