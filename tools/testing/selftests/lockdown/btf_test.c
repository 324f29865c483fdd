// SPDX-License-Identifier: GPL-2.0
/*
 * Doors of BPF that need the types of the kernel, as doors_test tries the others, and
 * programs beside them, which load and do their work at every level.
 */

#include "../kselftest_harness.h"

#include <stddef.h>
#include <sys/wait.h>

#include "bpf_program.h"
#include "door_test.h"
#include "kernel_types.h"

#define BTF_DOOR(...)	DOOR_VARIANT(__VA_ARGS__)
#include "doors_list.h"

FIXTURE(neighbour)
{
	struct kernel_log log;
};

FIXTURE_SETUP(neighbour)
{
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(neighbour)
{
	struct denials denials = denials_since(&self->log, LOCKDOWN_BPF_BTF_READ);

	EXPECT_EQ(0, denials.exact);
	EXPECT_EQ(0, denials.observed);
	EXPECT_EQ(0, denials.other);
	kernel_log_close(&self->log);
}

/* Return: What the program returns, or -errno of its load. */
static long load_and_run(enum bpf_prog_type type, const struct bpf_insn *program,
			 unsigned int length)
{
	long result;
	int fd;

	fd = bpf_load(type, 0, 0, program, length);
	if (fd < 0)
		return -errno;

	result = bpf_run(type, fd);
	close(fd);
	return result;
}

/* How long the packet is, as the kernel says it, and what protocol of which socket. */
TEST_F(neighbour, filter_of_packets)
{
	const struct bpf_insn length[] = {
		LOAD_WORD(BPF_REG_0, BPF_REG_1, offsetof(struct __sk_buff, len)),
		EXIT(),
	};
	const struct bpf_insn family[] = {
		LOAD_LONG(BPF_REG_1, BPF_REG_1, offsetof(struct __sk_buff, sk)),
		MOV_IMM(BPF_REG_0, 7),
		SKIP_IF(BPF_JEQ, BPF_REG_1, 0, 1),
		LOAD_WORD(BPF_REG_0, BPF_REG_1, offsetof(struct bpf_sock, family)),
		EXIT(),
	};

	EXPECT_LT(0, load_and_run(FILTER, length, ARRAY_SIZE(length)));
	EXPECT_LE(0, load_and_run(FILTER, family, ARRAY_SIZE(family)));
}

/* They read the packet itself. */
TEST_F(neighbour, programs_of_the_network)
{
	static const struct {
		enum bpf_prog_type type;
		int data, end;
	} kinds[] = {
		{ BPF_PROG_TYPE_XDP, offsetof(struct xdp_md, data),
		  offsetof(struct xdp_md, data_end) },
		{ BPF_PROG_TYPE_SCHED_CLS, offsetof(struct __sk_buff, data),
		  offsetof(struct __sk_buff, data_end) },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		const struct bpf_insn program[] = {
			LOAD_WORD(BPF_REG_2, BPF_REG_1, kinds[i].data),
			LOAD_WORD(BPF_REG_3, BPF_REG_1, kinds[i].end),
			MOV_IMM(BPF_REG_0, 1),
			MOV_REG(BPF_REG_4, BPF_REG_2),
			ADD_IMM(BPF_REG_4, 8),
			SKIP_IF_ABOVE(BPF_REG_4, BPF_REG_3, 2),
			LOAD_WORD(BPF_REG_0, BPF_REG_2, 4),
			ADD_IMM(BPF_REG_0, 2),
			EXIT(),
		};

		EXPECT_EQ(2, load_and_run(kinds[i].type, program, ARRAY_SIZE(program))) {
			TH_LOG("type %d", kinds[i].type);
		}
	}
}

/* What of a control group has a program, if the kernel has that. */
TEST_F(neighbour, programs_of_a_control_group)
{
	const struct bpf_insn program[] = {
		LOAD_WORD(BPF_REG_0, BPF_REG_1, offsetof(struct __sk_buff, len)),
		MOV_IMM(BPF_REG_0, 1),
		EXIT(),
	};
	long result;

	result = load_and_run(BPF_PROG_TYPE_CGROUP_SKB, program, ARRAY_SIZE(program));
	EXPECT_TRUE(result == 1 || result == -EINVAL);
}

TEST_F(neighbour, program_of_a_tracepoint)
{
	EXPECT_TRUE(bpf_is_supported(BPF_PROG_TYPE_TRACEPOINT));
	EXPECT_TRUE(bpf_is_supported(BPF_PROG_TYPE_KPROBE));
}

/* It counts without a look at what it is given. */
TEST_F(neighbour, program_that_counts)
{
	const int target = kernel_type("btf_trace_task_newtask", BTF_KIND_TYPEDEF);
	const int map = bpf_make_map(0);
	const struct bpf_insn program[] = {
		LOAD_VALUE(BPF_REG_1, map),
		MOV_IMM(BPF_REG_2, 1),
		ADD_ATOMICALLY(BPF_REG_1, 0, BPF_REG_2),
		MOV_IMM(BPF_REG_0, 0),
		EXIT(),
	};
	__u64 count = 0;
	int fd, link;
	pid_t child;

	ASSERT_LE(0, map);
	ASSERT_NE(0, target);
	fd = bpf_load(BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, target, program,
		      ARRAY_SIZE(program));
	ASSERT_LE(0, fd);
	link = bpf_attach(fd);
	ASSERT_LE(0, link);
	child = fork();
	if (!child)
		_exit(0);
	waitpid(child, NULL, 0);
	EXPECT_EQ(0, bpf_read_map(map, &count));
	EXPECT_LT(0ULL, count);
	close(link);
	close(fd);
	close(map);
}

TEST_HARNESS_MAIN
