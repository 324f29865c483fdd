// SPDX-License-Identifier: GPL-2.0
/*
 * Sockets as they are made.
 */

#include <linux/socket.h>

#include "rim.h"

static_assert(LOCKDOWN_PF_KEY == PF_KEY);

int lockdown_socket_create(int family, int type, int protocol, int kern)
{
	const u32 reason = lockdown_core_socket_reason(family, kern);

	return reason == LOCKDOWN_NUMBER_NONE ? 0 : lockdown_ask(reason);
}
