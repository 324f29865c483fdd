# SPDX-License-Identifier: GPL-2.0
# A line is missing: the reason is unknown and locked by its place.
# EXPECT: nothing, it compiles
/(EFI_TEST,/d
