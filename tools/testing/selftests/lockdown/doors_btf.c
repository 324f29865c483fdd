// SPDX-License-Identifier: GPL-2.0
/*
 * Doors of BPF that need the types of the kernel: loads from its structures, and
 * functions of it that a program calls or answers for.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bpf_program.h"
#include "doors.h"
#include "files.h"
#include "kernel_release.h"
#include "kernel_types.h"

#define CLASSIFIER	BPF_PROG_TYPE_SCHED_CLS

#ifndef BPF_MEMSX
#define BPF_MEMSX	0x80
#endif

#define JIT		"/proc/sys/net/core/bpf_jit_enable"
#define JIT_HARDEN	"/proc/sys/net/core/bpf_jit_harden"
#define NO_JIT		"no compiler of BPF programs"
#define NO_TYPE		"no such type of the kernel"

/* Nothing that setpriority(2) says by itself. */
#define ANSWER		ENOTNAM

static int function(const char *name)
{
	return kernel_type(name, BTF_KIND_FUNC);
}

/* Skips so many instructions but in this program itself; R0 is lost. */
#define SKIP_UNLESS_MYSELF(count)		\
	CALL(BPF_FUNC_get_current_pid_tgid),	\
	SHIFT_RIGHT(BPF_REG_0, 32),		\
	SKIP_IF(BPF_JNE, BPF_REG_0, getpid(), count)

/* Send a message through the filter; it tells by the map what it has read. */
static bool tells_of_socket(int filter, int map)
{
	const int room = 54321;
	socklen_t length = sizeof(int);
	__u64 told = 0;
	int ends[2], kept = 0;

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends))
		return false;

	if (!setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room)) &&
	    !getsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &kept, &length) &&
	    !setsockopt(ends[1], SOL_SOCKET, SO_ATTACH_BPF, &filter, sizeof(filter)) &&
	    send(ends[0], "x", 1, 0) == 1)
		bpf_read_map(map, &told);
	close(ends[0]);
	close(ends[1]);
	return kept && told == (__u64)kept;
}

static struct attempt load_filter(const struct bpf_insn *program, unsigned int length, int map)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = bpf_load(FILTER, 0, 0, program, length);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	attempt.effect = tells_of_socket(fd, map);
	close(fd);
	return attempt;
}

/* A packet filter reads the structure of the socket that it is for. */
static struct attempt follow_socket(__u8 load)
{
	const int room = kernel_member("sock", "sk_sndbuf");
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		LOAD_LONG(BPF_REG_1, BPF_REG_1, offsetof(struct __sk_buff, sk)),
		SKIP_IF(BPF_JEQ, BPF_REG_1, 0, 6),
		CALL(BPF_FUNC_skc_to_unix_sock),
		SKIP_IF(BPF_JEQ, BPF_REG_0, 0, 4),
		INSN(load, BPF_REG_1, BPF_REG_0, room, 0),
		LOAD_VALUE(BPF_REG_2, map),
		STORE_REG(BPF_REG_2, 0, BPF_REG_1),
		MOV_IMM(BPF_REG_0, -1),
		EXIT(),
	};
	struct attempt attempt;

	if (map < 0)
		return ATTEMPT_MISSING("no BPF maps");

	attempt = room < 0 ? ATTEMPT_MISSING(NO_TYPE) :
			     load_filter(program, ARRAY_SIZE(program), map);
	close(map);
	return attempt;
}

struct attempt probe_bpf_socket(void)
{
	return follow_socket(BPF_LDX | BPF_MEM | BPF_W);
}

struct attempt probe_bpf_socket_signed(void)
{
	if (kernel_is_before(6, 6))
		return ATTEMPT_MISSING("no loads with a sign");

	return follow_socket(BPF_LDX | BPF_MEMSX | BPF_W);
}

/* Compiled with its constants hidden, as those of a program that nobody trusts. */
struct attempt probe_bpf_socket_blinded(void)
{
	struct attempt attempt;
	char before[16];

