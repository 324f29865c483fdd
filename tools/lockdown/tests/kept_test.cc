// SPDX-License-Identifier: GPL-2.0
// What a raise does not take back, at the seam.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core.h"
#include "sets.hh"

namespace
{

struct Kept {
	u32 reason;
	std::string what;
};

lockdown_set strict(u32 level)
{
	lockdown_set denied = set_of(level);
	lockdown_set more;

	lockdown_core_strict_mark(&more);
	lockdown_core_complete(&denied, &more);
	EXPECT_EQ(0, lockdown_core_raise(&denied, &more));
	return denied;
}

std::vector<Kept> kept(u64 taints, const lockdown_set &denied)
{
	std::vector<Kept> all;
	u32 reason = ~0U;
	const char *what = nullptr;
	int length;

	for (u32 number = 0;
	     (length = lockdown_core_kept(number, &denied, taints, &reason, &what)) >= 0; number++)
		if (length)
			all.push_back({ reason, { what, static_cast<size_t>(length) } });
	EXPECT_EQ(-LOCKDOWN_EINVAL, length);
	return all;
}

std::vector<Kept> kept(u64 taints, u32 level)
{
	return kept(taints, set_of(level));
}

constexpr u64 bit(u32 taint)
{
	return 1ULL << taint;
}

TEST(Kept, CleanKernelKeepsNothing)
{
	EXPECT_TRUE(kept(0, LOCKDOWN_LEVEL_CONFIDENTIALITY).empty());
}

TEST(Kept, NothingIsTooLateBelowItsLevel)
{
	EXPECT_TRUE(kept(~0ULL, LOCKDOWN_LEVEL_NONE).empty());
}

TEST(Kept, EachTaintHasItsReason)
{
	const std::vector<std::pair<u32, u32>> rows = {
		{ LOCKDOWN_TAINT_FORCED_MODULE, LOCKDOWN_NUMBER_MODULE_SIGNATURE },
		{ LOCKDOWN_TAINT_UNSIGNED_MODULE, LOCKDOWN_NUMBER_MODULE_SIGNATURE },
		{ LOCKDOWN_TAINT_CPU_OUT_OF_SPEC, LOCKDOWN_NUMBER_MSR },
		{ LOCKDOWN_TAINT_OVERRIDDEN_ACPI_TABLE, LOCKDOWN_NUMBER_ACPI_TABLES },
		{ LOCKDOWN_TAINT_IMAGE, LOCKDOWN_NUMBER_KEXEC },
	};
	u64 known = 0;

	for (const auto &[taint, reason] : rows) {
		const std::vector<Kept> one = kept(bit(taint), LOCKDOWN_LEVEL_INTEGRITY);

		ASSERT_EQ(1U, one.size()) << taint;
		EXPECT_EQ(reason, one[0].reason);
		EXPECT_NE("", one[0].what);
		known |= bit(taint);
	}
	EXPECT_EQ(rows.size(), kept(~0ULL, LOCKDOWN_LEVEL_INTEGRITY).size());
	EXPECT_TRUE(kept(~known, LOCKDOWN_LEVEL_INTEGRITY).empty());
}

TEST(Kept, DriversCountWhileTheirReasonIsDenied)
{
	const lockdown_set denied = strict(LOCKDOWN_LEVEL_INTEGRITY);

	for (const u32 driver : { LOCKDOWN_NUMBER_DRIVER_IO, LOCKDOWN_NUMBER_RAW_DMA }) {
		const u32 taint = lockdown_core_module_taint(driver);
		const char *what = nullptr;
		u32 reason = ~0U;
		u32 number = 0;

		ASSERT_LE(u32{ LOCKDOWN_TAINT_OWN }, taint);
		EXPECT_TRUE(kept(bit(taint), LOCKDOWN_LEVEL_CONFIDENTIALITY).empty());
		while (lockdown_core_kept(number, &denied, bit(taint), &reason, &what) == 0)
			number++;
		EXPECT_EQ(driver, reason);
		ASSERT_NE(nullptr, what);
	}
	for (const u32 other :
	     { u32{ LOCKDOWN_NUMBER_FLASH_WRITE }, u32{ LOCKDOWN_NUMBER_MODULE_SIGNATURE },
	       u32{ LOCKDOWN_NUMBER_NONE } })
		EXPECT_EQ(0U, lockdown_core_module_taint(other));
}

TEST(Kept, CrashImageCountsWhileWhatItReadsIsDenied)
{
	const u64 taints = bit(LOCKDOWN_TAINT_CRASH_IMAGE);
	const std::vector<Kept> one = kept(taints, strict(LOCKDOWN_LEVEL_CONFIDENTIALITY));

	ASSERT_EQ(1U, one.size());
	EXPECT_EQ(u32{ LOCKDOWN_NUMBER_VMCORE }, one[0].reason);
	EXPECT_EQ("a loaded kernel for crashes", one[0].what);
	EXPECT_TRUE(kept(taints, strict(LOCKDOWN_LEVEL_INTEGRITY)).empty());
	EXPECT_TRUE(kept(taints, LOCKDOWN_LEVEL_CONFIDENTIALITY).empty());
	EXPECT_EQ(0U, lockdown_core_module_taint(LOCKDOWN_NUMBER_VMCORE));
}

TEST(Kept, WhatIsNotThereStoresNothing)
{
	const lockdown_set denied = set_of(LOCKDOWN_LEVEL_INTEGRITY);
	const char *what = "untouched";
	u32 reason = 77;

	EXPECT_EQ(0, lockdown_core_kept(0, &denied, 0, &reason, &what));
	EXPECT_EQ(-LOCKDOWN_EINVAL, lockdown_core_kept(~0U, &denied, ~0ULL, &reason, &what));
	EXPECT_EQ(77U, reason);
	EXPECT_STREQ("untouched", what);
}

} // namespace
