/* SPDX-License-Identifier: GPL-2.0 */
/* Files: what the kernel tells in them, what lies beside the program. */

#ifndef FILES_H
#define FILES_H

#include <stdbool.h>
#include <stddef.h>

#define DEBUGFS	"/sys/kernel/debug"

/* Is the filesystem with this magic number mounted there? */
bool is_mounted(const char *path, long magic);

/**
 * read_text() - Read the start of a file with one read(2)
 * @text: @size bytes, NUL-terminated, empty on failure.
 * Return: 0, or the error of open(2) or read(2) as -errno.
 */
int read_text(const char *path, char *text, size_t size);

/**
 * write_text() - Write a text to a file with one write(2)
 * Return: 0, or the error of open(2) or write(2) as -errno.
 */
int write_text(const char *path, const char *text);

/* Empty a file. Return: 0, or the error of open(2) as -errno. */
int truncate_file(const char *path);

/* Is the text in a line of the file? */
bool file_mentions(const char *path, const char *text);

/**
 * kernel_symbol() - Where the running kernel has a function or a variable
 * Return: The address in /proc/kallsyms, 0 if it is not there or not told.
 */
unsigned long long kernel_symbol(const char *name);

/**
 * open_beside() - Open a file that lies beside the program or one level above
 * @path: Relative, such as "modules/lockdown_victim.ko".
 * Return: A descriptor, or -1 and errno.
 */
int open_beside(const char *path);

#endif /* FILES_H */
