/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The C rim: what its files ask of each other.
 */
#ifndef _SECURITY_LOCKDOWN_RIM_H
#define _SECURITY_LOCKDOWN_RIM_H

#include <linux/atomic.h>
#include <linux/lockdown.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "core.h"

/* count.c */

/* What is counted for each reason. */
enum lockdown_count {
	LOCKDOWN_COUNT_TOLD, /* Denied, with a line in the log. */
	LOCKDOWN_COUNT_SUPPRESSED, /* Denied, beyond the limit of the log. */
	LOCKDOWN_COUNT_OBSERVED,
	LOCKDOWN_COUNT_QUERIED,
	LOCKDOWN_COUNTS
};

/**
 * lockdown_count() - Count one request.
 * @what: A reason.
 * @count: As what it is counted.
 *
 * Context: Any, NMI and early boot included.
 */
void lockdown_count(enum lockdown_reason what, enum lockdown_count count);

/**
 * lockdown_counted() - How often something was counted since boot.
 * @what: A reason.
 * @count: As what it was counted.
 *
 * Context: Any.
 * Return: The sum over all CPUs. On 32-bit machines the share of each CPU
 *         begins anew after 2^32.
 */
u64 lockdown_counted(enum lockdown_reason what, enum lockdown_count count);

/**
 * lockdown_take_tally() - How often a reason was asked for.
 * @what: A reason.
 * @tally: Where the counts are stored.
 *
 * Context: Any.
 */
void lockdown_take_tally(enum lockdown_reason what, struct lockdown_tally *tally);

/* hook.c */

/**
 * lockdown_observe() - Record a request that is allowed, if it is watched.
 * @what: What was asked for; any number.
 *
 * Context: Any, NMI and early boot included.
 */
void lockdown_observe(enum lockdown_reason what);

/**
 * lockdown_ask() - May this be done?
 * @what: A reason, also one of ours.
 *
 * For hooks of ours: the kernel asks security_locked_down(), which observes by
 * itself.
 *
 * Context: Any; in early boot, once Secure Boot has been asked for.
 * Return: 0, or -EPERM if @what is denied; then the denial has been reported as far
 *         as its rate limit allows.
 */
int lockdown_ask(u32 what);

/**
 * lockdown_ask_to_tell() - May a program be told this, or is it left out?
 * @what: A reason of ours.
 *
 * For answers that go on without what is denied: it is counted as a question, and
 * has no line in the log. Where it is watched, it is observed.
 *
 * Context: Any that is not early boot.
 * Return: 0, or -EPERM if @what is denied.
 */
int lockdown_ask_to_tell(u32 what);

/* programs.c */

/**
 * struct lockdown_program - How often a program was observed, or denied.
 * @what: The reason.
 * @observed: It was only watched, and allowed.
 * @count: How often; of denials those that the log was told.
 * @last_ns: When last, in nanoseconds of the log's clock.
 * @name: The name of the task that asked.
 */
struct lockdown_program {
	enum lockdown_reason what;
	bool observed;
	atomic_long_t count;
	u64 last_ns;
	char name[TASK_COMM_LEN];
};

/**
 * lockdown_note_program() - Record what happened to the running program.
 * @what: What it asked for; a reason.
 * @observed: It was watched and allowed; else denied.
 *
 * Context: Any. Where the table is being written below this very context, it is
 * counted as lost.
 */
void lockdown_note_program(enum lockdown_reason what, bool observed);

/**
 * lockdown_program() - A record of a program.
 * @number: Which, in the order in which they were seen first.
 *
 * Context: Any.
 * Return: The record, which lives for ever, or NULL if there are not so many.
 */
const struct lockdown_program *lockdown_program(unsigned int number);

/**
 * lockdown_lost_programs() - How much no record has.
 *
 * Context: Any.
 * Return: Their number: the table is full, or was being written.
 */
unsigned long lockdown_lost_programs(void);

/* raises.c */

