# SPDX-License-Identifier: GPL-2.0
# The kernel has no such reason.
# EXPECT: LOCKDOWN_NUMBER_DEV_MEMORY
s/(DEV_MEM,/(DEV_MEMORY,/
