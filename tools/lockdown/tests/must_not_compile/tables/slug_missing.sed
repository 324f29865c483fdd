# SPDX-License-Identifier: GPL-2.0
# A line has no slug.
# EXPECT: slugs_and_texts_are_unique
/(DEV_MEM,/s/ dev_mem,/ ,/
