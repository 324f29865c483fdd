// SPDX-License-Identifier: GPL-2.0
/*
 * What was opened before a raise: it goes on working, as on the stock kernel, until
 * strict is on. Strict is one-way, and written to a file of its own. What it comes too
 * late for is told.
 *
 * Starts with nothing locked and ends with confidentiality, strictly.
 */

#include "../kselftest_harness.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>

#include "crash_kernel.h"
#include "denial.h"
#include "files.h"
#include "test_module.h"

#define STRICT_LINE \
	"Lockdown: strict is on from securityfs; see man kernel_lockdown.7"

#define DRIVER_LINE \
	"Lockdown: driver_io came too late for what stays: " \
	"drivers that let programs reach hardware; see man kernel_lockdown.7"

#define CRASH_LINE \
	"Lockdown: vmcore came too late for what stays: " \
	"a loaded kernel for crashes; see man kernel_lockdown.7"

#define KCORE		"/proc/kcore"
#define TUNABLE		DEBUGFS "/fault_around_bytes"
#define FUNCTIONS	"/sys/kernel/tracing/enabled_functions"

/* What a read of /dev/mem says at its start, where only a PC must have memory. */
#ifdef __x86_64__
#define MEMORY_ERROR	0
#else
#define MEMORY_ERROR	EFAULT
#endif

struct handle {
	const char *path;
	int flags;
	enum lockdown_reason reason;
	/* What a read of it says while it is allowed. */
	int error;
};

/* What a file of each class says is asked for from its start. */
static const struct handle handles[] = {
	{ "/dev/mem", O_RDWR, LOCKDOWN_DEV_MEM, MEMORY_ERROR },
	{ "/dev/port", O_RDWR, LOCKDOWN_DEV_MEM, 0 },
	{ KCORE, O_RDONLY, LOCKDOWN_KCORE, 0 },
	{ TUNABLE, O_RDWR, LOCKDOWN_DEBUGFS_READ, 0 },
	{ FUNCTIONS, O_RDONLY, LOCKDOWN_TRACEFS, 0 },
	{ "/proc/kpagecount", O_RDONLY, LOCKDOWN_PAGE_FRAMES, 0 },
};

#define HANDLES	ARRAY_SIZE(handles)

static int fds[HANDLES];

/* 0, or the errno of a read; of a file that can only be read on, of the next one. */
static int read_error(int fd)
{
	unsigned char bytes[8];
	ssize_t length;

	length = pread(fd, bytes, sizeof(bytes), 0);
	if (length < 0 && errno == ESPIPE)
		length = read(fd, bytes, sizeof(bytes));
	return length < 0 ? errno : 0;
}

