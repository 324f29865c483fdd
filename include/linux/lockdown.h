/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the rest of the kernel may ask of lockdown, beside
 * security_locked_down().
 */
#ifndef _LINUX_LOCKDOWN_H
#define _LINUX_LOCKDOWN_H

#include <linux/jump_label.h>
#include <linux/security.h>

#ifdef CONFIG_SECURITY_LOCKDOWN_LSM

/**
 * lock_kernel_down() - Raise the level of the running kernel.
 * @where: Who raises it, for the log; for example "EFI Secure Boot".
 * @level: LOCKDOWN_INTEGRITY_MAX or LOCKDOWN_CONFIDENTIALITY_MAX. Any other
 *         reason means the lowest level that lies above it.
 *
 * Context: Early boot, setup_arch() included, or task context (may sleep).
 * Return: 0, -EPERM if the level is held already, -ENOMEM if there was no
 *         memory to map the state for writing, or -EIO if what was mapped was
 *         not the state, a bug. Without 0 the level has not changed.
 */
int lock_kernel_down(const char *where, enum lockdown_reason level);

/* True until it is settled whether the hook answers for the rest of this boot. */
DECLARE_STATIC_KEY_TRUE(lockdown_hook_pending);

/**
 * lockdown_locked_down() - The verdict, also of the LSM hook.
 * @what: The feature asked for.
 *
 * Context: Any, NMI and early boot included.
 * Return: 0, or -EPERM if @what is denied; then the denial has been reported
 *         as far as its rate limit allows.
 */
int lockdown_locked_down(enum lockdown_reason what);

/**
 * lockdown_early_verdict() - The verdict while it may be the first one.
 * @what: The feature asked for.
 *
 * Context: Any that lockdown_early_answer() comes from.
 * Return: As lockdown_locked_down().
 */
int lockdown_early_verdict(enum lockdown_reason what);

/**
 * lockdown_early_answer() - Answer for a hook that is not live yet.
 * @what: The feature asked for.
 *
 * setup_arch() asks before any LSM is registered, for the ACPI tables of an
 * initrd and for acpi_rsdp=. security_locked_down() asks here where no hook
 * has denied.
 *
 * Context: Any, NMI and early boot included.
 * Return: 0, or -EPERM if @what is denied and the hook is not live yet.
 */
static __always_inline int lockdown_early_answer(enum lockdown_reason what)
{
	return static_branch_unlikely(&lockdown_hook_pending) ? lockdown_early_verdict(what) : 0;
}

/**
 * lockdown_carry_over() - Lock the next kernel at least as this one is locked.
 * @cmdline: The command line for it, from kmalloc(); NULL if there is none. Is
 *           freed and replaced where a level must be added in front.
 * @length: Its length with the NUL at its end.
 *
 * Context: Task (may sleep).
 * Return: 0, or -ENOMEM if there was no memory for the longer line. Without 0
 *         nothing has changed.
 */
int lockdown_carry_over(char **cmdline, unsigned long *length);

#else /* CONFIG_SECURITY_LOCKDOWN_LSM */

static inline int lockdown_early_answer(enum lockdown_reason what)
{
	return 0;
}

static inline int lockdown_carry_over(char **cmdline, unsigned long *length)
{
	return 0;
}

#endif /* CONFIG_SECURITY_LOCKDOWN_LSM */

#endif /* _LINUX_LOCKDOWN_H */
