// SPDX-License-Identifier: GPL-2.0
/* Doors of the processor: model-specific registers and port instructions. */

#ifdef __x86_64__

#include <asm/msr.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <linux/types.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"

/*
 * The stack of SYSENTER: a 64-bit kernel never uses it while no 32-bit program
 * runs, so a byte of it may differ for a moment.
 */
#define MSR_IA32_SYSENTER_ESP	0x175

/* Both return what the system call does. */
typedef long (*msr_writer)(int fd, __u64 value);

static long write_by_file(int fd, __u64 value)
{
	return pwrite(fd, &value, sizeof(value), MSR_IA32_SYSENTER_ESP);
}

static long write_by_ioctl(int fd, __u64 value)
{
	/* All registers of the instruction, from the accumulator on. */
	__u32 registers[8] = { value, MSR_IA32_SYSENTER_ESP, value >> 32 };

	return ioctl(fd, X86_IOC_WRMSR_REGS, registers);
}

static struct attempt change_msr(msr_writer write_msr)
{
	struct attempt attempt = { 0 };
	__u64 before, after;
	int fd;

	fd = open("/dev/cpu/0/msr", O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT || errno == ENXIO || errno == EIO)
			return ATTEMPT_MISSING("no /dev/cpu/0/msr");
		return ATTEMPT_FAILED(errno);
	}

	if (pread(fd, &before, sizeof(before), MSR_IA32_SYSENTER_ESP) !=
	    sizeof(before)) {
		close(fd);
		return ATTEMPT_MISSING("no register SYSENTER_ESP");
	}

	if (write_msr(fd, before ^ 0x10) < 0)
		attempt.error = errno;

	if (pread(fd, &after, sizeof(after), MSR_IA32_SYSENTER_ESP) ==
	    sizeof(after) && after != before) {
		attempt.effect = true;
		if (write_msr(fd, before) < 0)
			attempt.error = errno;
	}

	close(fd);
	return attempt;
}

struct attempt probe_msr_write(void)
{
	return change_msr(write_by_file);
}

struct attempt probe_msr_ioctl(void)
{
	return change_msr(write_by_ioctl);
}

static sigjmp_buf refused;

static void refuse(int signal)
{
	siglongjmp(refused, signal);
}

/* Ports that may be read without a side effect: POST code, VGA output. */
#define PORT		0x80
#define CONSOLE_PORT	0x3cc

/* Without the right, the instruction raises SIGSEGV. */
static bool port_is_reachable(unsigned short port)
{
	const struct sigaction action = { .sa_handler = refuse };

	if (sigsetjmp(refused, 1)) {
		signal(SIGSEGV, SIG_DFL);
		return false;
	}

	sigaction(SIGSEGV, &action, NULL);
	inb(port);
	signal(SIGSEGV, SIG_DFL);
	return true;
}

struct attempt probe_ioperm(void)
{
	struct attempt attempt = { 0 };

	if (ioperm(PORT, 1, 1))
		attempt.error = errno;

	attempt.effect = port_is_reachable(PORT);
	if (!attempt.error)
		ioperm(PORT, 1, 0);

	return attempt;
}

struct attempt probe_iopl(void)
{
	struct attempt attempt = { 0 };

	if (iopl(3))
		attempt.error = errno;

	attempt.effect = port_is_reachable(PORT);
	if (!attempt.error)
		iopl(0);

	return attempt;
}

/* The console's own ways to ioperm(2): they hide its errno. */
static struct attempt ask_console(unsigned long enable, unsigned long disable,
				  unsigned long port)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open("/dev/tty0", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_MISSING("no /dev/tty0");

	if (ioctl(fd, enable, port))
		attempt.error = errno;

	attempt.effect = port_is_reachable(CONSOLE_PORT);
	if (!attempt.error)
		ioctl(fd, disable, port);

	close(fd);
	return attempt;
}

struct attempt probe_kdenabio(void)
{
	return ask_console(KDENABIO, KDDISABIO, 0);
}

struct attempt probe_kdaddio(void)
{
	return ask_console(KDADDIO, KDDELIO, CONSOLE_PORT);
}

#endif
