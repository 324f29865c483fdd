// SPDX-License-Identifier: GPL-2.0
/* Doors of the processor: model-specific registers and port instructions. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/types.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/io.h>
#include <unistd.h>

#include "doors.h"

/*
 * The stack of SYSENTER: a 64-bit kernel never uses it while no 32-bit program
 * runs, so a byte of it may differ for a moment.
 */
#define MSR_IA32_SYSENTER_ESP	0x175

struct attempt probe_msr_write(void)
{
	struct attempt attempt = { 0 };
	__u64 before, other, after;
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

	other = before ^ 0x10;
	if (pwrite(fd, &other, sizeof(other), MSR_IA32_SYSENTER_ESP) < 0)
		attempt.error = errno;

	if (pread(fd, &after, sizeof(after), MSR_IA32_SYSENTER_ESP) ==
	    sizeof(after) && after != before) {
		attempt.effect = true;
		if (pwrite(fd, &before, sizeof(before),
			   MSR_IA32_SYSENTER_ESP) < 0)
			attempt.error = errno;
	}

	close(fd);
	return attempt;
}

static sigjmp_buf refused;

static void refuse(int signal)
{
	siglongjmp(refused, signal);
}

/* The POST code port: a read has no side effect. */
#define PORT	0x80

/* Without the right, the instruction raises SIGSEGV. */
static bool port_is_reachable(void)
{
	const struct sigaction action = { .sa_handler = refuse };

	if (sigsetjmp(refused, 1)) {
		signal(SIGSEGV, SIG_DFL);
		return false;
	}

	sigaction(SIGSEGV, &action, NULL);
	inb(PORT);
	signal(SIGSEGV, SIG_DFL);
	return true;
}

struct attempt probe_ioperm(void)
{
	struct attempt attempt = { 0 };

	if (ioperm(PORT, 1, 1))
		attempt.error = errno;

	attempt.effect = port_is_reachable();
	if (!attempt.error)
		ioperm(PORT, 1, 0);

	return attempt;
}

struct attempt probe_iopl(void)
{
	struct attempt attempt = { 0 };

	if (iopl(3))
		attempt.error = errno;

	attempt.effect = port_is_reachable();
	if (!attempt.error)
		iopl(0);

	return attempt;
}

#endif
