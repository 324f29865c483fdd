// SPDX-License-Identifier: GPL-2.0
/*
 * What a raise does not take back, as far as the kernel remembers it.
 */

#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/kconfig.h>
#include <linux/kernel.h>
#include <linux/kexec.h>
#include <linux/panic.h>
#include <linux/printk.h>

#include "rim.h"

static_assert(LOCKDOWN_TAINT_FORCED_MODULE == TAINT_FORCED_MODULE);
static_assert(LOCKDOWN_TAINT_CPU_OUT_OF_SPEC == TAINT_CPU_OUT_OF_SPEC);
static_assert(LOCKDOWN_TAINT_OVERRIDDEN_ACPI_TABLE == TAINT_OVERRIDDEN_ACPI_TABLE);
static_assert(LOCKDOWN_TAINT_UNSIGNED_MODULE == TAINT_UNSIGNED_MODULE);
static_assert((int)LOCKDOWN_TAINT_IMAGE >= TAINT_FLAGS_COUNT);

/* Taints from LOCKDOWN_TAINT_OWN on. */
static unsigned long lockdown_own_taints;

void lockdown_keep_module(u32 reason)
{
	u32 taint = lockdown_core_module_taint(reason);

	if (taint)
		set_bit(taint - LOCKDOWN_TAINT_OWN, &lockdown_own_taints);
}

static bool lockdown_has_image(void)
{
#ifdef CONFIG_KEXEC_CORE
	return READ_ONCE(kexec_image);
#else
	return false;
#endif
}

/* What user space can have done: nothing before it runs, and no MSR without the door. */
static u64 lockdown_taints(void)
{
	u64 taints = system_state < SYSTEM_RUNNING ? 0 : get_taint();

	if (!IS_ENABLED(CONFIG_X86_MSR))
		taints &= ~BIT_ULL(TAINT_CPU_OUT_OF_SPEC);
	taints |= (u64)lockdown_has_image() << LOCKDOWN_TAINT_IMAGE;
	taints |= (u64)kexec_crash_loaded() << LOCKDOWN_TAINT_CRASH_IMAGE;
	return taints | (u64)READ_ONCE(lockdown_own_taints) << LOCKDOWN_TAINT_OWN;
}

bool lockdown_kept(unsigned int number, struct lockdown_kept *kept)
{
	u32 reason = 0;

	kept->length = lockdown_core_kept(number, &lockdown_denied, lockdown_taints(), &reason,
					  &kept->what);
	kept->reason = reason;
	return kept->length >= 0;
}

void lockdown_kept_reasons(struct lockdown_set *set)
{
	struct lockdown_kept kept;
	unsigned int number;

	*set = (struct lockdown_set){};
	for (number = 0; lockdown_kept(number, &kept); number++)
		if (kept.length)
			set->word[BIT_WORD(kept.reason)] |= BIT_MASK(kept.reason);
}

void lockdown_report_kept(void)
{
	static unsigned long told;
	char slug[LOCKDOWN_SLUG_MAX];
	struct lockdown_kept kept;
	unsigned int number;

	for (number = 0; lockdown_kept(number, &kept); number++) {
		if (!kept.length || told & BIT(number))
			continue;
		told |= BIT(number);
		lockdown_name_reason(kept.reason, slug);
		pr_notice("Lockdown: %s came too late for what stays: %.*s; see man kernel_lockdown.7\n",
			  slug, kept.length, kept.what);
	}
}
