# SPDX-License-Identifier: GPL-2.0
# A reason has no text.
# EXPECT: slugs_and_texts_are_unique
/(DEV_MEM,/s|"/dev/mem,kmem,port"|""|
