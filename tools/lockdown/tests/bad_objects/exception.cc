// SPDX-License-Identifier: GPL-2.0
// An exception.
// EXPECT: symbol of a C\+\+ runtime: __cxa_
// FLAGS: -fexceptions

extern "C" void lockdown_fail()
{
	throw 1;
}
