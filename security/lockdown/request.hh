// SPDX-License-Identifier: GPL-2.0
// Requests that a fact or two decide.
#pragma once

#include "core.h"
#include "language.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// net/key/af_key.c tells the keys of IPsec, which XFRM's netlink leaves out by itself.
[[nodiscard]] constexpr u32 reason_of_socket(u32 family, bool kernel)
{
	return family == LOCKDOWN_PF_KEY && !kernel ? LOCKDOWN_NUMBER_XFRM_SECRET :
						      LOCKDOWN_NUMBER_NONE;
}

/// kernel/kexec_file.c, which asks by itself where a signature is not good. What a crash
/// starts finds the memory of this kernel, and has the initrd of who loaded it.
[[nodiscard]] constexpr u32 reason_of_image(bool verified, bool crash)
{
	if (!verified)
		return LOCKDOWN_NUMBER_KEXEC;
	return crash ? LOCKDOWN_NUMBER_VMCORE : LOCKDOWN_NUMBER_NONE;
}

/// drivers/video/fbdev/efifb.c, vesafb.c: where the picture is in memory, and how large
/// that is. Of efifb's words only "nowc", "nobgrt" and "off" say nothing of it; names of
/// Macs do. Of vesafb's it is "vtotal:".
[[nodiscard]] constexpr u32 reason_of_video(Text value)
{
	const bool efi = value.starts_with("efifb:");
	if (!efi && !value.starts_with("vesafb:"))
		return LOCKDOWN_NUMBER_NONE;
	char before = ',';
	for (size_t i = Text("efifb:").size(); i < value.size(); i++) {
		const char c = value.data()[i];
		if (efi ? before == ',' && c != ',' && c != 'n' && c != 'o' :
			  before == 'v' && c == 't')
			return LOCKDOWN_NUMBER_DRIVER_IO;
		before = c;
	}
	return LOCKDOWN_NUMBER_NONE;
}

} // namespace
} // namespace lockdown
