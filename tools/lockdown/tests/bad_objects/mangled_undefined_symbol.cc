// SPDX-License-Identifier: GPL-2.0
// A C++ function that is defined nowhere.
// EXPECT: undefined symbol: _Z5otherv

void other();

extern "C" void lockdown_call()
{
	other();
}
