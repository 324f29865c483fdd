// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses of the kernel, where it shows them to whom may read its log.
 */

#include <linux/capability.h>
#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/printk.h>
#include <linux/security.h>

#include "rim.h"

/*
 * Off while there is nothing to hide or to watch: capabilities are asked for often.
 * INVARIANT: on until that is known.
 */
static DEFINE_STATIC_KEY_TRUE(lockdown_hides);

/*
 * With kptr_restrict at 0, perf_event_paranoid can answer in the place of the
 * capability. From then on nobody writes it: file.hh.
 */
void lockdown_restrict_addresses(void)
{
	if (lockdown_set_contains(&lockdown_denied, LOCKDOWN_NUMBER_KERNEL_ADDRESSES) &&
	    !kptr_restrict)
		kptr_restrict = 1;
}

void lockdown_guard_addresses(void)
{
	const u32 what = LOCKDOWN_NUMBER_KERNEL_ADDRESSES;

	if (lockdown_set_contains(&lockdown_denied, what) ||
	    lockdown_set_contains(&lockdown_watched, what))
		static_branch_enable(&lockdown_hides);
	else
		static_branch_disable(&lockdown_hides);
}

/*
 * Without a record for audit, CAP_SYSLOG is asked for by kallsyms_show_value() and by
 * %pK alone: may these addresses be shown? Whoever reads dmesg is asked for it with
 * one. The reader of /proc/modules or /proc/net/tcp wants something else most of the
 * time, and gets it with zeros in the place of addresses, as with kptr_restrict. So
 * it is a question and no denial, of which a log would have one for each line that is
 * read; what would be hidden is observed like any other request. Whom capabilities
 * refuse has lost nothing.
 */
int lockdown_capable(const struct cred *cred, struct user_namespace *ns, int cap,
		     unsigned int options)
{
	if (!static_branch_unlikely(&lockdown_hides))
		return 0;
	if (likely(cap != CAP_SYSLOG) || !(options & CAP_OPT_NOAUDIT) ||
	    cap_capable(cred, ns, cap, options))
		return 0;
	return lockdown_ask_to_tell(LOCKDOWN_NUMBER_KERNEL_ADDRESSES);
}
