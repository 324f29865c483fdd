// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: what perf and procfs tell of addresses. */

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/hw_breakpoint.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "perf_event.h"
#include "test_module.h"

#define PARANOID	"/proc/sys/kernel/perf_event_paranoid"

/* Open an event, and work until its records tell what is wanted. */
static struct attempt try_event(struct perf_event_attr *attr,
				bool (*is_wanted)(const struct perf_record *record),
				void (*work)(void))
{
	struct attempt attempt = { 0 };
	int fd;

	if (access(PARANOID, F_OK))
		return ATTEMPT_MISSING("no perf events");

	fd = perf_event_open(attr);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	attempt.effect = perf_event_tells(fd, is_wanted, work);
	close(fd);
	return attempt;
}

struct attempt probe_perf_sample(void)
{
	struct perf_event_attr attr = perf_kernel_clock;

	return try_event(&attr, perf_is_kernel_sample, perf_work_in_kernel);
}

/* Their number, then addresses, and between them marks at the end of the numbers. */
static bool is_kernel_callchain(const struct perf_record *record)
{
	unsigned long long i;

	if (record->header.type != PERF_RECORD_SAMPLE)
		return false;
	for (i = 1; i <= record->words[0] && i < 127; i++)
		if (IS_KERNEL_ADDRESS(record->words[i]) &&
		    record->words[i] < PERF_CONTEXT_MAX)
			return true;
	return false;
}

struct attempt probe_perf_callchain(void)
{
	struct perf_event_attr attr = perf_kernel_clock;

	attr.sample_type = PERF_SAMPLE_CALLCHAIN;
	return try_event(&attr, is_kernel_callchain, perf_work_in_kernel);
}

/* A page of the program's file, mapped as it is and then written: the kernel copies it. */
static void write_own_page(void)
{
	const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	unsigned char *page;

	page = mmap(NULL, getpagesize(), PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	close(fd);
	if (page == MAP_FAILED)
		return;
	__atomic_store_n(page, page[0], __ATOMIC_RELAXED);
	munmap(page, getpagesize());
}

static bool is_physical_address(const struct perf_record *record)
{
	return record->header.type == PERF_RECORD_SAMPLE && record->words[0];
}

struct attempt probe_perf_physical(void)
{
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_SOFTWARE,
		.config		= PERF_COUNT_SW_PAGE_FAULTS,
		.sample_period	= 1,
		.sample_type	= PERF_SAMPLE_PHYS_ADDR,
		.exclude_kernel	= 1,
	};

	return try_event(&attr, is_physical_address, write_own_page);
}

static void load_filter(void)
{
	static const char license[] = "GPL";
	const struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
	attr.insns = (uintptr_t)program;
	attr.insn_cnt = 2;
	attr.license = (uintptr_t)license;
	close(syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr)));
}

static bool is_symbol(const struct perf_record *record)
{
	return record->header.type == PERF_RECORD_KSYMBOL &&
	       IS_KERNEL_ADDRESS(record->words[0]);
}

/* With it, as without, the event is there: only the records are not. */
struct attempt probe_perf_symbols(void)
{
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_SOFTWARE,
		.config		= PERF_COUNT_SW_DUMMY,
		.exclude_kernel	= 1,
		.ksymbol	= 1,
	};

	return try_event(&attr, is_symbol, load_filter);
}

#ifdef __x86_64__

/* A breakpoint on this word of the program, or on the kernel, to which it may be moved. */
static struct attempt break_on_kernel(const long *word)
{
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_BREAKPOINT,
		.bp_type	= HW_BREAKPOINT_W,
		.bp_addr	= word ? (uintptr_t)word : SOME_KERNEL_ADDRESS,
		.bp_len		= HW_BREAKPOINT_LEN_8,
	};
	struct attempt attempt = { 0 };
	int fd;

	if (access(PARANOID, F_OK))
		return ATTEMPT_MISSING("no perf events");

	fd = perf_event_open(&attr);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	attr.bp_addr = SOME_KERNEL_ADDRESS;
	if (word && ioctl(fd, PERF_EVENT_IOC_MODIFY_ATTRIBUTES, &attr))
		attempt.error = errno;
	attempt.effect = !attempt.error;
	close(fd);
	return attempt;
}

