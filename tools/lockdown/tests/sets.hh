// SPDX-License-Identifier: GPL-2.0
// Sets as the tests need them.
#pragma once

#include "core.h"

inline lockdown_set set_of(u32 level)
{
	lockdown_set set;

	lockdown_core_level_set(level, &set);
	return set;
}

inline bool same(const lockdown_set &a, const lockdown_set &b)
{
	for (u32 i = 0; i < LOCKDOWN_SET_WORDS; i++)
		if (a.word[i] != b.word[i])
			return false;
	return true;
}
