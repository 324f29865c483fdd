// SPDX-License-Identifier: GPL-2.0
/* Files: what the kernel tells in them, what lies beside the program. */

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "files.h"

bool is_mounted(const char *path, long magic)
{
	struct statfs filesystem;

	return !statfs(path, &filesystem) && filesystem.f_type == magic;
}

int read_text(const char *path, char *text, size_t size)
{
	int fd, error = 0;
	ssize_t length;

	text[0] = '\0';
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	length = read(fd, text, size - 1);
	if (length < 0)
		error = -errno;
	else
		text[length] = '\0';

	close(fd);
	return error;
}

int write_text(const char *path, const char *text)
{
	int fd, error = 0;

	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	if (write(fd, text, strlen(text)) < 0)
		error = -errno;

	close(fd);
	return error;
}

int truncate_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

bool file_mentions(const char *path, const char *text)
{
	bool mentioned = false;
	char line[512];
	FILE *file;

	file = fopen(path, "re");
	if (!file)
		return false;

	while (!mentioned && fgets(line, sizeof(line), file))
		mentioned = strstr(line, text);

	fclose(file);
	return mentioned;
}

unsigned long long kernel_symbol(const char *name)
{
	unsigned long long address, found = 0;
	char line[512], symbol[256];
	FILE *symbols;

	symbols = fopen("/proc/kallsyms", "re");
	if (!symbols)
		return 0;

	while (!found && fgets(line, sizeof(line), symbols))
		if (sscanf(line, "%llx %*c %255s", &address, symbol) == 2 &&
		    !strcmp(symbol, name))
			found = address;

	fclose(symbols);
	return found;
}

int open_beside(const char *path)
{
	char self[PATH_MAX], whole[PATH_MAX + 64];
	const char *directory;
	ssize_t length;
	int fd;

	length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (length < 0)
		return -1;
	self[length] = '\0';
	directory = dirname(self);

	snprintf(whole, sizeof(whole), "%s/%s", directory, path);
	fd = open(whole, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		return fd;

	snprintf(whole, sizeof(whole), "%s/../%s", directory, path);
	return open(whole, O_RDONLY | O_CLOEXEC);
}
