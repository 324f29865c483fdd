/* SPDX-License-Identifier: GPL-2.0 */
/* The files of single reasons, as applications use them. */

#ifndef REASONS_FILE_H
#define REASONS_FILE_H

#define REASONS_FILE	"/sys/kernel/security/lockdown_reasons"
#define WATCH_FILE	"/sys/kernel/security/lockdown_watch"
#define PROGRAMS_FILE	"/sys/kernel/security/lockdown_programs"
#define RAISES_FILE	"/sys/kernel/security/lockdown_raises"

#include <stdbool.h>

/* Longer than the line of any reason, or the name of any program. */
#define REASON_TEXT_SIZE	192

/* A line of REASONS_FILE. */
struct reason_line {
	char level[32];
	char scope[32];
	char state[32];
	unsigned long long denied;
	unsigned long long observed;
	unsigned long long queried;
	char text[REASON_TEXT_SIZE];
};

/**
 * reason_line() - Read the line of one reason
 * Return: 0, -ENOENT without the file, -ENOMSG without exactly one such line
 *         in the form that its header promises.
 */
int reason_line(const char *slug, struct reason_line *line);

/**
 * observations_of() - How often a program was observed
 * Return: The count in PROGRAMS_FILE, 0 if the program is not in it, or the
 *         error of open(2) as -errno.
 */
long observations_of(const char *slug, const char *program);

#define TRACE_FILE	"/sys/kernel/tracing/trace"

/**
 * trace_denials() - Switch the tracepoint on, with an empty trace, or off
 * Return: 0, -ENOENT without such a tracepoint or without tracefs.
 */
int trace_denials(bool on);

#endif /* REASONS_FILE_H */
