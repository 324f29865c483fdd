// SPDX-License-Identifier: GPL-2.0
/*
 * Doors of tracefs: one for each place in the kernel that asks, and the probes
 * of kernel functions that are made by writing to a file of it.
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"

#define TRACEFS	"/sys/kernel/tracing/"

#define DYNAMIC_EVENTS	TRACEFS "dynamic_events"

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

/* What errno says of a request for a name in tracefs. */
static struct attempt refused(void)
{
	struct attempt attempt = { .error = errno };

	if (!is_mounted(TRACEFS, TRACEFS_MAGIC))
		return ATTEMPT_MISSING("tracefs is not mounted");

	if (attempt.error == ENOENT) {
		/* Locked since boot, the kernel makes no file in tracefs. */
		attempt.unbuilt = is_empty(TRACEFS);
		if (!attempt.unbuilt)
			return ATTEMPT_MISSING("no such file in tracefs");
	}

	return attempt;
}

static bool has_text(int fd)
{
	char byte;

	return pread(fd, &byte, 1, 0) == 1;
}

/* Open a file and read what it tells. */
static struct attempt read_file(const char *path)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return refused();

	attempt.effect = has_text(fd);
	close(fd);
	return attempt;
}

struct attempt probe_tracefs(void)
{
	return read_file(TRACEFS "trace");
}

struct attempt probe_tracefs_functions(void)
{
	return read_file(TRACEFS "available_filter_functions");
}

struct attempt probe_tracefs_addresses(void)
{
	return read_file(TRACEFS "available_filter_functions_addrs");
}

struct attempt probe_tracefs_filter(void)
{
	return read_file(TRACEFS "set_ftrace_filter");
}

struct attempt probe_tracefs_graph(void)
{
	return read_file(TRACEFS "set_graph_function");
}

struct attempt probe_tracefs_events(void)
{
	return read_file(TRACEFS "available_events");
}

struct attempt probe_tracefs_trigger(void)
{
	return read_file(TRACEFS "events/sched/sched_switch/trigger");
}

struct attempt probe_tracefs_formats(void)
{
	return read_file(TRACEFS "printk_formats");
}

struct attempt probe_tracefs_stack(void)
{
	return read_file(TRACEFS "stack_trace");
}

struct attempt probe_tracefs_statistics(void)
{
	return read_file(TRACEFS "trace_stat/function0");
}

static char read_switch(int fd)
{
	char state = '?';

	return pread(fd, &state, 1, 0) == 1 ? state : '?';
}

static int write_switch(int fd, char state)
{
	return pwrite(fd, &state, 1, 0) == 1 ? 0 : errno;
}

/* Change an option that is either 0 or 1. */
static struct attempt change_option(const char *path)
{
	struct attempt attempt = { 0 };
	char before;
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return refused();

	before = read_switch(fd);
	attempt.error = write_switch(fd, before == '0' ? '1' : '0');
	attempt.effect = read_switch(fd) != before;
	if (attempt.effect)
		attempt.error = write_switch(fd, before);

	close(fd);
	return attempt;
}

struct attempt probe_tracefs_option(void)
{
	return change_option(TRACEFS "options/print-parent");
}

/* It belongs to one tracer, and such options are opened in another way. */
struct attempt probe_tracefs_tracer_option(void)
{
	return change_option(TRACEFS "options/func_stack_trace");
}

#define INSTANCE	TRACEFS "instances/lockdown_door"

struct attempt probe_tracefs_instance(void)
{
	struct attempt attempt = { 0 };

	if (mkdir(INSTANCE, 0700))
		attempt = refused();

	attempt.effect = !access(INSTANCE, F_OK);
	if (attempt.effect)
		rmdir(INSTANCE);

	return attempt;
}

/* An event that a text defines and another one takes away again. */
struct event {
	const char *define;
	const char *remove;
	/* A directory that is there as long as the event is. */
	const char *directory;
};

#define EVENT(definition)						\
	((struct event){						\
		.define		= (definition),				\
		.remove		= "-:lockdown/door",			\
		.directory	= TRACEFS "events/lockdown/door",	\
	})

#define KPROBE	EVENT("p:lockdown/door vfs_read")
#define FPROBE	EVENT("f:lockdown/door vfs_read")
#define UPROBE	EVENT("p:lockdown/door /proc/self/exe:0")

