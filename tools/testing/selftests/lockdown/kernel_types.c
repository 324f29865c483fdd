// SPDX-License-Identifier: GPL-2.0

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel_types.h"

#define TYPES_FILE	"/sys/kernel/btf/vmlinux"

/* Read once; a header, the types and their names. */
static const struct btf_header *types(void)
{
	static struct btf_header *header;
	struct stat status;
	ssize_t length;
	size_t done = 0;
	int fd;

	if (header)
		return header;
	fd = open(TYPES_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &status) && status.st_size > (off_t)sizeof(*header))
		header = malloc(status.st_size);
	while (header && done < (size_t)status.st_size) {
		length = read(fd, (char *)header + done, status.st_size - done);
		if (length <= 0) {
			free(header);
			header = NULL;
			break;
		}
		done += length;
	}
	close(fd);
	return header;
}

static const struct btf_type *first_type(void)
{
	return (const void *)((const char *)types() + types()->hdr_len + types()->type_off);
}

static const char *name_of(__u32 offset)
{
	return (const char *)types() + types()->hdr_len + types()->str_off + offset;
}

/* How much follows a type; NULL behind the last. */
static const struct btf_type *next_type(const struct btf_type *type)
{
	const char *end = (const char *)first_type() + types()->type_len;
	const char *next = (const char *)(type + 1);

	switch (BTF_INFO_KIND(type->info)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
		next += sizeof(__u32);
		break;
	case BTF_KIND_ARRAY:
		next += sizeof(struct btf_array);
		break;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
	case BTF_KIND_DATASEC:
	case BTF_KIND_ENUM64:
		next += BTF_INFO_VLEN(type->info) * sizeof(struct btf_member);
		break;
	case BTF_KIND_ENUM:
	case BTF_KIND_FUNC_PROTO:
		next += BTF_INFO_VLEN(type->info) * sizeof(struct btf_param);
		break;
	}
	return next < end ? (const struct btf_type *)next : NULL;
}

static const struct btf_type *type_of(__u32 number)
{
	const struct btf_type *type = first_type();

	while (type && --number)
		type = next_type(type);
	return type;
}

__u32 kernel_type(const char *name, __u32 kind)
{
	const struct btf_type *type;
	__u32 number = 1;

	if (!types())
		return 0;
	for (type = first_type(); type; type = next_type(type), number++)
		if (BTF_INFO_KIND(type->info) == kind && !strcmp(name_of(type->name_off), name))
			return number;
	return 0;
}

static int member_of(const struct btf_type *type, const char *name)
{
	const struct btf_member *member = (const void *)(type + 1);
	const __u32 kind = BTF_INFO_KIND(type->info);
	__u32 bits, i;
	int inner;

	if (kind != BTF_KIND_STRUCT && kind != BTF_KIND_UNION)
		return -1;
	for (i = 0; i < BTF_INFO_VLEN(type->info); i++, member++) {
		bits = BTF_INFO_KFLAG(type->info) ? BTF_MEMBER_BIT_OFFSET(member->offset) :
						    member->offset;
		if (!strcmp(name_of(member->name_off), name))
			return bits / 8;
		inner = member->name_off ? -1 : member_of(type_of(member->type), name);
		if (inner >= 0)
			return bits / 8 + inner;
	}
	return -1;
}

int kernel_member(const char *structure, const char *member)
{
	const __u32 number = kernel_type(structure, BTF_KIND_STRUCT);

	return number ? member_of(type_of(number), member) : -1;
}
