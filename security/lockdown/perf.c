// SPDX-License-Identifier: GPL-2.0
/*
 * Events of perf, as they are made: the core says what each tells of the kernel.
 */

#include <linux/build_bug.h>
#include <linux/compat.h>
#include <linux/perf_event.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>

#include <asm/syscall.h>
#include <asm/unistd.h>

#include "rim.h"

static_assert((u32)LOCKDOWN_PERF_SOFTWARE == PERF_TYPE_SOFTWARE);
static_assert((u32)LOCKDOWN_PERF_BREAKPOINT == PERF_TYPE_BREAKPOINT);
static_assert((u32)LOCKDOWN_PERF_BPF_OUTPUT == PERF_COUNT_SW_BPF_OUTPUT);
static_assert((u32)LOCKDOWN_PERF_SAMPLE_IP == PERF_SAMPLE_IP);
static_assert((u32)LOCKDOWN_PERF_SAMPLE_CALLCHAIN == PERF_SAMPLE_CALLCHAIN);
static_assert((u32)LOCKDOWN_PERF_SAMPLE_BRANCH_STACK == PERF_SAMPLE_BRANCH_STACK);
static_assert((u32)LOCKDOWN_PERF_SAMPLE_REGS_INTR == PERF_SAMPLE_REGS_INTR);
static_assert((u32)LOCKDOWN_PERF_SAMPLE_PHYS_ADDR == PERF_SAMPLE_PHYS_ADDR);
static_assert((u32)LOCKDOWN_PERF_BRANCH_KERNEL == PERF_SAMPLE_BRANCH_KERNEL);

/*
 * What the kernel makes for itself is no affair of a program: nothing of it is asked
 * for here. No program can give an event a handler of its own, as the watchdog, KVM
 * and ptrace do. Without one, as kgdb, resctrl and KVM for branches make theirs, the
 * system call tells: perf_event_open() makes none of those, and the number is the one
 * that it was found by. A tracer can change it no more once the call runs. Of 32-bit
 * calls the number is not known here; all of them are taken for perf_event_open().
 *
 * What a child inherits tells no more than what its parent goes on to tell, and to
 * refuse it would refuse fork(2) to a program that has asked for nothing.
 */
static bool lockdown_is_opened(struct perf_event *event)
{
	if (event->parent || !is_default_overflow_handler(event) || current->flags & PF_KTHREAD)
		return false;
	return in_compat_syscall() ||
	       syscall_get_nr(current, current_pt_regs()) == __NR_perf_event_open;
}

static u32 lockdown_perf_facts(struct perf_event *event)
{
	u32 facts = 0;

	if (!event->attr.exclude_kernel)
		facts |= LOCKDOWN_PERF_KERNEL;
	if (is_sampling_event(event))
		facts |= LOCKDOWN_PERF_OVERFLOWS;
	if (event->pmu->setup_aux)
		facts |= LOCKDOWN_PERF_TRACES;
	if (event->attr.text_poke)
		facts |= LOCKDOWN_PERF_TEXT_POKE;
	if (event->attr.ksymbol)
		facts |= LOCKDOWN_PERF_KSYMBOL;
	return facts;
}

int lockdown_perf_event_alloc(struct perf_event *event)
{
	struct lockdown_perf perf;

	if (!lockdown_is_opened(event))
		return 0;
	perf = (struct lockdown_perf){
		.type = event->attr.type,
		.facts = lockdown_perf_facts(event),
		.config = event->attr.config,
		.samples = event->attr.sample_type,
		.branches = event->attr.branch_sample_type,
	};
	switch (lockdown_core_perf_tells(&perf)) {
	case LOCKDOWN_PERF_TELLS_NOTHING:
		break;
	case LOCKDOWN_PERF_TELLS_SYMBOLS:
		/*
		 * Every recording of a program alone has this, too: it goes on without.
		 * The event is not accounted for yet.
		 */
		if (lockdown_ask_to_tell(LOCKDOWN_NUMBER_PERF_KERNEL))
			event->attr.ksymbol = 0;
		break;
	default:
		return lockdown_ask(LOCKDOWN_NUMBER_PERF_KERNEL);
	}
	return 0;
}
