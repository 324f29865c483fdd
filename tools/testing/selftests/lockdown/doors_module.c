// SPDX-License-Identifier: GPL-2.0
/* Doors of modules: code without a signature, parameters about hardware. */

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"

#define VICTIM	"lockdown_victim"

/* Test modules lie in a directory "modules" beside the program or above it. */
static int open_module(const char *name)
{
	char self[PATH_MAX], path[PATH_MAX + 64];
	const char *directory;
	ssize_t length;
	int fd;

	length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (length < 0)
		return -1;
	self[length] = '\0';
	directory = dirname(self);

	snprintf(path, sizeof(path), "%s/modules/%s", directory, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		return fd;

	snprintf(path, sizeof(path), "%s/../modules/%s", directory, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static bool module_is_loaded(const char *name)
{
	size_t length = strlen(name);
	bool loaded = false;
	char line[512];
	FILE *modules;

	modules = fopen("/proc/modules", "re");
	if (!modules)
		return false;

	while (fgets(line, sizeof(line), modules))
		if (!strncmp(line, name, length) && line[length] == ' ')
			loaded = true;

	fclose(modules);
	return loaded;
}

static struct attempt load(const char *file)
{
	struct attempt attempt = { 0 };
	int fd;

	if (access("/proc/modules", F_OK))
		return ATTEMPT_MISSING("no modules");
	fd = open_module(file);
	if (fd < 0)
		return ATTEMPT_MISSING("no test module beside the program");

	if (syscall(SYS_finit_module, fd, "", 0))
		attempt.error = errno;
	close(fd);

	attempt.effect = module_is_loaded(VICTIM);
	if (attempt.effect)
		syscall(SYS_delete_module, VICTIM, O_NONBLOCK);

	return attempt;
}

struct attempt probe_module_unsigned(void)
{
	return load(VICTIM ".ko");
}

struct attempt probe_module_signed(void)
{
	return load(VICTIM "-signed.ko");
}

/*
 * A parameter of built-in code that is declared by module_param_hw() and may
 * be written at run time. It matters only when a port is started.
 */
#define PARAMETER	"/sys/module/8250/parameters/share_irqs"

static int read_parameter(int fd)
{
	char text[16] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) <= 0)
		return -1;

	return atoi(text);
}

static int write_parameter(int fd, int value)
{
	char text[16];
	int length;

	length = snprintf(text, sizeof(text), "%d\n", value);
	return pwrite(fd, text, length, 0) == length ? 0 : errno;
}

struct attempt probe_module_parameter(void)
{
	struct attempt attempt = { 0 };
	int fd, before;

	fd = open(PARAMETER, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no " PARAMETER);
		return ATTEMPT_FAILED(errno);
	}

	before = read_parameter(fd);
	attempt.error = write_parameter(fd, !before);
	attempt.effect = read_parameter(fd) != before;
	if (attempt.effect && write_parameter(fd, before))
		attempt.error = errno;

	close(fd);
	return attempt;
}
