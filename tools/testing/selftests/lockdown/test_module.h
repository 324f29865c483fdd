/* SPDX-License-Identifier: GPL-2.0 */
/* The test modules, in a directory "modules" beside the program or above it. */

#ifndef TEST_MODULE_H
#define TEST_MODULE_H

#include <stdbool.h>

/**
 * test_module_open() - Open a module's file
 * @file: The name, such as "lockdown_victim.ko".
 * Return: A descriptor, or -1 and errno.
 */
int test_module_open(const char *file);

/**
 * test_module_load() - Load a module from its file
 * Return: 0, or the error of open(2) or finit_module(2) as -errno.
 */
int test_module_load(const char *file);

/* The same, with arguments. */
int test_module_load_with(const char *file, const char *arguments);

bool test_module_is_loaded(const char *name);

void test_module_unload(const char *name);

#endif /* TEST_MODULE_H */
