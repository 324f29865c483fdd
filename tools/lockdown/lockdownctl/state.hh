// SPDX-License-Identifier: GPL-2.0
// What a kernel tells of its lockdown, read from securityfs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core.h"
#include "files.hh"

namespace ctl
{

namespace at
{
constexpr std::string_view directory = "/sys/kernel/security";
constexpr std::string_view lockdown = "/sys/kernel/security/lockdown";
constexpr std::string_view reasons = "/sys/kernel/security/lockdown_reasons";
constexpr std::string_view watch = "/sys/kernel/security/lockdown_watch";
constexpr std::string_view raises = "/sys/kernel/security/lockdown_raises";
constexpr std::string_view strict = "/sys/kernel/security/lockdown_strict";
constexpr std::string_view programs = "/sys/kernel/security/lockdown_programs";
constexpr std::string_view lsm = "/sys/kernel/security/lsm";
} // namespace at

using Count = std::optional<uint64_t>;

/// A reason as this kernel has it.
struct Reason {
	std::string slug;
	std::string level;
	std::string scope;
	std::string state; ///< allowed, watched or denied; empty if nobody knows.
	std::string text;
	Count denied;
	Count observed;
	Count queried;
};

/// One raise of this boot.
struct Raise {
	std::string seconds; ///< Since boot.
	std::string origin;
	std::string raised; ///< A level, or slugs separated by commas.
	std::string kept; ///< "none", or slugs of what had been done before and stays.
};

/// How often a program met a reason.
struct Program {
	std::string reason;
	std::string verdict; ///< denied or observed.
	std::string program;
	uint64_t count;
};

/// A file that is not there, or that tells nothing.
struct Missing {
	std::string file;
	std::string why;
};

struct State {
	std::optional<u32> level;
	std::optional<bool> strict;
	std::vector<Reason> reasons; ///< Always all of them; without counts on a stock kernel.
	bool counted = false; ///< The kernel has told of its reasons itself.
	std::optional<std::vector<std::string>> watched; ///< Slugs.
	std::string watched_level; ///< Its name, if just its reasons are watched.
	std::optional<std::vector<Raise>> raises;
	std::optional<std::vector<Program>> programs;
	uint64_t without_room = 0; ///< Denials and observations of programs not listed.
	std::vector<Missing> missing;
};

/// The parts of the state that cost a file.
enum Part : unsigned {
	Raises = 1,
	Watched = 2,
	Programs = 4,
	Strict = 8,
};

/// Reads the level, the reasons, and those parts.
[[nodiscard]] State read_state(const Files &files, unsigned parts);

/// Why there is no level to read.
[[nodiscard]] std::string why_no_level(const Files &files, int error);

/// What firmware says of Secure Boot: on, off, or why that is not known.
[[nodiscard]] std::string secure_boot(const Files &files);

[[nodiscard]] const Reason *find_reason(const State &state, std::string_view slug);

/// Is this reason denied by a level, whether strict is on or not?
[[nodiscard]] bool is_of_level(const Reason &reason, u32 level);

/// Is it one of the reasons that strict adds to a level?
[[nodiscard]] bool is_strict_of_level(const Reason &reason, u32 level);

/// Is strict on? Nothing if this kernel does not say.
[[nodiscard]] std::optional<bool> strict_is_on(const Files &files);

/// How all strict reasons are called together.
constexpr std::string_view strict_word = "strict";

/// The counts of all reasons together; nothing if the kernel does not count.
[[nodiscard]] Count total(const State &state, Count Reason::*count);

/// Text with bytes that no terminal should see as \ooo, as the kernel escapes them.
[[nodiscard]] std::string printable(std::string_view text);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view at);

/// What an errno means, in words.
[[nodiscard]] std::string error_text(int error);

} // namespace ctl