#define LOCKDOWN_WHERE_MAX 32

/**
 * struct lockdown_raise_record - One raise.
 * @at_ns: When, in nanoseconds of the log's clock; 0 for what the kernel
 *         configuration forces.
 * @raised: What was asked for.
 * @denied: All that was denied afterwards.
 * @kept: Reasons of what had been done before, and stays.
 * @where: Who raised it.
 */
struct lockdown_raise_record {
	u64 at_ns;
	struct lockdown_set raised;
	struct lockdown_set denied;
	struct lockdown_set kept;
	char where[LOCKDOWN_WHERE_MAX];
};

/**
 * lockdown_record_raise() - Put a raise that has been made on record.
 * @raised: What was asked for.
 * @where: Who raised it.
 *
 * Tells audit and IMA, once they work, and whoever waits for a raise.
 *
 * Context: Early boot, or task context with the state's mutex held (may sleep).
 */
void lockdown_record_raise(const struct lockdown_set *raised, const char *where);

/* ABI: where a level comes from that the configuration forces, as stock says it. */
#define LOCKDOWN_CONFIGURATION	"Kernel configuration"

/**
 * lockdown_record_forced() - Put what the configuration forces on record, once.
 *
 * Context: As lockdown_record_raise().
 */
void lockdown_record_forced(void);

/**
 * lockdown_raise_made() - A record of a raise.
 * @number: Which, in the order in which they were made.
 *
 * Context: Any.
 * Return: The record, which lives for ever, or NULL if there are not so many.
 */
const struct lockdown_raise_record *lockdown_raise_made(unsigned int number);

/**
 * lockdown_attest_raises() - Tell audit and IMA of the raises during boot.
 *
 * Context: Task context with the state's mutex held (may sleep).
 */
void lockdown_attest_raises(void);

/* module.c */

/**
 * lockdown_look_at_modules() - Look at each module that is loaded from now on.
 *
 * Context: Early boot.
 * Return: 0; nothing can go wrong while one CPU runs.
 */
#ifdef CONFIG_MODULES
int lockdown_look_at_modules(void);
#else
static inline int lockdown_look_at_modules(void)
{
	return 0;
}
#endif

/* kept.c */

/**
 * struct lockdown_kept - Something that a raise does not take back.
 * @reason: The reason under which it would be refused now.
 * @what: Its name, which lives for ever; no NUL ends it.
 * @length: The length of the name; 0 if there is nothing of this.
 */
struct lockdown_kept {
	enum lockdown_reason reason;
	const char *what;
	int length;
};

/**
 * lockdown_kept() - What was done to this kernel before, and is denied now.
 * @number: Which, from 0 on.
 * @kept: Where it is stored.
 *
 * Context: Any.
 * Return: Whether there are so many to look at.
 */
bool lockdown_kept(unsigned int number, struct lockdown_kept *kept);

/**
 * lockdown_kept_reasons() - The reasons of all of that.
 * @set: Where they are stored.
 *
 * Context: Any.
 */
void lockdown_kept_reasons(struct lockdown_set *set);

/**
 * lockdown_keep_module() - Remember that a module was let in.
 * @reason: What it asked for; nothing is remembered of most.
 *
 * That it is unloaded later is not noticed, as with modules and the kernel's taints.
 *
 * Context: Any.
 */
void lockdown_keep_module(u32 reason);

/**
 * lockdown_report_kept() - Tell the log of what it has not been told yet.
 *
 * Context: Early boot, or task context with the state's mutex held.
 */
void lockdown_report_kept(void);

/* audit.c */

/**
 * lockdown_audit() - Write an audit record of a denial, if the context allows.
 * @what: What was refused; a reason.
 * @observed: It was watched and allowed.
 *
 * Context: Any. Nothing is written with interrupts off, or while audit is off.
 */
void lockdown_audit(enum lockdown_reason what, bool observed);

struct audit_buffer;

/* object.c */

#ifdef CONFIG_AUDITSYSCALL

