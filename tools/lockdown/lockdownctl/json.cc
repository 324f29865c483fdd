// SPDX-License-Identifier: GPL-2.0
// What the verbs say, as JSON.

#include "json.hh"

#include <nlohmann/json.hpp>

#include "catalogue.hh"
#include "event.hh"
#include "guide.hh"
#include "metrics.hh"
#include "plan.hh"
#include "probe.hh"

namespace ctl
{
namespace
{

// Keeps the keys in the order in which they are said.
using Json = nlohmann::ordered_json;

[[nodiscard]] std::string text_of(const Json &json, int indent = 2)
{
	return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// A number as it is written, or the text if it is none.
[[nodiscard]] Json number_of(const std::string &text)
{
	const Json number = Json::parse(text, nullptr, false);

	return number.is_number() ? number : Json(text);
}

[[nodiscard]] Json json_of(const Count &count)
{
	return count ? Json(*count) : Json(nullptr);
}

[[nodiscard]] Json level_json(const std::optional<u32> &level)
{
	return level ? Json(std::string(level_name(*level))) : Json(nullptr);
}

[[nodiscard]] Json json_of(const std::vector<Missing> &missing)
{
	Json list = Json::array();

	for (const Missing &each : missing)
		list.push_back({ { "file", each.file }, { "why", each.why } });
	return list;
}

[[nodiscard]] Json json_of(const std::optional<std::vector<std::string>> &words)
{
	return words ? Json(*words) : Json(nullptr);
}

[[nodiscard]] Json json_of(const Reason &reason)
{
	return { { "reason", reason.slug },
		 { "level", reason.level },
		 { "scope", reason.scope },
		 { "state", reason.state.empty() ? Json(nullptr) : Json(reason.state) },
		 { "denied", json_of(reason.denied) },
		 { "observed", json_of(reason.observed) },
		 { "queried", json_of(reason.queried) },
		 { "text", reason.text } };
}

[[nodiscard]] Json json_of(const std::vector<Met> &all)
{
	Json list = Json::array();

	for (const Met &met : all) {
		const Advice *advice = find_advice(met.reason.slug);

		list.push_back({ { "reason", met.reason.slug },
				 { "text", met.reason.text },
				 { "observed", met.observed },
				 { "denied", met.denied },
				 { "instead", advice ? Json(advice->instead) : Json(nullptr) } });
	}
	return list;
}

} // namespace

std::string status_json(const State &state, const std::string &secure_boot)
{
	Json raises = nullptr;
	Json denied = Json::array();

	if (state.raises) {
		raises = Json::array();
		for (const Raise &raise : *state.raises)
			raises.push_back({ { "seconds", number_of(raise.seconds) },
					   { "origin", raise.origin },
					   { "raised", raise.raised },
					   { "kept", raise.kept } });
	}
	for (const Reason &reason : state.reasons)
		if (reason.state == "denied")
			denied.push_back(reason.slug);
	return text_of({ { "level", level_json(state.level) },
			 { "strict", state.strict ? Json(*state.strict) : Json(nullptr) },
			 { "denied_reasons", state.level || state.counted ? denied : nullptr },
			 { "raises", raises },
			 { "secure_boot", secure_boot },
			 { "watched", json_of(state.watched) },
			 { "denied", json_of(total(state, &Reason::denied)) },
			 { "observed", json_of(total(state, &Reason::observed)) },
			 { "missing", json_of(state.missing) } });
}

std::string list_json(const State &state, const std::vector<Reason> &shown)
{
	Json list = Json::array();

	for (const Reason &reason : shown)
		list.push_back(json_of(reason));
	return text_of({ { "reasons", list }, { "missing", json_of(state.missing) } });
}

std::string explain_json(const std::vector<Reason> &reasons)
{
	Json list = Json::array();

	for (const Reason &reason : reasons) {
		Json one = json_of(reason);

		if (const Advice *advice = find_advice(reason.slug)) {
			one["guards"] = advice->guards;
			one["meets"] = advice->meets;
			one["sees"] = advice->sees;
			one["instead"] = advice->instead;
		}
		list.push_back(std::move(one));
	}
	return text_of({ { "reasons", list } });
}

std::string raise_json(bool raised, const std::vector<std::string> &what,
		       const std::optional<u32> &level, const std::string &error)
{
	return text_of({ { "asked", what },
			 { "raised", raised },
			 { "level", level_json(level) },
			 { "error", error.empty() ? Json(nullptr) : Json(error) } });
}

std::string watched_json(const std::optional<std::vector<std::string>> &watched)
{
	return text_of({ { "watched", json_of(watched) } }, -1);
}

std::string event_json(const Event &event)
{
	if (event.verdict == "raised")
		return text_of({ { "time", event.time }, { "raised", event.reason } }, -1);
	return text_of({ { "time", event.time },
			 { "verdict", event.verdict },
			 { "reason", event.reason },
			 { "program", event.program.empty() ? Json(nullptr) : Json(event.program) },
			 { "count", event.count } },
		       -1);
}

std::string plan_json(const Plan &plan)
{
	Json programs = Json::array();

	for (const ProgramPlan &program : plan.programs)
		programs.push_back(
			{ { "program", program.program }, { "reasons", json_of(program.met) } });
	return text_of({ { "level", level_json(plan.level) },
			 { "holds", plan.holds },
			 { "watching", plan.watching },
			 { "programs", programs },
			 { "without_program", json_of(plan.without_program) },
			 { "without_room", plan.without_room },
			 { "not_watched", plan.unwatched },
			 { "missing", json_of(plan.missing) } });
}

std::string probe_json(const std::vector<Door> &doors)
{
	Json list = Json::array();

	for (const Door &door : doors)
		list.push_back({ { "reason", door.reason },
				 { "door", door.verdict },
				 { "tried", door.tried.empty() ? Json(nullptr) : Json(door.tried) },
				 { "note", door.note.empty() ? Json(nullptr) : Json(door.note) } });
	return text_of({ { "doors", list } });
}

std::string metrics_json(const std::vector<Sample> &samples)
{
	Json list = Json::array();

	for (const Sample &sample : samples) {
		Json labels = Json::object();

		for (const auto &[key, value] : sample.labels)
			labels[key] = value;
		list.push_back({ { "name", sample.name },
				 { "type", sample.type },
				 { "labels", labels },
				 { "value", sample.value } });
	}
	return text_of({ { "metrics", list } });
}

std::string missing_json(const std::vector<Missing> &missing, bool on_one_line)
{
	return text_of({ { "missing", json_of(missing) } }, on_one_line ? -1 : 2);
}

} // namespace ctl
