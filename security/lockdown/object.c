// SPDX-License-Identifier: GPL-2.0
/*
 * What a denied system call acts on: the module, the file of debugfs, tracefs or
 * a PCI device. The check itself is given nothing but the reason.
 */

#include <linux/array_size.h>
#include <linux/audit.h>
#include <linux/compat.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/uaccess.h>

#include <asm/syscall.h>
#include <asm/unistd.h>

#include "rim.h"

#define LOCKDOWN_NAME_MAX 256

/* A system call, and which of its arguments says what it acts on. */
struct lockdown_call {
	int number;
	u8 argument;
	bool is_name;
};

static const struct lockdown_call lockdown_calls[] = {
	{ __NR_finit_module, 0 },
	{ __NR_read, 0 },
	{ __NR_pread64, 0 },
	{ __NR_write, 0 },
	{ __NR_pwrite64, 0 },
	{ __NR_ioctl, 0 },
#ifdef __NR_mmap
	{ __NR_mmap, 4 },
#endif
#ifdef __NR_mmap2
	{ __NR_mmap2, 4 },
#endif
#ifdef __NR_open
	{ __NR_open, 0, true },
#endif
	{ __NR_openat, 1, true },
	{ __NR_openat2, 1, true },
};

static const struct lockdown_call *lockdown_find_call(int number)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lockdown_calls); i++)
		if (lockdown_calls[i].number == number)
			return &lockdown_calls[i];
	return NULL;
}

static void lockdown_audit_path(struct audit_buffer *record, unsigned long descriptor)
{
	struct file *file = fget(descriptor);

	if (!file)
		return;
	audit_log_d_path(record, " path=", &file->f_path);
	fput(file);
}

static void lockdown_audit_name(struct audit_buffer *record, unsigned long address)
{
	char name[LOCKDOWN_NAME_MAX];

	/* Whoever asked may hold a lock: nothing is paged in for a name. */
	if (strncpy_from_user_nofault(name, (const char __user *)address, sizeof(name)) <= 0)
		return;
	audit_log_format(record, " name=");
	audit_log_untrustedstring(record, name);
}

void lockdown_audit_object(struct audit_buffer *record)
{
	struct pt_regs *registers = current_pt_regs();
	unsigned long arguments[6];
	const struct lockdown_call *call;

	if (current->flags & PF_KTHREAD || in_compat_syscall())
		return;
	call = lockdown_find_call(syscall_get_nr(current, registers));
	if (!call)
		return;
	syscall_get_arguments(current, registers, arguments);
	if (call->is_name)
		lockdown_audit_name(record, arguments[call->argument]);
	else
		lockdown_audit_path(record, arguments[call->argument]);
}
