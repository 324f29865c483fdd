// SPDX-License-Identifier: GPL-2.0
/*
 * What is watched is allowed and recorded; to watch changes no verdict. Needs a
 * kernel on which /dev/mem is not denied.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "denial.h"
#include "files.h"
#include "reasons_file.h"

#define OBSERVED_LINE \
	"Lockdown: watcher: /dev/mem,kmem,port would be restricted; see man kernel_lockdown.7"

#define POWER_STATE_FILE	"/sys/power/state"

#define READ_SIZE	2048

FIXTURE(watch)
{
	struct kernel_log log;
	struct reason_line before;
};

FIXTURE_SETUP(watch)
{
	if (access(WATCH_FILE, F_OK))
		SKIP(return, "no file %s", WATCH_FILE);
	ASSERT_EQ(0, write_text(WATCH_FILE, "none"));
	ASSERT_EQ(0, reason_line("dev_mem", &self->before));
	if (!strcmp(self->before.state, "denied"))
		SKIP(return, "/dev/mem is denied");
	ASSERT_EQ(0, prctl(PR_SET_NAME, "watcher"));
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(watch)
{
	write_text(WATCH_FILE, "none");
	kernel_log_close(&self->log);
}

static int open_dev_mem(void)
{
	int fd = open("/dev/mem", O_RDONLY);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

TEST_F(watch, of_nothing_records_nothing)
{
	struct reason_line after;

	ASSERT_EQ(0, open_dev_mem());

	ASSERT_EQ(0, reason_line("dev_mem", &after));
	EXPECT_STREQ("allowed", after.state);
	EXPECT_EQ(self->before.observed, after.observed);
	EXPECT_EQ(self->before.denied, after.denied);
	EXPECT_EQ(0, kernel_log_count(&self->log, OBSERVED_LINE));
}

TEST_F(watch, records_and_allows)
{
	struct reason_line after;
	long program = observations_of("dev_mem", "watcher");

	ASSERT_EQ(0, write_text(WATCH_FILE, "dev_mem"));
	ASSERT_EQ(0, open_dev_mem());

	ASSERT_EQ(0, reason_line("dev_mem", &after));
	EXPECT_STREQ("watched", after.state);
	EXPECT_EQ(self->before.observed + 1, after.observed);
	EXPECT_EQ(self->before.denied, after.denied);
	EXPECT_EQ(1, kernel_log_count(&self->log, OBSERVED_LINE));
	EXPECT_EQ(program + 1, observations_of("dev_mem", "watcher"));
}

TEST_F(watch, is_traced)
{
	if (trace_denials(true) == -ENOENT)
		SKIP(return, "no tracepoint");
	ASSERT_EQ(0, write_text(WATCH_FILE, "dev_mem"));
	EXPECT_FALSE(file_mentions(TRACE_FILE, ": lockdown_denied: "));

	ASSERT_EQ(0, open_dev_mem());

	EXPECT_TRUE(file_mentions(TRACE_FILE,
				  ": lockdown_denied: reason=dev_mem verdict=observed\n"));
	EXPECT_EQ(0, trace_denials(false));
}

TEST_F(watch, of_another_reason_records_nothing)
{
	struct reason_line after;

	ASSERT_EQ(0, write_text(WATCH_FILE, "kcore,perf"));
	ASSERT_EQ(0, open_dev_mem());

	ASSERT_EQ(0, reason_line("dev_mem", &after));
	EXPECT_EQ(self->before.observed, after.observed);
}

/* Whoever is shown what the machine could do has not tried to hibernate. */
TEST_F(watch, of_hibernation_leaves_questions_alone)
{
	struct reason_line before, after;

	if (!file_mentions(POWER_STATE_FILE, "disk"))
		SKIP(return, "no hibernation");
	ASSERT_EQ(0, reason_line("hibernation", &before));
	ASSERT_EQ(0, write_text(WATCH_FILE, "hibernation"));

	EXPECT_TRUE(file_mentions(POWER_STATE_FILE, "disk"));

	ASSERT_EQ(0, reason_line("hibernation", &after));
	EXPECT_STREQ("watched", after.state);
	EXPECT_EQ(before.observed, after.observed);
}

