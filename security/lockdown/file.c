// SPDX-License-Identifier: GPL-2.0
/*
 * Files that are doors by themselves, and those that were opened before a raise.
 * The core says which they are.
 */

#include <linux/blkdev.h>
#include <linux/cdev.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/jump_label.h>
#include <linux/kdev_t.h>
#include <linux/lockdown.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/stat.h>
#include <linux/string.h>

#include <uapi/linux/blkzoned.h>
#include <uapi/linux/comedi.h>
#include <uapi/linux/fs.h>
#include <uapi/linux/isst_if.h>

#ifdef CONFIG_X86
#include <uapi/asm/msr.h>
#endif

#include "rim.h"

static_assert(LOCKDOWN_USE_READ == MAY_READ && LOCKDOWN_USE_WRITE == MAY_WRITE);
static_assert(LOCKDOWN_COMEDI_DEVCONFIG == COMEDI_DEVCONFIG);
static_assert(LOCKDOWN_BLKDISCARD == BLKDISCARD);
static_assert(LOCKDOWN_BLKSECDISCARD == BLKSECDISCARD);
static_assert(LOCKDOWN_BLKZEROOUT == BLKZEROOUT);
static_assert(LOCKDOWN_BLKRESETZONE == BLKRESETZONE);
static_assert(LOCKDOWN_BLKFINISHZONE == BLKFINISHZONE);
#ifdef CONFIG_X86_64
static_assert(LOCKDOWN_ISST_MSR_COMMAND == ISST_IF_MSR_COMMAND);
#endif
#ifdef CONFIG_X86
static_assert(LOCKDOWN_RDMSR_REGS == X86_IOC_RDMSR_REGS);
#endif

/* Off while there is nothing to refuse or to watch. INVARIANT: on until that is known. */
DEFINE_STATIC_KEY_TRUE(lockdown_guards);

void lockdown_guard_files(void)
{
	if (lockdown_core_guards_files(&lockdown_denied, &lockdown_watched))
		static_branch_enable(&lockdown_guards);
	else
		static_branch_disable(&lockdown_guards);
}

/* Nearly every file that is used is none of the kernel's own: that must not cost. */
static __always_inline u32 lockdown_file_kind(const struct inode *inode)
{
	if (S_ISREG(inode->i_mode)) {
		switch (inode->i_sb->s_magic) {
		case PROC_SUPER_MAGIC:
			return LOCKDOWN_FILE_PROC;
		case SYSFS_MAGIC:
			return LOCKDOWN_FILE_SYSFS;
		case DEBUGFS_MAGIC:
			return LOCKDOWN_FILE_DEBUGFS;
		case TRACEFS_MAGIC:
			return LOCKDOWN_FILE_TRACEFS;
		}
	} else if (S_ISCHR(inode->i_mode)) {
		return LOCKDOWN_FILE_CHARACTER;
	} else if (S_ISBLK(inode->i_mode)) {
		return LOCKDOWN_FILE_BLOCK;
	}
	/* The names in a directory are no secret. */
	return LOCKDOWN_FILE_OTHER;
}

/* A disk that is not open yet has no holder to be asked for. */
static bool lockdown_is_held(const struct file *disk, u32 use)
{
#ifdef CONFIG_BLOCK
	if (!(use & LOCKDOWN_USE_OPEN)) {
		const void *holder = READ_ONCE(I_BDEV(disk->f_mapping->host)->bd_holder);

		/* Whoever opens it with O_EXCL is the holder himself. */
		return holder && holder != disk;
	}
#endif
	return false;
}

/* The device is open, so it stays. */
static void lockdown_name_driver(struct lockdown_file *file, const struct inode *inode)
{
	const struct cdev *device = READ_ONCE(inode->i_cdev);

	file->driver = device ? kobject_name(&device->kobj) : NULL;
	file->driver_length = file->driver ? strlen(file->driver) : 0;
}

/*
 * Mounts and their namespaces have no part in the path, so nobody can hide it. What
 * has no room can matter only by its last name.
 */
static u32 lockdown_reason_by_path(struct lockdown_file *file, struct dentry *dentry)
{
	char buffer[LOCKDOWN_PATH_MAX];
	u32 reason = LOCKDOWN_NUMBER_NONE;
	struct name_snapshot name;
	const char *path;

	take_dentry_name_snapshot(&name, dentry);
	file->path = name.name.name;
	file->path_length = name.name.len;
	if (lockdown_core_file_needs_path(file)) {
		path = dentry_path_raw(dentry, buffer, sizeof(buffer));
		if (!IS_ERR(path)) {
			file->path = path;
			file->path_length = strlen(path);
		}
		reason = lockdown_core_file_reason(file, &lockdown_denied);
	}
	release_dentry_name_snapshot(&name);
	return reason;
}

