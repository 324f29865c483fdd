// SPDX-License-Identifier: GPL-2.0
// What would stop at a level, as far as it has been seen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "state.hh"

namespace ctl
{

/// A reason that a program has met.
struct Met {
	Reason reason;
	uint64_t observed = 0; ///< Would be denied.
	uint64_t denied = 0; ///< Is denied already.
};

struct ProgramPlan {
	std::string program;
	std::vector<Met> met;

	[[nodiscard]] uint64_t times() const;
};

struct Plan {
	u32 level = 0;
	bool strict = false; ///< Its strict reasons are meant as well.
	bool holds = false; ///< The level is there already.
	bool watching = false; ///< At least one reason of the level is watched.
	bool programs_known = false;
	std::vector<ProgramPlan> programs; ///< The busiest first.
	std::vector<Met> without_program;
	std::vector<std::string> unwatched; ///< Reasons of the level, allowed and not watched.
	uint64_t without_room = 0;
	std::vector<Missing> missing;
};

/// What would stop at a level, with strict on or not.
[[nodiscard]] Plan make_plan(const State &state, u32 level, bool strict);

} // namespace ctl