	if (read_text(JIT_HARDEN, before, sizeof(before)))
		return ATTEMPT_MISSING(NO_JIT);

	write_text(JIT_HARDEN, "2");
	attempt = follow_socket(BPF_LDX | BPF_MEM | BPF_W);
	write_text(JIT_HARDEN, before);
	return attempt;
}

/* The same in a function of the program, which is compiled apart. */
struct attempt probe_bpf_socket_function(void)
{
	const int room = kernel_member("sock", "sk_sndbuf");
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		LOAD_LONG(BPF_REG_1, BPF_REG_1, offsetof(struct __sk_buff, sk)),
		SKIP_IF(BPF_JEQ, BPF_REG_1, 0, 4),
		CALL(BPF_FUNC_skc_to_unix_sock),
		SKIP_IF(BPF_JEQ, BPF_REG_0, 0, 2),
		MOV_REG(BPF_REG_1, BPF_REG_0),
		CALL_BEHIND(2),
		MOV_IMM(BPF_REG_0, -1),
		EXIT(),
		LOAD_WORD(BPF_REG_1, BPF_REG_1, room),
		LOAD_VALUE(BPF_REG_2, map),
		STORE_REG(BPF_REG_2, 0, BPF_REG_1),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt;

	if (map < 0)
		return ATTEMPT_MISSING("no BPF maps");

	attempt = room < 0 ? ATTEMPT_MISSING(NO_TYPE) :
			     load_filter(program, ARRAY_SIZE(program), map);
	close(map);
	return attempt;
}

/* Read from a file, which the program sees. Return: The file's inode number, or 0. */
static __u64 read_something(void)
{
	struct stat status = { 0 };
	char byte;
	int fd;

	fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (fstat(fd, &status) || read(fd, &byte, 1) != 1)
		status.st_ino = 0;
	close(fd);
	return status.st_ino;
}

/* Return: The child's number. */
static __u64 fork_somebody(void)
{
	pid_t child = fork();

	if (!child)
		_exit(0);
	return child > 0 && waitpid(child, NULL, 0) == child ? child : 0;
}

/* Attach the program, have it called, and see whether it tells what it must. */
static struct attempt load_and_call(enum bpf_attach_type attach_type, int target,
				    const struct bpf_insn *program, unsigned int length,
				    int map, __u64 (*event)(void))
{
	struct attempt attempt = { 0 };
	__u64 known, told = 0;
	int fd, link;

	fd = bpf_load(BPF_PROG_TYPE_TRACING, attach_type, target, program, length);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	link = bpf_attach(fd);
	if (link < 0) {
		attempt.error = errno;
	} else {
		known = event();
		attempt.effect = !bpf_read_map(map, &told) && known && told == known;
		close(link);
	}
	close(fd);
	return attempt;
}

/* At the entry of a function, from a structure that it is called with. */
struct attempt probe_bpf_fentry(void)
{
	const int target = function("vfs_read");
	const int inode = kernel_member("file", "f_inode");
	const int number = kernel_member("inode", "i_ino");
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		MOV_REG(BPF_REG_6, BPF_REG_1),
		SKIP_UNLESS_MYSELF(6),
		LOAD_LONG(BPF_REG_1, BPF_REG_6, 0),
		LOAD_LONG(BPF_REG_1, BPF_REG_1, inode),
		LOAD_LONG(BPF_REG_1, BPF_REG_1, number),
		LOAD_VALUE(BPF_REG_2, map),
		STORE_REG(BPF_REG_2, 0, BPF_REG_1),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt;

	if (map < 0)
		return ATTEMPT_MISSING("no BPF maps");

