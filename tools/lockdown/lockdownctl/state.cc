// SPDX-License-Identifier: GPL-2.0
// What a kernel tells of its lockdown, read from securityfs.

#include "state.hh"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "catalogue.hh"

namespace ctl
{
namespace
{

constexpr std::string_view blanks = " \t";

/// Takes the next word off the front of a line.
[[nodiscard]] std::string_view take_word(std::string_view &line)
{
	line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
	const std::string_view word = line.substr(0, line.find_first_of(blanks));
	line.remove_prefix(word.size());
	return word;
}

/// What is left of a line after the one blank that ends the column before it: a
/// program's name may begin with blanks.
[[nodiscard]] std::string_view rest_of(std::string_view line, bool is_first)
{
	if (!is_first && !line.empty())
		line.remove_prefix(1);
	return line;
}

/// A table with a header: columns are found by name, so that a kernel may have
/// more of them. The last column takes the rest of the line.
class Table {
public:
	explicit Table(std::string_view text)
	{
		std::vector<std::string_view> lines = split(text, "\n");

		if (lines.empty())
			return;
		names_ = split(lines.front(), blanks);
		lines_.assign(lines.begin() + 1, lines.end());
	}

	[[nodiscard]] bool has(std::string_view name) const
	{
		return std::find(names_.begin(), names_.end(), name) != names_.end();
	}

	/// Calls visit(cell) for each line, where cell(name) is the text of a column.
	template <typename Visit>
	void each(Visit visit) const
	{
		for (std::string_view line : lines_) {
			std::vector<std::string_view> cells;

			for (size_t i = 0; i + 1 < names_.size(); i++)
				cells.push_back(take_word(line));
			cells.push_back(rest_of(line, cells.empty()));
			visit([&](std::string_view name) {
				for (size_t i = 0; i < names_.size(); i++)
					if (names_[i] == name)
						return cells[i];
				return std::string_view();
			});
		}
	}

private:
	std::vector<std::string_view> names_;
	std::vector<std::string_view> lines_;
};

[[nodiscard]] Count parse_count(std::string_view text)
{
	uint64_t count;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);

