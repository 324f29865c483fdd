// SPDX-License-Identifier: GPL-2.0
/* Doors of perf_event_open(2): kernel functions and the kernel's registers. */

#include <errno.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "perf_event.h"

static int perf_type(const char *pmu)
{
	char path[128];
	int type = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/sys/bus/event_source/devices/%s/type",
		 pmu);
	file = fopen(path, "re");
	if (!file)
		return -1;

	if (fscanf(file, "%d", &type) != 1)
		type = -1;

	fclose(file);
	return type;
}

struct attempt probe_kprobes_perf(void)
{
	static const char function[] = "vfs_read";
	struct perf_event_attr attr = { 0 };
	struct attempt attempt = { 0 };
	int fd, type;

	type = perf_type("kprobe");
	if (type < 0)
		return ATTEMPT_MISSING("no kprobe PMU");
	if (!is_mounted(DEBUGFS, DEBUGFS_MAGIC))
		return ATTEMPT_MISSING("debugfs is not mounted");

	attr.type = type;
	attr.kprobe_func = (unsigned long)function;
	fd = perf_event_open(&attr);
	if (fd < 0)
		attempt.error = errno;

	/* The list can be read at every level: nobody can write it. */
	attempt.effect = file_mentions(DEBUGFS "/kprobes/list", function);
	if (fd >= 0)
		close(fd);

	return attempt;
}

/* A sample of nothing but registers. */
struct registers_sample {
	struct perf_event_header header;
	__u64 abi;
	__u64 registers[];
};

/* Let the kernel work until it has been sampled. */
static bool sample_tells_registers(int fd)
{
	const time_t end = time(NULL) + 5;
	const size_t page = getpagesize();
	const struct registers_sample *sample;
	struct perf_event_mmap_page *ring;
	bool tells;

	/* A page about the ring, then a page of ring. */
	ring = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (ring == MAP_FAILED)
		return false;

	while (!__atomic_load_n(&ring->data_head, __ATOMIC_ACQUIRE) &&
	       time(NULL) < end)
		syscall(SYS_getppid);

	sample = (const void *)((const char *)ring + page);
	tells = sample->header.type == PERF_RECORD_SAMPLE &&
		sample->abi != PERF_SAMPLE_REGS_ABI_NONE;
	munmap(ring, 2 * page);
	return tells;
}

struct attempt probe_perf_regs(void)
{
	struct perf_event_attr attr = {
		.type			= PERF_TYPE_SOFTWARE,
		.config			= PERF_COUNT_SW_CPU_CLOCK,
		.freq			= 1,
		.sample_freq		= 1000,
		.sample_type		= PERF_SAMPLE_REGS_INTR,
		.sample_regs_intr	= 1,
		.exclude_user		= 1,
	};
	struct attempt attempt = { 0 };
	int fd;

	if (access("/proc/sys/kernel/perf_event_paranoid", F_OK))
		return ATTEMPT_MISSING("no perf events");

	fd = perf_event_open(&attr);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	attempt.effect = sample_tells_registers(fd);
	close(fd);
	return attempt;
}
