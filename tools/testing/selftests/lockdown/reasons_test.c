// SPDX-License-Identifier: GPL-2.0
/*
 * Single reasons: they are listed, counted, and can be denied on top of
 * integrity. A raise is told to whoever waits, and stays on record. The tests
 * run in the order of their definition and raise what they find.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "denial.h"
#include "files.h"
#include "reasons_file.h"
#include "test_module.h"

#define KCORE	"/proc/kcore"

#define TOO_EARLY_LINE \
	"Lockdown: single reasons from securityfs are refused until the level is integrity; see man kernel_lockdown.7"
#define KCORE_LINE \
	"Lockdown: kcore is locked down from securityfs; see man kernel_lockdown.7"

#define THREADS		4
#ifdef __x86_64__
#define ATTEMPTS	250000
#else
/* What is emulated where these tests run takes much longer over each. */
#define ATTEMPTS	25000
#endif

FIXTURE(reasons)
{
	enum level level;
	struct kernel_log log;
};

FIXTURE_SETUP(reasons)
{
	int level = level_found();

	if (access(REASONS_FILE, F_OK))
		SKIP(return, "no file %s", REASONS_FILE);
	ASSERT_LE(0, level);
	self->level = level;
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(reasons)
{
	kernel_log_close(&self->log);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	return stat(path, &status) ? 0 : status.st_mode & 0777;
}

/* TAINT_UNSIGNED_MODULE, a bit of the kernel's mask. */
#define UNSIGNED_MODULE	13

static bool has_unsigned_module(void)
{
	char taints[32];

	return !read_text("/proc/sys/kernel/tainted", taints, sizeof(taints)) &&
	       (strtoul(taints, NULL, 10) >> UNSIGNED_MODULE & 1);
}

/* Has the record of raises this one, and with it what stays nevertheless? */
static bool raise_on_record(const char *raised, const char *origin)
{
	char end[128];

	snprintf(end, sizeof(end), " %s %s %s\n", raised,
		 has_unsigned_module() ? "module_signature" : "none", origin);
	return file_mentions(RAISES_FILE, end);
}

TEST_F(reasons, files_are_for_those_who_need_them)
{
	EXPECT_EQ(0644U, mode_of(REASONS_FILE));
	EXPECT_EQ(0444U, mode_of(RAISES_FILE));
	EXPECT_EQ(0600U, mode_of(WATCH_FILE));
	EXPECT_EQ(0400U, mode_of(PROGRAMS_FILE));
}

TEST_F(reasons, each_has_its_line)
{
	struct reason_line line;
	int i;

	for (i = 0; i < LOCKDOWN_REASON_COUNT; i++) {
		const bool denied = reasons[i].level <= self->level &&
				    (!reasons[i].strict || strict_is_on());

		/* A kernel may be older than a reason. */
		if (reason_line(reasons[i].slug, &line) == -ENOMSG)
			continue;
		EXPECT_STREQ(level_names[reasons[i].level], line.level);
		EXPECT_STREQ(reasons[i].strict ? "strict" : "base", line.scope);
		EXPECT_STREQ(denied ? "denied" : "allowed", line.state);
		EXPECT_STREQ(reasons[i].text, line.text);
	}
	EXPECT_EQ(0, reason_line("dev_mem", &line));
}

TEST_F(reasons, single_one_below_integrity_is_refused)
{
	struct reason_line line;

	if (self->level != LEVEL_NONE)
		SKIP(return, "level found: %s", level_names[self->level]);

	EXPECT_EQ(-EPERM, write_text(REASONS_FILE, "kcore"));
	EXPECT_EQ(1, kernel_log_count(&self->log, TOO_EARLY_LINE));
	ASSERT_EQ(0, reason_line("kcore", &line));
	EXPECT_STREQ("allowed", line.state);
}

/* Who waits for a raise: by poll(2) with each of these files, or by inotify(7). */
static const char *const told[] = { LOCKDOWN_FILE, REASONS_FILE, RAISES_FILE };

#define BY_INOTIFY	ARRAY_SIZE(told)
#define ALL_TOLD	((1U << (BY_INOTIFY + 1)) - 1)

static int add_waiter(int epoll, int fd, __u32 events, __u32 number)
{
	struct epoll_event waiter = { .events = events, .data.u32 = number };

	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &waiter);
}

