# SPDX-License-Identifier: GPL-2.0
# LOCKDOWN_NONE is no reason.
# EXPECT: the_table_agrees_with_the_kernel|contradicts the kernel's enum
/^LOCKDOWN_REASON(MODULE_SIGNATURE,/i\
LOCKDOWN_REASON(NONE, none, "none", INTEGRITY, BASE)
