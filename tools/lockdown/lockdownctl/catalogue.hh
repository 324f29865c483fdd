// SPDX-License-Identifier: GPL-2.0
// What the core knows of levels and reasons, as text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core.h"

namespace ctl
{

/// A reason of the core's table.
struct Known {
	std::string_view slug;
	std::string_view text;
	std::string scope;
	u32 level; ///< The lowest level that denies it.
};

/// Every reason of the core's table, in its order.
[[nodiscard]] std::span<const Known> catalogue();

/// The reason of this slug, or nullptr.
[[nodiscard]] const Known *find_known(std::string_view slug);

/// The name of a level.
[[nodiscard]] std::string_view level_name(u32 level);

/// The level of this name, as the kernel understands it.
[[nodiscard]] std::optional<u32> parse_level(std::string_view name);

/// The level that the lockdown file's line marks.
[[nodiscard]] std::optional<u32> parse_level_line(std::string_view line);

} // namespace ctl
