// SPDX-License-Identifier: GPL-2.0
/* The kernel's log, read record by record from /dev/kmsg. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kernel_log.h"

/* The kernel hands out a record whole, or not at all to a shorter buffer. */
#define RECORD_SIZE	8192

static int open_at(struct kernel_log *log, int whence)
{
	int error;

	log->fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (log->fd < 0)
		return -errno;

	if (lseek(log->fd, 0, whence) < 0) {
		error = -errno;
		kernel_log_close(log);
		return error;
	}

	return 0;
}

int kernel_log_open(struct kernel_log *log)
{
	return open_at(log, SEEK_SET);
}

int kernel_log_open_at_end(struct kernel_log *log)
{
	return open_at(log, SEEK_END);
}

void kernel_log_close(struct kernel_log *log)
{
	close(log->fd);
	log->fd = -1;
}

/* A record is "priority,sequence,microseconds,flags[,...];text\n DICT=...". */
static bool parse(char *record, struct log_line *line)
{
	char *text = strchr(record, ';');

	if (!text || sscanf(record, "%u,%*u,%llu,", &line->priority,
			    &line->microseconds) != 2)
		return false;

	text++;
	text[strcspn(text, "\n")] = '\0';
	snprintf(line->text, sizeof(line->text), "%s", text);
	return true;
}

bool kernel_log_next(struct kernel_log *log, struct log_line *line)
{
	char record[RECORD_SIZE];
	ssize_t length;

	for (;;) {
		length = read(log->fd, record, sizeof(record) - 1);
		if (length < 0 && errno == EPIPE)
			/* Records were overwritten; the next read goes on. */
			continue;
		if (length < 0)
			return false;

		record[length] = '\0';
		if (parse(record, line))
			return true;
	}
}

int kernel_log_count(struct kernel_log *log, const char *text)
{
	struct log_line line;
	int count = 0;

	while (kernel_log_next(log, &line))
		count += !strcmp(line.text, text);

	return count;
}
