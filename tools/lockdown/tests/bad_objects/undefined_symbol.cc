// SPDX-License-Identifier: GPL-2.0
// A call that leaves the core.
// EXPECT: undefined symbol: printk

extern "C" void printk(const char *);

extern "C" void lockdown_speak()
{
	printk("hello");
}
