// SPDX-License-Identifier: GPL-2.0
// lockdownctl plan: what would stop at a level, as far as it has been seen.

#include "plan.hh"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "catalogue.hh"
#include "commands.hh"
#include "guide.hh"
#include "json.hh"

namespace ctl
{
namespace
{

[[nodiscard]] Met &met_in(std::vector<Met> &all, const Reason &reason)
{
	for (Met &met : all)
		if (met.reason.slug == reason.slug)
			return met;
	all.push_back({ reason });
	return all.back();
}

[[nodiscard]] std::string times(uint64_t count)
{
	return count == 1 ? "once" : fmt::format("{} times", count);
}

[[nodiscard]] std::string counts(const Met &met)
{
	std::string text;

	if (met.observed)
		text = "observed " + times(met.observed);
	if (met.denied)
		text += (text.empty() ? "" : ", ") + ("denied already " + times(met.denied));
	return text;
}

void print_met(const Context &context, const Met &met)
{
	const Advice *advice = find_advice(met.reason.slug);

	fmt::print(
		"  {}: {}; {}\n",
		context.painter.paint(met.observed ? Colour::Yellow : Colour::Red, met.reason.slug),
		met.reason.text, counts(met));
	if (advice)
		fmt::print("    Instead: {}\n", wrap(advice->instead, 13));
}

void print_plan(const Context &context, const Plan &plan)
{
	const std::string_view level = level_name(plan.level);

	if (plan.holds)
		fmt::print("{} holds already. What has met it since the start:\n", level);
	else
		fmt::print("What would stop at {}, as far as it was seen since the start:\n",
			   level);
	for (const ProgramPlan &program : plan.programs) {
		fmt::print("\n{}\n", context.painter.paint(Colour::Bold, program.program));
		for (const Met &met : program.met)
			print_met(context, met);
	}
	if (!plan.without_program.empty()) {
		fmt::print("\n{}\n", plan.programs_known ? "Programs that are not known" :
							   "Programs that only root may see");
		for (const Met &met : plan.without_program)
			print_met(context, met);
	}
	if (plan.programs.empty() && plan.without_program.empty())
		fmt::print("\nNothing was seen.\n");
	if (plan.without_room)
		fmt::print("\n{} more found no room in the kernel's list of programs.\n",
			   plan.without_room);
	if (plan.unwatched.empty())
		return;
	if (!plan.watching) {
		fmt::print("\nNothing of it is watched, so what else would stop is not known. "
			   "Begin with:\n"
			   "  lockdownctl watch {}{}\n"
			   "let the programs run that must go on, and ask again.\n",
			   level, plan.strict ? " strict" : "");
		return;
	}
	fmt::print("\nNot watched, so not known: {}\n",
		   wrap(join(plan.unwatched, ", "), sizeof("Not watched, so not known:")));
}

} // namespace

uint64_t ProgramPlan::times() const
{
	uint64_t sum = 0;

	for (const Met &each : met)
		sum += each.observed + each.denied;
	return sum;
}

Plan make_plan(const State &state, u32 level, bool strict)
{
	const auto is_planned = [&](const Reason &reason) {
		return is_of_level(reason, level) || (strict && is_strict_of_level(reason, level));
	};
	Plan plan;
	std::map<std::string, ProgramPlan> programs;
	std::map<std::string, Met> told;

	plan.level = level;
	plan.strict = strict;
	plan.holds = state.level && *state.level >= level;
	plan.programs_known = state.programs.has_value();
	plan.without_room = state.without_room;
	plan.missing = state.missing;
	for (const Program &row : state.programs.value_or(std::vector<Program>())) {
		const Reason *reason = find_reason(state, row.reason);

		if (!reason || !is_planned(*reason) || !row.count)
			continue;
		ProgramPlan &program = programs[row.program];
		program.program = row.program;
		for (Met *met : { &met_in(program.met, *reason), &told[row.reason] }) {
			if (row.verdict == "observed")
				met->observed += row.count;
			else
				met->denied += row.count;
		}
	}
	for (auto &[name, program] : programs)
		plan.programs.push_back(std::move(program));
	std::stable_sort(
		plan.programs.begin(), plan.programs.end(),
		[](const ProgramPlan &a, const ProgramPlan &b) { return a.times() > b.times(); });
	for (const Reason &reason : state.reasons) {
		if (!is_planned(reason))
			continue;
		if (reason.state == "allowed")
			plan.unwatched.push_back(reason.slug);
		if (reason.state == "watched")
			plan.watching = true;
		// What the counters have beyond the programs.
		const Met &known = told[reason.slug];
		Met rest = { reason };
		const uint64_t observed = reason.observed.value_or(0);
		const uint64_t denied = reason.denied.value_or(0);
		rest.observed = observed > known.observed ? observed - known.observed : 0;
		rest.denied = denied > known.denied ? denied - known.denied : 0;
		if (rest.observed || rest.denied)
			plan.without_program.push_back(std::move(rest));
	}
	return plan;
}

Exit run_plan(const Context &context, const PlanOptions &options)
{
	const std::optional<u32> level = parse_level(options.level);

	if (!level || *level == LOCKDOWN_LEVEL_NONE) {
		complain(fmt::format("plan needs {} or {}", level_name(LOCKDOWN_LEVEL_INTEGRITY),
				     level_name(LOCKDOWN_LEVEL_CONFIDENTIALITY)));
		return Exit::Usage;
	}
	const State state = read_state(context.files, Programs);
	if (!state.counted) {
		tell_missing(state);
		complain("nobody knows what would stop: this kernel does not observe");
		if (context.json)
			fmt::print("{}\n", missing_json(state.missing, false));
		return Exit::Missing;
	}
	const Plan plan = make_plan(state, *level, options.strict);
	if (context.json) {
		fmt::print("{}\n", plan_json(plan));
	} else {
		print_plan(context, plan);
		tell_missing(state);
	}
	return Exit::Ok;
}

} // namespace ctl
