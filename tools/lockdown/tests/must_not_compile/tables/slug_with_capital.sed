# SPDX-License-Identifier: GPL-2.0
# A slug has a capital.
# EXPECT: slugs_and_texts_are_unique
/(DEV_MEM,/s/ dev_mem,/ Dev_mem,/
