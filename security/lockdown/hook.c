// SPDX-License-Identifier: GPL-2.0
/*
 * The hook: the verdict over one request, and whether its refusal is told.
 */

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/ratelimit.h>

#include "rim.h"

/* One limit for each reason: a flood of one hides no other. */
static struct ratelimit_state lockdown_limits[LOCKDOWN_REASON_COUNT] = {
	[0 ... LOCKDOWN_REASON_COUNT - 1] =
		RATELIMIT_STATE_INIT(lockdown_limits, DEFAULT_RATELIMIT_INTERVAL,
				     DEFAULT_RATELIMIT_BURST),
};

/*
 * CONTEXT: any. The limiter only tries its lock; it counts what it suppresses,
 * and tells the count under the text of the reason.
 */
static noinline notrace int lockdown_deny(enum lockdown_reason what)
{
	if (___ratelimit(&lockdown_limits[what], lockdown_reasons[what]))
		lockdown_report_denial(what);
	return -EPERM;
}

/*
 * Not traced and not probed: the allowed path pays for nothing but its answer,
 * and nothing that hangs on the verdict can ask for one.
 */
notrace int lockdown_locked_down(enum lockdown_reason what)
{
	if (likely(!lockdown_set_contains(&lockdown_denied, what)))
		return 0;
	if (unlikely(what >= LOCKDOWN_REASON_COUNT))
		return lockdown_report_unknown();
	return lockdown_deny(what);
}

NOKPROBE_SYMBOL(lockdown_locked_down);
