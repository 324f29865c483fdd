// SPDX-License-Identifier: GPL-2.0
/*
 * The keys of IPsec. XFRM's netlink leaves them out by itself.
 */

#include <linux/security.h>
#include <linux/socket.h>

#include "rim.h"

int lockdown_socket_create(int family, int type, int protocol, int kern)
{
	return family == AF_KEY && !kern ? security_locked_down(LOCKDOWN_XFRM_SECRET) : 0;
}
