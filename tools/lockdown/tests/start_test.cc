// SPDX-License-Identifier: GPL-2.0
// The level that the kernel configuration forces holds from the first
// instruction. Compiled once for each forced configuration, with the level
// that it must start with as EXPECTED_START, and where it has a level for
// Secure Boot that one as EXPECTED_IN_SECURE_BOOT.

#include <gtest/gtest.h>

#include "core.h"

#ifndef EXPECTED_IN_SECURE_BOOT
#define EXPECTED_IN_SECURE_BOOT LOCKDOWN_LEVEL_NONE
#endif

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
}

TEST(Start, is_told)
{
	lockdown_set forced;

	lockdown_core_forced(&forced);
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		EXPECT_EQ(forced.word[i], seen_before_any_constructor.word[i]);
}

TEST(Start, is_exactly_that_level)
{
	lockdown_set expected;

	lockdown_core_level_set(EXPECTED_START, &expected);
#ifdef EXPECTED_STRICT
	lockdown_set mark;

	lockdown_core_strict_mark(&mark);
	lockdown_core_complete(&expected, &mark);
	EXPECT_EQ(lockdown_core_raise(&expected, &mark), 0);
#endif
	EXPECT_EQ(lockdown_core_is_strict(&lockdown_denied), lockdown_core_is_strict(&expected));

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

TEST(SecureBoot, asks_for_the_level_of_the_configuration)
{
	EXPECT_EQ(lockdown_core_level_of_secure_boot(LOCKDOWN_SECURE_BOOT_ENABLED),
		  u32{ EXPECTED_IN_SECURE_BOOT });
}

TEST(SecureBoot, asks_for_nothing_unless_it_is_on)
{
	for (const u32 mode :
	     { u32{ LOCKDOWN_SECURE_BOOT_UNSET }, u32{ LOCKDOWN_SECURE_BOOT_UNKNOWN },
	       u32{ LOCKDOWN_SECURE_BOOT_DISABLED }, u32{ LOCKDOWN_SECURE_BOOT_ENABLED } + 1,
	       ~u32{} })
		EXPECT_EQ(lockdown_core_level_of_secure_boot(mode), u32{ LOCKDOWN_LEVEL_NONE })
			<< mode;
}

} // namespace
