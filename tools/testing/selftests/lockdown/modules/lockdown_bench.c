// SPDX-License-Identifier: GPL-2.0
/*
 * The cost of security_locked_down(), in time-stamp counter ticks. Under QEMU
 * with -icount shift=0,sleep=off a tick is one instruction of the guest.
 *
 *	lockdown_bench: allowed 25 denied 105 loops 10000
 *
 * Allowed is the mean of a loop, its own cost taken off. Denied is the median
 * of single calls: the first ones print a line each, the flood after them is
 * what a rate limit leaves. "denied none" says that nothing is denied now.
 */

#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include <asm/tsc.h>

#define LOOPS	10000

static const enum lockdown_reason reasons[] = {
	LOCKDOWN_DEV_MEM,
	LOCKDOWN_KCORE,
};

static u64 __init time_empty_loop(void)
{
	unsigned long flags;
	u64 start, end;
	int i;

	local_irq_save(flags);
	start = rdtsc_ordered();
	for (i = 0; i < LOOPS; i++)
		barrier();
	end = rdtsc_ordered();
	local_irq_restore(flags);

	return end - start;
}

static u64 __init time_calls(enum lockdown_reason reason)
{
	unsigned long flags;
	u64 start, end;
	int i;

	local_irq_save(flags);
	start = rdtsc_ordered();
	for (i = 0; i < LOOPS; i++) {
		security_locked_down(reason);
		barrier();
	}
	end = rdtsc_ordered();
	local_irq_restore(flags);

	return end - start;
}

static int __init compare(const void *a, const void *b)
{
	const u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static u64 __init median(u64 *samples)
{
	sort(samples, LOOPS, sizeof(*samples), compare, NULL);
	return samples[LOOPS / 2];
}

static u64 __init time_one_call(enum lockdown_reason reason, u64 *samples)
{
	unsigned long flags;
	u64 start, empty;
	int i;

	for (i = 0; i < LOOPS; i++) {
		local_irq_save(flags);
		start = rdtsc_ordered();
		barrier();
		samples[i] = rdtsc_ordered() - start;
		local_irq_restore(flags);
	}
	empty = median(samples);

	for (i = 0; i < LOOPS; i++) {
		local_irq_save(flags);
		start = rdtsc_ordered();
		security_locked_down(reason);
		samples[i] = rdtsc_ordered() - start;
		local_irq_restore(flags);
	}

	return median(samples) - empty;
}

static int __init lockdown_bench_init(void)
{
	char allowed[24] = "none", denied[24] = "none";
	u64 *samples, empty;
	int i;

	samples = kmalloc_array(LOOPS, sizeof(*samples), GFP_KERNEL);
	if (!samples)
		return -ENOMEM;

	/* Once for the caches, once to count. */
	time_empty_loop();
	empty = time_empty_loop();

	for (i = 0; i < ARRAY_SIZE(reasons); i++) {
		if (security_locked_down(reasons[i])) {
			snprintf(denied, sizeof(denied), "%llu",
				 time_one_call(reasons[i], samples));
		} else {
			time_calls(reasons[i]);
			snprintf(allowed, sizeof(allowed), "%llu",
				 (time_calls(reasons[i]) - empty) / LOOPS);
		}
	}

	kfree(samples);
	pr_info("lockdown_bench: allowed %s denied %s loops %d\n", allowed,
		denied, LOOPS);
	return 0;
}

static void __exit lockdown_bench_exit(void)
{
}

module_init(lockdown_bench_init);
module_exit(lockdown_bench_exit);

MODULE_DESCRIPTION("Cost of a lockdown check");
MODULE_LICENSE("GPL");
