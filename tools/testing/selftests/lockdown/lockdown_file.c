// SPDX-License-Identifier: GPL-2.0
/* The file /sys/kernel/security/lockdown, as applications use it. */

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "lockdown_file.h"

const char *const level_names[LEVEL_COUNT] = {
	[LEVEL_NONE]		= "none",
	[LEVEL_INTEGRITY]	= "integrity",
	[LEVEL_CONFIDENTIALITY]	= "confidentiality",
};

const char *const level_texts[LEVEL_COUNT] = {
	[LEVEL_NONE]		= "[none] integrity confidentiality\n",
	[LEVEL_INTEGRITY]	= "none [integrity] confidentiality\n",
	[LEVEL_CONFIDENTIALITY]	= "none integrity [confidentiality]\n",
};

int lockdown_file_read(char *text)
{
	ssize_t length;
	int fd, error;

	fd = open(LOCKDOWN_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	length = read(fd, text, LOCKDOWN_TEXT_SIZE);
	error = length < 0 ? -errno : 0;
	close(fd);
	if (error)
		return error;

	if (length == LOCKDOWN_TEXT_SIZE)
		return -ENOMSG;

	text[length] = '\0';
	return 0;
}

long lockdown_file_write(const void *bytes, size_t count)
{
	ssize_t written;
	int fd;

	fd = open(LOCKDOWN_FILE, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	written = write(fd, bytes, count);
	if (written < 0)
		written = -errno;

	close(fd);
	return written;
}

int level_found(void)
{
	char text[LOCKDOWN_TEXT_SIZE];
	int level, error;

	error = lockdown_file_read(text);
	if (error)
		return error;

	for (level = LEVEL_NONE; level < LEVEL_COUNT; level++)
		if (!strcmp(text, level_texts[level]))
			return level;

	return -ENOMSG;
}

int level_enforced(void)
{
	struct statfs filesystem;
	int level;

	level = level_found();
	if (level != -ENOENT)
		return level;

	if (statfs("/sys/kernel/security", &filesystem) ||
	    filesystem.f_type != SECURITYFS_MAGIC)
		return -ENOENT;

	return LEVEL_NONE;
}

bool strict_is_on(void)
{
	char text[2] = "";
	ssize_t length;
	int fd;

	fd = open(STRICT_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	length = read(fd, text, sizeof(text));
	close(fd);
	return length == sizeof(text) && text[0] == '1' && text[1] == '\n';
}
