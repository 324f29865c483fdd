// SPDX-License-Identifier: GPL-2.0
// Memory from operator new.
// EXPECT: symbol of a C\+\+ runtime: _Znwm

extern "C" int *lockdown_make()
{
	return new int;
}
