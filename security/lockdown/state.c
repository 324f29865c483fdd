// SPDX-License-Identifier: GPL-2.0
/*
 * The one way to write the denied set, which is read-only memory.
 */

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/vmalloc.h>

#include "rim.h"

/*
 * Held while the state can be written through an alias: one alias at a time,
 * and raises are told in the order in which they happened.
 */
static DEFINE_MUTEX(lockdown_state_mutex);

/*
 * Tasks run only from SYSTEM_SCHEDULING on. Before, one CPU boots with the
 * image still writable, perhaps so early that nothing can be mapped; from
 * there on mappings work and the image may become read-only at any moment.
 * Where it never does, there is nothing to go around.
 */
static bool lockdown_writes_directly(void)
{
	return !IS_ENABLED(CONFIG_STRICT_KERNEL_RWX) || system_state < SYSTEM_SCHEDULING;
}

/* Writes through a private mapping that lives only for this one write. */
static int lockdown_add_through_alias(struct lockdown_set *set, const struct lockdown_set *more)
{
	struct page *page = pfn_to_page(PHYS_PFN(__pa_symbol(set)));
	void *alias;
	int ret;

	/* INVARIANT: core.cc aligns the denied set so that it stays in a page. */
	if (WARN_ON_ONCE(offset_in_page(set) + sizeof(*set) > PAGE_SIZE))
		return -EIO;
	/* A write that changes nothing costs nothing, and cannot fail otherwise. */
	if (lockdown_core_includes(set, more))
		return -EPERM;

	alias = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	if (!alias)
		return -ENOMEM;
	ret = lockdown_core_raise(alias + offset_in_page(set), more);
	vunmap(alias);
	/* Leave no CPU with a translation that could still be written through. */
	vm_unmap_aliases();

	/* A mapping of other memory would report what is not enforced. */
	if (WARN_ON_ONCE(!lockdown_core_includes(set, more)))
		return -EIO;
	return ret;
}

int lockdown_add(struct lockdown_set *set, const struct lockdown_set *more)
{
	struct lockdown_set whole = *more;

	lockdown_core_complete(set, &whole);
	if (lockdown_writes_directly())
		return lockdown_core_raise(set, &whole);
	return lockdown_add_through_alias(set, &whole);
}

/* With the state's mutex held. */
static int lockdown_add_to_denied(const struct lockdown_set *more)
{
	int ret = lockdown_add(&lockdown_denied, more);

	if (!ret)
		lockdown_look_as_needed();
	return ret;
}

/* What lockdown_reasons= wants, until integrity is complete. */
static struct lockdown_set lockdown_wanted;

static bool lockdown_wants_more(void)
{
	return !lockdown_is_empty(&lockdown_wanted);
}

static int lockdown_add_reasons(const struct lockdown_set *more, const char *where)
{
	int ret = lockdown_add_to_denied(more);

	if (!ret) {
		lockdown_report_refine(more, where);
		lockdown_record_raise(more, where);
	}
	return ret;
}

/* With the state's mutex held. */
static void lockdown_add_wanted(void)
{
	if (!lockdown_wants_more() || !lockdown_core_may_refine(&lockdown_denied))
		return;
	/* Nothing to do where a level has them already. */
	if (lockdown_add_reasons(&lockdown_wanted, "command line") != -ENOMEM)
		lockdown_wanted = (struct lockdown_set){};
}

int lockdown_raise(u32 level, const char *where)
{
	struct lockdown_set more;
	int ret;

	lockdown_core_level_set(level, &more);
	mutex_lock(&lockdown_state_mutex);
	ret = lockdown_add_to_denied(&more);
	if (!ret) {
		lockdown_report_raise(where);
		lockdown_record_raise(&more, where);
	}
	lockdown_add_wanted();
	mutex_unlock(&lockdown_state_mutex);
	return ret;
}

int lockdown_refine(const struct lockdown_set *more, const char *where)
{
	int ret = -EPERM;

	mutex_lock(&lockdown_state_mutex);
	if (lockdown_core_may_refine(&lockdown_denied))
		ret = lockdown_add_reasons(more, where);
	else
		lockdown_report_early_refine(where);
	mutex_unlock(&lockdown_state_mutex);
	return ret;
}

int lockdown_go_strict(const char *where)
{
	struct lockdown_set mark;
	int ret;

	lockdown_core_strict_mark(&mark);
	mutex_lock(&lockdown_state_mutex);
	ret = lockdown_add_to_denied(&mark);
	if (!ret) {
		lockdown_report_strict(where);
		lockdown_record_raise(&mark, where);
	}
	mutex_unlock(&lockdown_state_mutex);
	return ret;
}

void __init lockdown_want(const struct lockdown_set *more)
{
	/* What the kernel before has put in front stays, whatever stands behind. */
	if (!lockdown_core_raise(&lockdown_wanted, more))
		lockdown_add_wanted();
}

bool __init lockdown_still_wants(void)
{
	bool wants;

	mutex_lock(&lockdown_state_mutex);
	lockdown_add_wanted();
	wants = lockdown_wants_more();
	mutex_unlock(&lockdown_state_mutex);
	return wants;
}

struct lockdown_set lockdown_watched;

void lockdown_watch(const struct lockdown_set *set)
{
	size_t i;

	mutex_lock(&lockdown_state_mutex);
	for (i = 0; i < ARRAY_SIZE(set->word); i++)
		WRITE_ONCE(lockdown_watched.word[i], set->word[i]);
	lockdown_look_as_needed();
	mutex_unlock(&lockdown_state_mutex);
}

/* By now audit and IMA work, and user space has raised nothing yet. */
static int __init lockdown_attest_boot(void)
{
	if (!lockdown_live)
		return 0;
	mutex_lock(&lockdown_state_mutex);
	lockdown_attest_raises();
	mutex_unlock(&lockdown_state_mutex);
	return 0;
}

late_initcall_sync(lockdown_attest_boot);

int lock_kernel_down(const char *where, enum lockdown_reason level)
{
	return lockdown_raise(lockdown_core_level_of_number(level), where);
}
