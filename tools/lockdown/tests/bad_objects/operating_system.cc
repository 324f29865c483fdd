// SPDX-License-Identifier: GPL-2.0
// A section or symbol type that only GNU knows.
// EXPECT: (OS/ABI|.*symbol: lockdown_indirect)

extern "C" int lockdown_zero()
{
	return 0;
}

static int (*resolve())()
{
	return lockdown_zero;
}

extern "C" __attribute__((ifunc("_ZL7resolvev"))) int lockdown_indirect();
