// SPDX-License-Identifier: GPL-2.0
// The verbs. Each gathers what it has to say and then says it, to people or as
// JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exit.hh"
#include "files.hh"
#include "output.hh"
#include "state.hh"

namespace ctl
{

/// What holds for every verb.
struct Context {
	Files files;
	bool json;
	Painter painter;
};

struct ListOptions {
	bool denied = false;
	bool watched = false;
	std::string level;
};

struct PlanOptions {
	std::string level;
	bool strict = false; ///< As if strict were on.
};

struct RaiseOptions {
	std::vector<std::string> what;
	bool yes = false;
};

struct WatchOptions {
	std::vector<std::string> what;
	bool once = false;
	double interval = 1.0;
	double seconds = 0; ///< 0: until it is interrupted.
};

[[nodiscard]] Exit run_status(const Context &context);
[[nodiscard]] Exit run_list(const Context &context, const ListOptions &options);
[[nodiscard]] Exit run_explain(const Context &context, const std::vector<std::string> &slugs);
[[nodiscard]] Exit run_raise(const Context &context, const RaiseOptions &options);
[[nodiscard]] Exit run_watch(const Context &context, const WatchOptions &options);
[[nodiscard]] Exit run_plan(const Context &context, const PlanOptions &options);
[[nodiscard]] Exit run_probe(const Context &context);
[[nodiscard]] Exit run_metrics(const Context &context, const std::string &output);

/// Says on standard error what is wrong, with the command's name in front.
void complain(const std::string &text);

/// Says on standard error which files are missing, and why.
void tell_missing(const State &state);

/// What is watched, which must be known: a level, none, or slugs.
[[nodiscard]] std::string watched_text(const State &state);

/// Slugs that were given one by one, or separated by commas.
[[nodiscard]] std::vector<std::string> slugs_of(const std::vector<std::string> &words);

/// Complains of slugs that neither the kernel nor the core knows.
[[nodiscard]] bool are_known(const State &state, const std::vector<std::string> &slugs);

} // namespace ctl
