// SPDX-License-Identifier: GPL-2.0
/*
 * Secure Boot: what firmware said of it, as boot loader and EFI stub hand it on.
 */

#include <linux/efi.h>
#include <linux/init.h>
#include <linux/of_fdt.h>

#ifdef CONFIG_X86
#include <asm/setup.h>
#endif

#include "rim.h"

static_assert(LOCKDOWN_SECURE_BOOT_UNSET == (int)efi_secureboot_mode_unset);
static_assert(LOCKDOWN_SECURE_BOOT_UNKNOWN == (int)efi_secureboot_mode_unknown);
static_assert(LOCKDOWN_SECURE_BOOT_DISABLED == (int)efi_secureboot_mode_disabled);
static_assert(LOCKDOWN_SECURE_BOOT_ENABLED == (int)efi_secureboot_mode_enabled);

#ifdef CONFIG_X86

/*
 * The kernel has copied boot_params before its first C code asks for anything.
 * A kernel that starts another one by kexec copies this field, too.
 */
static u32 __init lockdown_secure_boot_mode(void)
{
	return boot_params.secure_boot;
}

#else

/* The EFI stub leaves it in the device tree, where kexec finds it again. */
static u32 __init lockdown_secure_boot_mode(void)
{
	const __be32 *mode;
	int node, length;

	if (!initial_boot_params)
		return LOCKDOWN_SECURE_BOOT_UNSET;
	node = of_get_flat_dt_subnode_by_name(of_get_flat_dt_root(), "chosen");
	if (node < 0)
		return LOCKDOWN_SECURE_BOOT_UNSET;
	mode = of_get_flat_dt_prop(node, "linux,uefi-secure-boot", &length);
	if (!mode || length != sizeof(*mode))
		return LOCKDOWN_SECURE_BOOT_UNSET;
	return be32_to_cpup(mode);
}

#endif

void __init lockdown_ask_secure_boot(void)
{
	static bool asked __initdata;
	u32 level;

	if (asked)
		return;
	asked = true;
	level = lockdown_core_level_of_secure_boot(lockdown_secure_boot_mode());
	/* Nothing to do, and nothing to tell, where the level is held already. */
	lockdown_raise(level, "EFI Secure Boot");
}
