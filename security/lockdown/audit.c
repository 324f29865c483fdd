// SPDX-License-Identifier: GPL-2.0
/*
 * The audit record of a denial, in the form that ausearch and aureport know
 * from other LSMs.
 */

#include <linux/audit.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/irqflags.h>
#include <linux/lsm_audit.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#include "rim.h"

struct lockdown_event {
	/* First: what the framework hands back is its address. */
	struct common_audit_data data;
	enum lockdown_reason what;
	bool observed;
};

static_assert(offsetof(struct lockdown_event, data) == 0);

static void lockdown_audit_begin(struct audit_buffer *record, void *data)
{
	const struct lockdown_event *event = container_of(data, struct lockdown_event, data);
	char slug[LOCKDOWN_SLUG_MAX];

	lockdown_name_reason(event->what, slug);
	audit_log_format(record, "avc:  denied  { %s } for ", slug);
}

static void lockdown_audit_end(struct audit_buffer *record, void *data)
{
	const struct lockdown_event *event =
		container_of(data, struct lockdown_event, data);
	struct file *program = current->mm ? get_mm_exe_file(current->mm) : NULL;
	struct lockdown_set set;
	char level[LOCKDOWN_SLUG_MAX];
	const char *text;

	/* The framework knows the kernel's own texts, and says them by itself. */
	if (event->data.type == LSM_AUDIT_DATA_NONE &&
	    lockdown_core_text(event->what, &text) > 0)
		audit_log_format(record, " lockdown_reason=\"%s\"", text);
	if (program) {
		audit_log_d_path(record, " exe=", &program->f_path);
		fput(program);
	}
	lockdown_audit_object(record);
	lockdown_core_level_set(lockdown_core_level_of_reason(event->what), &set);
	lockdown_name_set(&set, level, sizeof(level));
	audit_log_format(record, " level=%s verdict=%s tclass=lockdown permissive=%d", level,
			 event->observed ? "observed" : "denied", event->observed);
}

/*
 * Where nobody has switched audit on, its records would be lines of the log, which
 * has one already.
 *
 * Audit wakes its daemon, for which the scheduler takes a lock that whoever asks
 * with interrupts off may hold already: a tracing program in the scheduler, kgdb,
 * NMI. Log, tracepoint and counters have those.
 */
static bool lockdown_may_audit(void)
{
	return audit_enabled && in_task() && !irqs_disabled();
}

void lockdown_audit(enum lockdown_reason what, bool observed)
{
	struct lockdown_event event = {
		.data = {
			.type = LSM_AUDIT_DATA_NONE,
		},
		.what = what,
		.observed = observed,
	};

	if (what < LOCKDOWN_CONFIDENTIALITY_MAX) {
		event.data.type = LSM_AUDIT_DATA_LOCKDOWN;
		event.data.u.reason = what;
	}

	if (lockdown_may_audit())
		common_lsm_audit(&event.data, lockdown_audit_begin, lockdown_audit_end);
}
