// SPDX-License-Identifier: GPL-2.0
/*
 * What system calls on files cost, where the time stamp counts instructions
 * (qemu/bench): the hooks of files stand in the way of each.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <x86intrin.h>

/* Among so many calls there is one that no interrupt and no allocator has made longer. */
#define CALLS	10000

#define PAGE	4096

static unsigned long long shortest(void (*call)(int fd), int fd)
{
	unsigned long long least = ~0ULL, before, taken;
	int i;

	for (i = 0; i < CALLS; i++) {
		before = __rdtsc();
		call(fd);
		taken = __rdtsc() - before;
		if (taken < least)
			least = taken;
	}
	return least;
}

#define BENCH_FILE	"/tmp/bench"

static void call_open(int fd)
{
	close(open(BENCH_FILE, O_RDWR | O_CLOEXEC));
}

static void call_read(int fd)
{
	char byte;

	if (pread(fd, &byte, 1, 0) < 0)
		abort();
}

static void call_write(int fd)
{
	if (pwrite(fd, "x", 1, 0) < 0)
		abort();
}

/* A command that nobody knows goes by every hook. */
static void call_ioctl(int fd)
{
	ioctl(fd, _IO('L', 255));
}

static void call_mmap(int fd)
{
	munmap(mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0), PAGE);
}

/* Each on a file like most, and a read where the kernel's own files and devices are. */
static const struct {
	const char *name;
	const char *path;
	void (*call)(int fd);
} calls[] = {
	{ "open", BENCH_FILE, call_open },
	{ "read", BENCH_FILE, call_read },
	{ "write", BENCH_FILE, call_write },
	{ "ioctl", BENCH_FILE, call_ioctl },
	{ "mmap", BENCH_FILE, call_mmap },
	{ "read_device", "/dev/zero", call_read },
	{ "read_proc", "/proc/version", call_read },
	{ "read_sysfs", "/sys/kernel/kexec_loaded", call_read },
};

TEST(calls_are_counted)
{
	size_t i;
	int fd;

	fd = open(BENCH_FILE, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	ASSERT_LE(0, fd);
	ASSERT_EQ(1, write(fd, "x", 1));
	close(fd);

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		/* It depends on the clock what it costs to remember when it was read. */
		fd = open(calls[i].path,
			  calls[i].path == calls[0].path ? O_RDWR | O_NOATIME : O_RDONLY);
		ASSERT_LE(0, fd) {
			TH_LOG("%s: %s", calls[i].path, strerror(errno));
		}
		TH_LOG("call %s %llu", calls[i].name, shortest(calls[i].call, fd));
		close(fd);
	}
}

TEST_HARNESS_MAIN
