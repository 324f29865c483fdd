// SPDX-License-Identifier: GPL-2.0
// What people write to set a level, and the line that shows it.
#pragma once

#include "core.h"
#include "language.hh"
#include "level.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// ABI: the boot parameter, with the sign before its value.
constexpr Text parameter = "lockdown=";

/// A level that was read, or nothing.
struct Parsed {
	bool understood;
	Level level;
};

constexpr Parsed not_understood = { false, Level::None };

[[nodiscard]] constexpr Parsed parse_level(Text text)
{
	for (const Level level : levels)
		if (text == name(level))
			return { true, level };
	return not_understood;
}

/// ABI: `lockdown=` takes exactly a level above none.
[[nodiscard]] constexpr Parsed parse_boot(Text text)
{
	const Parsed parsed = parse_level(text);
	return parsed.level == Level::None ? not_understood : parsed;
}

/// ABI: a write to the lockdown file is one level, with or without a newline;
/// a NUL ends it.
[[nodiscard]] constexpr Parsed parse_write(Text text)
{
	return parse_level(text.until_nul().without_newline());
}

/// Whether strict is to be on.
struct ParsedStrict {
	bool understood;
	bool on;
};

/// A parameter without a value switches on, as does 1; 0 changes nothing.
[[nodiscard]] constexpr ParsedStrict parse_strict(Text text)
{
	const Text value = text.until_nul().without_newline();
	const bool on = value == "" || value == "1";
	return { on || value == "0", on };
}

/// ABI: `none [integrity] confidentiality`, as every client parses it.
constexpr void compose_level(Line &line, Level held)
{
	bool first = true;
	for (const Level level : levels) {
		if (!first)
			line.add(" ");
		first = false;
		if (level == held)
			line.add("[");
		line.add(name(level));
		if (level == held)
			line.add("]");
	}
	line.add("\n");
}

[[nodiscard]] constexpr int render_level(Level held, char *buffer, size_t size)
{
	return render(buffer, size, [held](Line &line) { compose_level(line, held); });
}

/// `lockdown=integrity `, with the blank that ends a parameter.
constexpr void compose_parameter(Line &line, Level level)
{
	line.add(parameter);
	line.add(name(level));
	line.add(" ");
}

/// Does the command line begin with a level that is at least this one?
[[nodiscard]] constexpr bool begins_with_level(Text cmdline, Level least)
{
	for (const Level level : levels) {
		char text[LOCKDOWN_LINE_MAX] = {};
		Line line(text, sizeof(text));
		compose_parameter(line, level);
		if (level >= least && cmdline.starts_with({ text, line.length() }))
			return true;
	}
	return false;
}

} // namespace
} // namespace lockdown
