// SPDX-License-Identifier: GPL-2.0
/*
 * Registration with the LSM framework, and the boot parameter.
 */

#define pr_fmt(fmt) "Lockdown: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/lockdown.h>
#include <linux/lsm_hooks.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "compat.h"
#include "rim.h"

static_assert(LOCKDOWN_EPERM == EPERM);
static_assert(LOCKDOWN_EINVAL == EINVAL);
static_assert(LOCKDOWN_ENOSPC == ENOSPC);
static_assert((u32)LOCKDOWN_NUMBER_END_OF_KERNEL == LOCKDOWN_CONFIDENTIALITY_MAX);
static_assert(sizeof(struct lockdown_set) == LOCKDOWN_SET_WORDS * sizeof(unsigned long));
static_assert(LOCKDOWN_SLUG_MAX == LOCKDOWN_SLUG_SIZE);
static_assert(LOCKDOWN_SET_WORD_BITS == BITS_PER_LONG);

/* Bytes of a refused lockdown= value that the log repeats. */
#define LOCKDOWN_VALUE_SHOWN 32

bool lockdown_live __ro_after_init;

/*
 * Whether it is settled who answers for the rest of this boot: the framework has
 * registered every LSM that it will register. Not the key that leads to the question:
 * that one is switched on again for what is watched. And not an initcall of ours: the
 * command line can leave those out, with initcall_blacklist=.
 */
static bool lockdown_is_settled(void)
{
	return system_state >= SYSTEM_SCHEDULING;
}

DEFINE_STATIC_KEY_TRUE(lockdown_looks_again);

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

static int __init lockdown_reasons_param(char *value)
{
	struct lockdown_set more;

	if (!value || lockdown_core_parse_reasons(value, strlen(value), &more)) {
		pr_notice("lockdown_reasons= is not understood; it takes a list of reasons as /sys/kernel/security/lockdown_reasons names them\n");
		return -EINVAL;
	}
	lockdown_want(&more);
	return 0;
}

early_param("lockdown_reasons", lockdown_reasons_param);

static int __init lockdown_watch_param(char *value)
{
	struct lockdown_set set;

	if (!value || lockdown_core_parse_watch(value, strlen(value), &set)) {
		pr_notice("lockdown_watch= is not understood; it takes a level or a list of reasons\n");
		return -EINVAL;
	}
	lockdown_watched = set;
	return 0;
}

early_param("lockdown_watch", lockdown_watch_param);

static int __init lockdown_strict_param(char *value)
{
	u32 on;

	if (lockdown_core_parse_strict(value ?: "", value ? strlen(value) : 0, &on)) {
		pr_notice("lockdown_strict= is not understood; it takes 0 or 1\n");
		return -EINVAL;
	}
	if (on)
		lockdown_go_strict("command line");
	return 0;
}

early_param("lockdown_strict", lockdown_strict_param);

/*
 * Of all that take video=, the first in the order in which the kernel is linked, where
 * security/ stands before drivers/. What it takes, no driver is given.
 */
static int __init lockdown_video_param(char *value)
{
	const u32 reason = lockdown_core_video_reason(value, strlen(value));

	if (reason == LOCKDOWN_NUMBER_NONE)
		return 0;
	lockdown_ask_secure_boot();
	return lockdown_ask(reason) ? 1 : 0;
}

__setup("video=", lockdown_video_param);

static struct security_hook_list lockdown_hooks[] __ro_after_init = {
	LSM_HOOK_INIT(locked_down, lockdown_locked_down),
	LOCKDOWN_COMPAT_HOOK_OPEN
	LOCKDOWN_COMPAT_HOOK_PERMISSION
	LOCKDOWN_COMPAT_HOOK_IOCTL
	LSM_HOOK_INIT(file_ioctl_compat, lockdown_file_ioctl),
	LSM_HOOK_INIT(capable, lockdown_capable),
#ifdef CONFIG_BPF_SYSCALL
	LSM_HOOK_INIT(bpf_prog, lockdown_bpf_prog),
#endif
#ifdef CONFIG_PERF_EVENTS
	LSM_HOOK_INIT(perf_event_alloc, lockdown_perf_event_alloc),
#endif
#ifdef CONFIG_SECURITY_NETWORK
	LSM_HOOK_INIT(socket_create, lockdown_socket_create),
#endif
};

LOCKDOWN_COMPAT_LSM_ID

/*
 * CONTEXT: the first question comes from setup_arch(), with one CPU and no slab;
 * by the time that there are more of them, Secure Boot has been asked. Whoever
 * asks is told what holds from the first instruction on, so it must be known.
 */
static int __init lockdown_early_verdict(enum lockdown_reason what)
{
	lockdown_ask_secure_boot();
	return lockdown_locked_down(what);
}

/* Nothing is settled while there is memory of init. */
int __ref lockdown_second_look(enum lockdown_reason what)
{
	int ret = lockdown_is_settled() ? 0 : lockdown_early_verdict(what);

	if (!ret)
		lockdown_observe(what);
	return ret;
}

void lockdown_look_as_needed(void)
{
	if (lockdown_live)
		lockdown_restrict_addresses();
	if (!lockdown_is_settled())
		return;
	if (lockdown_live && !lockdown_is_empty(&lockdown_watched))
		static_branch_enable(&lockdown_looks_again);
	else
		static_branch_disable(&lockdown_looks_again);
	lockdown_guard_files();
	lockdown_guard_addresses();
}

/* What the configuration forces has held since the first instruction. */
static void __init lockdown_tell_forced(void)
{
	struct lockdown_set forced;
	u32 level;

	lockdown_core_forced(&forced);
	level = lockdown_core_level(&forced);
	lockdown_record_forced();
	if (lockdown_core_is_strict(&forced))
		lockdown_report_strict(LOCKDOWN_CONFIGURATION);
	/* ABI: a level raised above the forced one has been told already. */
	if (level != LOCKDOWN_LEVEL_NONE && lockdown_core_level(&lockdown_denied) == level)
		lockdown_report_raise(LOCKDOWN_CONFIGURATION);
}

static int __init lockdown_lsm_init(void)
{
	lockdown_ask_secure_boot();
	lockdown_tell_forced();
	security_add_hooks(lockdown_hooks, ARRAY_SIZE(lockdown_hooks), LOCKDOWN_COMPAT_LSM);
	lockdown_live = true;
	lockdown_look_as_needed();
	return lockdown_look_at_modules();
}

/*
 * An LSM that is not in the list has been switched off, and must not claim a level.
 * INVARIANT: nothing is denied because of this call. Where the command line leaves it
 * out, requests are looked at that need not be.
 */
static int __init lockdown_settle(void)
{
	if (!lockdown_live && lockdown_core_level(&lockdown_denied) != LOCKDOWN_LEVEL_NONE)
		pr_notice("not in the list of LSMs; the requested level is not enforced\n");
	if (lockdown_live && lockdown_still_wants())
		pr_notice("lockdown_reasons= waits for the level integrity\n");
	lockdown_look_as_needed();
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
