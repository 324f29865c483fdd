// SPDX-License-Identifier: GPL-2.0
// lockdownctl metrics: the state as samples for Prometheus.

#include "metrics.hh"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/core.h>

#include "catalogue.hh"
#include "commands.hh"
#include "json.hh"

namespace ctl
{
namespace
{

[[nodiscard]] std::string flag(bool value)
{
	return value ? "1" : "0";
}

/// Adds a sample for each reason that has this count.
void add_counts(std::vector<Sample> &samples, const State &state, Count Reason::*count,
		const std::string &name, const std::string &help)
{
	for (const Reason &reason : state.reasons)
		if (reason.*count)
			samples.push_back(
				{ name,
				  "counter",
				  help,
				  { { "reason", reason.slug }, { "level", reason.level } },
				  fmt::format("{}", *(reason.*count)) });
}

/// Adds a sample for each reason: is this its state?
void add_states(std::vector<Sample> &samples, const State &reasons, const std::string &wanted,
		const std::string &name, const std::string &help)
{
	for (const Reason &reason : reasons.reasons)
		if (!reason.state.empty())
			samples.push_back(
				{ name,
				  "gauge",
				  help,
				  { { "reason", reason.slug }, { "level", reason.level } },
				  flag(reason.state == wanted) });
}

[[nodiscard]] bool is_number(const std::string &text)
{
	double number;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number,
						  std::chars_format::fixed);

	return error == std::errc() && end == text.data() + text.size() &&
	       text.find_first_not_of("0123456789.") == text.npos;
}

/// A collector refuses a whole file in which one sample is there twice. No
/// kernel is known to repeat a line.
void drop_repeated(std::vector<Sample> &samples)
{
	std::set<std::string> seen;

	std::erase_if(samples, [&](const Sample &sample) {
		std::string key = sample.name;

		for (const auto &[label, value] : sample.labels)
			key += "\n" + label + "=" + value;
		return !seen.insert(std::move(key)).second;
	});
}

[[nodiscard]] std::string escaped(const std::string &value)
{
	std::string result;

	for (const char c : value) {
		if (c == '\\' || c == '"')
			result += '\\';
		result += c;
	}
	return result;
}

} // namespace

std::vector<Sample> make_samples(const State &state)
{
	std::vector<Sample> samples;

	if (state.level)
		for (u32 level = 0; level <= LOCKDOWN_LEVEL_CONFIDENTIALITY; level++)
			samples.push_back({ "lockdown_level",
					    "gauge",
					    "Whether this is the level that holds.",
					    { { "level", std::string(level_name(level)) } },
					    flag(level == *state.level) });
	if (state.strict)
		samples.push_back({ "lockdown_strict",
				    "gauge",
				    "Whether the strict reasons are part of their levels.",
				    {},
				    flag(*state.strict) });
	add_states(samples, state, "denied", "lockdown_reason_denied",
		   "Whether what this reason guards is denied.");
	if (state.counted)
		add_states(samples, state, "watched", "lockdown_reason_watched",
			   "Whether what this reason guards is observed and allowed.");
	add_counts(samples, state, &Reason::denied, "lockdown_denials_total",
		   "Requests that were denied since the start.");
	add_counts(samples, state, &Reason::observed, "lockdown_observations_total",
		   "Requests that were allowed since the start but would be denied.");
	add_counts(samples, state, &Reason::queried, "lockdown_queries_total",
		   "Questions since the start that were no attempts.");
	if (state.raises)
		for (const Raise &raise : *state.raises)
			if (is_number(raise.seconds))
				samples.push_back(
					{ "lockdown_raise_seconds",
					  "gauge",
					  "When it was raised, in seconds since the start.",
					  { { "raised", raise.raised },
					    { "origin", raise.origin } },
					  raise.seconds });
	for (const std::string_view file : { at::lockdown, at::reasons, at::raises, at::strict }) {
		const std::string name(file.substr(file.rfind('/') + 1));
		const bool missing =
			std::any_of(state.missing.begin(), state.missing.end(),
				    [&](const Missing &each) { return each.file == name; });

		samples.push_back({ "lockdown_file_readable",
				    "gauge",
				    "Whether the kernel has this file and it was read.",
				    { { "file", name } },
				    flag(!missing) });
	}
	drop_repeated(samples);
	return samples;
}

std::string exposition(const std::vector<Sample> &samples)
{
	std::string text;
	std::string_view name;

	for (const Sample &sample : samples) {
		std::string labels;

		if (sample.name != name)
			text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", sample.name,
					    sample.help, sample.type);
		name = sample.name;
		for (const auto &[key, value] : sample.labels)
			labels += fmt::format("{}{}=\"{}\"", labels.empty() ? "" : ",", key,
					      escaped(value));
		if (!labels.empty())
			labels = "{" + labels + "}";
		text += fmt::format("{}{} {}\n", sample.name, labels, sample.value);
	}
	return text;
}

Exit run_metrics(const Context &context, const std::string &output)
{
	const State state = read_state(context.files, Raises | Strict);
	const std::vector<Sample> samples = make_samples(state);
	const std::string text = context.json ? metrics_json(samples) + "\n" : exposition(samples);

	if (output.empty()) {
		fmt::print("{}", text);
	} else if (const int error = replace_file(output, text)) {
		complain(output + ": " + error_text(error));
		return Exit::Failed;
	}
	tell_missing(state);
	return state.level ? Exit::Ok : Exit::Missing;
}

} // namespace ctl
