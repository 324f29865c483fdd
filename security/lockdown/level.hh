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
	for (u32 number = 0; number < reason_count; number++)
		if (level_of(number) <= level)
			denied = denied.united(Set::of(number));
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
