// SPDX-License-Identifier: GPL-2.0
// What has happened between two looks at the state.

#include "event.hh"

#include <algorithm>

#include "catalogue.hh"
#include "output.hh"

namespace ctl
{
namespace
{

/// The level by its file or by the reasons, whichever is higher: the files are
/// read one after the other, and a raise may come between.
[[nodiscard]] std::optional<u32> level_held(const State &state)
{
	std::optional<u32> held = state.level;

	if (!state.counted || state.reasons.empty())
		return held;
	for (const u32 level :
	     { u32(LOCKDOWN_LEVEL_INTEGRITY), u32(LOCKDOWN_LEVEL_CONFIDENTIALITY) })
		if (std::all_of(
			    state.reasons.begin(), state.reasons.end(), [&](const Reason &reason) {
				    return reason.state == "denied" || !is_of_level(reason, level);
			    }))
			held = std::max(held.value_or(level), level);
	return held;
}

} // namespace

void Follower::begin(const State &state)
{
	(void)next(state, true);
}

/// The kernel counts a reason before it notes the program, and the files are
/// read one after the other: what no program is found for may have one at the
/// next look, and is told only if it is still without.
void Follower::look(std::vector<Event> &events, Sum &sum, const Reason &reason, const char *verdict,
		    Count count, bool end)
{
	if (!count)
		return;
	sum.counted = std::max(sum.counted, *count);
	const uint64_t without = sum.counted > sum.told ? sum.counted - sum.told : 0;
	const uint64_t settled = end ? without : std::min(without, sum.without_program);

	if (settled)
		events.push_back({ "", reason.slug, verdict, "", settled });
	sum.told += settled;
	sum.without_program = without - settled;
}

void Follower::look_for_raises(std::vector<Event> &events, const State &state)
{
	const std::optional<u32> level = level_held(state);
	std::set<std::string> denied;
	std::vector<std::string> more;

	if (level_ && level && *level > *level_)
		events.push_back({ "", std::string(level_name(*level)), "raised", "", 1 });
	if (level)
		level_ = level;
	if (!state.counted)
		return;
	for (const Reason &reason : state.reasons) {
		if (reason.state != "denied")
			continue;
		denied.insert(reason.slug);
		if (denied_ && !denied_->count(reason.slug) && level_ &&
		    !is_of_level(reason, *level_))
			more.push_back(reason.slug);
	}
	if (!more.empty())
		events.push_back({ "", join(more, ","), "raised", "", 1 });
	denied_ = std::move(denied);
}

std::vector<Event> Follower::next(const State &state, bool end)
{
	std::vector<Event> events;

	look_for_raises(events, state);
	if (state.programs) {
		for (const Program &row : *state.programs) {
			uint64_t &known = programs_[{ row.reason, row.verdict, row.program }];

			if (row.count <= known)
				continue;
			events.push_back(
				{ "", row.reason, row.verdict, row.program, row.count - known });
			sums_[{ row.reason, row.verdict }].told += row.count - known;
			known = row.count;
		}
	}
	for (const Reason &reason : state.reasons) {
		const bool at_once = end || !state.programs;

		look(events, sums_[{ reason.slug, "denied" }], reason, "denied", reason.denied,
		     at_once);
		look(events, sums_[{ reason.slug, "observed" }], reason, "observed",
		     reason.observed, at_once);
	}
	return events;
}

} // namespace ctl
