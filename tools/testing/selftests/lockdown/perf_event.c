// SPDX-License-Identifier: GPL-2.0
/* Events of perf on the calling thread, and the records that come of them. */

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "perf_event.h"

#define SECONDS	5
#define RING_PAGES	8

int perf_event_open(struct perf_event_attr *attr)
{
	attr->size = sizeof(*attr);
	return syscall(SYS_perf_event_open, attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

/* Take the next record, which may go on at the start of the ring. */
static bool take_record(struct perf_event_mmap_page *ring, struct perf_record *record)
{
	const unsigned char *data = (const unsigned char *)ring + getpagesize();
	const size_t size = RING_PAGES * getpagesize();
	unsigned char *bytes = (unsigned char *)record;
	size_t i, length = sizeof(record->header);

	if (__atomic_load_n(&ring->data_head, __ATOMIC_ACQUIRE) == ring->data_tail)
		return false;

	memset(record, 0, sizeof(*record));
	for (i = 0; i < length && i < sizeof(*record); i++) {
		bytes[i] = data[(ring->data_tail + i) % size];
		if (i + 1 == sizeof(record->header))
			length = record->header.size;
	}
	__atomic_store_n(&ring->data_tail, ring->data_tail + record->header.size,
			 __ATOMIC_RELEASE);
	return true;
}

bool perf_event_tells(int fd, bool (*is_wanted)(const struct perf_record *record),
		      void (*work)(void))
{
	const size_t size = (1 + RING_PAGES) * getpagesize();
	const time_t end = time(NULL) + SECONDS;
	struct perf_event_mmap_page *ring;
	struct perf_record record;
	bool tells = false;

	ring = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (ring == MAP_FAILED)
		return false;

	while (!tells && time(NULL) < end) {
		work();
		while (!tells && take_record(ring, &record))
			tells = is_wanted(&record);
	}
	munmap(ring, size);
	return tells;
}

const struct perf_event_attr perf_kernel_clock = {
	.type		= PERF_TYPE_SOFTWARE,
	.config		= PERF_COUNT_SW_CPU_CLOCK,
	.freq		= 1,
	.sample_freq	= 1000,
	.sample_type	= PERF_SAMPLE_IP,
	.exclude_user	= 1,
};

bool perf_is_kernel_sample(const struct perf_record *record)
{
	return record->header.type == PERF_RECORD_SAMPLE &&
	       IS_KERNEL_ADDRESS(record->words[0]);
}

void perf_work_in_kernel(void)
{
	syscall(SYS_getppid);
}

long long perf_event_count(int fd)
{
	long long count;

	return read(fd, &count, sizeof(count)) == sizeof(count) ? count : -1;
}