static int open_error(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/* Whether the first name in a directory can be read. */
static bool is_listed(const char *path)
{
	DIR *directory = opendir(path);
	bool listed = directory && readdir(directory);

	if (directory)
		closedir(directory);
	return listed;
}

static int map_error(int fd)
{
	void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	if (page == MAP_FAILED)
		return errno;
	munmap(page, 4096);
	return 0;
}

TEST(what_is_open_works_until_strict_is_on)
{
	struct denials denials;
	struct kernel_log log, late_driver, late_crash;
	bool driver, crash;
	char kept[64];
	size_t i;

	ASSERT_EQ(LEVEL_NONE, level_found());
	ASSERT_FALSE(strict_is_on());
	for (i = 0; i < HANDLES; i++) {
		fds[i] = open(handles[i].path, handles[i].flags | O_CLOEXEC);
		ASSERT_LE(0, fds[i]) {
			TH_LOG("%s: %s", handles[i].path, strerror(errno));
		}
		EXPECT_EQ(handles[i].error, read_error(fds[i])) {
			TH_LOG("%s", handles[i].path);
		}
	}
	EXPECT_EQ(0, map_error(fds[0]));
	driver = !test_module_load("uio-signed.ko") &&
		 !test_module_load("uio_pci_generic-signed.ko");
	crash = !crash_kernel_load();
	EXPECT_EQ(crash, crash_kernel_is_loaded());

	/* As on the stock kernel. */
	ASSERT_EQ(0, kernel_log_open_at_end(&late_driver));
	ASSERT_EQ(0, kernel_log_open_at_end(&late_crash));
	ASSERT_EQ(15, lockdown_file_write("confidentiality", 15));
	for (i = 0; i < HANDLES; i++) {
		EXPECT_EQ(handles[i].error, read_error(fds[i])) {
			TH_LOG("%s", handles[i].path);
		}
	}
	EXPECT_EQ(0, map_error(fds[0]));
	EXPECT_EQ(0, kernel_log_count(&late_driver, DRIVER_LINE));
	EXPECT_EQ(0, kernel_log_count(&late_crash, CRASH_LINE));

	/* Nothing but 1 is a wish, and 0 changes nothing. */
	EXPECT_EQ(-EINVAL, write_text(STRICT_FILE, "2"));
	EXPECT_EQ(-EINVAL, write_text(STRICT_FILE, "strict"));
	EXPECT_EQ(-EPERM, write_text(STRICT_FILE, "0"));
	EXPECT_FALSE(strict_is_on());

	ASSERT_EQ(0, kernel_log_open_at_end(&log));
	ASSERT_EQ(0, write_text(STRICT_FILE, "1\n"));
	EXPECT_TRUE(strict_is_on());
	EXPECT_EQ(1, kernel_log_count(&log, STRICT_LINE));
	kernel_log_close(&log);
	EXPECT_EQ(driver, kernel_log_count(&late_driver, DRIVER_LINE));
	EXPECT_EQ(crash, kernel_log_count(&late_crash, CRASH_LINE));
	kernel_log_close(&late_driver);
	kernel_log_close(&late_crash);

	for (i = 0; i < HANDLES; i++) {
		ASSERT_EQ(0, kernel_log_open_at_end(&log));
		EXPECT_EQ(EPERM, read_error(fds[i])) {
			TH_LOG("%s", handles[i].path);
		}
		denials = denials_since(&log, handles[i].reason);
		EXPECT_EQ(1, denials.exact) {
			TH_LOG("%s", handles[i].path);
		}
		EXPECT_EQ(0, denials.other);
		kernel_log_close(&log);
	}
	EXPECT_EQ(EPERM, map_error(fds[0]));

	/* It does not go back, and there is nothing more to raise. */
	EXPECT_EQ(-EPERM, write_text(STRICT_FILE, "0"));
	EXPECT_EQ(-EPERM, write_text(STRICT_FILE, "1"));
	EXPECT_TRUE(strict_is_on());
	EXPECT_EQ(LEVEL_CONFIDENTIALITY, level_found());
	snprintf(kept, sizeof(kept), " strict %s%s%s%s securityfs", driver ? "driver_io" : "",
		 driver && crash ? "," : "", crash ? "vmcore" : "",
		 driver || crash ? "" : "none");
	EXPECT_TRUE(file_mentions("/sys/kernel/security/lockdown_raises", kept)) {
		TH_LOG("%s", kept);
	}

	/* A driver that was let in stays, and no other comes. */
	EXPECT_EQ(driver, test_module_is_loaded("uio_pci_generic"));
	EXPECT_EQ(driver ? -EPERM : -ENOENT,
		  test_module_load_with("comedi-signed.ko", "comedi_num_legacy_minors=1"));
	EXPECT_FALSE(test_module_is_loaded("comedi"));

	/* A kernel for crashes stays, can be taken away, and does not come back. */
	EXPECT_EQ(crash, crash_kernel_is_loaded());
	if (!crash)
		return;
	EXPECT_EQ(0, crash_kernel_unload());
	EXPECT_FALSE(crash_kernel_is_loaded());
	EXPECT_EQ(-EPERM, crash_kernel_load());
	EXPECT_FALSE(crash_kernel_is_loaded());
}

/* What a locked system reads and writes all day. */
TEST(neighbours_live)
{
	static const char *const read_only[] = {
		"/proc/version", "/proc/meminfo", "/proc/ioports", "/proc/self/maps",
		"/sys/kernel/kexec_loaded", "/sys/kernel/security/lockdown",
		"/proc/self/exe",
#ifdef __x86_64__
		"/dev/cpu/0/msr", "/proc/mtrr",
#endif
	};
	size_t i;

	ASSERT_TRUE(strict_is_on());
	for (i = 0; i < ARRAY_SIZE(read_only); i++) {
		EXPECT_EQ(0, open_error(read_only[i], O_RDONLY)) {
			TH_LOG("%s", read_only[i]);
		}
	}
	EXPECT_TRUE(is_listed(DEBUGFS));
	EXPECT_TRUE(is_listed("/sys/kernel/tracing"));
	EXPECT_EQ(0, open_error("/dev/null", O_RDWR));
	EXPECT_EQ(0, write_text("/proc/sys/kernel/printk", "7\n"));
}

TEST_HARNESS_MAIN
