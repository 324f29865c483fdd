// SPDX-License-Identifier: GPL-2.0
// Levels: named sets of reasons, each including the one below.
#pragma once

#include "core.h"
#include "language.hh"
#include "set.hh"
#include "text.hh"

namespace lockdown
{
namespace
{

enum class Level : u32 {
	None = LOCKDOWN_LEVEL_NONE,
	Integrity = LOCKDOWN_LEVEL_INTEGRITY,
	Confidentiality = LOCKDOWN_LEVEL_CONFIDENTIALITY,
};

constexpr Level levels[] = { Level::None, Level::Integrity, Level::Confidentiality };

/// ABI: the names of the levels in `lockdown=` and in the lockdown file.
[[nodiscard]] constexpr Text name(Level level)
{
	switch (level) {
	case Level::None:
		return "none";
	case Level::Integrity:
		return "integrity";
	case Level::Confidentiality:
		break;
	}
	return "confidentiality";
}

/// When a reason is part of its level.
enum class Scope : u32 {
	Base, ///< Always: the stock kernel has it.
	Strict, ///< While strict is on.
};

/// A line of the table of reasons.
struct Row {
	Reason reason;
	Text slug;
	Text text;
	Level level;
	Scope scope;
};

// What the columns of the table may hold.
constexpr Level INTEGRITY = Level::Integrity;
constexpr Level CONFIDENTIALITY = Level::Confidentiality;
constexpr Scope BASE = Scope::Base;
constexpr Scope STRICT = Scope::Strict;

constexpr Row table[] = {
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) \
	{ Reason::symbol, #slug, text, level, scope },
#include "reasons.h"
};

[[nodiscard]] constexpr const Row *find(u32 number)
{
	for (const Row &row : table)
		if (static_cast<u32>(row.reason) == number)
			return &row;
	return nullptr;
}

/// Numbers that are no reasons: nothing asks for them.
constexpr u32 marks[] = {
	LOCKDOWN_NUMBER_NONE,
	LOCKDOWN_NUMBER_INTEGRITY_MAX,
	LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX,
	LOCKDOWN_NUMBER_STRICT,
};

[[nodiscard]] constexpr bool is_mark(u32 number)
{
	for (const u32 mark : marks)
		if (number == mark)
			return true;
	return false;
}

/// A reason of the kernel, listed or not, belongs to its level at all times.
[[nodiscard]] constexpr Scope scope_of(u32 number)
{
	return number > LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX ? Scope::Strict : Scope::Base;
}

/// The lowest level that denies this number.
///
/// LOCKDOWN_NONE is refused at every level, as by the stock kernel: nothing
/// asks for it. A reason that the table does not know, and the kernel's mark
/// at the end of integrity, belong to a level by their place in the enum.
[[nodiscard]] constexpr Level level_of(u32 number)
{
	if (number == LOCKDOWN_NUMBER_NONE)
		return Level::None;
	if (const Row *row = find(number))
		return row->level;
	return number <= LOCKDOWN_NUMBER_INTEGRITY_MAX ? Level::Integrity : Level::Confidentiality;
}

/// What a level denies: its own reasons and all of those of lower levels.
[[nodiscard]] constexpr Set make_set(Level level)
{
	Set denied;
	for (u32 number = 0; number < LOCKDOWN_NUMBER_CONFIDENTIALITY_MAX; number++)
		if (level_of(number) <= level)
			denied = denied.united(Set::of(number));
	return denied;
}

/// What it denies beyond that while strict is on.
[[nodiscard]] constexpr Set make_strict_set(Level level)
{
	Set denied;
	for (const Row &row : table)
		if (row.scope == Scope::Strict && row.level <= level)
			denied = denied.united(Set::of(static_cast<u32>(row.reason)));
	return denied;
}

// Worked out by the compiler: a raise copies words, and counts nothing.
constexpr Set level_sets[] = {
	make_set(Level::None),
	make_set(Level::Integrity),
	make_set(Level::Confidentiality),
};

[[nodiscard]] constexpr const Set &denied_by(Level level)
{
	return level_sets[static_cast<u32>(level)];
}

constexpr Set strict_sets[] = {
	make_strict_set(Level::None),
	make_strict_set(Level::Integrity),
	make_strict_set(Level::Confidentiality),
};

[[nodiscard]] constexpr const Set &strict_by(Level level)
{
	return strict_sets[static_cast<u32>(level)];
}

/// All strict reasons.
constexpr Set strict_reasons = make_strict_set(Level::Confidentiality);

/// Strict is part of what is denied: like a reason, it is never taken back.
constexpr Set strict_mark = Set::of(LOCKDOWN_NUMBER_STRICT);

/// The level of this number; an unknown number is the highest level.
[[nodiscard]] constexpr Level level_from(u32 number)
{
	return number < static_cast<u32>(Level::Confidentiality) ? static_cast<Level>(number) :
								   Level::Confidentiality;
}

/// The highest level of which `denied` has every reason.
[[nodiscard]] constexpr Level level_held(const Set &denied)
{
	Level held = Level::None;
	for (const Level level : levels)
		if (denied.includes(denied_by(level)))
			held = level;
	return held;
}

[[nodiscard]] constexpr bool is_strict(const Set &denied)
{
	return denied.includes(strict_mark);
}

/// With strict on, the level that is held denies its strict reasons as well.
[[nodiscard]] constexpr Set completed(const Set &denied)
{
	return is_strict(denied) ? denied.united(strict_by(level_held(denied))) : denied;
}

/// What firmware says of Secure Boot; it may say any number.
enum class SecureBoot : u32 {
	Unset = LOCKDOWN_SECURE_BOOT_UNSET,
	Unknown = LOCKDOWN_SECURE_BOOT_UNKNOWN,
	Disabled = LOCKDOWN_SECURE_BOOT_DISABLED,
	Enabled = LOCKDOWN_SECURE_BOOT_ENABLED,
};

/// The level that Secure Boot asks for, where the configuration has one for it.
[[nodiscard]] constexpr Level level_of(SecureBoot mode, Level configured)
{
	return mode == SecureBoot::Enabled ? configured : Level::None;
}

/// The level behind a number that kernel code gives to lock_kernel_down().
[[nodiscard]] constexpr Level level_of_raise(u32 number)
{
	if (number == LOCKDOWN_NUMBER_NONE)
		return Level::None;
	return number <= LOCKDOWN_NUMBER_INTEGRITY_MAX ? Level::Integrity : Level::Confidentiality;
}

} // namespace
} // namespace lockdown
