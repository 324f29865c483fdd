// SPDX-License-Identifier: GPL-2.0
// An inline function outside of an unnamed namespace, not inlined.
// EXPECT: section: .*\.text\._Z

__attribute__((noinline)) inline int twice(int value)
{
	return 2 * value;
}

extern "C" int lockdown_twice(int value)
{
	return twice(value);
}
