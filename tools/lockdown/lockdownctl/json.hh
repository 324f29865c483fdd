// SPDX-License-Identifier: GPL-2.0
// What the verbs say, as JSON. All of it is here, because the library's header
// is what takes longest to compile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "state.hh"

namespace ctl
{

struct Advice;
struct Door;
struct Event;
struct Plan;
struct Sample;

[[nodiscard]] std::string status_json(const State &state, const std::string &secure_boot);
[[nodiscard]] std::string list_json(const State &state, const std::vector<Reason> &shown);
[[nodiscard]] std::string explain_json(const std::vector<Reason> &reasons);
[[nodiscard]] std::string raise_json(bool raised, const std::vector<std::string> &what,
				     const std::optional<u32> &level, const std::string &error);
[[nodiscard]] std::string watched_json(const std::optional<std::vector<std::string>> &watched);
[[nodiscard]] std::string event_json(const Event &event);
[[nodiscard]] std::string plan_json(const Plan &plan);
[[nodiscard]] std::string probe_json(const std::vector<Door> &doors);
[[nodiscard]] std::string metrics_json(const std::vector<Sample> &samples);

/// What a verb that cannot answer says instead, on one line or on many.
[[nodiscard]] std::string missing_json(const std::vector<Missing> &missing, bool on_one_line);

} // namespace ctl
