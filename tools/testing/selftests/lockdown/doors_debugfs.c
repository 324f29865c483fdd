// SPDX-License-Identifier: GPL-2.0
/* Doors of debugfs: files that change the kernel, and who may use them. */

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"

/* A value of memory management that is there in every kernel with debugfs. */
#define TUNABLE		DEBUGFS "/fault_around_bytes"

/* A list for everyone to read, of buttons and clocks. */
#define LIST		DEBUGFS "/wakeup_sources"
/* The same, and never empty. */
#define BLACKLIST	DEBUGFS "/kprobes/blacklist"

/* What the attempt lacks, or NULL. */
static const char *missing(const char *path)
{
	if (!is_mounted(DEBUGFS, DEBUGFS_MAGIC))
		return "debugfs is not mounted";

	return access(path, F_OK) ? "no such file in debugfs" : NULL;
}

static long read_tunable(void)
{
	char text[32];

	return read_text(TUNABLE, text, sizeof(text)) ? -1 : atol(text);
}

static int write_tunable(long value)
{
	char text[32];

	snprintf(text, sizeof(text), "%ld\n", value);
	return -write_text(TUNABLE, text);
}

struct attempt probe_debugfs_write(void)
{
	struct attempt attempt = { .missing = missing(TUNABLE) };
	long before;
	int fd;

	if (attempt.missing)
		return attempt;

	fd = open(TUNABLE, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);
	close(fd);

	before = read_tunable();
	attempt.error = write_tunable(before == 4096 ? 8192 : 4096);
	attempt.effect = read_tunable() != before;
	if (attempt.effect)
		attempt.error = write_tunable(before);

	return attempt;
}

/* Root may open for writing what nobody is meant to write. */
struct attempt probe_debugfs_read_only(void)
{
	struct attempt attempt = { .missing = missing(LIST) };
	int fd;

	if (attempt.missing)
		return attempt;

	fd = open(LIST, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* What a write does then is for the file to say. */
	attempt.effect = true;
	close(fd);
	return attempt;
}

struct attempt probe_debugfs_read(void)
{
	struct attempt attempt = { .missing = missing(BLACKLIST) };
	char text[32];

	if (attempt.missing)
		return attempt;

	attempt.error = -read_text(BLACKLIST, text, sizeof(text));
	attempt.effect = text[0] != '\0';
	return attempt;
}

struct attempt probe_debugfs_chmod(void)
{
	struct attempt attempt = { .missing = missing(LIST) };
	struct stat before, after;

	if (attempt.missing)
		return attempt;
	if (stat(LIST, &before))
		return ATTEMPT_FAILED(errno);

	if (chmod(LIST, before.st_mode ^ 0200))
		attempt.error = errno;

	if (!stat(LIST, &after) && after.st_mode != before.st_mode) {
		attempt.effect = true;
		if (chmod(LIST, before.st_mode))
			attempt.error = errno;
	}

	return attempt;
}

struct attempt probe_debugfs_chown(void)
{
	struct attempt attempt = { .missing = missing(LIST) };
	struct stat before, after;

	if (attempt.missing)
		return attempt;
	if (stat(LIST, &before))
		return ATTEMPT_FAILED(errno);

	if (chown(LIST, before.st_uid ^ 1, before.st_gid ^ 1))
		attempt.error = errno;

	if (!stat(LIST, &after) && (after.st_uid != before.st_uid ||
				    after.st_gid != before.st_gid)) {
		attempt.effect = true;
		if (chown(LIST, before.st_uid, before.st_gid))
			attempt.error = errno;
	}

	return attempt;
}
