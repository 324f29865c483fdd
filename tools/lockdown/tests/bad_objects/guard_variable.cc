// SPDX-License-Identifier: GPL-2.0
// A function-local static with a guard variable.
// EXPECT: symbol of a C\+\+ runtime: _ZGV

extern "C" int memcmp(const void *, const void *, __SIZE_TYPE__);

extern "C" int lockdown_once(const char *text)
{
	static const int value = memcmp(text, "a", 1);
	return value;
}
