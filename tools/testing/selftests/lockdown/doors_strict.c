// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: files that tell, and that change. */

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __x86_64__
#include <asm/msr.h>
#include <asm/mtrr.h>
#include <linux/nvram.h>
#endif

#include "doors.h"
#include "files.h"

/* To read a file, from its start, is to learn what it says. */
static struct attempt read_file(const char *path, const char *missing)
{
	struct attempt attempt = { 0 };
	char bytes[64];
	ssize_t length;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return ATTEMPT_MISSING(missing);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	length = read(fd, bytes, sizeof(bytes));
	if (length < 0)
		attempt.error = errno;
	attempt.effect = length > 0;
	close(fd);
	return attempt;
}

struct attempt probe_kpagecount(void)
{
	return read_file("/proc/kpagecount", "no /proc/kpagecount");
}

struct attempt probe_kpageflags(void)
{
	return read_file("/proc/kpageflags", "no /proc/kpageflags");
}

/* The first address of what can be physical. */
struct attempt probe_iomem(void)
{
	return read_file("/proc/iomem", "no /proc/iomem");
}

#define PAGEMAP	"/proc/self/pagemap"

/* Of each entry: the page's place in memory, as root is told it. */
#define PAGEMAP_FRAME	0x7fffffffffffffULL

struct attempt probe_pagemap(void)
{
	const unsigned long page = (unsigned long)&probe_pagemap / sysconf(_SC_PAGESIZE);
	struct attempt attempt = { 0 };
	unsigned long long entry = 0;
	int fd;

	fd = open(PAGEMAP, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return ATTEMPT_MISSING("no " PAGEMAP);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	if (pread(fd, &entry, sizeof(entry), page * sizeof(entry)) < 0)
		attempt.error = errno;
	attempt.effect = entry & PAGEMAP_FRAME;
	close(fd);
	return attempt;
}

struct attempt probe_vmallocinfo(void)
{
	return read_file("/proc/vmallocinfo", "no /proc/vmallocinfo");
}

struct attempt probe_vmcoreinfo(void)
{
	return read_file("/sys/kernel/vmcoreinfo", "no /sys/kernel/vmcoreinfo");
}

#define OVERLAY	"/tmp/overlay"
#define NOTHING	"/tmp/nothing"

/* Without a file system to write to, an overlay has two to read, one of them empty. */
struct attempt probe_vmcoreinfo_overlay(void)
{
	struct attempt attempt;

	if (access("/sys/kernel/vmcoreinfo", F_OK))
		return ATTEMPT_MISSING("no /sys/kernel/vmcoreinfo");
	if ((mkdir(OVERLAY, 0700) && errno != EEXIST) || (mkdir(NOTHING, 0700) && errno != EEXIST))
		return ATTEMPT_MISSING("no /tmp");
	if (mount("overlay", OVERLAY, "overlay", MS_RDONLY, "lowerdir=/sys/kernel:" NOTHING))
		return ATTEMPT_MISSING("no overlays");

	attempt = read_file(OVERLAY "/vmcoreinfo", "no /sys/kernel/vmcoreinfo in an overlay");
	umount(OVERLAY);
	rmdir(OVERLAY);
	rmdir(NOTHING);
	return attempt;
}

#ifdef __x86_64__

struct attempt probe_boot_params(void)
{
	return read_file("/sys/kernel/boot_params/data", "no /sys/kernel/boot_params/data");
}

struct attempt probe_firmware_memmap(void)
{
	return read_file("/sys/firmware/memmap/0/start", "no /sys/firmware/memmap");
}

struct attempt probe_page_idle(void)
{
	return read_file("/sys/kernel/mm/page_idle/bitmap", "no /sys/kernel/mm/page_idle");
}

#define MSR	"/dev/cpu/0/msr"

/* Where system calls enter the kernel: an address of its text. */
#define MSR_LSTAR	0xc0000082

static int open_msr(struct attempt *attempt)
{
	int fd = open(MSR, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == EPERM)
		attempt->error = errno;
	else if (fd < 0)
		attempt->missing = "no " MSR;
	return fd;
}

struct attempt probe_msr_read(void)
{
	struct attempt attempt = { 0 };
	unsigned long long entry = 0;
	int fd;

	fd = open_msr(&attempt);
	if (fd < 0)
		return attempt;

	if (pread(fd, &entry, sizeof(entry), MSR_LSTAR) < 0)
		attempt.error = errno;
	attempt.effect = entry != 0;
	close(fd);
	return attempt;
}

struct attempt probe_msr_read_ioctl(void)
{
	/* All registers of the instruction, from the accumulator on. */
	unsigned int registers[8] = { 0, MSR_LSTAR };
	struct attempt attempt = { 0 };
	int fd;

