// SPDX-License-Identifier: GPL-2.0
/* An empty module: what matters is whether it is loaded, signed or not. */

#include <linux/module.h>

MODULE_DESCRIPTION("Module to be loaded with and without a signature");
MODULE_LICENSE("GPL");
