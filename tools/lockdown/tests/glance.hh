// SPDX-License-Identifier: GPL-2.0
// What a use of a file is worth at a glance, asked for each kind as file.c asks.
#pragma once

#include <string_view>

#include "core.h"

inline bool matters(const lockdown_file &file)
{
	switch (file.kind) {
	case LOCKDOWN_FILE_CHARACTER:
		return lockdown_device_matters(&lockdown_file_hints, file.use,
					       { file.major, file.minor });
	case LOCKDOWN_FILE_BLOCK:
		return lockdown_disk_matters(file.use);
	case LOCKDOWN_FILE_PROC:
	case LOCKDOWN_FILE_SYSFS: {
		const std::string_view path(file.path, file.path_length);
		const std::string_view name = path.substr(path.rfind('/') + 1);

		return lockdown_name_matters(&lockdown_file_hints, file.kind, name.size(),
					     name.empty() ? '\0' : name[0]);
	}
	default:
		return file.kind == LOCKDOWN_FILE_DEBUGFS || file.kind == LOCKDOWN_FILE_TRACEFS;
	}
}