	fd = open_msr(&attempt);
	if (fd < 0)
		return attempt;

	if (ioctl(fd, X86_IOC_RDMSR_REGS, registers))
		attempt.error = errno;
	attempt.effect = registers[0] != 0;
	close(fd);
	return attempt;
}

#define MTRR	"/proc/mtrr"

/* A megabyte where a PC has no memory and no device. */
#define REGION_BASE	0x90000000UL
#define REGION_SIZE	0x100000UL
#define REGION_LINE	"base=0x090000000"

/* The one that the kernel's list calls by this base, or -1. */
static int find_region(void)
{
	char line[128];
	int number = -1;
	FILE *file;

	file = fopen(MTRR, "re");
	while (file && number < 0 && fgets(line, sizeof(line), file))
		if (strstr(line, REGION_LINE))
			sscanf(line, "reg%d:", &number);
	if (file)
		fclose(file);
	return number;
}

static void remove_region(void)
{
	char command[32];

	snprintf(command, sizeof(command), "disable=%d\n", find_region());
	write_text(MTRR, command);
}

struct attempt probe_mtrr_write(void)
{
	struct attempt attempt = { 0 };
	char command[96];

	if (access(MTRR, F_OK))
		return ATTEMPT_MISSING("no " MTRR);

	snprintf(command, sizeof(command), "base=0x%lx size=0x%lx type=write-combining\n",
		 REGION_BASE, REGION_SIZE);
	attempt.error = -write_text(MTRR, command);
	attempt.effect = find_region() >= 0;
	if (attempt.effect)
		remove_region();
	return attempt;
}

struct attempt probe_mtrr_ioctl(void)
{
	struct mtrr_sentry region = {
		.base = REGION_BASE,
		.size = REGION_SIZE,
		.type = MTRR_TYPE_WRCOMB,
	};
	struct attempt attempt = { 0 };
	int fd;

	if (access(MTRR, F_OK))
		return ATTEMPT_MISSING("no " MTRR);

	/* Its own check is that the file may be written. */
	fd = open(MTRR, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* What comes back is its number; the region is gone with the descriptor. */
	if (ioctl(fd, MTRRIOC_ADD_ENTRY, &region) < 0)
		attempt.error = errno;
	attempt.effect = find_region() >= 0;
	close(fd);
	return attempt;
}

struct attempt probe_nvram(void)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open("/dev/nvram", O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno != EPERM)
		return ATTEMPT_MISSING("no /dev/nvram");
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* Writes the sum of what is there; no other byte changes. */
	if (ioctl(fd, NVRAM_SETCKS))
		attempt.error = errno;
	attempt.effect = !attempt.error;
	close(fd);
	return attempt;
}

#define CLOCK	"/sys/bus/nvmem/devices/cmos_nvram0/nvmem"

/* A byte that neither firmware nor the kernel looks at. */
#define CLOCK_BYTE	0x40

struct attempt probe_nvmem(void)
{
	struct attempt attempt = { 0 };
	unsigned char before, changed, after;
	int fd;

	fd = open(CLOCK, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || pread(fd, &before, 1, CLOCK_BYTE) != 1)
		return ATTEMPT_MISSING("no " CLOCK);
	close(fd);

	changed = ~before;
	fd = open(CLOCK, O_RDWR | O_CLOEXEC);
	if (fd < 0 || pwrite(fd, &changed, 1, CLOCK_BYTE) < 0)
		attempt.error = errno;
	if (fd < 0)
		fd = open(CLOCK, O_RDONLY | O_CLOEXEC);
	attempt.effect = pread(fd, &after, 1, CLOCK_BYTE) == 1 && after != before;
	if (attempt.effect && pwrite(fd, &before, 1, CLOCK_BYTE) < 0)
		attempt.error = errno;
	close(fd);
	return attempt;
}

/*
 * A device that no driver has. What is written would be an address; that firmware is
 * asked for the present ones is enough, and changes nothing.
 */
struct attempt probe_pnp_resources(void)
{
	struct attempt attempt = { 0 };
	glob_t devices;
	size_t i;

	if (glob("/sys/bus/pnp/devices/*/resources", 0, NULL, &devices))
		return ATTEMPT_MISSING("no PNP device");

	for (i = 0; i < devices.gl_pathc; i++) {
		attempt.error = -write_text(devices.gl_pathv[i], "get\n");
		if (attempt.error != EBUSY)
			break;
	}
	attempt.effect = !attempt.error;
	globfree(&devices);
	return attempt;
}

#endif /* __x86_64__ */
