// SPDX-License-Identifier: GPL-2.0
// lockdownctl status, list and explain: what holds, and what it means.

#include "commands.hh"

#include <algorithm>

#include <fmt/core.h>

#include "catalogue.hh"
#include "guide.hh"
#include "json.hh"

namespace ctl
{
namespace
{

[[nodiscard]] std::string count_text(const Count &count)
{
	return count ? fmt::format("{}", *count) : "-";
}

[[nodiscard]] std::string why(const State &state, std::string_view file)
{
	for (const Missing &missing : state.missing)
		if (missing.file == file)
			return "not known: " + missing.why;
	return "not known";
}

void print_line(const Context &context, std::string_view label, const std::string &text)
{
	fmt::print("{}{}{}\n", context.painter.paint(Colour::Bold, label),
		   std::string(14 - label.size(), ' '), text);
}

/// Reasons that are denied although the level does not.
[[nodiscard]] std::vector<std::string> denied_beyond_level(const State &state)
{
	std::vector<std::string> slugs;

	for (const Reason &reason : state.reasons)
		if (reason.state == "denied" && state.level && !is_of_level(reason, *state.level))
			slugs.push_back(reason.slug);
	return slugs;
}

[[nodiscard]] std::string count_of_reasons(const State &state, Count Reason::*count)
{
	const Count sum = total(state, count);
	size_t reasons = 0;

	if (!sum)
		return why(state, "lockdown_reasons");
	for (const Reason &reason : state.reasons)
		reasons += (reason.*count).value_or(0) > 0;
	return *sum ? fmt::format("{}, of {} reason{}", *sum, reasons, reasons == 1 ? "" : "s") :
		      "0";
}

void print_raises(const Context &context, const State &state)
{
	if (!state.raises) {
		print_line(context, "Raised", why(state, "lockdown_raises"));
		return;
	}
	if (state.raises->empty())
		print_line(context, "Raised", "never in this boot");
	std::string_view label = "Raised";
	for (const Raise &raise : *state.raises) {
		print_line(context, label,
			   fmt::format("to {}, {} s after the start, by {}", raise.raised,
				       raise.seconds, raise.origin));
		label = "";
		if (raise.kept != "none")
			print_line(context, label,
				   fmt::format("too late for what stays of {}", raise.kept));
	}
}

[[nodiscard]] bool is_shown(const Reason &reason, const ListOptions &options)
{
	if (options.denied || options.watched) {
		if (!(options.denied && reason.state == "denied") &&
		    !(options.watched && reason.state == "watched"))
			return false;
	}
	return options.level.empty() || reason.level == options.level;
}

void print_part(const Context &context, std::string_view label, std::string_view text)
{
	print_line(context, label, wrap(text, 14));
}

} // namespace

void complain(const std::string &text)
{
	fmt::print(stderr, "lockdownctl: {}\n", text);
}

void tell_missing(const State &state)
{
	for (const Missing &missing : state.missing) {
		complain(missing.file + ": " + missing.why);
		// What follows from it goes without saying.
		if (!state.level && !state.counted)
			break;
	}
}

std::vector<std::string> slugs_of(const std::vector<std::string> &words)
{
	std::vector<std::string> slugs;

	for (const std::string &word : words)
		for (const std::string_view slug : split(word, ", \t\n"))
			slugs.emplace_back(slug);
	return slugs;
}

std::string watched_text(const State &state)
{
	if (!state.watched_level.empty())
		return state.watched_level;
	return state.watched->empty() ? "none" : join(*state.watched, ", ");
}

bool are_known(const State &state, const std::vector<std::string> &slugs)
{
	bool known = true;

	for (const std::string &slug : slugs) {
		if (find_reason(state, slug) || find_known(slug))
			continue;
		complain(fmt::format("no level and no reason is called {}; \"lockdownctl list\" "
				     "names the reasons",
				     printable(slug)));
		known = false;
	}
	return known;
}

Exit run_status(const Context &context)
{
	const State state = read_state(context.files, Raises | Watched | Strict);
	const std::string boot = secure_boot(context.files);

	if (context.json) {
		fmt::print("{}\n", status_json(state, boot));
		return state.level ? Exit::Ok : Exit::Missing;
	}
	if (!state.level) {
		print_line(context, "Level", wrap(why(state, "lockdown"), 14));
		print_line(context, "Secure Boot", boot);
		return Exit::Missing;
	}
	print_line(context, "Level",
		   context.painter.paint(*state.level == LOCKDOWN_LEVEL_NONE ? Colour::Yellow :
									       Colour::Green,
					 level_name(*state.level)));
	if (state.strict)
		print_line(context, "Strict", *state.strict ? "on" : "off");
	if (const auto beyond = denied_beyond_level(state); !beyond.empty())
		print_part(context, "Denied too", join(beyond, ", "));
	print_raises(context, state);
	print_line(context, "Secure Boot", boot);
	print_part(context, "Watched",
		   state.watched ? watched_text(state) : why(state, "lockdown_watch"));
	print_line(context, "Denials", count_of_reasons(state, &Reason::denied));
	print_line(context, "Observations", count_of_reasons(state, &Reason::observed));
	return Exit::Ok;
}

Exit run_list(const Context &context, const ListOptions &options)
{
	const State state = read_state(context.files, 0);
	std::vector<Reason> shown;

	std::copy_if(state.reasons.begin(), state.reasons.end(), std::back_inserter(shown),
		     [&](const Reason &reason) { return is_shown(reason, options); });
	// Without the level nobody knows what is denied.
	const bool answered = state.counted || state.level || (!options.denied && !options.watched);
	const Exit status = !answered ? Exit::Missing : Exit::Ok;

	if (context.json) {
		fmt::print("{}\n", list_json(state, shown));
		return status;
	}
	std::vector<std::vector<Cell>> rows = { { { "REASON" },
						  { "LEVEL" },
						  { "SCOPE" },
						  { "STATE" },
						  { "DENIED", Colour::Plain, true },
						  { "OBSERVED", Colour::Plain, true },
						  { "TEXT" } } };
	for (const Reason &reason : shown) {
		rows.push_back(
			{ { reason.slug, Colour::Bold },
			  { reason.level },
			  { reason.scope },
			  { reason.state.empty() ? "-" : reason.state, colour_of(reason.state) },
			  { count_text(reason.denied), Colour::Plain, true },
			  { count_text(reason.observed), Colour::Plain, true },
			  { reason.text } });
	}
	print_columns(context.painter, rows);
	tell_missing(state);
	return status;
}

Exit run_explain(const Context &context, const std::vector<std::string> &words)
{
	const std::vector<std::string> slugs = slugs_of(words);
	const State state = read_state(context.files, 0);
	std::vector<Reason> reasons;

	if (slugs.empty()) {
		complain("explain needs reasons");
		return Exit::Usage;
	}
	if (!are_known(state, slugs))
		return Exit::Usage;
	for (const std::string &slug : slugs) {
		if (const Reason *reason = find_reason(state, slug)) {
			reasons.push_back(*reason);
		} else if (const Known *known = find_known(slug)) {
			// A reason that this kernel has not got.
			Reason other;

			other.slug = known->slug;
			other.level = level_name(known->level);
			other.scope = known->scope;
			other.text = known->text;
			reasons.push_back(std::move(other));
		}
	}
	if (context.json) {
		fmt::print("{}\n", explain_json(reasons));
		return Exit::Ok;
	}
	bool first = true;
	for (const Reason &reason : reasons) {
		const Advice *advice = find_advice(reason.slug);

		if (!first)
			fmt::print("\n");
		first = false;
		fmt::print("{}: {}\n", context.painter.paint(Colour::Bold, reason.slug),
			   reason.text);
		print_part(context, "Denied from",
			   reason.level + " on" +
				   (reason.scope == strict_word ? ", only with strict" : ""));
		if (!reason.state.empty())
			print_line(context, "Now",
				   context.painter.paint(colour_of(reason.state), reason.state));
		if (reason.denied && reason.observed)
			print_part(context, "Counted",
				   fmt::format("{} denied, {} observed", *reason.denied,
					       *reason.observed));
		if (!advice) {
			print_part(context, "Advice", "none: the reason is newer than lockdownctl");
			continue;
		}
		print_part(context, "Guards", advice->guards);
		print_part(context, "Meet it", advice->meets);
		print_part(context, "They see", advice->sees);
		print_part(context, "Instead", advice->instead);
	}
	return Exit::Ok;
}

} // namespace ctl
