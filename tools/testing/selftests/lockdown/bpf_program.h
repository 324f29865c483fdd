/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs, written as instructions; no library is at hand in a guest. */

#ifndef BPF_PROGRAM_H
#define BPF_PROGRAM_H

#include <linux/bpf.h>
#include <stdbool.h>

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
#define SHIFT_RIGHT(dst, imm)	INSN(BPF_ALU64 | BPF_RSH | BPF_K, dst, 0, 0, imm)
#define LOAD_WORD(dst, src, off) \
	INSN(BPF_LDX | BPF_MEM | BPF_W, dst, src, off, 0)
#define LOAD_LONG(dst, src, off) \
	INSN(BPF_LDX | BPF_MEM | BPF_DW, dst, src, off, 0)
#define STORE_REG(dst, off, src) \
	INSN(BPF_STX | BPF_MEM | BPF_DW, dst, src, off, 0)
#define STORE_ZERO(dst, off)	INSN(BPF_ST | BPF_MEM | BPF_DW, dst, 0, off, 0)
#define ADD_ATOMICALLY(dst, off, src) \
	INSN(BPF_STX | BPF_ATOMIC | BPF_DW, dst, src, off, BPF_ADD)
#define SKIP_IF(jump, dst, imm, count)	INSN(BPF_JMP | (jump) | BPF_K, dst, 0, count, imm)
#define SKIP_IF_ABOVE(dst, src, count)	INSN(BPF_JMP | BPF_JGT | BPF_X, dst, src, count, 0)
#define CALL(helper)		INSN(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
/* A function of the program, so many instructions behind the next; one of the kernel. */
#define CALL_BEHIND(count)	INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, count)
#define CALL_KERNEL(function)	INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, function)
#define EXIT()			INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

/* A 64-bit constant takes both of them, one behind the other. */
#define LOAD_LOW(dst, value) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, 0, 0, (__u32)(value))
#define LOAD_HIGH(value)	INSN(0, 0, 0, 0, (__u32)((value) >> 32))
/* So do the addresses of a map, of its first value, and of a variable of the kernel. */
#define LOAD_MAP(dst, map) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, BPF_PSEUDO_MAP_FD, 0, map), \
	INSN(0, 0, 0, 0, 0)
#define LOAD_VALUE(dst, map) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, BPF_PSEUDO_MAP_VALUE, 0, map), \
	INSN(0, 0, 0, 0, 0)
#define LOAD_VARIABLE(dst, type) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, BPF_PSEUDO_BTF_ID, 0, type), \
	INSN(0, 0, 0, 0, 0)

/*
 * The two kinds of programs that are judged apart. What a raw tracepoint may
 * call, every tracing program may, and it can be run without an event.
 */
#define FILTER	BPF_PROG_TYPE_SOCKET_FILTER
#define TRACING	BPF_PROG_TYPE_RAW_TRACEPOINT

int sys_bpf(int command, union bpf_attr *attr);

/**
 * bpf_load() - Load a program
 * @type: Its type.
 * @attach_type: How it attaches, where its type leaves that open.
 * @target: The number of the type of what it attaches to, or 0.
 * @program: Its instructions.
 * @length: How many.
 *
 * Return: Its descriptor, or -1 with errno.
 */
int bpf_load(enum bpf_prog_type type, enum bpf_attach_type attach_type, __u32 target,
	     const struct bpf_insn *program, unsigned int length);

/* A program that asks for nothing is refused only where its kind is unknown. */
bool bpf_is_supported(enum bpf_prog_type type);

/* Run the program once, all but TRACING on an empty packet. Return: Its result. */
__u32 bpf_run(enum bpf_prog_type type, int program);

/* Attach the program to the target of its load. Return: As bpf_load(), of the link. */
int bpf_attach(int program);

/**
 * bpf_make_map() - Make a map of one value of eight bytes
 * @flags: Flags of BPF_MAP_CREATE.
 *
 * Return: As bpf_load().
 */
int bpf_make_map(__u32 flags);

/* Read or write the value. Return: 0, or -1 with errno. */
int bpf_read_map(int map, void *value);
int bpf_write_map(int map, const void *value);

#endif /* BPF_PROGRAM_H */
