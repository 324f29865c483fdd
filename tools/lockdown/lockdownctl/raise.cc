// SPDX-License-Identifier: GPL-2.0
// lockdownctl raise: deny more, for the rest of this boot.

#include "commands.hh"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iterator>

#include <fmt/core.h>
#include <linux/capability.h>
#include <unistd.h>

#include "catalogue.hh"
#include "json.hh"
#include "privilege.hh"

namespace ctl
{
namespace
{

/// A level, or reasons, or strict.
struct Request {
	std::optional<u32> level;
	bool strict = false;
	std::vector<std::string> slugs;

	[[nodiscard]] std::string text() const
	{
		return level ? std::string(level_name(*level)) : join(slugs, ",");
	}

	[[nodiscard]] std::string_view file() const
	{
		if (strict)
			return at::strict;
		return level ? at::lockdown : at::reasons;
	}

	/// What is written there.
	[[nodiscard]] std::string command() const
	{
		return strict ? "1" : text();
	}

	/// Does the kernel tell of single reasons, as this request needs?
	[[nodiscard]] bool is_of_reasons() const
	{
		return !level && !strict;
	}

	[[nodiscard]] bool is_met_by(const Files &files, const State &state) const
	{
		if (strict)
			return strict_is_on(files).value_or(false);
		if (level)
			return state.level && *state.level >= *level;
		return std::all_of(slugs.begin(), slugs.end(), [&](const std::string &slug) {
			const Reason *reason = find_reason(state, slug);
			return reason && reason->state == "denied";
		});
	}
};

/// What was asked for, or nothing if it makes no sense; says why.
[[nodiscard]] std::optional<Request> understand(const State &state,
						const std::vector<std::string> &words)
{
	Request request;

	request.slugs = slugs_of(words);
	if (request.slugs.empty()) {
		complain("raise needs a level or reasons");
		return std::nullopt;
	}
	request.strict = request.slugs.size() == 1 && request.slugs.front() == strict_word;
	if (request.strict)
		return request;
	if (request.slugs.size() == 1)
		request.level = parse_level(request.slugs.front());
	if (request.level == LOCKDOWN_LEVEL_NONE) {
		complain("nothing lowers the level; it is none again only after the next boot");
		return std::nullopt;
	}
	if (request.level)
		return request;
	for (const std::string &slug : request.slugs) {
		if (parse_level(slug)) {
			complain("raise takes one level or reasons, not both");
			return std::nullopt;
		}
		if (slug == strict_word) {
			complain("raise takes strict alone");
			return std::nullopt;
		}
	}
	if (!are_known(state, request.slugs))
		return std::nullopt;
	return request;
}

[[nodiscard]] bool has_terminal()
{
	return ::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO);
}

/// Nothing undoes a raise, so that only the whole word is a yes.
[[nodiscard]] bool is_yes(std::string_view line)
{
	constexpr std::string_view words[] = { "y\n", "Y\n", "yes\n", "Yes\n", "YES\n" };

	return std::find(std::begin(words), std::end(words), line) != std::end(words);
}

/// Asks on the terminal.
[[nodiscard]] bool ask(const Context &context, const State &state, const Request &request)
{
	char answer[16] = {};

	if (request.level)
		fmt::print(stderr, "The level will rise from {} to {}.\n", level_name(*state.level),
			   context.painter.paint(Colour::Bold, request.text()));
	else if (request.strict)
		fmt::print(stderr, "Each level will deny its {} reasons as well.\n",
			   context.painter.paint(Colour::Bold, request.text()));
	else
		fmt::print(stderr, "These will be denied: {}.\n",
			   context.painter.paint(Colour::Bold, request.text()));
	fmt::print(stderr, "Nothing undoes this until the next boot.");
	if (request.level && state.counted)
		fmt::print(stderr, " \"lockdownctl plan {}\" tells what would stop.",
			   request.text());
	fmt::print(stderr, "\nGo on? [y/N] ");
	if (!std::fgets(answer, sizeof(answer), stdin))
		fmt::print(stderr, "\n");
	return is_yes(answer);
}

[[nodiscard]] std::string why_refused(const State &state, const Request &request, int error)
{
	switch (error) {
	case EACCES:
		return "only root may raise the level";
	case EPERM:
	case EROFS:
		if (!has_capability(CAP_MAC_ADMIN))
			return "a raise needs CAP_MAC_ADMIN in the initial user namespace, which this "
			       "process has not got";
		if (request.is_of_reasons() &&
		    state.level < static_cast<u32>(LOCKDOWN_LEVEL_INTEGRITY))
			return "reasons can be denied one by one only once integrity is complete; "
			       "first: lockdownctl raise integrity";
		return "the kernel refuses it (EPERM); in a container, the capability "
		       "CAP_MAC_ADMIN must be that of the initial user namespace";
	case EINVAL:
		return "this kernel does not know " + request.text();
	case ENOENT:
		if (request.strict)
			return "this kernel has no lockdown_strict";
		return "this kernel has no lockdown_reasons: only a whole level can be raised";
	case ENOMEM:
		return "the kernel has no memory for it; nothing has changed";
	default:
		return error_text(error);
	}
}

[[nodiscard]] Exit report(const Context &context, const State &state, const Request &request,
			  bool raised, const std::string &problem, Exit status)
{
	if (context.json) {
		fmt::print("{}\n",
			   raise_json(raised,
				      request.level ? std::vector<std::string>{ request.text() } :
						      request.slugs,
				      state.level, problem));
	} else if (status == Exit::Ok) {
		fmt::print("{}: {}\n", request.text(),
			   raised ? "denied from now on, until the next boot" :
				    "holds already; nothing has changed");
	}
	if (status != Exit::Ok && !problem.empty())
		complain(problem);
	return status;
}

} // namespace

Exit run_raise(const Context &context, const RaiseOptions &options)
{
	const State before = read_state(context.files, 0);
	const std::optional<Request> request = understand(before, options.what);

	if (!request)
		return Exit::Usage;
	if (!before.level)
		return report(context, before, *request, false, before.missing.front().why,
			      Exit::Missing);
	if (request->strict && !strict_is_on(context.files))
		return report(context, before, *request, false,
			      why_refused(before, *request, ENOENT), Exit::Missing);
	if (request->is_of_reasons() && !before.counted)
		return report(context, before, *request, false,
			      context.files.exists(at::reasons) ?
				      "lockdown_reasons: " + before.missing.front().why :
				      why_refused(before, *request, ENOENT),
			      Exit::Missing);
	if (request->is_met_by(context.files, before))
		return report(context, before, *request, false, "", Exit::Ok);
	// The kernel would refuse it; nobody is asked for nothing.
	if (request->is_of_reasons() && before.level < static_cast<u32>(LOCKDOWN_LEVEL_INTEGRITY))
		return report(context, before, *request, false,
			      why_refused(before, *request, EPERM), Exit::Failed);
	if (!options.yes && !has_terminal())
		return report(
			context, before, *request, false,
			"nothing undoes this until the next boot, and there is no terminal to "
			"ask on; say --yes",
			Exit::Usage);
	if (!options.yes && !ask(context, before, *request))
		return report(context, before, *request, false, "nothing has changed",
			      Exit::Failed);

	const int error = context.files.write(request->file(), request->command());
	const State after = read_state(context.files, 0);

	// Somebody else may have raised it at this moment.
	if (request->is_met_by(context.files, after))
		return report(context, after, *request, !error, "", Exit::Ok);
	return report(context, after, *request, false,
		      error ? why_refused(after, *request, error) :
			      "the kernel has taken the request, but does not show its effect",
		      Exit::Failed);
}

} // namespace ctl
