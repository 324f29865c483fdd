# SPDX-License-Identifier: GPL-2.0
# Two lines change places.
# EXPECT: is out of order
/(DEV_MEM,/{
h
d
}
/(EFI_TEST,/G
