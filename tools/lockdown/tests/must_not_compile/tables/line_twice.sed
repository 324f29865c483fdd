# SPDX-License-Identifier: GPL-2.0
# A line stands twice.
# EXPECT: redeclaration of|redefinition of enumerator
/(DEV_MEM,/p