TEST_F(watch, shrinks)
{
	struct reason_line after;

	ASSERT_EQ(0, write_text(WATCH_FILE, "confidentiality\n"));
	ASSERT_EQ(0, reason_line("dev_mem", &after));
	EXPECT_STREQ("watched", after.state);

	ASSERT_EQ(0, write_text(WATCH_FILE, "none\n"));
	ASSERT_EQ(0, open_dev_mem());
	ASSERT_EQ(0, reason_line("dev_mem", &after));
	EXPECT_STREQ("allowed", after.state);
	EXPECT_EQ(self->before.observed, after.observed);
}

TEST_F(watch, is_read_as_it_was_written)
{
	char text[READ_SIZE];

	ASSERT_EQ(0, write_text(WATCH_FILE, "perf kcore"));
	ASSERT_EQ(0, read_text(WATCH_FILE, text, sizeof(text)));
	EXPECT_STREQ("kcore,perf\n", text);

	ASSERT_EQ(0, write_text(WATCH_FILE, "integrity"));
	ASSERT_EQ(0, read_text(WATCH_FILE, text, sizeof(text)));
	EXPECT_STREQ("integrity\n", text);
}

TEST_F(watch, of_what_is_no_reason_is_refused)
{
	char text[READ_SIZE], long_text[4096];

	ASSERT_EQ(0, write_text(WATCH_FILE, "kcore"));

	EXPECT_EQ(-EINVAL, write_text(WATCH_FILE, "kcore,nonsense"));
	EXPECT_EQ(-EINVAL, write_text(WATCH_FILE, "everything"));
	EXPECT_EQ(-EINVAL, write_text(WATCH_FILE, "\n"));
	memset(long_text, ' ', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	memcpy(long_text, "kcore", strlen("kcore"));
	EXPECT_EQ(-EINVAL, write_text(WATCH_FILE, long_text));

	ASSERT_EQ(0, read_text(WATCH_FILE, text, sizeof(text)));
	EXPECT_STREQ("kcore\n", text);
}

TEST_F(watch, needs_cap_mac_admin)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	ASSERT_EQ(0, syscall(SYS_capget, &header, data));
	data[CAP_TO_INDEX(CAP_MAC_ADMIN)].effective &= ~CAP_TO_MASK(CAP_MAC_ADMIN);
	ASSERT_EQ(0, syscall(SYS_capset, &header, data));
	EXPECT_EQ(-EPERM, write_text(WATCH_FILE, "kcore"));
	EXPECT_EQ(-EPERM, write_text(REASONS_FILE, "kcore"));
	data[CAP_TO_INDEX(CAP_MAC_ADMIN)].effective |= CAP_TO_MASK(CAP_MAC_ADMIN);
	ASSERT_EQ(0, syscall(SYS_capset, &header, data));
}

/* The set grows and shrinks while the door is tried: it opens each time. */
static void *watch_and_unwatch(void *argument)
{
	const bool *stop = argument;

	while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
		write_text(WATCH_FILE, "dev_mem");
		write_text(WATCH_FILE, "none");
	}
	return NULL;
}

TEST_F(watch, changes_no_verdict_while_it_changes)
{
	bool stop = false;
	pthread_t thread;
	int i, refused = 0;

	ASSERT_EQ(0, pthread_create(&thread, NULL, watch_and_unwatch, &stop));
	for (i = 0; i < 1000; i++)
		refused += open_dev_mem() != 0;
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	ASSERT_EQ(0, pthread_join(thread, NULL));

	EXPECT_EQ(0, refused);
}

TEST_HARNESS_MAIN
