// SPDX-License-Identifier: GPL-2.0
/*
 * What lockdown says in the log: one line for a raise, one line for a denial.
 */

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>

#define CREATE_TRACE_POINTS
#include <trace/events/lockdown.h>

#include "rim.h"

void lockdown_name_reason(enum lockdown_reason what, char *name)
{
	int length = lockdown_core_render_slug(what, name, LOCKDOWN_SLUG_MAX - 1);

	name[max(length, 0)] = '\0';
}

void lockdown_name_set(const struct lockdown_set *set, char *name, size_t size)
{
	int length = lockdown_core_render_set(set, name, size - 1);

	name[max(length, 0)] = '\0';
}

void lockdown_report_raise(const char *where)
{
	/* ABI: the line of the stock kernel. */
	pr_notice("Kernel is locked down from %s; see man kernel_lockdown.7\n", where);
}

void lockdown_report_refine(const struct lockdown_set *more, const char *where)
{
	char slug[LOCKDOWN_SLUG_MAX];
	u32 reason;

	for (reason = 0; reason < LOCKDOWN_REASON_COUNT; reason++) {
		if (!lockdown_set_contains(more, reason))
			continue;
		lockdown_name_reason(reason, slug);
		pr_notice("Lockdown: %s is locked down from %s; see man kernel_lockdown.7\n", slug,
			  where);
	}
}

void lockdown_report_strict(const char *where)
{
	pr_notice("Lockdown: strict is on from %s; see man kernel_lockdown.7\n", where);
}

void lockdown_report_early_refine(const char *where)
{
	pr_notice("Lockdown: single reasons from %s are refused until the level is integrity; see man kernel_lockdown.7\n",
		  where);
}

/* What a notice calls a reason: in the kernel's words where it has any, or NULL. */
static const char *lockdown_text(u32 what)
{
	const char *text;

	if (what < LOCKDOWN_CONFIDENTIALITY_MAX)
		return lockdown_reasons[what];
	return lockdown_core_text(what, &text) > 0 ? text : NULL;
}

/* How many suppressed lines have been announced. */
static atomic_long_t lockdown_announced[LOCKDOWN_REASON_COUNT];

static void lockdown_announce_suppressed(enum lockdown_reason what)
{
	long before = atomic_long_read(&lockdown_announced[what]);
	unsigned long now = lockdown_counted(what, LOCKDOWN_COUNT_SUPPRESSED);
	const char *text = lockdown_text(what);

	if (!text || now == before)
		return;
	/* Of racing announcements one is made. */
	if (atomic_long_try_cmpxchg(&lockdown_announced[what], &before, now))
		pr_warn("%s: %lu callbacks suppressed\n", text, now - before);
}

void lockdown_report_query(enum lockdown_reason what)
{
	const char *text = lockdown_text(what);

	/* ABI: the line of the stock kernel, which has none without a text. */
	if (text)
		pr_notice("Lockdown: %s: %s is restricted; see man kernel_lockdown.7\n",
			  current->comm, text);
}

void lockdown_report_denial(enum lockdown_reason what)
{
	lockdown_announce_suppressed(what);
	lockdown_report_query(what);
	lockdown_audit(what, false);
}

void lockdown_report_observation(enum lockdown_reason what)
{
	const char *text = lockdown_text(what);

	if (text)
		pr_notice("Lockdown: %s: %s would be restricted; see man kernel_lockdown.7\n",
			  current->comm, text);
	lockdown_audit(what, true);
}

int lockdown_report_unknown(void)
{
	/* ABI: each time, as the stock kernel. */
	WARN(true, "Invalid lockdown reason");
	return -EPERM;
}
