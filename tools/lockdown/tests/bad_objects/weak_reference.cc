// SPDX-License-Identifier: GPL-2.0
// A weak reference: it may be nothing.
// EXPECT: weak, unique or indirect symbol: lockdown_absent

extern "C" __attribute__((weak)) int lockdown_absent();

extern "C" int lockdown_call()
{
	return lockdown_absent ? lockdown_absent() : 0;
}
