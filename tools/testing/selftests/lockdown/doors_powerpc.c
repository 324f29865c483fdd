// SPDX-License-Identifier: GPL-2.0
/* Doors of a pseries machine: its device tree and its firmware's services. */

#ifdef __powerpc64__

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/types.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doors.h"

#define OFDT	"/proc/powerpc/ofdt"

/* A node with one property; its length and value follow the name. */
#define NODE		"/lockdown-test"
#define PROPERTY	"lockdown,test"
#define VALUE		"added"
#define ADD_NODE	"add_node " NODE " " PROPERTY " 5 " VALUE
#define REMOVE_NODE	"remove_node " NODE

static_assert(sizeof(VALUE) - 1 == 5, "length of the property in ADD_NODE");

/* One command is one write(2), without a newline. */
static int ofdt_write(const char *command)
{
	int fd, error = 0;

	fd = open(OFDT, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;

	if (write(fd, command, strlen(command)) < 0)
		error = errno;

	close(fd);
	return error;
}

static bool read_property(const char *path, void *value, size_t length)
{
	ssize_t got;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	got = read(fd, value, length);
	close(fd);
	return got == (ssize_t)length;
}

struct attempt probe_device_tree(void)
{
	struct attempt attempt = { 0 };
	char value[sizeof(VALUE) - 1];

	if (access(OFDT, F_OK))
		return ATTEMPT_MISSING("no " OFDT);
	if (!access("/proc/device-tree" NODE, F_OK))
		return ATTEMPT_MISSING("the node is there already");

	attempt.error = ofdt_write(ADD_NODE);

	attempt.effect = read_property("/proc/device-tree" NODE "/" PROPERTY,
				       value, sizeof(value)) &&
			 !memcmp(value, VALUE, sizeof(value));
	if (!attempt.error)
		attempt.error = ofdt_write(REMOVE_NODE);

	return attempt;
}

#define RTAS		"/proc/device-tree/rtas"
#define ERRINJCT_OPEN	RTAS "/ibm,open-errinjct"
#define ERRINJCT_CLOSE	RTAS "/ibm,close-errinjct"

/* What rtas(2) takes: big-endian words, the answers after the arguments. */
struct rtas_call {
	__be32 token;
	__be32 arguments;
	__be32 answers;
	__be32 words[16];
};

static void close_errinjct(__be32 session)
{
	struct rtas_call call = {
		.arguments	= htobe32(1),
		.answers	= htobe32(1),
		.words		= { session },
	};

	if (read_property(ERRINJCT_CLOSE, &call.token, sizeof(call.token)))
		syscall(SYS_rtas, &call);
}

/*
 * Firmware numbers its calls as it likes, and a call without a number is
 * unknown to the kernel. QEMU's firmware injects no errors: given a number, it
 * answers that it knows no such call. That is an effect: it was asked.
 */
struct attempt probe_rtas_error_injection(void)
{
	struct rtas_call call = { .answers = htobe32(2) };
	struct attempt attempt = { 0 };

	if (!read_property(ERRINJCT_OPEN, &call.token, sizeof(call.token)))
		return ATTEMPT_MISSING("no " ERRINJCT_OPEN);

	if (syscall(SYS_rtas, &call))
		return ATTEMPT_FAILED(errno);

	/* A session and a status; the kernel has cleared both before it asks. */
	attempt.effect = call.words[0] || call.words[1];
	if (!call.words[1] && (__s32)be32toh(call.words[0]) > 0)
		close_errinjct(call.words[0]);

	return attempt;
}

#endif
