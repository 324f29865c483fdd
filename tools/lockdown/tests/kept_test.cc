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

std::vector<Kept> kept(u64 taints, u32 level)
{
	const lockdown_set denied = set_of(level);
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
	lockdown_set denied = set_of(LOCKDOWN_LEVEL_INTEGRITY);
	lockdown_set strict;

	lockdown_core_strict_mark(&strict);
	lockdown_core_complete(&denied, &strict);
	EXPECT_EQ(0, lockdown_core_raise(&denied, &strict));
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
