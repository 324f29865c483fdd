// SPDX-License-Identifier: GPL-2.0
// The state as samples for Prometheus.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "state.hh"

namespace ctl
{

/// One sample. Those of one name follow each other, and share help and type.
struct Sample {
	std::string name;
	std::string type;
	std::string help;
	std::vector<std::pair<std::string, std::string>> labels;
	std::string value;
};

[[nodiscard]] std::vector<Sample> make_samples(const State &state);

/// The text format, as the textfile collector of node_exporter reads it.
[[nodiscard]] std::string exposition(const std::vector<Sample> &samples);

} // namespace ctl
