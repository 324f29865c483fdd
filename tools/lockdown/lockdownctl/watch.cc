// SPDX-License-Identifier: GPL-2.0
// lockdownctl watch: choose what is watched, and follow what happens.

#include "commands.hh"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include <fmt/core.h>

#include "catalogue.hh"
#include "event.hh"
#include "json.hh"

namespace ctl
{
namespace
{

using Clock = std::chrono::steady_clock;

[[nodiscard]] std::string now(const char *format)
{
	const std::time_t seconds = std::time(nullptr);
	std::tm local = {};
	char text[64];

	if (!::localtime_r(&seconds, &local))
		return "-";
	return { text, std::strftime(text, sizeof(text), format, &local) };
}

[[nodiscard]] std::string why_refused(int error, const std::string &text)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return "only root may choose what is watched";
	case ENOENT:
		return "lockdown_watch: this kernel has no such file, and cannot watch";
	case EINVAL:
		return "this kernel does not know " + text;
	default:
		return "lockdown_watch: " + error_text(error);
	}
}

/// Makes this the watched set.
[[nodiscard]] Exit choose(const Context &context, const State &state,
			  const std::vector<std::string> &words)
{
	const std::vector<std::string> all = slugs_of(words);
	std::vector<std::string> slugs;

	// Beside a level or reasons.
	std::remove_copy(all.begin(), all.end(), std::back_inserter(slugs), strict_word);
	const bool one_level = slugs.size() == 1 && parse_level(slugs.front());
	for (const std::string &slug : slugs) {
		if (!one_level && parse_level(slug)) {
			complain("watch takes none, one level or reasons");
			return Exit::Usage;
		}
	}
	if (all.empty()) {
		complain("watch needs none, a level or reasons, if anything");
		return Exit::Usage;
	}
	if (!one_level && !are_known(state, slugs))
		return Exit::Usage;
	const std::string text = join(all, ",");
	const int error = context.files.write(at::watch, text);
	if (error) {
		complain(why_refused(error, text));
		return error == ENOENT ? Exit::Missing : Exit::Failed;
	}
	return Exit::Ok;
}

void print_watched(const Context &context, const State &state)
{
	if (context.json)
		fmt::print("{}\n", watched_json(state.watched));
	else if (!state.watched)
		fmt::print("Watched: not known\n");
	else
		fmt::print("Watched: {}\n", wrap(watched_text(state), sizeof("Watched:")));
}

void print_events(const Context &context, std::vector<Event> events)
{
	for (Event &event : events) {
		event.time = now(context.json ? "%FT%T%z" : "%T");
		if (context.json)
			fmt::print("{}\n", event_json(event));
		else if (event.verdict == "raised")
			fmt::print("{} raised to {}\n", event.time, event.reason);
		else
			fmt::print("{} {} {} {}{}\n", event.time,
				   context.painter.paint(colour_of(event.verdict), event.verdict),
				   event.reason,
				   event.program.empty() ? "(program not known)" : event.program,
				   event.count > 1 ? fmt::format(" ({} times)", event.count) : "");
	}
	std::fflush(stdout);
}

} // namespace

Exit run_watch(const Context &context, const WatchOptions &options)
{
	if (!options.what.empty()) {
		const Exit chosen = choose(context, read_state(context.files, 0), options.what);

		if (chosen != Exit::Ok)
			return chosen;
	}
	const State first = read_state(context.files, Watched | Programs);
	if (!first.counted && !first.programs) {
		tell_missing(first);
		if (context.json)
			fmt::print("{}\n", missing_json(first.missing, true));
		return Exit::Missing;
	}
	print_watched(context, first);
	// Where nothing is watched any more there is nothing to wait for.
	if (slugs_of(options.what) == std::vector<std::string>{ "none" })
		return Exit::Ok;
	tell_missing(first);

	Follower follower;
	if (options.once) {
		print_events(context, follower.next(first, true));
		return Exit::Ok;
	}
	follower.begin(first);
	std::fflush(stdout);

	const auto begin = Clock::now();
	for (;;) {
		const std::chrono::duration<double> gone = Clock::now() - begin;
		double pause = options.interval;
		bool end = false;

		if (options.seconds > 0) {
			const double left = options.seconds - gone.count();

			end = left <= pause;
			pause = std::clamp(left, 0.0, pause);
		}
		std::this_thread::sleep_for(std::chrono::duration<double>(pause));
		print_events(context, follower.next(read_state(context.files, Programs), end));
		if (end || std::ferror(stdout))
			return Exit::Ok;
	}
}

} // namespace ctl
