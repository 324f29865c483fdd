// SPDX-License-Identifier: GPL-2.0
// What each reason guards, and what to do about it.
#pragma once

#include <string_view>

namespace ctl
{

struct Advice {
	std::string_view slug;
	std::string_view guards; ///< What root could do otherwise.
	std::string_view meets; ///< Programs that meet it.
	std::string_view instead;
	std::string_view sees; ///< What such a program gets from the kernel.
};

/// The advice on a reason, or nullptr if it is newer than this program.
[[nodiscard]] const Advice *find_advice(std::string_view slug);

} // namespace ctl