#define SYNTHETIC						\
	((struct event){					\
		.define		= "lockdown_door int number",	\
		.remove		= "!lockdown_door",		\
		.directory	= TRACEFS "events/synthetic/lockdown_door", \
	})

static int write_command(int fd, const char *command)
{
	return write(fd, command, strlen(command)) < 0 ? errno : 0;
}

static struct attempt define(int fd, struct event event)
{
	struct attempt attempt = { 0 };

	attempt.error = write_command(fd, event.define);
	attempt.effect = !access(event.directory, F_OK);
	if (attempt.effect)
		attempt.error = write_command(fd, event.remove);

	return attempt;
}

static struct attempt define_by(const char *path, struct event event)
{
	struct attempt attempt;
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return refused();

	attempt = define(fd, event);
	close(fd);
	return attempt;
}

struct attempt probe_tracefs_dynamic_events(void)
{
	return define_by(DYNAMIC_EVENTS, KPROBE);
}

struct attempt probe_tracefs_kprobe_events(void)
{
	return define_by(TRACEFS "kprobe_events", KPROBE);
}

struct attempt probe_tracefs_uprobe_events(void)
{
	return define_by(TRACEFS "uprobe_events", UPROBE);
}

struct attempt probe_tracefs_synthetic_events(void)
{
	return define_by(TRACEFS "synthetic_events", SYNTHETIC);
}

/* A profile tells about events: there has to be one. */
static struct attempt read_profile(const char *path, struct event event)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return refused();

	attempt.error = -write_text(DYNAMIC_EVENTS, event.define);
	attempt.effect = has_text(fd);
	close(fd);
	if (!attempt.error)
		attempt.error = -write_text(DYNAMIC_EVENTS, event.remove);

	return attempt;
}

struct attempt probe_tracefs_kprobe_profile(void)
{
	return read_profile(TRACEFS "kprobe_profile", KPROBE);
}

struct attempt probe_tracefs_uprobe_profile(void)
{
	return read_profile(TRACEFS "uprobe_profile", UPROBE);
}

/*
 * Once files of tracefs are not opened any more, only a descriptor from before
 * leads here. PID 1 of a test guest holds one, and tells its number.
 */
static struct attempt define_by_held(struct event event)
{
	const char *held = getenv("LOCKDOWN_DYNAMIC_EVENTS");
	struct attempt attempt;

	if (held)
		return define(atoi(held), event);

	attempt = define_by(DYNAMIC_EVENTS, event);
	if (attempt.error == EPERM)
		return ATTEMPT_MISSING("nobody holds dynamic_events open");

	return attempt;
}

struct attempt probe_kprobes_tracefs(void)
{
	return define_by_held(KPROBE);
}

/* More than there are events on any kernel. */
#define EVENT_IDS	16384

/*
 * Uses the event that was defined last, which has the highest number: where
 * tracefs is locked, nobody can read it. Returns 0 or the errno of the refusal.
 */
static int use_last_event(void)
{
	struct perf_event_attr attr = {
		.type	= PERF_TYPE_TRACEPOINT,
		.size	= sizeof(attr),
	};
	int fd = -1;

	for (attr.config = EVENT_IDS; attr.config; attr.config--) {
		fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
		if (fd >= 0 || (errno != EINVAL && errno != ENOENT))
			break;
	}
	if (fd < 0)
		return errno;

	close(fd);
	return 0;
}

/*
 * In later kernels a definition registers nothing, so nothing is refused: the
 * function's entry is probed when the event is used.
 */
struct attempt probe_fprobe_tracefs(void)
{
	const char *held = getenv("LOCKDOWN_DYNAMIC_EVENTS");
	struct event event = FPROBE;
	struct attempt attempt = { 0 };
	int fd;

	fd = held ? dup(atoi(held)) : open(DYNAMIC_EVENTS, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return errno == EPERM ? ATTEMPT_MISSING("nobody holds dynamic_events open") :
					refused();

	attempt.error = write_command(fd, event.define);
	if (!attempt.error) {
		attempt.error = use_last_event();
		attempt.effect = !attempt.error;
		if (write_command(fd, event.remove))
			attempt.effect = true;
	}
	close(fd);

	/* Nobody understood the text. */
	if (attempt.error == EINVAL)
		return ATTEMPT_MISSING("no fprobe events");

	return attempt;
}
