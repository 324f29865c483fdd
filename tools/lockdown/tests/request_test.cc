// SPDX-License-Identifier: GPL-2.0
// Requests at the seam that a fact or two decide.

#include <string>
#include <string_view>

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

u32 video(std::string_view value)
{
	// What lies behind the value is none of it.
	const std::string text = std::string(value) + ",base:1,vtotal:1";

	return lockdown_core_video_reason(text.data(), value.size());
}

TEST(Video, is_asked_for_if_it_places_the_picture)
{
	for (const std::string_view value :
	     { "efifb:base:0xfed00000", "efifb:nowc,base:0xfed00000", "efifb:stride:65536",
	       "efifb:height:65536", "efifb:nobgrt,,height:1", "efifb:imac7", "efifb:nowc,mbp",
	       "efifb:x", "vesafb:vtotal:64", "vesafb:ypan,vtotal:64" })
		EXPECT_EQ(video(value), LOCKDOWN_NUMBER_DRIVER_IO) << value;
}

TEST(Video, of_another_kind_is_let_be)
{
	for (const std::string_view value :
	     { "", "efifb", "efifb:", "efifb:off", "efifb:nowc", "efifb:nowc,nobgrt", "efifb:,",
	       "vesafb:", "vesafb:mtrr:3,ywrap,vremap:8", "vesafb:,", "vfb:", "ofonly", "1024x768",
	       "1920x1080@60,margin_left=8", "HDMI-A-1:1920x1080@60e", "efifbx:base:1",
	       "xefifb:base:1", "base:1", "vtotal:1" })
		EXPECT_EQ(video(value), LOCKDOWN_NUMBER_NONE) << value;
}

} // namespace