/**
 * lockdown_audit_object() - Add what the system call at hand acts on.
 * @record: The record of a denial.
 *
 * The file of a descriptor as path=, what is to be opened as name=; nothing for
 * other calls, 32-bit calls of a 64-bit kernel, and the kernel's own threads.
 * Both are looked up anew: a program of several threads can have changed them.
 *
 * Context: Task, with interrupts on.
 */
void lockdown_audit_object(struct audit_buffer *record);

#else

static inline void lockdown_audit_object(struct audit_buffer *record)
{
}

#endif

/* file.c */

/**
 * lockdown_guard_files() - Look at files from now on, or no more, as the sets ask.
 *
 * Context: Task, once the boot parameters have been settled (may sleep).
 */
void lockdown_guard_files(void);

/* address.c */

struct cred;
struct user_namespace;

/**
 * lockdown_restrict_addresses() - Have %pK ask for a capability if addresses are denied.
 *
 * Context: Early boot, or task context. The hooks must be registered.
 */
void lockdown_restrict_addresses(void);

/**
 * lockdown_guard_addresses() - Look at capabilities from now on, or no more, as the
 * sets ask.
 *
 * Context: Task, once the boot parameters have been settled (may sleep).
 */
void lockdown_guard_addresses(void);

/**
 * lockdown_capable() - May this task use this capability?
 * @cred: Its credentials.
 * @ns: The user namespace that the capability is asked for in.
 * @cap: The capability.
 * @options: CAP_OPT_NOAUDIT and others.
 *
 * Context: Any that has a task.
 * Return: 0, or -EPERM if it is CAP_SYSLOG for addresses, and they are denied.
 */
int lockdown_capable(const struct cred *cred, struct user_namespace *ns, int cap,
		     unsigned int options);

/* bpf.c */

struct bpf_prog;

/**
 * lockdown_bpf_prog() - May a program have a descriptor of this BPF program?
 * @prog: A program that was verified, at the end of its load or any time later.
 *
 * Context: Task.
 * Return: 0, or -EPERM if it loads from structures of the kernel and that is denied.
 */
int lockdown_bpf_prog(struct bpf_prog *prog);

/* perf.c */

struct perf_event;

/**
 * lockdown_perf_event_alloc() - May this event be made?
 * @event: The event, initialized but not yet accounted for. Its wish to be told of
 *         symbols is taken from it where that is denied.
 *
 * Context: Task.
 * Return: 0, or -EPERM if it is denied.
 */
int lockdown_perf_event_alloc(struct perf_event *event);

/* securityfs.c */

#ifdef CONFIG_SECURITYFS

/**
 * lockdown_notify() - Wake who waits for a raise, by poll(2) or inotify(7).
 *
 * Context: Early boot, or task context (may sleep).
 */
void lockdown_notify(void);

#else

static inline void lockdown_notify(void)
{
}

#endif

/* state.c */

/*
 * lockdown_watched: the reasons that are observed where they are allowed.
 * lockdown_watch() is its writer. No verdict depends on it.
 */
extern struct lockdown_set lockdown_watched;

/**
 * lockdown_watch() - Replace the watched set.
 * @set: The reasons to watch from now on.
 *
 * Context: Task (takes the state's mutex, may sleep).
 */
void lockdown_watch(const struct lockdown_set *set);

/**
 * lockdown_refine() - Deny single reasons, for the rest of this boot.
 * @more: The reasons.
 * @where: Who raises them, for the log.
 *
 * Context: As lockdown_raise().
 * Return: As lockdown_raise(); also -EPERM, and a line in the log, while
 *         integrity is not complete.
 */
int lockdown_refine(const struct lockdown_set *more, const char *where);

/**
 * lockdown_go_strict() - Let every level deny its strict reasons, for this boot.
 * @where: Who wants it, for the log.
 *
 * Context: As lockdown_raise().
 * Return: As lockdown_raise(); -EPERM if strict is on.
 */
