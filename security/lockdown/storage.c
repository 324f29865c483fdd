// SPDX-License-Identifier: GPL-2.0
/*
 * What programs ask of drivers of storage, which may be modules. No hook of ours is
 * in between, so that it must be known whether there are any.
 */

#include <linux/export.h>
#include <linux/lockdown.h>

#include "rim.h"

int lockdown_check_nvme(u8 opcode, u32 dword10)
{
	return lockdown_ask_directly(lockdown_core_nvme_reason(opcode, dword10));
}
EXPORT_SYMBOL_GPL(lockdown_check_nvme);

/* Who asks for a table wants something else most of the time, and gets it. */
int lockdown_check_volume_key(void)
{
	return lockdown_live ? lockdown_ask_to_tell(LOCKDOWN_NUMBER_DISK_KEYS) : 0;
}
EXPORT_SYMBOL_GPL(lockdown_check_volume_key);
