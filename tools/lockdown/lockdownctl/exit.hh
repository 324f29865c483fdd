// SPDX-License-Identifier: GPL-2.0
// How the command ends.
#pragma once

namespace ctl
{

/// ABI: the exit statuses; lockdownctl.8 has the same list.
enum class Exit : int {
	Ok = 0,
	Failed = 1, ///< Something failed or was refused, by the kernel or by the user.
	Usage = 2,
	Missing = 3, ///< This kernel, or this user, has not got what the verb needs.
};

} // namespace ctl
