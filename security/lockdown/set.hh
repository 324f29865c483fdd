// SPDX-License-Identifier: GPL-2.0
// Sets of reasons: they unite and compare. Nothing removes from the denied set.
#pragma once

#include "core.h"
#include "language.hh"

namespace lockdown
{
namespace
{

enum class Reason : u32 {
#define LOCKDOWN_REASON(symbol, slug, text, level, scope) symbol = LOCKDOWN_NUMBER_##symbol,
#include "reasons.h"
};

constexpr u32 reason_count = LOCKDOWN_REASON_COUNT;

/// A set so aligned does not cross a page: a raise maps only one.
constexpr size_t denied_alignment = 16;

/// A set of reasons.
///
/// INVARIANT: only reasons below `reason_count` are members.
class Set {
public:
	constexpr Set() = default;

	constexpr explicit Set(const lockdown_set &raw)
	{
		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			raw_.word[i] = raw.word[i] & members_of_word(i);
	}

	/// The set that has just one member; the empty set for an unknown number.
	[[nodiscard]] static constexpr Set of(u32 number)
	{
		Set one;
		if (number < reason_count)
			one.raw_.word[number / LOCKDOWN_SET_WORD_BITS] =
				1UL << (number % LOCKDOWN_SET_WORD_BITS);
		return one;
	}

	[[nodiscard]] constexpr Set united(const Set &other) const
	{
		Set both = *this;
		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			both.raw_.word[i] |= other.raw_.word[i];
		return both;
	}

	[[nodiscard]] constexpr Set without(const Set &other) const
	{
		Set rest = *this;
		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			rest.raw_.word[i] &= ~other.raw_.word[i];
		return rest;
	}

	/// Is every member of `other` in this set?
	[[nodiscard]] constexpr bool includes(const Set &other) const
	{
		for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
			if (other.raw_.word[i] & ~raw_.word[i])
				return false;
		return true;
	}

	[[nodiscard]] constexpr bool operator==(const Set &other) const
	{
		return includes(other) && other.includes(*this);
	}

	[[nodiscard]] constexpr const lockdown_set &raw() const
	{
		return raw_;
	}

private:
	/// The bits of word `i` that stand for reasons.
	[[nodiscard]] static constexpr unsigned long members_of_word(u32 i)
	{
		const u32 left = reason_count - i * LOCKDOWN_SET_WORD_BITS;

		return left < LOCKDOWN_SET_WORD_BITS ? (1UL << left) - 1 : ~0UL;
	}

	lockdown_set raw_ = {};
};

/// Reads a set that others may be raising at this moment.
[[nodiscard]] inline Set snapshot(const lockdown_set &live)
{
	lockdown_set copy;
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		copy.word[i] = __atomic_load_n(&live.word[i], __ATOMIC_RELAXED);
	return Set(copy);
}

/// Adds `more` to `live` by one atomic OR for each word.
/// Returns whether anything was added.
[[nodiscard]] inline bool raise(lockdown_set &live, const Set &more)
{
	bool added = false;
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++) {
		const unsigned long bits = more.raw().word[i];
		const unsigned long before =
			__atomic_fetch_or(&live.word[i], bits, __ATOMIC_SEQ_CST);
		added |= (bits & ~before) != 0;
	}
	return added;
}

} // namespace
} // namespace lockdown
