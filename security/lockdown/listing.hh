// SPDX-License-Identifier: GPL-2.0
// Single reasons: their lists, as people write them, and the line of each.
#pragma once

#include "core.h"
#include "grammar.hh"
#include "language.hh"
#include "level.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

/// Can anybody ask for this number?
[[nodiscard]] constexpr bool is_reason(u32 number)
{
	return number < reason_count && !is_mark(number);
}

/// A name for every reason: one that the table lacks has its number in it.
constexpr void compose_slug(Line &line, u32 number)
{
	if (const Row *row = find(number)) {
		line.add(row->slug);
		return;
	}
	line.add("unlisted_");
	line.add(number);
}

[[nodiscard]] constexpr bool is_slug_of(u32 number, Text word)
{
	char text[LOCKDOWN_LINE_MAX] = {};
	Line line(text, sizeof(text));
	compose_slug(line, number);
	return word == Text(text, line.length());
}

/// Reasons that were read, or nothing.
struct ParsedSet {
	bool understood;
	Set set;
};

constexpr ParsedSet no_list = { false, {} };

[[nodiscard]] constexpr ParsedSet parse_slug(Text word)
{
	for (u32 number = 0; number < reason_count; number++)
		if (is_reason(number) && is_slug_of(number, word))
			return { true, Set::of(number) };
	return no_list;
}

[[nodiscard]] constexpr bool separates(char c)
{
	return c == ',' || c == ' ' || c == '\t' || c == '\n';
}

/// Words with commas or white space between them, at least one; a NUL ends the
/// list. One word that is not understood spoils all of it.
template <typename ParseWord>
[[nodiscard]] constexpr ParsedSet parse_words(Text text, ParseWord parse_word)
{
	const Text list = text.until_nul();
	ParsedSet all = no_list;
	for (size_t at = 0; at < list.size();) {
		size_t end = at;
		while (end < list.size() && !separates(list.data()[end]))
			end++;
		if (end > at) {
			const ParsedSet one = parse_word(Text(list.data() + at, end - at));
			if (!one.understood)
				return no_list;
			all = { true, all.set.united(one.set) };
		}
		at = end + 1;
	}
	return all;
}

/// A list of slugs.
[[nodiscard]] constexpr ParsedSet parse_list(Text text)
{
	return parse_words(text, parse_slug);
}

/// The members that somebody can ask for.
[[nodiscard]] constexpr Set without_marks(const Set &set)
{
	Set reasons;
	for (u32 number = 0; number < reason_count; number++)
		if (is_reason(number) && set.includes(Set::of(number)))
			reasons = reasons.united(Set::of(number));
	return reasons;
}

constexpr Set level_reasons[] = {
	without_marks(denied_by(Level::None)),
	without_marks(denied_by(Level::Integrity)),
	without_marks(denied_by(Level::Confidentiality)),
};

/// All that a level denies, lower levels included.
[[nodiscard]] constexpr const Set &reasons_of(Level level)
{
	return level_reasons[static_cast<u32>(level)];
}

/// All strict reasons in one word.
constexpr Text strict_name = "strict";

/// A word of what to watch. "none" is the level without a reason.
[[nodiscard]] constexpr ParsedSet parse_watch_word(Text word)
{
	const Parsed parsed = parse_level(word);
	if (parsed.understood)
		return { true, reasons_of(parsed.level) };
	if (word == strict_name)
		return { true, strict_reasons };
	return parse_slug(word);
}

/// What to watch: levels, strict, slugs.
[[nodiscard]] constexpr ParsedSet parse_watch(Text text)
{
	return parse_words(text, parse_watch_word);
}

/// May reasons be added one by one? An open door below integrity undoes them.
[[nodiscard]] constexpr bool may_refine(const Set &denied)
{
	return level_held(denied) >= Level::Integrity;
}

/// `kcore,perf`, of a set without marks.
constexpr void compose_list(Line &line, const Set &set)
{
	bool first = true;
	for (u32 number = 0; number < reason_count; number++) {
		if (!set.includes(Set::of(number)))
			continue;
		if (!first)
			line.add(",");
		first = false;
		compose_slug(line, number);
	}
}

/// `integrity` where the set is all of a level, else a list.
constexpr void compose_base(Line &line, const Set &reasons)
{
	for (const Level level : levels) {
		if (reasons == reasons_of(level)) {
			line.add(name(level));
			return;
		}
	}
	compose_list(line, reasons);
}

/// Are these all strict reasons, or all that strict adds to this set?
[[nodiscard]] constexpr bool are_all_strict(const Set &reasons, const Set &set)
{
	return reasons == strict_reasons ||
	       (is_strict(set) && reasons == strict_by(level_held(set)));
}

