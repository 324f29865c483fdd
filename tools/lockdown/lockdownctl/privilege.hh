// SPDX-License-Identifier: GPL-2.0
// What this process may do.
#pragma once

namespace ctl
{

/// Has this process an effective capability, by its number in
/// <linux/capability.h>?
[[nodiscard]] bool has_capability(int number);

} // namespace ctl
