// SPDX-License-Identifier: GPL-2.0
/*
 * A raise from inside the kernel. lock_kernel_down() is exported to no module:
 * the parameter says where it is, as /proc/kallsyms has it.
 */

#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/security.h>
#include <linux/string.h>

#define FUNCTION	"lock_kernel_down"

static unsigned long function;
module_param(function, ulong, 0);
MODULE_PARM_DESC(function, "The address of " FUNCTION "()");

static int __init lockdown_raiser_init(void)
{
	int (*raise)(const char *where, enum lockdown_reason level) = (void *)function;
	char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, function);
	if (strcmp(name, FUNCTION)) {
		pr_err("lockdown_raiser: %s is not " FUNCTION "()\n", name);
		return -EINVAL;
	}
	return raise("a module", LOCKDOWN_CONFIDENTIALITY_MAX);
}

static void __exit lockdown_raiser_exit(void)
{
}

module_init(lockdown_raiser_init);
module_exit(lockdown_raiser_exit);

MODULE_DESCRIPTION("A raise from inside the kernel");
MODULE_LICENSE("GPL");
