// SPDX-License-Identifier: GPL-2.0
/*
 * The file /sys/kernel/security/lockdown, as the stock kernel defines it.
 *
 * Raising is one-way. The tests run in the order of their definition, take the
 * level that they find, and raise it to the top; those that need a lower level
 * are skipped.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "kernel_log.h"
#include "lockdown_file.h"

#define NOBODY	65534

/* A page that can be read, and behind it one that cannot. */
static char *page_before_a_hole(void)
{
	const size_t size = sysconf(_SC_PAGESIZE);
	char *pages;

	pages = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED || mprotect(pages + size, size, PROT_NONE))
		return NULL;

	return pages;
}

/* Lines and events that the file's use left behind. */
struct witness {
	struct kernel_log log;
	int inotify;
};

static int witness_start(struct witness *witness)
{
	int error;

	error = kernel_log_open_at_end(&witness->log);
	if (error)
		return error;

	witness->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (witness->inotify < 0 ||
	    inotify_add_watch(witness->inotify, LOCKDOWN_FILE, IN_MODIFY) < 0)
		return -errno;

	return 0;
}

static void witness_stop(struct witness *witness)
{
	kernel_log_close(&witness->log);
	close(witness->inotify);
}

struct raises {
	/* ABI: The line byte for byte, at notice severity. */
	int exact;
	/* Any other line about lockdown. */
	int other;
};

static struct raises witness_lines(struct witness *witness)
{
	struct raises raises = { 0 };
	struct log_line line;

	while (kernel_log_next(&witness->log, &line)) {
		if (!strcmp(line.text, RAISED_LINE) &&
		    line.priority == SEVERITY_NOTICE)
			raises.exact++;
		else if (strcasestr(line.text, "lockdown") ||
			 strstr(line.text, "locked down"))
			raises.other++;
	}

	return raises;
}

static int witness_modify_events(struct witness *witness)
{
	struct inotify_event event;
	int count = 0;

	/* A watch on a file itself gives events without a name. */
	while (read(witness->inotify, &event, sizeof(event)) == sizeof(event))
		if (event.mask & IN_MODIFY)
			count++;

	return count;
}

FIXTURE(lockdown)
{
	enum level level;
};

FIXTURE_SETUP(lockdown)
{
	int level = level_found();

	if (level == -ENOENT)
		SKIP(return, "no file %s", LOCKDOWN_FILE);
	ASSERT_LE(0, level) {
		TH_LOG("not one of the three texts, or: %s", strerror(-level));
	}
	self->level = level;
}

FIXTURE_TEARDOWN(lockdown)
{
}

TEST_F(lockdown, file_is_readable_by_all_and_writable_by_root)
{
	struct stat file;

	ASSERT_EQ(0, stat(LOCKDOWN_FILE, &file));
	EXPECT_EQ(S_IFREG | 0644U, file.st_mode);
	EXPECT_EQ(0U, file.st_uid);
	EXPECT_EQ(0U, file.st_gid);
}

TEST_F(lockdown, every_offset_reads_the_rest_of_the_text)
{
	const char *text = level_texts[self->level];
	const size_t length = strlen(text);
	char rest[LOCKDOWN_TEXT_SIZE];
	ssize_t count;
	size_t offset;
	int fd;

	fd = open(LOCKDOWN_FILE, O_RDONLY);
	ASSERT_LE(0, fd);

	for (offset = 0; offset <= length + 1; offset++) {
		count = pread(fd, rest, sizeof(rest) - 1, offset);
		ASSERT_LE(0, count);
		rest[count] = '\0';
		EXPECT_STREQ(offset < length ? text + offset : "", rest);
	}

	close(fd);
}

TEST_F(lockdown, text_is_read_byte_by_byte)
{
	const char *text = level_texts[self->level];
	char byte;
	int fd;

	fd = open(LOCKDOWN_FILE, O_RDONLY);
	ASSERT_LE(0, fd);

	for (; *text; text++) {
		ASSERT_EQ(1, read(fd, &byte, 1));
		EXPECT_EQ(*text, byte);
	}
	EXPECT_EQ(0, read(fd, &byte, 1));

	close(fd);
}

TEST_F(lockdown, file_has_no_position_to_seek)
{
	int fd;

	fd = open(LOCKDOWN_FILE, O_RDONLY);
	ASSERT_LE(0, fd);

	EXPECT_EQ(-1, lseek(fd, 0, SEEK_SET));
	EXPECT_EQ(ESPIPE, errno);
	EXPECT_EQ(-1, lseek(fd, 0, SEEK_CUR));
	EXPECT_EQ(ESPIPE, errno);

	close(fd);
}