	if (error != std::errc() || end != text.data() + text.size())
		return std::nullopt;
	return count;
}

[[nodiscard]] std::string base_name(std::string_view file)
{
	return std::string(file.substr(file.rfind('/') + 1));
}

[[nodiscard]] std::string why_no_file(int error)
{
	switch (error) {
	case ENOENT:
		return "this kernel has no such file";
	case EACCES:
	case EPERM:
		return "only root may read it";
	default:
		return std::strerror(error);
	}
}

/// The text of a file of the state; notes what is missing.
[[nodiscard]] std::optional<std::string> read_part(const Files &files, std::string_view file,
						   State &state)
{
	Reading reading = files.read(file);

	if (reading.ok())
		return std::move(reading.text);
	// Without lockdown none of its files is there; that is told once.
	state.missing.push_back({ base_name(file), !state.level && reading.error == ENOENT ?
							   "without lockdown it is not there" :
							   why_no_file(reading.error) });
	return std::nullopt;
}

void not_understood(State &state, std::string_view file)
{
	state.missing.push_back(
		{ base_name(file), "it has not got the columns that it must have" });
}

void read_reasons(const Files &files, State &state)
{
	const std::optional<std::string> text = read_part(files, at::reasons, state);

	if (!text)
		return;
	const Table table(*text);
	if (!table.has("reason") || !table.has("state")) {
		not_understood(state, at::reasons);
		return;
	}
	state.counted = true;
	table.each([&](auto cell) {
		Reason reason;

		reason.slug = printable(cell("reason"));
		reason.level = printable(cell("level"));
		reason.scope = printable(cell("scope"));
		reason.state = printable(cell("state"));
		reason.text = printable(cell("text"));
		reason.denied = parse_count(cell("denied"));
		reason.observed = parse_count(cell("observed"));
		reason.queried = parse_count(cell("queried"));
		state.reasons.push_back(std::move(reason));
	});
}

/// The slugs of a level's reasons, as this kernel has them.
[[nodiscard]] std::vector<std::string> slugs_of_level(const State &state, u32 level)
{
	std::vector<std::string> slugs;

	for (const Reason &reason : state.reasons)
		if (is_of_level(reason, level))
			slugs.push_back(reason.slug);
	return slugs;
}

/// The core's own table, with what the level says of each reason.
void take_catalogue(State &state)
{
	for (const Known &known : catalogue()) {
		Reason reason;

		reason.slug = known.slug;
		reason.level = level_name(known.level);
		reason.scope = known.scope;
		reason.text = known.text;
		if (state.level)
			reason.state = is_of_level(reason, *state.level) ? "denied" : "allowed";
		state.reasons.push_back(std::move(reason));
	}
}

void read_watched(const Files &files, State &state)
{
	if (const std::optional<std::string> text = read_part(files, at::watch, state)) {
		std::vector<std::string> watched;

		bool only_names = true;

		// The file has the name of the level whose reasons are watched.
		for (const std::string_view word : split(*text, ", \t\n")) {
			if (const std::optional<u32> level = parse_level(word)) {
				watched = slugs_of_level(state, *level);
				state.watched_level = word;
			} else if (word == strict_word) {
				for (const Reason &reason : state.reasons)
					if (reason.scope == strict_word)
						watched.push_back(reason.slug);
				state.watched_level += state.watched_level.empty() ? "" : ",";
				state.watched_level += word;
			} else {
				watched.push_back(printable(word));
				only_names = false;
			}
		}
		if (!only_names)
			state.watched_level.clear();
		state.watched = std::move(watched);
	} else if (state.counted) {
		// What is watched and denied as well is not seen here.
		std::vector<std::string> watched;

		for (const Reason &reason : state.reasons)
			if (reason.state == "watched")
				watched.push_back(reason.slug);
		state.watched = std::move(watched);
	}
}

void read_raises(const Files &files, State &state)
{
	const std::optional<std::string> text = read_part(files, at::raises, state);

	if (!text)
		return;
	const Table table(*text);
	if (!table.has("seconds") || !table.has("origin") || !table.has("raised")) {
		not_understood(state, at::raises);
		return;
	}
	std::vector<Raise> raises;
	table.each([&](auto cell) {
		raises.push_back({ printable(cell("seconds")), printable(cell("origin")),
				   printable(cell("raised")),
				   table.has("kept") ? printable(cell("kept")) : "none" });
	});
	state.raises = std::move(raises);
}

/// What a file says that has 1 or 0; nothing if it says something else.
[[nodiscard]] std::optional<bool> parse_switch(std::string_view text)
{
	if (text != "1\n" && text != "0\n")
		return std::nullopt;
	return text == "1\n";
}

void read_strict(const Files &files, State &state)
{
	const std::optional<std::string> text = read_part(files, at::strict, state);

	if (!text)
		return;
	state.strict = parse_switch(*text);
	if (!state.strict)
		state.missing.push_back({ base_name(at::strict), "its text is neither 0 nor 1" });
}

void read_programs(const Files &files, State &state)
{
	const std::optional<std::string> text = read_part(files, at::programs, state);

	if (!text)
		return;
	const Table table(*text);
	if (!table.has("reason") || !table.has("verdict") || !table.has("count") ||
	    !table.has("program")) {
		not_understood(state, at::programs);
		return;
	}
	std::vector<Program> programs;
	table.each([&](auto cell) {
		const uint64_t count = parse_count(cell("count")).value_or(0);

		if (cell("reason") == "-")
			state.without_room += count;
		else
			programs.push_back({ printable(cell("reason")), printable(cell("verdict")),
					     printable(cell("program")), count });
	});
	state.programs = std::move(programs);
}

[[nodiscard]] bool has_word(std::string_view text, std::string_view word)
{
	for (const std::string_view each : split(text, " \t\n,"))
		if (each == word)
			return true;
	return false;
}

} // namespace

