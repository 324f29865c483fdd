// SPDX-License-Identifier: GPL-2.0
/* Doors of modules: code without a signature, parameters about hardware. */

#include <errno.h>
#include <fcntl.h>
#include <linux/module.h>
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "kernel_release.h"
#include "test_module.h"

#define VICTIM	"lockdown_victim"

/* What became of a request to load the victim, which answered with errno. */
static struct attempt outcome(bool failed)
{
	struct attempt attempt = { .error = failed ? errno : 0 };

	attempt.effect = test_module_is_loaded(VICTIM);
	if (attempt.effect)
		test_module_unload(VICTIM);

	return attempt;
}

static struct attempt load(const char *file, const char *parameters, int flags)
{
	struct attempt attempt;
	int fd;

	if (access("/proc/modules", F_OK))
		return ATTEMPT_MISSING("no modules");
	fd = test_module_open(file);
	if (fd < 0)
		return ATTEMPT_MISSING("no test module beside the program");

	attempt = outcome(syscall(SYS_finit_module, fd, parameters, flags));
	close(fd);
	return attempt;
}

struct attempt probe_module_unsigned(void)
{
	return load(VICTIM ".ko", "", 0);
}

/* Signed, with a key that no kernel knows. */
struct attempt probe_module_stranger(void)
{
	return load(VICTIM "-stranger.ko", "", 0);
}

/* What is signed is the module with the versions that it was made for. */
struct attempt probe_module_mangled(void)
{
	return load(VICTIM "-signed.ko", "", MODULE_INIT_IGNORE_MODVERSIONS);
}

struct attempt probe_module_parameter_load(void)
{
	return load(VICTIM "-signed.ko", "port=1", 0);
}

struct attempt probe_module_signed(void)
{
	return load(VICTIM "-signed.ko", "", 0);
}

struct attempt probe_module_trusted(void)
{
	if (!file_mentions("/proc/keys", KEY_TRUSTED))
		return ATTEMPT_MISSING("the kernel lacks the " KEY_TRUSTED);

	return load(VICTIM "-trusted.ko", "", 0);
}

struct attempt probe_module_revoked(void)
{
	if (kernel_is_before(6, 12))
		return ATTEMPT_MISSING("older kernels load what a revoked key has signed");

	if (!file_mentions("/proc/keys", KEY_REVOKED))
		return ATTEMPT_MISSING("the kernel lacks the " KEY_REVOKED);

	return load(VICTIM "-revoked.ko", "", 0);
}

/* Load a module from memory, there with the bits of one byte turned over. */
static struct attempt load_damaged(const char *file, size_t (*byte)(size_t))
{
	struct attempt attempt;
	unsigned char *image;
	struct stat status;
	int fd;

	if (access("/proc/modules", F_OK))
		return ATTEMPT_MISSING("no modules");
	fd = test_module_open(file);
	if (fd < 0)
		return ATTEMPT_MISSING("no test module beside the program");

	/* A private mapping: the file stays as it is. */
	image = fstat(fd, &status) ? MAP_FAILED :
		mmap(NULL, status.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE,
		     fd, 0);
	close(fd);
	if (image == MAP_FAILED)
		return ATTEMPT_FAILED(errno);

	if (byte)
		image[byte(status.st_size)] ^= 0xff;
	attempt = outcome(syscall(SYS_init_module, image, status.st_size, ""));
	munmap(image, status.st_size);
	return attempt;
}

struct attempt probe_module_memory(void)
{
	return load_damaged(VICTIM ".ko", NULL);
}

/* The signature is the smaller part, and the last. */
static size_t byte_of_module(size_t size)
{
	return size / 4;
}

struct attempt probe_module_changed(void)
{
	return load_damaged(VICTIM "-signed.ko", byte_of_module);
}

/* The length of the signature stands right before the marker at the end. */
static size_t byte_of_length(size_t size)
{
	return size - strlen("~Module signature appended~\n") - sizeof(__u32);
}

struct attempt probe_module_overlong(void)
{
	return load_damaged(VICTIM "-signed.ko", byte_of_length);
}

#ifdef __x86_64__
/*
 * The kernel's own test of MMIO tracing. It asks before all else, then misses
 * the address that it is not given, since that would write to a device.
 */
struct attempt probe_mmiotrace(void)
{
	struct attempt attempt = { 0 };
	int error;

	error = test_module_load("testmmiotrace-signed.ko");
	if (error == -ENOENT)
		return ATTEMPT_MISSING("no testmmiotrace-signed.ko");

	attempt.effect = error == -ENXIO;
	if (!attempt.effect)
		attempt.error = -error;

	return attempt;
}
#endif

/*
 * A parameter of built-in code that is declared by module_param_hw() and may
 * be written at run time. It matters only when a port is started. It is a number,
 * or, in later kernels, Y or N.
 */
#define PARAMETER	"/sys/module/8250/parameters/share_irqs"

static int read_parameter(int fd)
{
	char text[16] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) <= 0)
		return -1;

	return *text == 'Y' || *text == '1';
}

static int write_parameter(int fd, int value)
{
	char text[16];
	int length;

	length = snprintf(text, sizeof(text), "%d\n", value);
	return pwrite(fd, text, length, 0) == length ? 0 : errno;
}

struct attempt probe_module_parameter(void)
{
	struct attempt attempt = { 0 };
	int fd, before;

	fd = open(PARAMETER, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no " PARAMETER);
		return ATTEMPT_FAILED(errno);
	}

	before = read_parameter(fd);
	attempt.error = write_parameter(fd, !before);
	attempt.effect = read_parameter(fd) != before;
	if (attempt.effect && write_parameter(fd, before))
		attempt.error = errno;

	close(fd);
	return attempt;
}
