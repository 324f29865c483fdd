// SPDX-License-Identifier: GPL-2.0
/*
 * The record of all raises: who raised what, and when. It is told in the log,
 * to audit and to IMA, so that a fleet can attest what each machine enforces.
 */

#include <linux/array_size.h>
#include <linux/audit.h>
#include <linux/compiler.h>
#include <linux/cred.h>
#include <linux/ima.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "rim.h"

/*
 * INVARIANT: a raise adds at least one reason, so that there are no more raises
 * than reasons; one place more is for the level that the configuration forces.
 */
static struct lockdown_raise_record lockdown_raises[LOCKDOWN_REASON_COUNT + 1];
static unsigned int lockdown_raises_made;

/* Audit and IMA work, and have been told all that happened before. */
static bool lockdown_raises_attested;

static void lockdown_name_level(u32 level, char *name, size_t size)
{
	struct lockdown_set set;

	lockdown_core_level_set(level, &set);
	lockdown_name_set(&set, name, size);
}

/* @list: LOCKDOWN_LIST_MAX bytes to work with. */
static void lockdown_audit_raise(const struct lockdown_raise_record *raise, const char *level,
				 char *list)
{
	struct audit_buffer *record;

	/* Its records would be lines of the log, which has one already. */
	if (!audit_enabled)
		return;
	record = audit_log_start(audit_context(), GFP_KERNEL, AUDIT_MAC_STATUS);
	if (!record)
		return;
	/* Kernel code has named the origin; ausearch takes the quoted text as it is. */
	lockdown_name_set(&raise->raised, list, LOCKDOWN_LIST_MAX);
	audit_log_format(record, "lsm=lockdown level=%s raised=%s origin=\"%s\"", level, list,
			 raise->where);
	if (!lockdown_is_empty(&raise->kept)) {
		lockdown_name_set(&raise->kept, list, LOCKDOWN_LIST_MAX);
		audit_log_format(record, " kept=%s", list);
	}
	audit_log_format(record, " auid=%u ses=%u res=1",
			 from_kuid(&init_user_ns, audit_get_loginuid(current)),
			 audit_get_sessionid(current));
	audit_log_end(record);
}

/* What is measured is all that holds from this raise on, and where it came from. */
static void lockdown_measure_raise(const struct lockdown_raise_record *raise, const char *level,
				   const char *denied)
{
	char *text = kasprintf(GFP_KERNEL, "level=%s;denied=%s;origin=%s;", level, denied,
			       raise->where);

	if (!text)
		return;
	ima_measure_critical_data("lockdown", "lockdown-raise", text, strlen(text), false, NULL, 0);
	kfree(text);
}

/* With the state's mutex held, which keeps the list as well. */
static void lockdown_attest(const struct lockdown_raise_record *raise)
{
	static char list[LOCKDOWN_LIST_MAX];
	char level[LOCKDOWN_SLUG_MAX];

	lockdown_name_level(lockdown_core_level(&raise->denied), level, sizeof(level));
	lockdown_audit_raise(raise, level, list);
	lockdown_name_set(&raise->denied, list, sizeof(list));
	lockdown_measure_raise(raise, level, list);
}

static void lockdown_append_raise(const struct lockdown_set *raised,
				  const struct lockdown_set *denied, const char *where, u64 at_ns)
{
	struct lockdown_raise_record *raise;

	if (WARN_ON_ONCE(lockdown_raises_made == ARRAY_SIZE(lockdown_raises)))
		return;
	raise = &lockdown_raises[lockdown_raises_made];
	raise->at_ns = at_ns;
	raise->raised = *raised;
	raise->denied = *denied;
	lockdown_kept_reasons(&raise->kept);
	strscpy(raise->where, where, sizeof(raise->where));
	/* Pairs with lockdown_raise_made(): who sees the number sees the record. */
	smp_store_release(&lockdown_raises_made, lockdown_raises_made + 1);
	if (lockdown_raises_attested)
		lockdown_attest(raise);
}

const struct lockdown_raise_record *lockdown_raise_made(unsigned int number)
{
	/* Pairs with lockdown_append_raise(). */
	return number < smp_load_acquire(&lockdown_raises_made) ? &lockdown_raises[number] : NULL;
}

void lockdown_record_forced(void)
{
	struct lockdown_set forced;

	lockdown_core_forced(&forced);
	if (lockdown_raises_made || (lockdown_core_level(&forced) == LOCKDOWN_LEVEL_NONE &&
				     !lockdown_core_is_strict(&forced)))
		return;
	lockdown_append_raise(&forced, &forced, LOCKDOWN_CONFIGURATION, 0);
}

void lockdown_record_raise(const struct lockdown_set *raised, const char *where)
{
	/* What the configuration forces has come first: with the first instruction. */
	lockdown_record_forced();
	lockdown_report_kept();
	lockdown_append_raise(raised, &lockdown_denied, where, local_clock());
	lockdown_notify();
}

void __init lockdown_attest_raises(void)
{
	unsigned int number;

	for (number = 0; number < lockdown_raises_made; number++)
		lockdown_attest(&lockdown_raises[number]);
	lockdown_raises_attested = true;
}
