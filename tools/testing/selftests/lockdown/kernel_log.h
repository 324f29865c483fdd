/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's log, read record by record from /dev/kmsg. */

#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <stdbool.h>

/* Syslog severities (printk's KERN_*), as /dev/kmsg tells them. */
#define SEVERITY_NOTICE	5

struct kernel_log {
	int fd;
};

struct log_line {
	/* Facility and severity: a kernel record has the bare severity. */
	unsigned int priority;
	unsigned long long microseconds;
	char text[1024];
};

/**
 * kernel_log_open() - Start to read at the first record that is still kept
 * Return: 0, or the error of open(2) as -errno.
 */
int kernel_log_open(struct kernel_log *log);

/**
 * kernel_log_open_at_end() - Start to read at the next record to be written
 * Return: 0, or the error of open(2) or lseek(2) as -errno.
 */
int kernel_log_open_at_end(struct kernel_log *log);

void kernel_log_close(struct kernel_log *log);

/**
 * kernel_log_next() - Take the next record, without waiting for one
 * Return: True and @line, or false when every record has been read.
 */
bool kernel_log_next(struct kernel_log *log, struct log_line *line);

/**
 * kernel_log_count() - Take all records, and count those with just this text
 * @text: The whole text of a record.
 */
int kernel_log_count(struct kernel_log *log, const char *text);

#endif /* KERNEL_LOG_H */
