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

/* It is there if bpf(2) is. */
#define BPF_SYSCTL	"/proc/sys/kernel/unprivileged_bpf_disabled"

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

static unsigned int programs_loaded(void)
{
	unsigned int count = 0;
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	while (!sys_bpf(BPF_PROG_GET_NEXT_ID, &attr)) {
		attr.start_id = attr.next_id;
		count++;
	}

	return count;
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

/* Run the program on one empty packet; its result is the word it read. */
static __u32 run(int program)
{
	unsigned char packet[64] = { 0 };
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = program;
	attr.test.data_in = (uintptr_t)packet;
	attr.test.data_size_in = sizeof(packet);

	if (sys_bpf(BPF_PROG_TEST_RUN, &attr))
		return 0;

	return attr.test.retval;
}

/* A packet filter copies the first word of linux_banner, "Linu", out. */
struct attempt probe_bpf_read(void)
{
	const __u64 address = symbol_address("linux_banner");
	const struct bpf_insn program[] = {
		STORE_ZERO(BPF_REG_10, -8),
		MOV_REG(BPF_REG_1, BPF_REG_10),
		ADD_IMM(BPF_REG_1, -8),
		MOV_IMM(BPF_REG_2, 4),
		LOAD_LOW(BPF_REG_3, address),
		LOAD_HIGH(address),
		CALL(BPF_FUNC_probe_read_kernel),
		LOAD_WORD(BPF_REG_0, BPF_REG_10, -8),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	__u32 word;
	int fd;

	if (access(BPF_SYSCTL, F_OK))
		return ATTEMPT_MISSING("no bpf(2)");
	if (!address)
		return ATTEMPT_MISSING("no linux_banner in /proc/kallsyms");

	fd = load(BPF_PROG_TYPE_SOCKET_FILTER, program, ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	word = run(fd);
	attempt.effect = !memcmp(&word, "Linu", sizeof(word));
	close(fd);
	return attempt;
}

/* Loading is what the kernel refuses; the program is never attached. */
struct attempt probe_bpf_write(void)
{
	const struct bpf_insn program[] = {
		STORE_ZERO(BPF_REG_10, -8),
		MOV_IMM(BPF_REG_1, 0),
		MOV_REG(BPF_REG_2, BPF_REG_10),
		ADD_IMM(BPF_REG_2, -8),
		MOV_IMM(BPF_REG_3, 8),
		CALL(BPF_FUNC_probe_write_user),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	unsigned int before = programs_loaded();
	struct attempt attempt = { 0 };
	int fd;

	if (access(BPF_SYSCTL, F_OK))
		return ATTEMPT_MISSING("no bpf(2)");

	fd = load(BPF_PROG_TYPE_KPROBE, program, ARRAY_SIZE(program));
	if (fd < 0)
		attempt.error = errno;

	attempt.effect = programs_loaded() > before;
	if (fd >= 0)
		close(fd);

	return attempt;
}