	if (!target || inode < 0 || number < 0)
		attempt = ATTEMPT_MISSING(NO_TYPE);
	else if (access(JIT, F_OK))
		attempt = ATTEMPT_MISSING(NO_JIT);
	else
		attempt = load_and_call(BPF_TRACE_FENTRY, target, program, ARRAY_SIZE(program),
					map, read_something);
	close(map);
	return attempt;
}

/* At a tracepoint; the verifier trusts what it is given there. */
struct attempt probe_bpf_tracepoint(void)
{
	const int target = kernel_type("btf_trace_task_newtask", BTF_KIND_TYPEDEF);
	const int pid = kernel_member("task_struct", "pid");
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		MOV_REG(BPF_REG_6, BPF_REG_1),
		SKIP_UNLESS_MYSELF(5),
		LOAD_LONG(BPF_REG_1, BPF_REG_6, 0),
		LOAD_WORD(BPF_REG_1, BPF_REG_1, pid),
		LOAD_VALUE(BPF_REG_2, map),
		STORE_REG(BPF_REG_2, 0, BPF_REG_1),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt;

	if (map < 0)
		return ATTEMPT_MISSING("no BPF maps");

	attempt = !target || pid < 0 ? ATTEMPT_MISSING(NO_TYPE) :
		  load_and_call(BPF_TRACE_RAW_TP, target, program, ARRAY_SIZE(program),
				map, fork_somebody);
	close(map);
	return attempt;
}

/* Have what the program returns. Return: The attempt, of which no effect is seen yet. */
static struct attempt load_and_run(enum bpf_prog_type type, const struct bpf_insn *program,
				   unsigned int length, __u32 *result)
{
	int fd;

	fd = bpf_load(type, 0, 0, program, length);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	*result = bpf_run(type, fd);
	close(fd);
	return (struct attempt){ 0 };
}

struct attempt probe_bpf_current_task(void)
{
	const int tgid = kernel_member("task_struct", "tgid");
	const struct bpf_insn program[] = {
		CALL(BPF_FUNC_get_current_task_btf),
		LOAD_WORD(BPF_REG_0, BPF_REG_0, tgid),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;

	if (tgid < 0)
		return ATTEMPT_MISSING(NO_TYPE);

	attempt = load_and_run(TRACING, program, ARRAY_SIZE(program), &result);
	attempt.effect = result == (__u32)getpid();
	return attempt;
}

/* Where the functions of a map are, in the kernel: an address of its own half. */
struct attempt probe_bpf_map(void)
{
	const int functions = kernel_member("bpf_map", "ops");
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		LOAD_MAP(BPF_REG_1, map),
		LOAD_LONG(BPF_REG_1, BPF_REG_1, functions),
		LOAD_VALUE(BPF_REG_2, map),
		STORE_REG(BPF_REG_2, 0, BPF_REG_1),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;
	__u64 told = 0;

	if (map < 0)
		return ATTEMPT_MISSING("no BPF maps");

