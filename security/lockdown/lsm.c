// SPDX-License-Identifier: GPL-2.0
/*
 * Registration with the LSM framework, and the boot parameter.
 */

#define pr_fmt(fmt) "Lockdown: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/lsm_hooks.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "compat.h"
#include "rim.h"

static_assert(LOCKDOWN_EPERM == EPERM);
static_assert(LOCKDOWN_EINVAL == EINVAL);
static_assert(LOCKDOWN_ENOSPC == ENOSPC);
static_assert(LOCKDOWN_REASON_COUNT == LOCKDOWN_CONFIDENTIALITY_MAX);
static_assert(sizeof(struct lockdown_set) == LOCKDOWN_SET_WORDS * sizeof(unsigned long));
static_assert(LOCKDOWN_SET_WORD_BITS == BITS_PER_LONG);

/* Bytes of a refused lockdown= value that the log repeats. */
#define LOCKDOWN_VALUE_SHOWN 32

bool lockdown_live __ro_after_init;

DEFINE_STATIC_KEY_TRUE_RO(lockdown_hook_pending);

static int __init lockdown_param(char *value)
{
	u32 level;

	if (!value || lockdown_core_parse_boot(value, strlen(value), &level)) {
		pr_notice("lockdown=%*pE is not understood; use lockdown=integrity or lockdown=confidentiality\n",
			  value ? (int)strnlen(value, LOCKDOWN_VALUE_SHOWN) : 0, value ?: "");
		return -EINVAL;
	}

	/* ABI: a level that is held already is no error. */
	lockdown_raise(level, "command line");
	return 0;
}

early_param("lockdown", lockdown_param);

static struct security_hook_list lockdown_hooks[] __ro_after_init = {
	LSM_HOOK_INIT(locked_down, lockdown_locked_down),
};

LOCKDOWN_COMPAT_LSM_ID

/*
 * CONTEXT: the first question comes from setup_arch(), with one CPU and no slab;
 * by the time that there are more of them, Secure Boot has been asked. Whoever
 * asks is told what holds from the first instruction on, so it must be known.
 */
int __ref lockdown_early_verdict(enum lockdown_reason what)
{
	lockdown_ask_secure_boot();
	return lockdown_locked_down(what);
}

/* The level that the configuration forces has held since the first instruction. */
static void __init lockdown_tell_forced(void)
{
	u32 forced = lockdown_core_forced();

	/* ABI: a level raised above the forced one has been told already. */
	if (forced != LOCKDOWN_LEVEL_NONE && lockdown_core_level(&lockdown_denied) == forced)
		lockdown_report_raise("Kernel configuration");
}

static int __init lockdown_lsm_init(void)
{
	lockdown_ask_secure_boot();
	lockdown_tell_forced();
	security_add_hooks(lockdown_hooks, ARRAY_SIZE(lockdown_hooks), LOCKDOWN_COMPAT_LSM);
	lockdown_live = true;
	return 0;
}

/*
 * By now the framework has registered every LSM that it will register. From
 * here on the hook answers, or nobody does: an LSM that is not in the list has
 * been switched off, and must not claim a level.
 */
static int __init lockdown_settle(void)
{
	if (!lockdown_live && lockdown_core_level(&lockdown_denied) != LOCKDOWN_LEVEL_NONE)
		pr_notice("not in the list of LSMs; the requested level is not enforced\n");
	static_branch_disable(&lockdown_hook_pending);
	return 0;
}

pure_initcall(lockdown_settle);

#ifdef CONFIG_SECURITY_LOCKDOWN_LSM_EARLY
DEFINE_EARLY_LSM(lockdown) = {
#else
DEFINE_LSM(lockdown) = {
#endif
	LOCKDOWN_COMPAT_LSM_INFO,
	.init = lockdown_lsm_init,
};
