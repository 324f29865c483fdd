// SPDX-License-Identifier: GPL-2.0
// Requests at the seam that a fact or two decide.

#include <gtest/gtest.h>

#include "core.h"

namespace
{

TEST(Socket, tells_keys_if_it_is_of_pf_key)
{
	EXPECT_EQ(lockdown_core_socket_reason(LOCKDOWN_PF_KEY, 0), LOCKDOWN_NUMBER_XFRM_SECRET);
	for (const u32 family : { 0U, LOCKDOWN_PF_KEY - 1, LOCKDOWN_PF_KEY + 1, ~0U })
		EXPECT_EQ(lockdown_core_socket_reason(family, 0), LOCKDOWN_NUMBER_NONE) << family;
}

TEST(Socket, of_the_kernel_is_let_be)
{
	for (u32 family = 0; family < 64; family++)
		EXPECT_EQ(lockdown_core_socket_reason(family, 1), LOCKDOWN_NUMBER_NONE) << family;
}

TEST(Image, is_asked_for_if_nothing_verifies_it)
{
	EXPECT_EQ(lockdown_core_image_reason(0, 0), LOCKDOWN_NUMBER_KEXEC);
	EXPECT_EQ(lockdown_core_image_reason(1, 0), LOCKDOWN_NUMBER_NONE);
}

TEST(Image, that_a_crash_starts_is_asked_for_if_it_is_verified)
{
	EXPECT_EQ(lockdown_core_image_reason(1, 1), LOCKDOWN_NUMBER_VMCORE);
	EXPECT_EQ(lockdown_core_image_reason(0, 1), LOCKDOWN_NUMBER_KEXEC);
}

} // namespace