	attempt = functions < 0 ? ATTEMPT_MISSING(NO_TYPE) :
		  load_and_run(FILTER, program, ARRAY_SIZE(program), &result);
	attempt.effect = !bpf_read_map(map, &told) && told >> 32 == 0xffffffff;
	close(map);
	return attempt;
}

/* Where the memory of each CPU is: the upper half of an address. */
struct attempt probe_bpf_variable(void)
{
	const int variable = kernel_type("this_cpu_off", BTF_KIND_VAR);
	const struct bpf_insn program[] = {
		LOAD_VARIABLE(BPF_REG_1, variable),
		CALL(BPF_FUNC_this_cpu_ptr),
		LOAD_LONG(BPF_REG_0, BPF_REG_0, 0),
		SHIFT_RIGHT(BPF_REG_0, 32),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;

	if (!variable)
		return ATTEMPT_MISSING(NO_TYPE);

	attempt = load_and_run(TRACING, program, ARRAY_SIZE(program), &result);
	attempt.effect = result;
	return attempt;
}

/* The kernel's own structure of a packet has an address in it, of its own half. */
struct attempt probe_bpf_context(void)
{
	const int cast = function("bpf_cast_to_kern_ctx");
	const int head = kernel_member("sk_buff", "head");
	const struct bpf_insn program[] = {
		CALL_KERNEL(cast),
		LOAD_LONG(BPF_REG_0, BPF_REG_0, head),
		SHIFT_RIGHT(BPF_REG_0, 32),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;

	if (!cast || head < 0)
		return ATTEMPT_MISSING(NO_TYPE);
	if (access(JIT, F_OK))
		return ATTEMPT_MISSING(NO_JIT);

	attempt = load_and_run(CLASSIFIER, program, ARRAY_SIZE(program), &result);
	attempt.effect = (__s32)result < 0;
	return attempt;
}

/* A task that a function of the kernel returns. */
struct attempt probe_bpf_task(void)
{
	const int find = function("bpf_task_from_pid");
	const int release = function("bpf_task_release");
	const int tgid = kernel_member("task_struct", "tgid");
	const struct bpf_insn program[] = {
		MOV_IMM(BPF_REG_1, getpid()),
		CALL_KERNEL(find),
		SKIP_IF(BPF_JEQ, BPF_REG_0, 0, 4),
		LOAD_WORD(BPF_REG_6, BPF_REG_0, tgid),
		MOV_REG(BPF_REG_1, BPF_REG_0),
		CALL_KERNEL(release),
		MOV_REG(BPF_REG_0, BPF_REG_6),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;

	if (!find || !release || tgid < 0)
		return ATTEMPT_MISSING(NO_TYPE);
	if (access(JIT, F_OK))
		return ATTEMPT_MISSING(NO_JIT);

	attempt = load_and_run(CLASSIFIER, program, ARRAY_SIZE(program), &result);
	attempt.effect = result == (__u32)getpid();
	return attempt;
}

/* It takes any number for the address of a structure, here one that may be told. */
struct attempt probe_bpf_cast(void)
{
	const int cast = function("bpf_rdonly_cast");
	const int task = kernel_type("task_struct", BTF_KIND_STRUCT);
	const int tgid = kernel_member("task_struct", "tgid");
	const struct bpf_insn program[] = {
		CALL(BPF_FUNC_get_current_task),
		MOV_REG(BPF_REG_1, BPF_REG_0),
		MOV_IMM(BPF_REG_2, task),
		CALL_KERNEL(cast),
		LOAD_WORD(BPF_REG_0, BPF_REG_0, tgid),
		EXIT(),
	};
	struct attempt attempt;
	__u32 result = 0;

	if (!cast || tgid < 0)
		return ATTEMPT_MISSING(NO_TYPE);
	if (access(JIT, F_OK))
		return ATTEMPT_MISSING(NO_JIT);

	attempt = load_and_run(FILTER, program, ARRAY_SIZE(program), &result);
	attempt.effect = result == (__u32)getpid();
	return attempt;
}

/* The program says what a security check has said, and so what the call gets. */
struct attempt probe_bpf_modify_return(void)
{
	const int target = function("security_task_setnice");
	const struct bpf_insn program[] = {
		SKIP_UNLESS_MYSELF(2),
		MOV_IMM(BPF_REG_0, -ANSWER),
		EXIT(),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	struct attempt attempt = { 0 };
	int fd, link;

	if (!target)
		return ATTEMPT_MISSING(NO_TYPE);
	if (access(JIT, F_OK))
		return ATTEMPT_MISSING(NO_JIT);

	fd = bpf_load(BPF_PROG_TYPE_TRACING, BPF_MODIFY_RETURN, target, program,
		      ARRAY_SIZE(program));
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	link = bpf_attach(fd);
	if (link < 0) {
		attempt.error = errno;
	} else {
		attempt.effect = setpriority(PRIO_PROCESS, 0, 0) && errno == ANSWER;
		close(link);
	}
	close(fd);
	return attempt;
}
