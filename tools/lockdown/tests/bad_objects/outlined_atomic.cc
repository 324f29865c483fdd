// SPDX-License-Identifier: GPL-2.0
// An atomic operation that is a call of libgcc, as compilers for arm64 make it.
// EXPECT: undefined symbol: __aarch64_ldset8_relax
// FLAGS: -moutline-atomics
// TARGET: arm64

extern "C" void lockdown_add(unsigned long *set, unsigned long more)
{
	__atomic_fetch_or(set, more, __ATOMIC_RELAXED);
}
