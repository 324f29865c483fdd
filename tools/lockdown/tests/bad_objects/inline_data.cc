// SPDX-License-Identifier: GPL-2.0
// Inline data: GNU_UNIQUE or weak.
// EXPECT: weak, unique or indirect symbol
// FLAGS: -fgnu-unique

inline int counter = 1;

extern "C" int lockdown_count()
{
	return counter++;
}
