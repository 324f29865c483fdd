/* SPDX-License-Identifier: GPL-2.0 */
/* The file /sys/kernel/security/lockdown, as applications use it. */

#ifndef LOCKDOWN_FILE_H
#define LOCKDOWN_FILE_H

#include <stdbool.h>
#include <stddef.h>

#define LOCKDOWN_FILE	"/sys/kernel/security/lockdown"

/* ABI: The kernel's line about a raise through the file. */
#define RAISED_LINE \
	"Kernel is locked down from securityfs; see man kernel_lockdown.7"

/* Longer than any text of the file. */
#define LOCKDOWN_TEXT_SIZE	128

/* From weak to strong: levels are compared with < and >. */
enum level {
	LEVEL_NONE,
	LEVEL_INTEGRITY,
	LEVEL_CONFIDENTIALITY,
	LEVEL_COUNT
};

extern const char *const level_names[LEVEL_COUNT];

/* ABI: The whole content of the file at each level. */
extern const char *const level_texts[LEVEL_COUNT];

/**
 * lockdown_file_read() - Read the whole file
 * @text: LOCKDOWN_TEXT_SIZE bytes, NUL-terminated on success.
 * Return: 0, -ENOENT without the file, -ENOMSG for more than a text holds, or
 *         the error of open(2) or read(2).
 */
int lockdown_file_read(char *text);

/**
 * lockdown_file_write() - Write one command
 * @bytes: The command; need not be readable memory.
 * @count: Length as given to write(2).
 * Return: The result of write(2), or the error of open(2) or write(2).
 */
long lockdown_file_write(const void *bytes, size_t count);

/**
 * level_found() - Tell which level the file shows
 * Return: The level, -ENOMSG for a text that is not exactly one of the three,
 *         or an error of lockdown_file_read().
 */
int level_found(void);

/**
 * level_enforced() - Tell which level must be enforced
 *
 * A kernel without the file claims nothing: every door has to be open.
 *
 * Return: As level_found(), LEVEL_NONE if securityfs is there without the
 *         file, -ENOENT if securityfs is not mounted.
 */
int level_enforced(void);

#define STRICT_FILE	"/sys/kernel/security/lockdown_strict"

/* Does the kernel say that strict is on? */
bool strict_is_on(void);

#endif /* LOCKDOWN_FILE_H */
