/* SPDX-License-Identifier: GPL-2.0 */
/* Events of perf on the calling thread, and the records that come of them. */

#ifndef PERF_EVENT_H
#define PERF_EVENT_H

#include <linux/perf_event.h>
#include <stdbool.h>

/* Where addresses of the kernel are, on every machine here. */
#define IS_KERNEL_ADDRESS(address)	((long long)(address) < 0)

/* Any address of the kernel: that something lies there does not matter. */
#define SOME_KERNEL_ADDRESS	(-1UL << 47)

/**
 * perf_event_open() - Open an event for this thread, on any CPU
 * @attr: What is to be counted or sampled; gets its size.
 * Return: A descriptor, or -1 and errno.
 */
int perf_event_open(struct perf_event_attr *attr);

/* A record, cut where it is longer than any that matters. */
struct perf_record {
	struct perf_event_header header;
	unsigned long long words[127];
};

/**
 * perf_event_tells() - Work until an event has given a certain record
 * @fd: An event.
 * @is_wanted: Is it the record?
 * @work: What is done meanwhile, once for each look.
 * Return: Whether it came within five seconds.
 */
bool perf_event_tells(int fd, bool (*is_wanted)(const struct perf_record *record),
		      void (*work)(void));

/*
 * An event that samples where the kernel is, a thousand times a second of its work,
 * whether a record is such a sample, and some of that work.
 */
extern const struct perf_event_attr perf_kernel_clock;
bool perf_is_kernel_sample(const struct perf_record *record);
void perf_work_in_kernel(void);

/* What an event has counted so far, or -1. */
long long perf_event_count(int fd);

#endif /* PERF_EVENT_H */
