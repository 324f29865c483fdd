// SPDX-License-Identifier: GPL-2.0
/*
 * Doors of BPF: helpers that read or print kernel memory or write user memory, and
 * probes of the kernel.
 */

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bpf_program.h"
#include "doors.h"
#include "files.h"

/* The program returns the first word of linux_banner, "Linu". */
static struct attempt load_and_read(enum bpf_prog_type type,
				    const struct bpf_insn *program, unsigned int length)
{
	struct attempt attempt = { 0 };
	__u32 word;
	int fd;

	if (!bpf_is_supported(type))
		return ATTEMPT_MISSING("no BPF programs of this kind");

	fd = bpf_load(type, 0, 0, program, length);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	word = bpf_run(type, fd);
	attempt.effect = !memcmp(&word, "Linu", sizeof(word));
	close(fd);
	return attempt;
}

static struct attempt read_kernel(enum bpf_prog_type type, __u32 helper)
{
	const __u64 address = kernel_symbol("linux_banner");
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

	if (!address)
		return ATTEMPT_MISSING("no linux_banner in /proc/kallsyms");

	return load_and_read(type, program, ARRAY_SIZE(program));
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

	if (!bpf_is_supported(TRACING))
		return ATTEMPT_MISSING("no BPF programs for tracing");

	fd = bpf_load(TRACING, 0, 0, program, ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	bpf_run(TRACING, fd);
	attempt.effect = !word;
	close(fd);
	return attempt;
}

/* A text for programs, which nobody can change any more. Return: A map or -1. */
static int make_text(const char *text)
{
	union bpf_attr attr;
	char value[8] = "";
	int map;

	map = bpf_make_map(BPF_F_RDONLY_PROG);
	if (map < 0)
		return -1;

	snprintf(value, sizeof(value), "%s", text);
	if (!bpf_write_map(map, value)) {
		memset(&attr, 0, sizeof(attr));
		attr.map_fd = map;
		if (!sys_bpf(BPF_MAP_FREEZE, &attr))
			return map;
	}

	close(map);
	return -1;
}

/* The program prints linux_banner, and returns the first word of it, "Linu". */
struct attempt probe_bpf_print(void)
{
	const __u64 address = kernel_symbol("linux_banner");
	const int format = make_text("%s");
	const struct bpf_insn program[] = {
		LOAD_LOW(BPF_REG_6, address),
		LOAD_HIGH(address),
		STORE_REG(BPF_REG_10, -8, BPF_REG_6),
		STORE_ZERO(BPF_REG_10, -16),
		STORE_ZERO(BPF_REG_10, -24),
		MOV_REG(BPF_REG_1, BPF_REG_10),
		ADD_IMM(BPF_REG_1, -24),
		MOV_IMM(BPF_REG_2, 16),
		LOAD_VALUE(BPF_REG_3, format),
		MOV_REG(BPF_REG_4, BPF_REG_10),
		ADD_IMM(BPF_REG_4, -8),
		MOV_IMM(BPF_REG_5, 8),
		CALL(BPF_FUNC_snprintf),
		LOAD_WORD(BPF_REG_0, BPF_REG_10, -24),
		EXIT(),
	};
	struct attempt attempt;

	if (format < 0)
		return ATTEMPT_MISSING("no BPF maps");
	if (!address)
		return ATTEMPT_MISSING("no linux_banner in /proc/kallsyms");

	attempt = load_and_read(FILTER, program, ARRAY_SIZE(program));
	close(format);
	return attempt;
}

/* It returns how many bytes of linux_banner the trace has got. */
struct attempt probe_bpf_print_trace(void)
{
	const __u64 address = kernel_symbol("linux_banner");
	const struct bpf_insn program[] = {
		/* "%s" */
		MOV_IMM(BPF_REG_1, 0x7325),
		STORE_REG(BPF_REG_10, -8, BPF_REG_1),
		MOV_REG(BPF_REG_1, BPF_REG_10),
		ADD_IMM(BPF_REG_1, -8),
		MOV_IMM(BPF_REG_2, 3),
		LOAD_LOW(BPF_REG_3, address),
		LOAD_HIGH(address),
		CALL(BPF_FUNC_trace_printk),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	int fd;

	if (!bpf_is_supported(TRACING))
		return ATTEMPT_MISSING("no BPF programs for tracing");
	if (!address)
		return ATTEMPT_MISSING("no linux_banner in /proc/kallsyms");

	fd = bpf_load(TRACING, 0, 0, program, ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	attempt.effect = (int)bpf_run(TRACING, fd) > (int)sizeof("Linux version");
	close(fd);
	return attempt;
}

#ifndef __aarch64__
/* The program is called wherever the kernel sleeps for a program. */
struct attempt probe_bpf_probe(void)
{
	static const char * const symbols[] = { "hrtimer_nanosleep" };
	const struct bpf_insn program[] = {
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	union bpf_attr attr;
	int fd, link;

	if (!bpf_is_supported(BPF_PROG_TYPE_KPROBE))
		return ATTEMPT_MISSING("no BPF programs for probes");

	fd = bpf_load(BPF_PROG_TYPE_KPROBE, BPF_TRACE_KPROBE_MULTI, 0, program,
		      ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	memset(&attr, 0, sizeof(attr));
	attr.link_create.prog_fd = fd;
	attr.link_create.attach_type = BPF_TRACE_KPROBE_MULTI;
	attr.link_create.kprobe_multi.cnt = ARRAY_SIZE(symbols);
	attr.link_create.kprobe_multi.syms = (uintptr_t)symbols;
	link = sys_bpf(BPF_LINK_CREATE, &attr);
	if (link < 0 && errno == EOPNOTSUPP)
		attempt.missing = "no BPF probes of many functions";
	else if (link < 0)
		attempt.error = errno;
	else
		attempt.effect = true;

	if (link >= 0)
		close(link);
	close(fd);
	return attempt;
}
#endif