static noinline int lockdown_check_door(const struct file *opened, u32 kind, u32 use, u32 command)
{
	const struct inode *inode = file_inode(opened);
	struct lockdown_file file = {
		.kind = kind,
		.use = use,
		.command = command,
		.mode = inode->i_mode & ~S_IFMT,
	};
	u32 reason;

	if (kind == LOCKDOWN_FILE_CHARACTER || kind == LOCKDOWN_FILE_BLOCK) {
		file.major = imajor(inode);
		file.minor = iminor(inode);
	}
	if (kind == LOCKDOWN_FILE_BLOCK)
		file.held = lockdown_is_held(opened, use);
	if (kind == LOCKDOWN_FILE_PROC || kind == LOCKDOWN_FILE_SYSFS) {
		reason = lockdown_reason_by_path(&file, file_dentry(opened));
	} else {
		if (kind == LOCKDOWN_FILE_CHARACTER)
			lockdown_name_driver(&file, inode);
		reason = lockdown_core_file_reason(&file, &lockdown_denied);
	}
	return lockdown_ask_directly(reason);
}

/*
 * The name is read without a lock: neither procfs nor sysfs changes that of a file. What
 * an overlay shows is not called by its own name, which is looked up later.
 */
static __always_inline bool lockdown_its_name_matters(const struct file *opened, u32 kind)
{
	const struct dentry *dentry = opened->f_path.dentry;
	const struct qstr *name = &dentry->d_name;

	return unlikely(dentry->d_flags & DCACHE_OP_REAL) ||
	       lockdown_name_matters(&lockdown_file_hints, kind, name->len, *name->name);
}

static __always_inline struct lockdown_device lockdown_device_of(const struct inode *inode)
{
	return (struct lockdown_device){ .major = imajor(inode), .minor = iminor(inode) };
}

/* Each kind by a constant, so that the compiler finds its hints. */
static __always_inline bool lockdown_matters(const struct file *opened, u32 kind, u32 use)
{
	const struct inode *inode = file_inode(opened);

	switch (kind) {
	case LOCKDOWN_FILE_PROC:
		return lockdown_its_name_matters(opened, LOCKDOWN_FILE_PROC);
	case LOCKDOWN_FILE_SYSFS:
		return lockdown_its_name_matters(opened, LOCKDOWN_FILE_SYSFS);
	case LOCKDOWN_FILE_CHARACTER:
		return lockdown_device_matters(&lockdown_file_hints, use,
					       lockdown_device_of(inode));
	case LOCKDOWN_FILE_BLOCK:
		return lockdown_disk_matters(use);
	default:
		return kind != LOCKDOWN_FILE_OTHER;
	}
}

static __always_inline int lockdown_check_file(const struct file *opened, u32 use, u32 command)
{
	u32 kind = lockdown_file_kind(file_inode(opened));

	return likely(!lockdown_matters(opened, kind, use)) ? 0 :
	       lockdown_check_door(opened, kind, use, command);
}

int lockdown_check_open(struct file *file)
{
	u32 use = LOCKDOWN_USE_OPEN;

	if (file->f_mode & FMODE_WRITE)
		use |= LOCKDOWN_USE_OPEN_WRITE;
	return lockdown_check_file(file, use, 0);
}

/* Whoever appends writes: nobody asks for the one without the other. */
int lockdown_check_permission(struct file *file, int mask)
{
	return lockdown_check_file(file, mask & (MAY_READ | MAY_WRITE), 0);
}

int lockdown_check_ioctl(struct file *file, unsigned int command)
{
	return lockdown_check_file(file, LOCKDOWN_USE_IOCTL, command);
}

int lockdown_check_mmap(struct file *file, unsigned long flags)
{
	u32 use = LOCKDOWN_USE_MMAP;

	if (!file)
		return 0;
	/* What is mapped for reading can be made writable later. */
	if ((flags & MAP_TYPE) != MAP_PRIVATE && file->f_mode & FMODE_WRITE)
		use |= LOCKDOWN_USE_MMAP_WRITE;
	return lockdown_check_file(file, use, 0);
}
