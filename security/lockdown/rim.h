/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The C rim: what its files ask of each other.
 */
#ifndef _SECURITY_LOCKDOWN_RIM_H
#define _SECURITY_LOCKDOWN_RIM_H

#include <linux/lockdown.h>
#include <linux/types.h>

#include "core.h"

/* state.c */

/**
 * lockdown_raise() - Deny all that a level denies, for the rest of this boot.
 * @level: The level (enum lockdown_level).
 * @where: Who raises it, for the log.
 *
 * Context: Early boot, or task context (takes the state's mutex, may sleep).
 * Return: 0, -EPERM if the level adds nothing, -ENOMEM if there was no memory
 *         to map the state for writing, or -EIO if what was mapped was not the
 *         state, a bug. Without 0 the denied set has not changed.
 */
int lockdown_raise(u32 level, const char *where);

/**
 * lockdown_add() - Add reasons to a set that may be read-only memory.
 * @set: The set; lies in the kernel image and does not cross a page.
 * @more: Reasons to add.
 *
 * Context: As lockdown_raise().
 * Return: As lockdown_raise().
 */
int lockdown_add(struct lockdown_set *set, const struct lockdown_set *more);

/* report.c */

/**
 * lockdown_report_raise() - Tell that the level has risen.
 * @where: Who raised it.
 *
 * Context: Early boot or task.
 */
void lockdown_report_raise(const char *where);

/**
 * lockdown_report_denial() - Tell that a request was refused.
 * @what: What was refused; a reason.
 *
 * Context: Any: printk() works in early boot, in NMI and with all CPUs
 * stopped by kgdb.
 */
void lockdown_report_denial(enum lockdown_reason what);

/**
 * lockdown_report_unknown() - Tell that an unknown reason was asked for: a bug.
 *
 * Context: Any.
 * Return: -EPERM, so that the hook ends in this call.
 */
int lockdown_report_unknown(void);

/* secure_boot.c */

#ifdef CONFIG_LOCK_DOWN_IN_EFI_SECURE_BOOT

/**
 * lockdown_ask_secure_boot() - Raise the level that Secure Boot asks for.
 *
 * Reads what firmware has said once, and does nothing from then on.
 *
 * Context: Early boot, while one task runs on one CPU.
 */
void lockdown_ask_secure_boot(void);

#else

static inline void lockdown_ask_secure_boot(void)
{
}

#endif

/* lsm.c */

/* The hook is registered and answers for the rest of this boot. */
extern bool lockdown_live;

#endif /* _SECURITY_LOCKDOWN_RIM_H */
