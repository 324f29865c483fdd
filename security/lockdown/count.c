// SPDX-License-Identifier: GPL-2.0
/*
 * How often each reason was asked for, since the first instruction.
 *
 * A count is a word of the CPU that counts: no flood on many CPUs loses one, or
 * makes them fight for a cache line.
 */

#include <linux/compiler.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/percpu.h>

#include "rim.h"

struct lockdown_counters {
	unsigned long of[LOCKDOWN_COUNTS][LOCKDOWN_REASON_COUNT];
};

static DEFINE_PER_CPU(struct lockdown_counters, lockdown_counts);

/*
 * What is counted before SYSTEM_SCHEDULING, while one CPU boots. Memory of the
 * CPUs is not there yet: what stands in the place of it is copied to each.
 */
static struct lockdown_counters lockdown_boot_counts;

notrace void lockdown_count(enum lockdown_reason what, enum lockdown_count count)
{
	if (likely(system_state >= SYSTEM_SCHEDULING))
		this_cpu_inc(lockdown_counts.of[count][what]);
	else
		lockdown_boot_counts.of[count][what]++;
}

u64 lockdown_counted(enum lockdown_reason what, enum lockdown_count count)
{
	u64 sum = READ_ONCE(lockdown_boot_counts.of[count][what]);
	unsigned int cpu;

	if (system_state < SYSTEM_SCHEDULING)
		return sum;
	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu(lockdown_counts, cpu).of[count][what]);
	return sum;
}

void lockdown_take_tally(enum lockdown_reason what, struct lockdown_tally *tally)
{
	tally->denied = lockdown_counted(what, LOCKDOWN_COUNT_TOLD) +
			lockdown_counted(what, LOCKDOWN_COUNT_SUPPRESSED);
	tally->observed = lockdown_counted(what, LOCKDOWN_COUNT_OBSERVED);
	tally->queried = lockdown_counted(what, LOCKDOWN_COUNT_QUERIED);
}
