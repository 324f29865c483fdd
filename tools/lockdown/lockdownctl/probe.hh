// SPDX-License-Identifier: GPL-2.0
// Which doors are open, found out without changing anything.
#pragma once

#include <string>
#include <vector>

#include "files.hh"

namespace ctl
{

struct Door {
	std::string reason;
	std::string tried; ///< Empty if nothing was.
	std::string verdict; ///< open, shut, absent or untried.
	std::string note;
};

/// Tries the doors. Each reason has one at least.
[[nodiscard]] std::vector<Door> try_doors(const Files &files);

} // namespace ctl
