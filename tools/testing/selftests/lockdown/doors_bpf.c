// SPDX-License-Identifier: GPL-2.0
/* Doors of BPF: helpers that read kernel memory or write user memory. */

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#endif

#define INSN(code_, dst_, src_, off_, imm_)		\
	((struct bpf_insn){				\
		.code = (code_),			\
		.dst_reg = (dst_),			\
		.src_reg = (src_),			\
		.off = (off_),				\
		.imm = (imm_),				\
	})

#define MOV_REG(dst, src)	INSN(BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0)
#define MOV_IMM(dst, imm)	INSN(BPF_ALU64 | BPF_MOV | BPF_K, dst, 0, 0, imm)
#define ADD_IMM(dst, imm)	INSN(BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, imm)
#define LOAD_WORD(dst, src, off) \
	INSN(BPF_LDX | BPF_MEM | BPF_W, dst, src, off, 0)
#define STORE_ZERO(dst, off)	INSN(BPF_ST | BPF_MEM | BPF_DW, dst, 0, off, 0)
#define CALL(helper)		INSN(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
#define EXIT()			INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

/* A 64-bit constant takes both of them, one behind the other. */
#define LOAD_LOW(dst, value) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, 0, 0, (__u32)(value))
#define LOAD_HIGH(value)	INSN(0, 0, 0, 0, (__u32)((value) >> 32))

/*
 * The two kinds of programs that are judged apart. What a raw tracepoint may
 * call, every tracing program may, and it can be run without an event.
 */
#define FILTER	BPF_PROG_TYPE_SOCKET_FILTER
#define TRACING	BPF_PROG_TYPE_RAW_TRACEPOINT

static int sys_bpf(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof(*attr));
}

static int load(enum bpf_prog_type type, const struct bpf_insn *program,
		unsigned int length)
{
	static const char license[] = "GPL";
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = type;
	attr.insns = (uintptr_t)program;
	attr.insn_cnt = length;
	attr.license = (uintptr_t)license;

	return sys_bpf(BPF_PROG_LOAD, &attr);
}

/* A program that asks for nothing is refused only where its kind is unknown. */
static bool is_supported(enum bpf_prog_type type)
{
	const struct bpf_insn program[] = {
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	int fd;

	fd = load(type, program, ARRAY_SIZE(program));
	if (fd < 0)
		return false;

	close(fd);
	return true;
}

static __u64 symbol_address(const char *symbol)
{
	unsigned long long address, found = 0;
	char line[512], name[256];
	FILE *symbols;

	symbols = fopen("/proc/kallsyms", "re");
	if (!symbols)
		return 0;

	while (!found && fgets(line, sizeof(line), symbols))
		if (sscanf(line, "%llx %*c %255s", &address, name) == 2 &&
		    !strcmp(name, symbol))
			found = address;

	fclose(symbols);
	return found;
}

/* Run the program once, a filter on an empty packet. Return: Its result. */
static __u32 run(enum bpf_prog_type type, int program)
{
	unsigned char packet[64] = { 0 };
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = program;
	if (type == FILTER) {
		attr.test.data_in = (uintptr_t)packet;
		attr.test.data_size_in = sizeof(packet);
	}

	if (sys_bpf(BPF_PROG_TEST_RUN, &attr))
		return 0;

	return attr.test.retval;
}

/* The program copies the first word of linux_banner, "Linu", out. */
static struct attempt read_kernel(enum bpf_prog_type type, __u32 helper)
{
	const __u64 address = symbol_address("linux_banner");
	const struct bpf_insn program[] = {
		STORE_ZERO(BPF_REG_10, -8),
		MOV_REG(BPF_REG_1, BPF_REG_10),
		ADD_IMM(BPF_REG_1, -8),
		MOV_IMM(BPF_REG_2, 8),
		LOAD_LOW(BPF_REG_3, address),
		LOAD_HIGH(address),
		CALL(helper),
		LOAD_WORD(BPF_REG_0, BPF_REG_10, -8),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	__u32 word;
	int fd;

	if (!is_supported(type))
		return ATTEMPT_MISSING("no BPF programs of this kind");
	if (!address)
		return ATTEMPT_MISSING("no linux_banner in /proc/kallsyms");

	fd = load(type, program, ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	word = run(type, fd);
	attempt.effect = !memcmp(&word, "Linu", sizeof(word));
	close(fd);
	return attempt;
}

struct attempt probe_bpf_read(void)
{
	return read_kernel(FILTER, BPF_FUNC_probe_read_kernel);
}

struct attempt probe_bpf_read_string(void)
{
	return read_kernel(FILTER, BPF_FUNC_probe_read_kernel_str);
}

struct attempt probe_bpf_trace_read(void)
{
	return read_kernel(TRACING, BPF_FUNC_probe_read_kernel);
}

struct attempt probe_bpf_trace_read_string(void)
{
	return read_kernel(TRACING, BPF_FUNC_probe_read_kernel_str);
}

#ifndef __powerpc64__
/* One helper for both address spaces: only where these do not overlap. */
struct attempt probe_bpf_trace_read_any(void)
{
	return read_kernel(TRACING, BPF_FUNC_probe_read);
}

struct attempt probe_bpf_trace_read_any_string(void)
{
	return read_kernel(TRACING, BPF_FUNC_probe_read_str);
}
#endif

/* The program clears a word of the process in which it runs. */
struct attempt probe_bpf_write(void)
{
	__u64 word = ~0ULL;
	const __u64 address = (uintptr_t)&word;
	const struct bpf_insn program[] = {
		STORE_ZERO(BPF_REG_10, -8),
		LOAD_LOW(BPF_REG_1, address),
		LOAD_HIGH(address),
		MOV_REG(BPF_REG_2, BPF_REG_10),
		ADD_IMM(BPF_REG_2, -8),
		MOV_IMM(BPF_REG_3, sizeof(word)),
		CALL(BPF_FUNC_probe_write_user),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	int fd;

	if (!is_supported(TRACING))
		return ATTEMPT_MISSING("no BPF programs for tracing");

	fd = load(TRACING, program, ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	run(TRACING, fd);
	attempt.effect = !word;
	close(fd);
	return attempt;
}
