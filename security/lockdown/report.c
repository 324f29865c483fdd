// SPDX-License-Identifier: GPL-2.0
/*
 * What lockdown says: one line for a raise, one line for a denial.
 */

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/sched.h>

#include "rim.h"

void lockdown_report_raise(const char *where)
{
	/* ABI: the line of the stock kernel. */
	pr_notice("Kernel is locked down from %s; see man kernel_lockdown.7\n", where);
}

void lockdown_report_denial(enum lockdown_reason what)
{
	const char *text = lockdown_reasons[what];

	/* ABI: the line of the stock kernel, which has none without a text. */
	if (text)
		pr_notice("Lockdown: %s: %s is restricted; see man kernel_lockdown.7\n",
			  current->comm, text);
}

int lockdown_report_unknown(void)
{
	/* ABI: each time, as the stock kernel. */
	WARN(true, "Invalid lockdown reason");
	return -EPERM;
}