/// `integrity,strict`, or what is there of both parts.
constexpr void compose_set(Line &line, const Set &set)
{
	const Set reasons = without_marks(set);
	const Set base = reasons.without(strict_reasons);
	const Set strict = reasons.without(base);
	const bool all_strict = are_all_strict(strict, set);
	const bool has_strict = all_strict || strict != Set();
	if (base != Set() || !has_strict)
		compose_base(line, base);
	if (base != Set() && has_strict)
		line.add(",");
	if (all_strict)
		line.add(strict_name);
	else
		compose_list(line, strict);
}

/// What is denied and the level does not deny, strict or not.
[[nodiscard]] constexpr Set beyond(Level held, const Set &denied)
{
	const Set level = without_marks(denied).without(denied_by(held));
	return is_strict(denied) ? level.without(strict_by(held)) : level;
}

/// ABI: the boot parameter of single reasons, with the sign before its value.
constexpr Text reasons_parameter = "lockdown_reasons=";

/// ABI: the boot parameter that switches strict on.
constexpr Text strict_parameter = "lockdown_strict";

/// Does a kernel that is locked so tell the next one of single reasons?
[[nodiscard]] constexpr bool has_reasons_to_carry(Level held, const Set &denied)
{
	return held != Level::None && beyond(held, denied) != Set();
}

/// `lockdown=integrity lockdown_strict lockdown_reasons=kcore,perf `, as far as it
/// is needed.
constexpr void compose_carry(Line &line, const Set &denied)
{
	const Level held = level_held(denied);
	if (held != Level::None)
		compose_parameter(line, held);
	if (is_strict(denied)) {
		line.add(strict_parameter);
		line.add(" ");
	}
	if (!has_reasons_to_carry(held, denied))
		return;
	line.add(reasons_parameter);
	compose_list(line, beyond(held, denied));
	line.add(" ");
}

/// What must stand in front of the next kernel's command line, so that it is
/// locked at least as this one; nothing if it stands there already.
[[nodiscard]] constexpr int render_carry(const Set &denied, Text cmdline, char *buffer, size_t size)
{
	const Level held = level_held(denied);
	if (!is_strict(denied) && !has_reasons_to_carry(held, denied) &&
	    begins_with_level(cmdline, held))
		return 0;
	const int length =
		render(buffer, size, [&denied](Line &line) { compose_carry(line, denied); });
	if (length > 0 && cmdline.starts_with({ buffer, static_cast<size_t>(length) }))
		return 0;
	return length;
}

[[nodiscard]] constexpr int render_slug(u32 number, char *buffer, size_t size)
{
	return render(buffer, size, [number](Line &line) { compose_slug(line, number); });
}

[[nodiscard]] constexpr int render_set(const Set &set, char *buffer, size_t size)
{
	return render(buffer, size, [&set](Line &line) { compose_set(line, set); });
}

/// The names of the columns; only the last one has blanks in it.
constexpr Text listing_header = "reason level scope state denied observed queried text\n";

[[nodiscard]] constexpr Text name(Scope scope)
{
	switch (scope) {
	case Scope::Strict:
		return "strict";
	case Scope::Base:
		break;
	}
	return "base";
}

/// What is done with a request now.
[[nodiscard]] constexpr Text state_of(u32 number, const Set &denied, const Set &watched)
{
	if (denied.includes(Set::of(number)))
		return "denied";
	return watched.includes(Set::of(number)) ? Text("watched") : Text("allowed");
}

/// What is not the last column has a blank behind it.
constexpr void compose_column(Line &line, Text text)
{
	line.add(text);
	line.add(" ");
}

constexpr void compose_column(Line &line, u64 count)
{
	line.add(count);
	line.add(" ");
}

constexpr void compose_columns(Line &line, u32 number, Scope scope)
{
	compose_slug(line, number);
	line.add(" ");
	compose_column(line, name(level_of(number)));
	compose_column(line, name(scope));
}

constexpr void compose_columns(Line &line, const lockdown_tally &tally)
{
	compose_column(line, tally.denied);
	compose_column(line, tally.observed);
	compose_column(line, tally.queried);
}

constexpr void compose_reason(Line &line, u32 number, Text state, const lockdown_tally &tally)
{
	const Row *row = find(number);

	compose_columns(line, number, scope_of(number));
	compose_column(line, state);
	compose_columns(line, tally);
	line.add(row ? row->text : Text("a reason that is not in the table"));
	line.add("\n");
}

[[nodiscard]] constexpr int render_reason(u32 number, const Set &denied, const Set &watched,
					  const lockdown_tally &tally, char *buffer, size_t size)
{
	return render(buffer, size, [&](Line &line) {
		compose_reason(line, number, state_of(number, denied, watched), tally);
	});
}

} // namespace
} // namespace lockdown
