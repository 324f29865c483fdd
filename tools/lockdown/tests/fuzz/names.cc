// SPDX-License-Identifier: GPL-2.0
// The names of files and drivers that the core's tables have. By itself, since what
// includes the core's headers can use no library.

#include "core.h"
#include "file.hh"

namespace
{

int hand_over(lockdown::Text text, const char **name)
{
	*name = text.data();
	return static_cast<int>(text.size());
}

} // namespace

// The length of the name, or -EINVAL if there are not so many.
int file_name(u32 number, const char **name)
{
	constexpr u32 paths = sizeof(lockdown::path_rows) / sizeof(lockdown::path_rows[0]);
	constexpr u32 drivers = sizeof(lockdown::driver_rows) / sizeof(lockdown::driver_rows[0]);

	if (number < paths)
		return hand_over(lockdown::path_rows[number].path, name);
	if (number < paths + drivers)
		return hand_over(lockdown::driver_rows[number - paths].driver, name);
	return -LOCKDOWN_EINVAL;
}
