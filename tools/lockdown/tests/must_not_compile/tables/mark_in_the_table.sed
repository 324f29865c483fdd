# SPDX-License-Identifier: GPL-2.0
# The mark at the end of integrity is no reason.
# EXPECT: the_table_agrees_with_the_kernel|contradicts the kernel's enum
/^LOCKDOWN_REASON(KCORE,/i\
LOCKDOWN_REASON(INTEGRITY_MAX, integrity_max, "integrity", CONFIDENTIALITY, BASE)
