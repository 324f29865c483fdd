// SPDX-License-Identifier: GPL-2.0
// Unwind tables.
// EXPECT: section: .*\.eh_frame
// FLAGS: -fasynchronous-unwind-tables -funwind-tables

extern "C" int lockdown_zero()
{
	return 0;
}
