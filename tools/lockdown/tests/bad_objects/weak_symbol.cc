// SPDX-License-Identifier: GPL-2.0
// A weak function: the linker may take another one.
// EXPECT: weak, unique or indirect symbol: lockdown_weak

extern "C" __attribute__((weak)) int lockdown_weak()
{
	return 0;
}