/* As "echo word > file" opens it. */
TEST_F(lockdown, truncation_on_open_changes_nothing)
{
	int fd;

	fd = open(LOCKDOWN_FILE, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	ASSERT_LE(0, fd);
	close(fd);

	EXPECT_EQ((int)self->level, level_found());
}

TEST_F(lockdown, unprivileged_user_reads_but_does_not_open_for_writing)
{
	char text[LOCKDOWN_TEXT_SIZE];

	ASSERT_EQ(0, setgroups(0, NULL));
	ASSERT_EQ(0, setresgid(NOBODY, NOBODY, NOBODY));
	ASSERT_EQ(0, setresuid(NOBODY, NOBODY, NOBODY));

	EXPECT_EQ(0, lockdown_file_read(text));
	EXPECT_STREQ(level_texts[self->level], text);
	EXPECT_EQ(-1, open(LOCKDOWN_FILE, O_WRONLY));
	EXPECT_EQ(EACCES, errno);
	EXPECT_EQ(-1, open(LOCKDOWN_FILE, O_RDWR));
	EXPECT_EQ(EACCES, errno);
}

TEST_F(lockdown, user_namespace_reads)
{
	char text[LOCKDOWN_TEXT_SIZE];

	if (unshare(CLONE_NEWUSER))
		SKIP(return, "no user namespaces");

	EXPECT_EQ(0, lockdown_file_read(text));
	EXPECT_STREQ(level_texts[self->level], text);
}

#define ROW(bytes_, error_, from_, about_) \
	{ bytes_, sizeof(bytes_) - 1, error_, LEVEL_##from_, about_ }

/* ABI: EINVAL is not understood, EPERM is understood and refused. */
static const struct refused_write {
	const char *bytes;
	size_t length;
	int error;
	/* The lowest level at which it is refused. */
	enum level from;
	const char *about;
} refused_writes[] = {
	ROW("",			EINVAL, NONE, "nothing"),
	ROW("\n",		EINVAL, NONE, "a newline only"),
	ROW("\0",		EINVAL, NONE, "a NUL only"),
	ROW("\0integrity",	EINVAL, NONE, "a word behind a NUL"),
	ROW("unknown",		EINVAL, NONE, "an unknown word"),
	ROW("0",		EINVAL, NONE, "a number"),
	ROW("non",		EINVAL, NONE, "a word cut short"),
	ROW("integrit",		EINVAL, NONE, "a word cut short"),
	ROW("integrityx",	EINVAL, NONE, "a letter too many"),
	ROW("integrity\nx",	EINVAL, NONE, "text behind the newline"),
	ROW("Integrity",	EINVAL, NONE, "a capital letter"),
	ROW("CONFIDENTIALITY",	EINVAL, NONE, "capital letters"),
	ROW(" integrity",	EINVAL, NONE, "a blank before"),
	ROW("integrity ",	EINVAL, NONE, "a blank behind"),
	ROW("integrity\040\n",	EINVAL, NONE, "a blank before the newline"),
	ROW("\tintegrity",	EINVAL, NONE, "a tab before"),
	ROW("\nintegrity",	EINVAL, NONE, "a newline before"),
	ROW("integrity\n\n",	EINVAL, NONE, "two newlines"),
	ROW("integrity\r\n",	EINVAL, NONE, "a carriage return"),
	ROW("[integrity]",	EINVAL, NONE, "the bracket of the text"),
	ROW("none integrity",	EINVAL, NONE, "two words"),
	ROW("none",		EPERM, NONE, "the lowest word"),
	ROW("none\n",		EPERM, NONE, "one newline is accepted"),
	ROW("none\0x",		EPERM, NONE, "a NUL ends the text"),
	ROW("none\n\0x",	EPERM, NONE, "a NUL behind the newline"),
	ROW("integrity",	EPERM, INTEGRITY, "not above integrity"),
	ROW("integrity\n",	EPERM, INTEGRITY, "not above integrity"),
	ROW("integrity\0x",	EPERM, INTEGRITY, "not above integrity"),
	ROW("confidentiality",	EPERM, CONFIDENTIALITY, "nothing is higher"),
	ROW("confidentiality\n", EPERM, CONFIDENTIALITY, "nothing is higher"),
};

#undef ROW

/* Each refusal tells its errno and leaves no level, line or event behind. */
static void expect_refusals(struct __test_metadata *_metadata,
			    enum level level)
{
	const struct refused_write *row;
	struct witness witness;
	struct raises raises;
	size_t i;

	ASSERT_EQ(0, witness_start(&witness));

	for (i = 0; i < ARRAY_SIZE(refused_writes); i++) {
		row = &refused_writes[i];
		if (level < row->from)
			continue;

		EXPECT_EQ(-row->error,
			  lockdown_file_write(row->bytes, row->length)) {
			TH_LOG("row %zu: %s", i, row->about);
		}
		EXPECT_EQ((int)level, level_found()) {
			TH_LOG("row %zu: %s", i, row->about);
		}
		EXPECT_EQ(0, witness_modify_events(&witness)) {
			TH_LOG("row %zu: %s", i, row->about);
		}
		raises = witness_lines(&witness);
		EXPECT_EQ(0, raises.exact + raises.other) {
			TH_LOG("row %zu: %s", i, row->about);
		}
	}

	witness_stop(&witness);
}

/* A raise tells its length, its level, one line and one event. */
static void expect_raise(struct __test_metadata *_metadata, const char *word,
			 enum level level)
{
	const long length = strlen(word);
	struct witness witness;
	struct raises raises;

	ASSERT_EQ(0, witness_start(&witness));

	EXPECT_EQ(length, lockdown_file_write(word, length));

	EXPECT_EQ((int)level, level_found());
	EXPECT_EQ(1, witness_modify_events(&witness));
	raises = witness_lines(&witness);
	EXPECT_EQ(1, raises.exact);
	EXPECT_EQ(0, raises.other);

	witness_stop(&witness);
}

TEST_F(lockdown, refused_writes_change_nothing_at_the_level_found)
{
	expect_refusals(_metadata, self->level);
}

/* A program may write its whole zeroed buffer. */
static const char zero_padded[1 << 16] = "none";

TEST_F(lockdown, word_in_a_zeroed_buffer_of_any_size_is_understood)
{
	EXPECT_EQ(-EPERM, lockdown_file_write(zero_padded, 18));
	EXPECT_EQ(-EPERM, lockdown_file_write(zero_padded, 64));
	EXPECT_EQ(-EPERM, lockdown_file_write(zero_padded, sizeof(zero_padded)));

	EXPECT_EQ((int)self->level, level_found());
}

TEST_F(lockdown, unreadable_memory_changes_nothing)
{
	char *page = page_before_a_hole();
	char *hole = page + sysconf(_SC_PAGESIZE);
	struct witness witness;
	struct raises raises;

	ASSERT_NE(NULL, page);
	ASSERT_EQ(0, witness_start(&witness));
	memcpy(hole - 4, "none", 4);

	EXPECT_EQ(-EFAULT, lockdown_file_write(NULL, 4));
	EXPECT_EQ(-EFAULT, lockdown_file_write((void *)-4096L, 4));
	EXPECT_EQ(-EFAULT, lockdown_file_write(hole, 1));
	EXPECT_EQ(-EFAULT, lockdown_file_write(hole - 4, 5));
	/* Up to the hole the word is whole; of nothing, nothing is read. */
	EXPECT_EQ(-EPERM, lockdown_file_write(hole - 4, 4));
	EXPECT_EQ(-EINVAL, lockdown_file_write(NULL, 0));

	EXPECT_EQ((int)self->level, level_found());
	EXPECT_EQ(0, witness_modify_events(&witness));
	raises = witness_lines(&witness);
	EXPECT_EQ(0, raises.exact + raises.other);
	witness_stop(&witness);
}

TEST_F(lockdown, each_write_is_a_whole_command)
{
	struct iovec halves[] = {
		{ .iov_base = "integ", .iov_len = 5 },
		{ .iov_base = "rity", .iov_len = 4 },
	};
	char text[LOCKDOWN_TEXT_SIZE];
	int fd;

	fd = open(LOCKDOWN_FILE, O_RDWR);
	ASSERT_LE(0, fd);

	EXPECT_EQ(-1, write(fd, "integ", 5));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, write(fd, "rity", 4));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, writev(fd, halves, ARRAY_SIZE(halves)));
	EXPECT_EQ(EINVAL, errno);

	/* Neither an offset nor a position moves a command. */
	EXPECT_EQ(-1, pwrite(fd, "none", 4, 5));
	EXPECT_EQ(EPERM, errno);
	EXPECT_LT(0, read(fd, text, sizeof(text)));
	EXPECT_EQ(-1, write(fd, "none", 4));
	EXPECT_EQ(EPERM, errno);

	close(fd);
	EXPECT_EQ((int)self->level, level_found());
}

TEST_F(lockdown, none_rises_to_integrity)
{
	if (self->level != LEVEL_NONE)
		SKIP(return, "level found: %s", level_names[self->level]);

	expect_raise(_metadata, "integrity\n", LEVEL_INTEGRITY);
}

TEST_F(lockdown, integrity_is_not_lowered)
{
	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);

	expect_refusals(_metadata, LEVEL_INTEGRITY);
}

TEST_F(lockdown, integrity_rises_to_confidentiality)
{
	if (self->level != LEVEL_INTEGRITY)
		SKIP(return, "level found: %s", level_names[self->level]);

	expect_raise(_metadata, "confidentiality", LEVEL_CONFIDENTIALITY);
}

TEST_F(lockdown, confidentiality_is_not_lowered)
{
	if (self->level != LEVEL_CONFIDENTIALITY)
		SKIP(return, "level found: %s", level_names[self->level]);

	expect_refusals(_metadata, LEVEL_CONFIDENTIALITY);
}

TEST_HARNESS_MAIN
