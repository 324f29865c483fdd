// SPDX-License-Identifier: GPL-2.0
// What this process may do.

#include "privilege.hh"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ctl
{

bool has_capability(int number)
{
	__user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	__user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};

	if (::syscall(SYS_capget, &header, data))
		return false;
	const auto bit = static_cast<unsigned>(number);
	return data[bit / 32].effective >> (bit % 32) & 1;
}

} // namespace ctl
