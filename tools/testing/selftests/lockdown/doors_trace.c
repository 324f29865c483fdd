// SPDX-License-Identifier: GPL-2.0
/* Doors of debugging and tracing: debugfs, tracefs, kprobes, perf. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "doors.h"

#define DEBUGFS		"/sys/kernel/debug"
#define TRACEFS		"/sys/kernel/tracing"

static bool is_mounted(const char *path, long magic)
{
	struct statfs filesystem;

	return !statfs(path, &filesystem) && filesystem.f_type == magic;
}

/* A value of memory management that is there in every kernel with debugfs. */
#define TUNABLE		DEBUGFS "/fault_around_bytes"

static int open_tunable(void)
{
	return open(TUNABLE, O_RDWR | O_CLOEXEC);
}

/* One open file reads the value once. */
static long read_tunable(void)
{
	char text[32] = "";
	int fd;

	fd = open_tunable();
	if (fd < 0)
		return -1;

	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';

	close(fd);
	return atol(text);
}

static int write_tunable(long value)
{
	int fd, error = 0;

	fd = open_tunable();
	if (fd < 0)
		return errno;

	if (dprintf(fd, "%ld\n", value) < 0)
		error = errno;

	close(fd);
	return error;
}

struct attempt probe_debugfs(void)
{
	struct attempt attempt = { 0 };
	long before;
	int fd;

	if (!is_mounted(DEBUGFS, DEBUGFS_MAGIC))
		return ATTEMPT_MISSING("debugfs is not mounted");
	if (access(TUNABLE, F_OK))
		return ATTEMPT_MISSING("no " TUNABLE);

	fd = open_tunable();
	if (fd < 0)
		return ATTEMPT_FAILED(errno);
	close(fd);

	before = read_tunable();
	attempt.error = write_tunable(before == 4096 ? 8192 : 4096);
	attempt.effect = read_tunable() != before;
	if (attempt.effect)
		attempt.error = write_tunable(before);

	return attempt;
}

static bool is_empty(const char *path)
{
	struct dirent *entry;
	bool empty = true;
	DIR *directory;

	directory = opendir(path);
	if (!directory)
		return false;

	while ((entry = readdir(directory)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			empty = false;

	closedir(directory);
	return empty;
}

struct attempt probe_tracefs(void)
{
	struct attempt attempt = { 0 };
	char text[64];
	int fd;

	if (!is_mounted(TRACEFS, TRACEFS_MAGIC))
		return ATTEMPT_MISSING("tracefs is not mounted");

	fd = open(TRACEFS "/trace", O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		attempt.error = errno;
		/* Locked since boot, the kernel makes no file in tracefs. */
		attempt.unbuilt = errno == ENOENT && is_empty(TRACEFS);
		return attempt;
	}

	attempt.effect = read(fd, text, sizeof(text)) > 0;
	close(fd);
	return attempt;
}

static int perf_event_open(struct perf_event_attr *attr)
{
	attr->size = sizeof(*attr);
	return syscall(SYS_perf_event_open, attr, 0, -1, -1,
		       PERF_FLAG_FD_CLOEXEC);
}

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

/* debugfs lists probes at every level: the file cannot be written. */
static bool is_probed(const char *function)
{
	bool probed = false;
	char line[512];
	FILE *list;

	list = fopen(DEBUGFS "/kprobes/list", "re");
	if (!list)
		return false;

	while (fgets(line, sizeof(line), list))
		if (strstr(line, function))
			probed = true;

	fclose(list);
	return probed;
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

	attempt.effect = is_probed(function);
	if (fd >= 0)
		close(fd);

	return attempt;
}

struct attempt probe_perf_regs(void)
{
	struct perf_event_attr attr = {
		.type			= PERF_TYPE_SOFTWARE,
		.config			= PERF_COUNT_SW_CPU_CLOCK,
		.sample_type		= PERF_SAMPLE_REGS_INTR,
		.sample_regs_intr	= 1,
	};
	struct attempt attempt = { 0 };
	int fd;

	if (access("/proc/sys/kernel/perf_event_paranoid", F_OK))
		return ATTEMPT_MISSING("no perf events");

	fd = perf_event_open(&attr);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* The event is running: it samples the registers of the kernel. */
	attempt.effect = true;
	close(fd);
	return attempt;
}