/*
 * epoll(7) looks at a file again only when it is woken: a raise that nobody is
 * woken for goes unseen. Return: The epoll instance, or -1.
 */
static int wait_for_raises(void)
{
	const int epoll = epoll_create1(EPOLL_CLOEXEC);
	const int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	__u32 i;

	if (inotify_add_watch(inotify, REASONS_FILE, IN_MODIFY) < 0 ||
	    add_waiter(epoll, inotify, EPOLLIN | EPOLLET, BY_INOTIFY))
		return -1;
	for (i = 0; i < ARRAY_SIZE(told); i++)
		if (add_waiter(epoll, open(told[i], O_RDONLY | O_CLOEXEC), EPOLLPRI, i))
			return -1;

	return epoll;
}

/* Return: One bit for each that has been told of a raise since the last call. */
static unsigned int told_of_raise(int epoll)
{
	struct epoll_event woken[BY_INOTIFY + 1];
	unsigned int who = 0;
	int i, count;

	count = epoll_wait(epoll, woken, ARRAY_SIZE(woken), 0);
	for (i = 0; i < count; i++)
		who |= 1U << woken[i].data.u32;

	return who;
}

TEST_F(reasons, raise_wakes_who_waits)
{
	int epoll;

	if (self->level != LEVEL_NONE)
		SKIP(return, "level found: %s", level_names[self->level]);

	epoll = wait_for_raises();
	ASSERT_LE(0, epoll);
	EXPECT_EQ(0U, told_of_raise(epoll));

	ASSERT_EQ(9, lockdown_file_write("integrity", 9));

	EXPECT_EQ(ALL_TOLD, told_of_raise(epoll));
	EXPECT_EQ(0U, told_of_raise(epoll));
	EXPECT_TRUE(raise_on_record("integrity", "securityfs"));
}

static void *open_dev_mem_often(void *argument)
{
	long *refused = argument;
	int i;

	for (i = 0; i < ATTEMPTS; i++)
		*refused += open("/dev/mem", O_RDONLY) < 0 && errno == EPERM;

	return NULL;
}

/* No lock is taken to count, and none is lost. */
TEST_F_TIMEOUT(reasons, flood_is_counted_to_the_last, 600)
{
	struct reason_line before, after;
	pthread_t threads[THREADS];
	long refused[THREADS] = { 0 };
	int i;

	if (self->level == LEVEL_NONE)
		SKIP(return, "nothing is locked");

	ASSERT_EQ(0, reason_line("dev_mem", &before));
	for (i = 0; i < THREADS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, open_dev_mem_often,
					    &refused[i]));
	for (i = 0; i < THREADS; i++)
		ASSERT_EQ(0, pthread_join(threads[i], NULL));
	ASSERT_EQ(0, reason_line("dev_mem", &after));

	for (i = 0; i < THREADS; i++)
		EXPECT_EQ(ATTEMPTS, refused[i]);
	EXPECT_EQ(THREADS * ATTEMPTS, (long)(after.denied - before.denied));
}

TEST_F(reasons, denial_is_traced)
{
	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);
	if (trace_denials(true) == -ENOENT)
		SKIP(return, "no tracepoint");

	EXPECT_EQ(-1, open("/dev/mem", O_RDONLY | O_CLOEXEC));

	EXPECT_TRUE(file_mentions(TRACE_FILE,
				  ": lockdown_denied: reason=dev_mem verdict=denied\n"));
	EXPECT_EQ(0, trace_denials(false));
}

