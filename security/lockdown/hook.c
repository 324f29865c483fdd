// SPDX-License-Identifier: GPL-2.0
/*
 * The hook: the verdict over one request, and whether it is told.
 */

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/ratelimit.h>

#include <trace/events/lockdown.h>

#include "rim.h"

/*
 * How long a limiter that has refused is not asked again. A flood then costs a
 * load and a comparison, and no CPU waits for the limiter's cache line.
 */
#define LOCKDOWN_QUIET_JIFFIES max(HZ / 10, 1)

/**
 * struct lockdown_limit - How many lines one reason may have.
 * @state: The limiter. It only tries its lock, so that it can be asked in any
 *         context, and is silent about what it refuses: report.c tells that.
 * @quiet: When it has refused last, in jiffies, made odd; zero: never.
 */
struct lockdown_limit {
	struct ratelimit_state state;
	unsigned long quiet;
};

#define LOCKDOWN_LIMITS(limits)                                                                \
	{                                                                                      \
		[0 ... LOCKDOWN_REASON_COUNT - 1] = {                                          \
			.state = RATELIMIT_STATE_INIT_FLAGS(limits, DEFAULT_RATELIMIT_INTERVAL, \
							    DEFAULT_RATELIMIT_BURST,           \
							    RATELIMIT_MSG_ON_RELEASE),         \
		},                                                                             \
	}

/* One for each reason, and each verdict: a flood of one hides no other. */
static struct lockdown_limit lockdown_denials[LOCKDOWN_REASON_COUNT] =
	LOCKDOWN_LIMITS(lockdown_denials);
static struct lockdown_limit lockdown_observations[LOCKDOWN_REASON_COUNT] =
	LOCKDOWN_LIMITS(lockdown_observations);

static __always_inline bool lockdown_is_quiet(const struct lockdown_limit *limit)
{
	unsigned long quiet = READ_ONCE(limit->quiet);

	/* An odd number may be one tick ahead. */
	return quiet && jiffies + 1 - quiet <= LOCKDOWN_QUIET_JIFFIES;
}

static noinline notrace bool lockdown_ask_limit(struct lockdown_limit *limit)
{
	if (___ratelimit(&limit->state, __func__))
		return true;
	WRITE_ONCE(limit->quiet, jiffies | 1);
	return false;
}

static __always_inline bool lockdown_may_tell(struct lockdown_limit *limit)
{
	return !lockdown_is_quiet(limit) && lockdown_ask_limit(limit);
}

/*
 * While the kernel makes its files of tracefs, it asks for each of them. No
 * program has tried anything; one line says why they are missing.
 */
static notrace bool lockdown_is_boot_query(enum lockdown_reason what)
{
	return unlikely(system_state < SYSTEM_FREEING_INITMEM) && what == LOCKDOWN_TRACEFS;
}

static noinline notrace int lockdown_deny_query(enum lockdown_reason what)
{
	static bool told;

	lockdown_count(what, LOCKDOWN_COUNT_QUERIED);
	if (!told)
		lockdown_report_query(what);
	told = true;
	return -EPERM;
}

/* CONTEXT: any. */
static noinline notrace int lockdown_deny(enum lockdown_reason what)
{
	if (lockdown_is_boot_query(what))
		return lockdown_deny_query(what);
	trace_lockdown_denied(what, false);
	if (likely(!lockdown_may_tell(&lockdown_denials[what]))) {
		lockdown_count(what, LOCKDOWN_COUNT_SUPPRESSED);
		return -EPERM;
	}
	lockdown_count(what, LOCKDOWN_COUNT_TOLD);
	lockdown_note_program(what, false);
	lockdown_report_denial(what);
	return -EPERM;
}

/*
 * Not traced and not probed: the allowed path pays for nothing but its answer,
 * and nothing that hangs on the verdict can ask for one.
 */
notrace int lockdown_locked_down(enum lockdown_reason what)
{
	/* The kernel can name no reason of ours. */
	if (unlikely(what >= LOCKDOWN_CONFIDENTIALITY_MAX))
		return lockdown_report_unknown();
	if (likely(!lockdown_set_contains(&lockdown_denied, what)))
		return 0;
	return lockdown_deny(what);
}

NOKPROBE_SYMBOL(lockdown_locked_down);

/*
 * INVARIANT: has no result, so that nothing that is watched can be refused or
 * allowed for it.
 */
notrace void lockdown_observe(enum lockdown_reason what)
{
	if ((u32)what >= LOCKDOWN_REASON_COUNT || !lockdown_set_contains(&lockdown_watched, what))
		return;
	lockdown_count(what, LOCKDOWN_COUNT_OBSERVED);
	trace_lockdown_denied(what, true);
	lockdown_note_program(what, true);
	if (lockdown_may_tell(&lockdown_observations[what]))
		lockdown_report_observation(what);
}

NOKPROBE_SYMBOL(lockdown_observe);

int lockdown_ask(u32 what)
{
	if (lockdown_set_contains(&lockdown_denied, what))
		return lockdown_deny(what);
	lockdown_observe(what);
	return 0;
}

/*
 * Counted like a query of the kernel's; but nothing else would show beforehand whom
 * it concerns.
 */
int lockdown_ask_to_tell(u32 what)
{
	if (lockdown_set_contains(&lockdown_denied, what)) {
		lockdown_count(what, LOCKDOWN_COUNT_QUERIED);
		return -EPERM;
	}
	lockdown_observe(what);
	return 0;
}

int lockdown_query(enum lockdown_reason what)
{
	if (unlikely(what >= LOCKDOWN_CONFIDENTIALITY_MAX))
		return lockdown_report_unknown();
	if (likely(!lockdown_set_contains(&lockdown_denied, what)))
		return 0;
	lockdown_count(what, LOCKDOWN_COUNT_QUERIED);
	return -EPERM;
}