/* Its hits would tell when the kernel uses what lies there: that it opens is enough. */
struct attempt probe_perf_breakpoint(void)
{
	return break_on_kernel(NULL);
}

/* A breakpoint on the program that is moved into the kernel. */
struct attempt probe_perf_breakpoint_moved(void)
{
	static long word;

	return break_on_kernel(&word);
}

#define BPF_STATISTICS	"/proc/sys/kernel/bpf_stats_enabled"

/* A switch of the kernel's that is a changed instruction, over and back. */
static void change_text(void)
{
	write_text(BPF_STATISTICS, "1");
	write_text(BPF_STATISTICS, "0");
}

static bool is_text_poke(const struct perf_record *record)
{
	return record->header.type == PERF_RECORD_TEXT_POKE &&
	       IS_KERNEL_ADDRESS(record->words[0]);
}

struct attempt probe_perf_text(void)
{
	struct perf_event_attr attr = {
		.type		= PERF_TYPE_SOFTWARE,
		.config		= PERF_COUNT_SW_DUMMY,
		.exclude_kernel	= 1,
		.text_poke	= 1,
	};

	if (access(BPF_STATISTICS, F_OK))
		return ATTEMPT_MISSING("no " BPF_STATISTICS);

	return try_event(&attr, is_text_poke, change_text);
}

#endif /* __x86_64__ */

/* The first symbols of a kernel can lie at the start of each CPU's memory, at 0. */
struct attempt probe_kallsyms(void)
{
	struct attempt attempt = { 0 };
	unsigned long long address;
	FILE *file;

	file = fopen("/proc/kallsyms", "re");
	if (!file && errno == ENOENT)
		return ATTEMPT_MISSING("no /proc/kallsyms");
	if (!file)
		return ATTEMPT_FAILED(errno);

	while (!attempt.effect && fscanf(file, "%llx%*[^\n]", &address) == 1)
		attempt.effect = IS_KERNEL_ADDRESS(address);
	if (ferror(file))
		attempt.error = errno;
	fclose(file);
	return attempt;
}

#define MODULE	"lockdown_victim"

/* Where does this line say that something of the module lies? Its last word does. */
static struct attempt try_module(bool (*tells_address)(void))
{
	struct attempt attempt = { 0 };
	int error;

	error = test_module_load(MODULE "-signed.ko");
	if (error)
		return ATTEMPT_MISSING("the signed test module cannot be loaded");

	attempt.effect = tells_address();
	test_module_unload(MODULE);
	return attempt;
}

static bool modules_tell(void)
{
	bool tells = false;
	char line[512];
	FILE *file;

	file = fopen("/proc/modules", "re");
	while (file && fgets(line, sizeof(line), file)) {
		const char *last = strstr(line, " 0x");

		if (last && strtoull(last, NULL, 16))
			tells = true;
	}
	if (file)
		fclose(file);
	return tells;
}

struct attempt probe_modules(void)
{
	return try_module(modules_tell);
}

static bool sections_tell(void)
{
	char text[32];

	return !read_text("/sys/module/" MODULE "/sections/.text", text, sizeof(text)) &&
	       strtoull(text, NULL, 16);
}

struct attempt probe_module_sections(void)
{
	return try_module(sections_tell);
}

#define RESTRICT	"/proc/sys/kernel/kptr_restrict"

/* Where it can be written, it can be written over and back. */
struct attempt probe_kptr_restrict(void)
{
	struct attempt attempt = { 0 };
	char before[8], after[8];

	if (read_text(RESTRICT, before, sizeof(before)))
		return ATTEMPT_MISSING("no " RESTRICT);

	attempt.error = -write_text(RESTRICT, before[0] == '0' ? "1\n" : "0\n");
	attempt.effect = !read_text(RESTRICT, after, sizeof(after)) &&
			 strcmp(before, after);
	if (attempt.effect)
		write_text(RESTRICT, before);
	return attempt;
}
