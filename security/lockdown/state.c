// SPDX-License-Identifier: GPL-2.0
/*
 * The one way to write the denied set, which is read-only memory.
 */

#include <linux/atomic.h>
#include <linux/errno.h>
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
	if (lockdown_writes_directly())
		return lockdown_core_raise(set, more);
	return lockdown_add_through_alias(set, more);
}

int lockdown_raise(u32 level, const char *where)
{
	struct lockdown_set more;
	int ret;

	lockdown_core_level_set(level, &more);
	mutex_lock(&lockdown_state_mutex);
	ret = lockdown_add(&lockdown_denied, &more);
	if (!ret)
		lockdown_report_raise(where);
	mutex_unlock(&lockdown_state_mutex);
	return ret;
}

int lock_kernel_down(const char *where, enum lockdown_reason level)
{
	return lockdown_raise(lockdown_core_level_of_number(level), where);
}
