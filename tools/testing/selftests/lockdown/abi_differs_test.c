// SPDX-License-Identifier: GPL-2.0
/*
 * Where the file /sys/kernel/security/lockdown is stricter than stock: a raise
 * needs CAP_MAC_ADMIN in the initial user namespace, and a text longer than any
 * command is refused without taking memory for it. Stock fails each test.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "kernel_log.h"
#include "lockdown_file.h"

FIXTURE(lockdown)
{
	enum level level;
	struct kernel_log log;
};

FIXTURE_SETUP(lockdown)
{
	int level = level_found();

	if (level == -ENOENT)
		SKIP(return, "no file %s", LOCKDOWN_FILE);
	ASSERT_LE(0, level);
	self->level = level;
	ASSERT_EQ(0, kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(lockdown)
{
	kernel_log_close(&self->log);
}

static int lines_about_lockdown(struct kernel_log *log)
{
	struct log_line line;
	int count = 0;

	while (kernel_log_next(log, &line))
		if (strcasestr(line.text, "lockdown") ||
		    strstr(line.text, "locked down"))
			count++;

	return count;
}

static int drop_capability(int capability)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
	const int word = CAP_TO_INDEX(capability);
	const __u32 bit = CAP_TO_MASK(capability);

	if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) ||
	    syscall(SYS_capget, &header, data))
		return -errno;

	data[word].effective &= ~bit;
	data[word].permitted &= ~bit;
	data[word].inheritable &= ~bit;
	return syscall(SYS_capset, &header, data) ? -errno : 0;
}

TEST_F(lockdown, raise_without_cap_mac_admin_is_refused)
{
	const char *word;

	if (self->level == LEVEL_CONFIDENTIALITY)
		SKIP(return, "level found: %s", level_names[self->level]);
	word = level_names[self->level + 1];

	ASSERT_EQ(0, drop_capability(CAP_MAC_ADMIN));
	EXPECT_EQ(-EPERM, lockdown_file_write(word, strlen(word)));

	EXPECT_EQ((int)self->level, level_found());
	EXPECT_EQ(0, lines_about_lockdown(&self->log));
}

/* The number of a descriptor opened by a child that shares ours. */
static int open_without_capability(int capability)
{
	int status, fd;
	pid_t child;

	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		return -errno;
	if (child == 0) {
		if (drop_capability(capability))
			_exit(255);
		fd = open(LOCKDOWN_FILE, O_WRONLY);
		_exit(fd < 0 ? 255 : fd);
	}
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 255)
		return -ECHILD;
	return WEXITSTATUS(status);
}

/* A privileged program can be made to write where another one has opened. */
TEST_F(lockdown, raise_through_a_file_opened_without_cap_mac_admin_is_refused)
{
	const char *word;
	int fd;

	if (self->level == LEVEL_CONFIDENTIALITY)
		SKIP(return, "level found: %s", level_names[self->level]);
	word = level_names[self->level + 1];

	fd = open_without_capability(CAP_MAC_ADMIN);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-1, write(fd, word, strlen(word)));
	EXPECT_EQ(EPERM, errno);
	close(fd);

	EXPECT_EQ((int)self->level, level_found());
	EXPECT_EQ(0, lines_about_lockdown(&self->log));
}

static int write_text(const char *path, const char *text)
{
	ssize_t written;
	int fd;

	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	written = write(fd, text, strlen(text));
	if (written < 0)
		written = -errno;

	close(fd);
	return written < 0 ? written : 0;
}

/* Its uid 0 is the host's: file permission alone would let it pass. */
TEST_F(lockdown, raise_by_the_root_of_a_user_namespace_is_refused)
{
	const char *word;

	if (self->level == LEVEL_CONFIDENTIALITY)
		SKIP(return, "level found: %s", level_names[self->level]);
	word = level_names[self->level + 1];

	if (unshare(CLONE_NEWUSER))
		SKIP(return, "no user namespaces");
	ASSERT_EQ(0, write_text("/proc/self/uid_map", "0 0 1\n"));
	ASSERT_EQ(0U, geteuid());
	EXPECT_EQ(-EPERM, lockdown_file_write(word, strlen(word)));

	EXPECT_EQ((int)self->level, level_found());
	EXPECT_EQ(0, lines_about_lockdown(&self->log));
}

/*
 * Stock takes memory for the whole count first: ENOMEM, EFAULT, and a warning
 * of its own. Here no more is read than can be a command.
 */
TEST_F(lockdown, text_longer_than_any_command_costs_no_memory)
{
	const size_t size = sysconf(_SC_PAGESIZE);
	char *pages;

	pages = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, pages);
	ASSERT_EQ(0, mprotect(pages + size, size, PROT_NONE));
	memset(pages, ' ', size);
	memcpy(pages, "none", strlen("none"));

	EXPECT_EQ(-EINVAL, lockdown_file_write(pages, 1 << 20));
	EXPECT_EQ(-EINVAL, lockdown_file_write(pages, INT_MAX));
	EXPECT_EQ(-EINVAL, lockdown_file_write(pages, UINT_MAX));

	EXPECT_EQ((int)self->level, level_found());
	EXPECT_EQ(0, lines_about_lockdown(&self->log));
}

TEST_HARNESS_MAIN
