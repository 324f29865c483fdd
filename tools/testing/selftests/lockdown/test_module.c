// SPDX-License-Identifier: GPL-2.0
/* The test modules, in a directory "modules" beside the program or above it. */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files.h"
#include "test_module.h"

int test_module_open(const char *file)
{
	char path[NAME_MAX + sizeof("modules/")];

	snprintf(path, sizeof(path), "modules/%s", file);
	return open_beside(path);
}

int test_module_load_with(const char *file, const char *arguments)
{
	int fd, error = 0;

	fd = test_module_open(file);
	if (fd < 0)
		return -errno;

	if (syscall(SYS_finit_module, fd, arguments, 0))
		error = -errno;

	close(fd);
	return error;
}

int test_module_load(const char *file)
{
	return test_module_load_with(file, "");
}

bool test_module_is_loaded(const char *name)
{
	char start[NAME_MAX];

	snprintf(start, sizeof(start), "%s ", name);
	return file_mentions("/proc/modules", start);
}

void test_module_unload(const char *name)
{
	syscall(SYS_delete_module, name, O_NONBLOCK);
}
