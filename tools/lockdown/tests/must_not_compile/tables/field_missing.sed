# SPDX-License-Identifier: GPL-2.0
# A line lacks its scope.
# EXPECT: requires 5 arguments|too few arguments
/(DEV_MEM,/s/, BASE)/)/
