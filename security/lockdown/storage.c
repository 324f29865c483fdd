// SPDX-License-Identifier: GPL-2.0
/*
 * What programs ask of drivers of storage, which may be modules.
 */

#include <linux/export.h>
#include <linux/lockdown.h>

#include "rim.h"

int lockdown_check_nvme(u8 opcode, u32 dword10)
{
	u32 reason = lockdown_core_nvme_reason(opcode, dword10);

	return reason == LOCKDOWN_NUMBER_NONE ? 0 : lockdown_ask(reason);
}
EXPORT_SYMBOL_GPL(lockdown_check_nvme);

int lockdown_check_volume_key(void)
{
	return lockdown_ask(LOCKDOWN_NUMBER_DISK_KEYS);
}
EXPORT_SYMBOL_GPL(lockdown_check_volume_key);
