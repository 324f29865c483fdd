// SPDX-License-Identifier: GPL-2.0
// The level that the kernel configuration forces holds from the first
// instruction. Compiled once for each forced configuration, with the level
// that it must start with as EXPECTED_START.

#include <gtest/gtest.h>

#include "core.h"

namespace
{

lockdown_set seen_before_any_constructor;

// The earliest code that a host program can run by itself.
__attribute__((constructor(101))) void look()
{
	seen_before_any_constructor = lockdown_denied;
}

TEST(Start, is_the_level_that_the_configuration_forces)
{
	EXPECT_EQ(lockdown_core_level(&lockdown_denied), u32{ EXPECTED_START });
	EXPECT_EQ(lockdown_core_forced(), u32{ EXPECTED_START });
}

TEST(Start, is_exactly_that_level)
{
	lockdown_set expected;

	lockdown_core_level_set(EXPECTED_START, &expected);

	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		EXPECT_EQ(lockdown_denied.word[i], expected.word[i]);
}

TEST(Start, needs_no_constructor)
{
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		EXPECT_EQ(seen_before_any_constructor.word[i], lockdown_denied.word[i]);
}

TEST(Start, is_not_lowered_by_any_level)
{
	for (u32 level = LOCKDOWN_LEVEL_NONE; level <= EXPECTED_START; level++) {
		lockdown_set more;
		lockdown_core_level_set(level, &more);

		EXPECT_EQ(lockdown_core_raise(&lockdown_denied, &more), -LOCKDOWN_EPERM);
		EXPECT_EQ(lockdown_core_level(&lockdown_denied), u32{ EXPECTED_START });
	}
}

} // namespace
