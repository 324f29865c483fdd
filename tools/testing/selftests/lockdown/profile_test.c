// SPDX-License-Identifier: GPL-2.0
/*
 * Profiling with strict on: the kernel is no longer told of, while programs are
 * profiled and events are counted as before. What shows addresses shows the rest.
 *
 * Starts with nothing locked and ends with confidentiality, strictly.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <linux/hw_breakpoint.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>

#include "denial.h"
#include "files.h"
#include "perf_event.h"
#include "reasons_file.h"
#include "test_module.h"

#define SWITCH_ID	"/sys/kernel/tracing/events/sched/sched_switch/id"
#define KGDBOC		"/sys/module/kgdboc/parameters/kgdboc"
#define MODULE		"lockdown_victim"

static long word;

static void work_in_program(void)
{
	int i;

	for (i = 0; i < 100000; i++)
		__atomic_store_n(&word, word + i, __ATOMIC_RELAXED);
}

static bool is_program_sample(const struct perf_record *record)
{
	return record->header.type == PERF_RECORD_SAMPLE && record->words[0] &&
	       !IS_KERNEL_ADDRESS(record->words[0]);
}

/* 0, or the errno of opening the event. */
static int open_error(struct perf_event_attr attr)
{
	int fd = perf_event_open(&attr);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static bool can_fork(void)
{
	int status;
	pid_t child;

	child = fork();
	if (!child)
		_exit(0);
	return child > 0 && waitpid(child, &status, 0) == child && !status;
}

TEST(the_kernel_is_sampled_until_strict_is_on)
{
	struct perf_event_attr switches = {
		.type		= PERF_TYPE_TRACEPOINT,
		.sample_type	= PERF_SAMPLE_RAW,
		.sample_period	= 1,
	};
	struct perf_event_attr clock = perf_kernel_clock;
	struct perf_event_attr inherited = perf_kernel_clock;
	struct denials denials;
	struct kernel_log log;
	char id[16];
	int before, of_children;

	inherited.inherit = 1;
	ASSERT_EQ(LEVEL_NONE, level_found());
	ASSERT_FALSE(strict_is_on());
	ASSERT_EQ(0, read_text(SWITCH_ID, id, sizeof(id)));
	switches.config = strtoul(id, NULL, 10);
	EXPECT_EQ(0, open_error(switches));

	before = perf_event_open(&clock);
	ASSERT_LE(0, before);
	of_children = perf_event_open(&inherited);
	ASSERT_LE(0, of_children);
	EXPECT_TRUE(perf_event_tells(before, perf_is_kernel_sample, perf_work_in_kernel));

	/* As on the stock kernel. */
	ASSERT_EQ(15, lockdown_file_write("confidentiality", 15));
	EXPECT_EQ(0, open_error(switches));
	EXPECT_EQ(0, open_error(perf_kernel_clock));

	ASSERT_EQ(0, write_text(STRICT_FILE, "1"));
	ASSERT_EQ(0, kernel_log_open_at_end(&log));
	EXPECT_EQ(EPERM, open_error(switches));
	denials = denials_since(&log, LOCKDOWN_PERF_KERNEL);
	EXPECT_EQ(1, denials.exact);
	EXPECT_EQ(0, denials.other);
	EXPECT_EQ(EPERM, open_error(perf_kernel_clock));
	denials = denials_since(&log, LOCKDOWN_PERF_KERNEL);
	EXPECT_EQ(1, denials.exact);

	/* What was opened goes on, also in children, and refuses them nothing. */
	EXPECT_TRUE(can_fork());
	EXPECT_TRUE(perf_event_tells(before, perf_is_kernel_sample, perf_work_in_kernel));

	/* The same tracepoint can be counted. */
	switches.sample_type = 0;
	switches.sample_period = 0;
	EXPECT_EQ(0, open_error(switches));
	denials = denials_since(&log, LOCKDOWN_PERF_KERNEL);
	EXPECT_EQ(0, denials.exact);
	EXPECT_EQ(0, denials.other);
	kernel_log_close(&log);
	close(before);
	close(of_children);
}

/* Nothing of what follows is refused, or told as if it were. */
FIXTURE(neighbour)
{
	struct reason_line before;
	struct kernel_log log;
};

FIXTURE_SETUP(neighbour)
{
	ASSERT_TRUE(strict_is_on());
	ASSERT_EQ(0, reason_line("perf_kernel", &self->before));
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(neighbour)
{
	struct denials denials = denials_since(&self->log, LOCKDOWN_PERF_KERNEL);
	struct reason_line after;

	EXPECT_EQ(0, denials.exact);
	EXPECT_EQ(0, denials.other);
	EXPECT_EQ(0, reason_line("perf_kernel", &after));
	EXPECT_EQ(self->before.denied, after.denied);
	kernel_log_close(&self->log);
}

TEST_F(neighbour, program_is_sampled)
{
	/* As perf record does it, which asks for all records. */
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_SOFTWARE,
		.config		= PERF_COUNT_SW_CPU_CLOCK,
		.freq		= 1,
		.sample_freq	= 1000,
		.sample_type	= PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME |
				  PERF_SAMPLE_CALLCHAIN | PERF_SAMPLE_PERIOD,
		.exclude_kernel	= 1,
		.exclude_hv	= 1,
		.inherit	= 1,
		.mmap		= 1,
		.comm		= 1,
		.task		= 1,
		.ksymbol	= 1,
		.bpf_event	= 1,
	};
	int fd;

	fd = perf_event_open(&attr);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(can_fork());
	close(fd);

	/* What is inherited has no ring for all CPUs together. */
	attr.inherit = 0;
	fd = perf_event_open(&attr);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(perf_event_tells(fd, is_program_sample, work_in_program));
	close(fd);
}

TEST_F(neighbour, kernel_is_counted)
{
	struct perf_event_attr attr = {
		.type	= PERF_TYPE_SOFTWARE,
		.config	= PERF_COUNT_SW_PAGE_FAULTS,
		.inherit = 1,
	};
	int fd;

	fd = perf_event_open(&attr);
	ASSERT_LE(0, fd);
	EXPECT_TRUE(can_fork());
	EXPECT_LT(0, perf_event_count(fd));
	close(fd);
}

TEST_F(neighbour, output_of_bpf_has_its_event)
{
	const struct perf_event_attr attr = {
		.type		= PERF_TYPE_SOFTWARE,
		.config		= PERF_COUNT_SW_BPF_OUTPUT,
		.sample_type	= PERF_SAMPLE_RAW,
		.sample_period	= 1,
		.wakeup_events	= 1,
	};

	EXPECT_EQ(0, open_error(attr));
}

TEST_F(neighbour, program_has_breakpoints)
{
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_BREAKPOINT,
		.bp_type	= HW_BREAKPOINT_W,
		.bp_addr	= (unsigned long)&word,
		.bp_len		= HW_BREAKPOINT_LEN_8,
		.exclude_kernel	= 1,
		.exclude_hv	= 1,
	};
	int fd;

	fd = perf_event_open(&attr);
	ASSERT_LE(0, fd);
	work_in_program();
	EXPECT_LT(0, perf_event_count(fd));

	/* It cannot be moved into the kernel. */
	attr.bp_addr = SOME_KERNEL_ADDRESS;
	EXPECT_EQ(-1, ioctl(fd, PERF_EVENT_IOC_MODIFY_ATTRIBUTES, &attr));
	EXPECT_EQ(EINVAL, errno);
	close(fd);
}

