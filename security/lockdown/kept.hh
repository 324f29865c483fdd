// SPDX-License-Identifier: GPL-2.0
// What a raise does not take back, as far as the kernel remembers it.
#pragma once

#include "core.h"
#include "language.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// Something that was done while its reason was allowed, and goes on.
struct Kept {
	u32 taint;
	Reason reason;
	Text what;
};

constexpr Kept kept_table[] = {
	// kernel/module/main.c
	{ LOCKDOWN_TAINT_FORCED_MODULE, Reason::MODULE_SIGNATURE, "modules loaded by force" },
	{ LOCKDOWN_TAINT_UNSIGNED_MODULE, Reason::MODULE_SIGNATURE,
	  "modules without a valid signature" },
	// arch/x86/kernel/msr.c
	{ LOCKDOWN_TAINT_CPU_OUT_OF_SPEC, Reason::MSR,
	  "a processor out of specification, perhaps by written registers" },
	// security/lockdown/module.c
	{ LOCKDOWN_TAINT_DRIVER, Reason::DRIVER_IO, "drivers that let programs reach hardware" },
	{ LOCKDOWN_TAINT_DMA, Reason::RAW_DMA, "drivers that let devices reach memory" },
	// kernel/kexec_file.c; what nothing has verified is not started any more
	{ LOCKDOWN_TAINT_IMAGE, Reason::KEXEC, "a loaded kernel for kexec, if it is signed" },
	// kernel/crash_core.c
	{ LOCKDOWN_TAINT_CRASH_IMAGE, Reason::VMCORE, "a loaded kernel for crashes" },
	// drivers/acpi/tables.c
	{ LOCKDOWN_TAINT_OVERRIDDEN_ACPI_TABLE, Reason::ACPI_TABLES, "replaced ACPI tables" },
};

constexpr u32 kept_count = sizeof(kept_table) / sizeof(kept_table[0]);

/// The kernel remembers nothing of these by itself.
[[nodiscard]] constexpr u32 taint_of_module(u32 reason)
{
	for (const Kept &kept : kept_table)
		if (kept.taint >= LOCKDOWN_TAINT_OWN && static_cast<u32>(kept.reason) == reason)
			return kept.taint;
	return 0;
}

/// Is it there, and would it be refused now?
[[nodiscard]] constexpr bool is_kept(const Kept &kept, u64 taints, const Set &denied)
{
	return (taints >> kept.taint & 1) &&
	       denied.includes(Set::of(static_cast<u32>(kept.reason)));
}

} // namespace
} // namespace lockdown
