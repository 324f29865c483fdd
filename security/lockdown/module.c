// SPDX-License-Identifier: GPL-2.0
/*
 * Modules that reach hardware for programs, or would with these arguments.
 */

#include <linux/init.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/string.h>

#include "rim.h"

/* Nothing of the module has run, and its arguments are as finit_module(2) got them. */
static int lockdown_module_comes(const struct module *module)
{
	const struct lockdown_module asked = {
		.name = module->name,
		.name_length = strlen(module->name),
		.arguments = module->args,
		.arguments_length = strlen(module->args),
	};
	const u32 reason = lockdown_core_module_reason(&asked);
	int ret;

	if (reason == LOCKDOWN_NUMBER_NONE)
		return 0;
	ret = lockdown_ask(reason);
	if (!ret)
		lockdown_keep_module(reason);
	return ret;
}

static int lockdown_module_notify(struct notifier_block *block, unsigned long state, void *data)
{
	if (state != MODULE_STATE_COMING)
		return NOTIFY_DONE;
	return notifier_from_errno(lockdown_module_comes(data));
}

/* Before all others: what is refused here, they need not hear of. */
static struct notifier_block lockdown_modules = {
	.notifier_call = lockdown_module_notify,
	.priority = INT_MAX,
};

int __init lockdown_look_at_modules(void)
{
	return register_module_notifier(&lockdown_modules);
}
