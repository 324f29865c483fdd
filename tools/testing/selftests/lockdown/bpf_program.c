// SPDX-License-Identifier: GPL-2.0

#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bpf_program.h"

int sys_bpf(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof(*attr));
}

int bpf_load(enum bpf_prog_type type, enum bpf_attach_type attach_type, __u32 target,
	     const struct bpf_insn *program, unsigned int length)
{
	static const char license[] = "GPL";
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = type;
	attr.expected_attach_type = attach_type;
	attr.attach_btf_id = target;
	attr.insns = (uintptr_t)program;
	attr.insn_cnt = length;
	attr.license = (uintptr_t)license;

	return sys_bpf(BPF_PROG_LOAD, &attr);
}

bool bpf_is_supported(enum bpf_prog_type type)
{
	const struct bpf_insn program[] = {
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	int fd;

	fd = bpf_load(type, 0, 0, program, ARRAY_SIZE(program));
	if (fd < 0)
		return false;

	close(fd);
	return true;
}

__u32 bpf_run(enum bpf_prog_type type, int program)
{
	unsigned char packet[64] = { 0 };
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = program;
	if (type != TRACING) {
		attr.test.data_in = (uintptr_t)packet;
		attr.test.data_size_in = sizeof(packet);
	}

	if (sys_bpf(BPF_PROG_TEST_RUN, &attr))
		return 0;

	return attr.test.retval;
}

int bpf_attach(int program)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.raw_tracepoint.prog_fd = program;
	return sys_bpf(BPF_RAW_TRACEPOINT_OPEN, &attr);
}

int bpf_make_map(__u32 flags)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.map_type = BPF_MAP_TYPE_ARRAY;
	attr.key_size = sizeof(__u32);
	attr.value_size = sizeof(__u64);
	attr.max_entries = 1;
	attr.map_flags = flags;
	return sys_bpf(BPF_MAP_CREATE, &attr);
}

static int use_map(int command, int map, const void *value)
{
	__u32 first = 0;
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.map_fd = map;
	attr.key = (uintptr_t)&first;
	attr.value = (uintptr_t)value;
	return sys_bpf(command, &attr);
}

int bpf_read_map(int map, void *value)
{
	return use_map(BPF_MAP_LOOKUP_ELEM, map, value);
}

int bpf_write_map(int map, const void *value)
{
	return use_map(BPF_MAP_UPDATE_ELEM, map, value);
}
