// SPDX-License-Identifier: GPL-2.0
/*
 * Which programs were observed, and how often: what a level would break. And
 * which were denied, as far as the log was told.
 */

#include <linux/atomic.h>
#include <linux/array_size.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "rim.h"

/* Reason, verdict and program that are told apart; what finds no place is counted. */
#define LOCKDOWN_PROGRAMS 256

static struct lockdown_program lockdown_programs[LOCKDOWN_PROGRAMS];
static unsigned int lockdown_programs_known;

/* What found no place. */
static atomic_long_t lockdown_programs_lost;

/* Held while a program gets its place; records never change hands. */
static DEFINE_RAW_SPINLOCK(lockdown_programs_lock);

const struct lockdown_program *lockdown_program(unsigned int number)
{
	/* Pairs with lockdown_add_program(): who sees the number sees the record. */
	return number < smp_load_acquire(&lockdown_programs_known) ? &lockdown_programs[number] :
								     NULL;
}

unsigned long lockdown_lost_programs(void)
{
	return atomic_long_read(&lockdown_programs_lost);
}

static notrace struct lockdown_program *lockdown_find_program(enum lockdown_reason what,
							      bool observed, const char *name)
{
	/* Pairs with lockdown_add_program(), as in lockdown_program(). */
	unsigned int known = smp_load_acquire(&lockdown_programs_known);
	unsigned int number;

	for (number = 0; number < known; number++) {
		struct lockdown_program *program = &lockdown_programs[number];

		if (program->what == what && program->observed == observed &&
		    !strcmp(program->name, name))
			return program;
	}
	return NULL;
}

/* With the lock held. */
static notrace struct lockdown_program *lockdown_add_program(enum lockdown_reason what,
							     bool observed, const char *name)
{
	/* Another CPU may have come first. */
	struct lockdown_program *program = lockdown_find_program(what, observed, name);

	if (program || lockdown_programs_known == ARRAY_SIZE(lockdown_programs))
		return program;
	program = &lockdown_programs[lockdown_programs_known];
	program->what = what;
	program->observed = observed;
	strscpy(program->name, name, sizeof(program->name));
	/* Pairs with lockdown_program() and lockdown_find_program(). */
	smp_store_release(&lockdown_programs_known, lockdown_programs_known + 1);
	return program;
}

/* CONTEXT: any. What interrupts the holder of the lock must not wait for it. */
static notrace struct lockdown_program *lockdown_place_program(enum lockdown_reason what,
							       bool observed, const char *name)
{
	struct lockdown_program *program;
	unsigned long flags;

	if (!raw_spin_trylock_irqsave(&lockdown_programs_lock, flags)) {
		if (in_nmi() || irqs_disabled())
			return NULL;
		raw_spin_lock_irqsave(&lockdown_programs_lock, flags);
	}
	program = lockdown_add_program(what, observed, name);
	raw_spin_unlock_irqrestore(&lockdown_programs_lock, flags);
	return program;
}

notrace void lockdown_note_program(enum lockdown_reason what, bool observed)
{
	char name[TASK_COMM_LEN];
	struct lockdown_program *program;

	strscpy(name, current->comm, sizeof(name));
	program = lockdown_find_program(what, observed, name) ?:
		  lockdown_place_program(what, observed, name);
	if (!program) {
		atomic_long_inc(&lockdown_programs_lost);
		return;
	}
	WRITE_ONCE(program->last_ns, local_clock());
	atomic_long_inc(&program->count);
}
