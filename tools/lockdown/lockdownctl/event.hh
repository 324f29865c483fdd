// SPDX-License-Identifier: GPL-2.0
// What has happened between two looks at the state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "state.hh"

namespace ctl
{

struct Event {
	std::string time;
	std::string reason; ///< Of a raise, what has been raised.
	std::string verdict; ///< denied, observed or raised.
	std::string program; ///< Empty if nobody knows.
	uint64_t count;
};

/// Finds the events in a state that is looked at again and again.
class Follower {
public:
	/// Takes what has been counted as known.
	void begin(const State &state);

	/// What is new. At the end, or without programs, what no program was found
	/// for is told at once.
	[[nodiscard]] std::vector<Event> next(const State &state, bool end);

private:
	struct Programs {
		std::string reason;
		std::string verdict;
		std::string program;

		[[nodiscard]] auto operator<=>(const Programs &) const = default;
	};

	/// Counts of a reason and what was told of them.
	struct Sum {
		uint64_t counted = 0;
		uint64_t told = 0;
		uint64_t without_program = 0; ///< At the last look.
	};

	/// A level that has risen, and reasons that were denied one by one.
	void look_for_raises(std::vector<Event> &events, const State &state);

	void look(std::vector<Event> &events, Sum &sum, const Reason &reason, const char *verdict,
		  Count count, bool end);

	std::map<Programs, uint64_t> programs_;
	std::map<std::pair<std::string, std::string>, Sum> sums_;
	std::optional<u32> level_;
	std::optional<std::set<std::string>> denied_;
};

} // namespace ctl