#ifdef __x86_64__
/* A debugger's breakpoint is an event that the kernel makes. */
TEST_F(neighbour, debugger_has_breakpoints)
{
	const size_t registers = offsetof(struct user, u_debugreg);
	int status;
	pid_t child;

	child = fork();
	ASSERT_LE(0, child);
	if (!child) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		__atomic_store_n(&word, 1, __ATOMIC_RELAXED);
		_exit(0);
	}
	ASSERT_EQ(child, waitpid(child, &status, 0));
	ASSERT_TRUE(WIFSTOPPED(status));

	/* Stop where eight bytes are written. */
	EXPECT_EQ(0, ptrace(PTRACE_POKEUSER, child, registers, &word));
	EXPECT_EQ(0, ptrace(PTRACE_POKEUSER, child, registers + 7 * sizeof(long), 0x90001));
	EXPECT_EQ(0, ptrace(PTRACE_CONT, child, NULL, NULL));
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_TRUE(WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
}

/* So are those of the kernel's own debugger, which have no handler either. */
TEST_F(neighbour, kgdb_has_breakpoints)
{
	if (access(KGDBOC, F_OK))
		SKIP(return, "no %s", KGDBOC);

	EXPECT_EQ(0, write_text(KGDBOC, "ttyS1"));
	EXPECT_TRUE(file_mentions(KGDBOC, "ttyS1"));
	EXPECT_EQ(0, write_text(KGDBOC, "\n"));
}
#endif

TEST_F(neighbour, modules_are_listed_without_addresses)
{
	char text[64];

	ASSERT_EQ(0, test_module_load(MODULE "-signed.ko"));
	EXPECT_TRUE(file_mentions("/proc/modules", MODULE " "));
	EXPECT_TRUE(file_mentions("/proc/modules", " Live 0x0000000000000000"));
	EXPECT_EQ(0, read_text("/sys/module/" MODULE "/sections/.text", text, sizeof(text)));
	EXPECT_EQ(0U, strtoull(text, NULL, 16));
	test_module_unload(MODULE);
}

#define SYSLOG_ACTION_READ_ALL	3

TEST_F(neighbour, log_is_read)
{
	char text[4096];

	EXPECT_LT(0, klogctl(SYSLOG_ACTION_READ_ALL, text, sizeof(text)));
	EXPECT_EQ(0, read_text("/dev/kmsg", text, sizeof(text)));
}

TEST_F(neighbour, other_settings_are_written)
{
	char text[16];

	EXPECT_EQ(0, read_text("/proc/sys/kernel/kptr_restrict", text, sizeof(text)));
	EXPECT_STREQ("1\n", text);
	EXPECT_EQ(0, write_text("/proc/sys/kernel/perf_event_paranoid", "0"));
}

/* Also where everybody may profile the kernel. */
TEST_F(neighbour, modules_tell_nobody_more)
{
	EXPECT_EQ(0, write_text("/proc/sys/kernel/perf_event_paranoid", "-1"));
	ASSERT_EQ(0, test_module_load(MODULE "-signed.ko"));
	EXPECT_TRUE(file_mentions("/proc/modules", " Live 0x0000000000000000"));
	test_module_unload(MODULE);
}

TEST_HARNESS_MAIN
