// SPDX-License-Identifier: GPL-2.0
/*
 * A module that does nothing: what matters is whether it is loaded, signed or
 * not, with a parameter about hardware or without one.
 */

#include <linux/module.h>
#include <linux/moduleparam.h>

static unsigned int port;
module_param_hw(port, uint, ioport, 0444);
MODULE_PARM_DESC(port, "An I/O port, of which no use is made");

/*
 * Never called: without text a module lies nowhere. It returns something because
 * resolve_btfids of 7.3 fails for a module that needs no type of the kernel.
 */
static unsigned int __used lockdown_victim_text(void)
{
	return port;
}

MODULE_DESCRIPTION("Module to be loaded with and without a signature");
MODULE_LICENSE("GPL");
