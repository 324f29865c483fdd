# SPDX-License-Identifier: GPL-2.0
# A reason cannot say that no level denies it.
# EXPECT: 'NONE' was not declared|undeclared identifier 'NONE'
/(DEV_MEM,/s/INTEGRITY, BASE/NONE, BASE/
