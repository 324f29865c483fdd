# SPDX-License-Identifier: GPL-2.0
# A reason of integrity says confidentiality.
# EXPECT: a level that contradicts the kernel's enum
/(DEV_MEM,/s/INTEGRITY, BASE/CONFIDENTIALITY, BASE/