int lockdown_go_strict(const char *where);

/**
 * lockdown_want() - Deny single reasons as soon as integrity is complete.
 * @more: The reasons.
 *
 * Context: Early boot.
 */
void lockdown_want(const struct lockdown_set *more);

/**
 * lockdown_still_wants() - Do reasons wait for integrity?
 *
 * Context: Task context during boot (takes the state's mutex, may sleep).
 * Return: Whether what lockdown_want() was given has not been denied yet.
 */
bool lockdown_still_wants(void);

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
 * @more: Reasons to add, and with them what lockdown_core_complete() finds.
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
 * lockdown_report_refine() - Tell that single reasons are denied from now on.
 * @more: The reasons.
 * @where: Who raised them.
 *
 * Context: Early boot or task.
 */
void lockdown_report_refine(const struct lockdown_set *more, const char *where);

/**
 * lockdown_report_strict() - Tell that strict is on.
 * @where: Who switched it on.
 *
 * Context: Early boot or task.
 */
void lockdown_report_strict(const char *where);

/**
 * lockdown_report_early_refine() - Tell that single reasons come too early.
 * @where: Who wanted to raise them.
 *
 * Context: Early boot or task.
 */
void lockdown_report_early_refine(const char *where);

/**
 * lockdown_report_denial() - Tell that a request was refused.
 * @what: What was refused; a reason.
 *
 * Context: Any: printk() works in early boot, in NMI and with all CPUs
 * stopped by kgdb.
 */
void lockdown_report_denial(enum lockdown_reason what);

/**
 * lockdown_report_query() - Tell in the log alone that something is refused.
 * @what: What was refused; a reason.
 *
 * Context: As lockdown_report_denial().
 */
void lockdown_report_query(enum lockdown_reason what);

/**
 * lockdown_report_observation() - Tell that a request would have been refused.
 * @what: What was asked for; a reason.
 *
 * Context: As lockdown_report_denial().
 */
void lockdown_report_observation(enum lockdown_reason what);

/**
 * lockdown_name_set() - The text of a set, as lockdown_watch takes it.
 * @set: The set.
 * @name: Where it is stored, with a NUL.
 * @size: Bytes that @name has room for, the NUL included.
 *
 * Context: Any.
 */
void lockdown_name_set(const struct lockdown_set *set, char *name, size_t size);

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

/* network.c */

/**
 * lockdown_socket_create() - May this socket be made?
 * @family: Its address family.
 * @type: Its type.
 * @protocol: Its protocol.
 * @kern: The kernel makes it for itself.
 *
 * A socket of PF_KEY tells the keys of IPsec associations, whatever other ways
 * to ask for them do.
 *
 * Context: Task.
 * Return: 0, or -EPERM if it is denied.
 */
int lockdown_socket_create(int family, int type, int protocol, int kern);

/* lsm.c */

/* The hook is registered and answers for the rest of this boot. */
extern bool lockdown_live;

/**
 * lockdown_ask_directly() - May this be done, with no hook in between?
 * @what: A reason, also one of ours, or LOCKDOWN_NUMBER_NONE.
 *
 * For functions that the kernel calls by name, also where lockdown is not in the
 * list of LSMs.
 *
 * Context: As lockdown_ask().
 * Return: As lockdown_ask(); 0 if nothing is asked for, or nobody answers.
 */
static inline int lockdown_ask_directly(u32 what)
{
	return what == LOCKDOWN_NUMBER_NONE || !lockdown_live ? 0 : lockdown_ask(what);
}

/**
 * lockdown_look_as_needed() - Look at what the sets are about, and nothing else.
 *
 * Requests that are allowed are looked at again while something is watched, files
 * while some are guarded. Until the boot parameters have been settled all requests
 * are.
 *
 * Context: Early boot, or task context (may sleep).
 */
void lockdown_look_as_needed(void);

#endif /* _SECURITY_LOCKDOWN_RIM_H */