State read_state(const Files &files, unsigned parts)
{
	State state;
	const Reading line = files.read(at::lockdown);

	if (line.ok())
		state.level = parse_level_line(line.text);
	if (!state.level) {
		state.missing.push_back(
			{ base_name(at::lockdown), line.ok() ? "its text marks no level" :
							       why_no_level(files, line.error) });
	}
	read_reasons(files, state);
	if (!state.counted)
		take_catalogue(state);
	if (parts & Watched)
		read_watched(files, state);
	if (parts & Raises)
		read_raises(files, state);
	if (parts & Programs)
		read_programs(files, state);
	if (parts & Strict)
		read_strict(files, state);
	return state;
}

std::string why_no_level(const Files &files, int error)
{
	if (error != ENOENT)
		return why_no_file(error);
	if (const Reading lsm = files.read(at::lsm); lsm.ok())
		return "lockdown is not enforced on this kernel: it is not built, or not in "
		       "the list of LSMs (" +
		       printable(lsm.text.substr(0, lsm.text.find('\n'))) + ")";
	if (!files.names(at::directory).empty())
		return "lockdown is not enforced on this kernel";
	const Reading known = files.read("/proc/filesystems");
	if (known.ok() && !has_word(known.text, "securityfs"))
		return "this kernel has no securityfs, so nobody can tell whether lockdown is "
		       "enforced";
	return "securityfs is not mounted: mount -t securityfs none " + std::string(at::directory);
}

std::string secure_boot(const Files &files)
{
	constexpr std::string_view variables = "/sys/firmware/efi/efivars";
	constexpr size_t value = 4; // Four bytes of attributes come first.

	if (!files.exists("/sys/firmware/efi"))
		return "not there: this system was not booted by UEFI";
	const Reading state = files.read(std::string(variables) +
					 "/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c");
	if (state.error == ENOENT && files.names(variables).empty())
		return "not known: efivarfs is not mounted";
	if (state.error == ENOENT)
		return "not there: the firmware has no such variable";
	if (!state.ok())
		return "not known: " + std::string(std::strerror(state.error));
	if (state.text.size() <= value)
		return "not known: the variable is too short";
	if (state.text[value] != 1)
		return "off";
	const Reading shim = files.read(std::string(variables) +
					"/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23");
	if (shim.ok() && shim.text.size() > value && shim.text[value] == 1)
		return "on, but shim does not verify what it loads";
	return "on";
}

const Reason *find_reason(const State &state, std::string_view slug)
{
	for (const Reason &reason : state.reasons)
		if (reason.slug == slug)
			return &reason;
	return nullptr;
}

namespace
{

[[nodiscard]] bool is_up_to(const Reason &reason, u32 level)
{
	const std::optional<u32> own = parse_level(reason.level);

	return own && *own <= level;
}

} // namespace

bool is_of_level(const Reason &reason, u32 level)
{
	return (reason.scope.empty() || reason.scope == "base") && is_up_to(reason, level);
}

bool is_strict_of_level(const Reason &reason, u32 level)
{
	return reason.scope == strict_word && is_up_to(reason, level);
}

std::optional<bool> strict_is_on(const Files &files)
{
	const Reading reading = files.read(at::strict);

	return reading.ok() ? parse_switch(reading.text) : std::nullopt;
}

Count total(const State &state, Count Reason::*count)
{
	Count sum;

	for (const Reason &reason : state.reasons)
		if (reason.*count)
			sum = sum.value_or(0) + *(reason.*count);
	return sum;
}

std::string printable(std::string_view text)
{
	std::string result;

	for (const char c : text) {
		const auto byte = static_cast<unsigned char>(c);

		if (byte >= 0x20 && byte < 0x7f) {
			result += c;
			continue;
		}
		result += '\\';
		for (int shift = 6; shift >= 0; shift -= 3)
			result += static_cast<char>('0' + ((byte >> shift) & 7));
	}
	return result;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at)
{
	std::vector<std::string_view> parts;

	while (!text.empty()) {
		const std::string_view part = text.substr(0, text.find_first_of(at));

		if (!part.empty())
			parts.push_back(part);
		text.remove_prefix(std::min(part.size() + 1, text.size()));
	}
	return parts;
}

std::string error_text(int error)
{
	return std::strerror(error);
}

} // namespace ctl