TEST_F(reasons, single_one_is_denied_on_top_of_integrity)
{
	struct reason_line line;
	int fd;

	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);
	ASSERT_EQ(0, reason_line("kcore", &line));
	if (!strcmp(line.state, "denied"))
		SKIP(return, "the command line has come first");
	fd = open(KCORE, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		SKIP(return, "no " KCORE);
	ASSERT_LE(0, fd);
	close(fd);

	ASSERT_EQ(0, write_text(REASONS_FILE, "kcore\n"));

	EXPECT_EQ(-1, open(KCORE, O_RDONLY | O_CLOEXEC));
	EXPECT_EQ(EPERM, errno);
	ASSERT_EQ(0, reason_line("kcore", &line));
	EXPECT_STREQ("denied", line.state);
	EXPECT_EQ(1U, line.denied);
	ASSERT_EQ(0, reason_line("perf", &line));
	EXPECT_STREQ("allowed", line.state);
	EXPECT_EQ(LEVEL_INTEGRITY, level_found());
	EXPECT_TRUE(raise_on_record("kcore", "securityfs"));
	EXPECT_EQ(1, kernel_log_count(&self->log, KCORE_LINE));

	/* Nothing is added: the kernel says so as for a level. */
	EXPECT_EQ(-EPERM, write_text(REASONS_FILE, "kcore"));
}

TEST_F(reasons, of_the_command_line_are_denied)
{
	struct reason_line line;

	if (!file_mentions("/proc/cmdline", "lockdown_reasons=kcore,perf "))
		SKIP(return, "none there");
	ASSERT_EQ(0, reason_line("kcore", &line));
	EXPECT_STREQ("denied", line.state);
	EXPECT_EQ(-1, open(KCORE, O_RDONLY | O_CLOEXEC));
	EXPECT_EQ(EPERM, errno);
	ASSERT_EQ(0, reason_line("perf", &line));
	EXPECT_STREQ("denied", line.state);
	ASSERT_EQ(0, reason_line("kprobes", &line));
	EXPECT_STREQ("allowed", line.state);
	EXPECT_TRUE(raise_on_record("kcore,perf", "command line"));
}

TEST_F(reasons, what_is_none_is_refused)
{
	EXPECT_EQ(-EINVAL, write_text(REASONS_FILE, "nonsense"));
	EXPECT_EQ(-EINVAL, write_text(REASONS_FILE, "confidentiality"));
	EXPECT_EQ(-EINVAL, write_text(REASONS_FILE, "none"));
	EXPECT_EQ(-EINVAL, write_text(REASONS_FILE, "perf,nonsense"));
	EXPECT_EQ((int)self->level, level_found());
}

/* What reads the state asks for nothing. */
TEST_F(reasons, question_is_no_denial)
{
	struct reason_line before, after;
	char text[256];

	if (self->level == LEVEL_NONE)
		SKIP(return, "nothing is locked");
	if (read_text("/sys/power/disk", text, sizeof(text)))
		SKIP(return, "no hibernation");

	ASSERT_EQ(0, reason_line("hibernation", &before));
	ASSERT_EQ(0, read_text("/sys/power/disk", text, sizeof(text)));
	EXPECT_STREQ("[disabled]\n", text);
	ASSERT_EQ(0, read_text("/sys/power/state", text, sizeof(text)));
	EXPECT_EQ(NULL, strstr(text, "disk"));
	ASSERT_EQ(0, reason_line("hibernation", &after));

	EXPECT_EQ(before.denied, after.denied);
	EXPECT_EQ(before.queried + 2, after.queried);
}

/* The last test: nothing is left to raise. */
TEST_F(reasons, raise_from_inside_the_kernel_wakes_who_waits)
{
	char where[64];
	int epoll;

	if (self->level == LEVEL_CONFIDENTIALITY)
		SKIP(return, "nothing is left to raise");
	snprintf(where, sizeof(where), "function=%#llx", kernel_symbol("lock_kernel_down"));
	epoll = wait_for_raises();
	ASSERT_LE(0, epoll);
	EXPECT_EQ(0U, told_of_raise(epoll));

	ASSERT_EQ(0, test_module_load_with("lockdown_raiser-signed.ko", where));

	EXPECT_EQ(LEVEL_CONFIDENTIALITY, level_found());
	EXPECT_EQ(ALL_TOLD, told_of_raise(epoll));
	EXPECT_EQ(0U, told_of_raise(epoll));
	EXPECT_TRUE(raise_on_record("confidentiality", "a module"));
}

TEST_HARNESS_MAIN
