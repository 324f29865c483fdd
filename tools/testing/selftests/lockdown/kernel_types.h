/* SPDX-License-Identifier: GPL-2.0 */
/* The types of the kernel, as it tells them in BTF. */

#ifndef KERNEL_TYPES_H
#define KERNEL_TYPES_H

#include <linux/btf.h>

/**
 * kernel_type() - Find a type of the kernel
 * @name: Its name.
 * @kind: What it is, BTF_KIND_STRUCT for example.
 *
 * Return: Its number, or 0 if there is none, or no BTF.
 */
__u32 kernel_type(const char *name, __u32 kind);

/**
 * kernel_member() - Find a member of a structure of the kernel
 * @structure: The name of the structure.
 * @member: That of the member, which may be in a structure without a name.
 *
 * Return: How many bytes it is from the start, or -1 if there is none.
 */
int kernel_member(const char *structure, const char *member);

#endif /* KERNEL_TYPES_H */
