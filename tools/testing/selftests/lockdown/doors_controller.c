// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: commands to controllers of disks. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <linux/types.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "io_driver.h"

#define NODE	"/dev/lockdown-controller"

/* The number that a driver was given in /proc/devices, or -1. */
static int find_major(const char *driver)
{
	int major = -1;
	char line[128];
	FILE *devices;
	char *name;

	devices = fopen("/proc/devices", "re");
	while (devices && major < 0 && fgets(line, sizeof(line), devices)) {
		line[strcspn(line, "\n")] = '\0';
		name = line + strspn(line, " 0123456789");
		if (!strcmp(name, driver))
			major = strtol(line, NULL, 10);
	}
	if (devices)
		fclose(devices);
	return major;
}

/* A device that the kernel makes no node for. */
static int open_device(const char *driver)
{
	const int major = find_major(driver);
	int fd;

	if (major < 0) {
		errno = ENODEV;
		return -1;
	}
	if (mknod(NODE, S_IFCHR | 0600, makedev(major, 0)))
		return -1;
	fd = open(NODE, O_RDWR | O_CLOEXEC);
	unlink(NODE);
	return fd;
}

#pragma pack(push, 1)

/* Of drivers/scsi/megaraid/megaraid_sas.h: a command, and pieces of memory. */
struct sas_frame {
	__u8 command;
	__u8 reserved;
	__u8 status;
	__u8 reserved_too[4];
	__u8 pieces;
	__u32 context[2];
	__u16 flags;
	__u16 timeout;
	__u32 length;
	__u32 opcode;
	__u8 mailbox[12];
	__u8 addresses[88];
};

struct sas_packet {
	__u16 host;
	__u16 reserved;
	__u32 addresses;
	__u32 pieces;
	__u32 sense[2];
	struct sas_frame frame;
	struct iovec memory[16];
};

/* Of megaraid.h and megaraid/megaraid_ioctl.h: what both take for a command. */
struct mailbox {
	__u32 lengths[2];
	__u8 opcode;
	__u8 code;
	__u16 adapter;
	__u64 buffer;
	__u32 length;
	__u8 mailbox[18];
	__u8 direct[60];
	__u64 data;
};

#pragma pack(pop)

#define SAS_FIRMWARE	_IOWR('M', 1, struct sas_packet)

#define SAS_COMMAND	0x05
#define SAS_PENDING	0xff
#define SAS_READ	0x10
#define SAS_TIME	0x01080101

#define HOST	"/sys/class/scsi_host/host"

/* The SCSI host of the controller, or -1. */
static int find_host(void)
{
	char path[PATH_MAX];
	int host = -1;
	glob_t hosts;
	size_t i;

	if (glob(HOST "*", 0, NULL, &hosts))
		return -1;
	for (i = 0; i < hosts.gl_pathc && host < 0; i++) {
		snprintf(path, sizeof(path), "%s/proc_name", hosts.gl_pathv[i]);
		if (file_mentions(path, "megaraid_sas"))
			host = strtol(path + strlen(HOST), NULL, 10);
	}
	globfree(&hosts);
	return host;
}

/* What the controller writes to memory is the time that it has. */
static struct attempt ask_sas(void)
{
	unsigned long long seconds = 0;
	struct sas_packet packet = {
		.addresses = offsetof(struct sas_frame, addresses),
		.pieces = 1,
		.frame = {
			.command = SAS_COMMAND,
			.status = SAS_PENDING,
			.pieces = 1,
			.flags = SAS_READ,
			.length = sizeof(seconds),
			.opcode = SAS_TIME,
		},
		.memory = { { &seconds, sizeof(seconds) } },
	};
	struct attempt attempt = { 0 };
	int fd, host;

	host = find_host();
	if (host < 0)
		return ATTEMPT_MISSING("no controller of megaraid_sas");
	fd = open_device("megaraid_sas_ioctl");
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	packet.host = host;
	if (ioctl(fd, SAS_FIRMWARE, &packet))
		attempt.error = errno;
	attempt.effect = seconds != 0;
	close(fd);
	return attempt;
}

struct attempt probe_megaraid_sas(void)
{
	return with_io_driver(IO_DRIVER_MEGARAID_SAS, ask_sas);
}

#define MAILBOX_COMMAND	_IOWR('m', 0, struct mailbox)

#define MAILBOX_DRIVER	0x82
#define MAILBOX_VERSION	'e'

/* Every command goes the same way; this one needs no controller. */
static struct attempt ask_version(int fd)
{
	struct attempt attempt = { 0 };
	unsigned int version = 0;
	struct mailbox command = {
		.opcode = MAILBOX_DRIVER,
		.code = MAILBOX_VERSION,
		.data = (unsigned long)&version,
	};

	if (fd < 0)
		return ATTEMPT_FAILED(errno);
	if (ioctl(fd, MAILBOX_COMMAND, &command))
		attempt.error = errno;
	attempt.effect = version != 0;
	close(fd);
	return attempt;
}

static struct attempt ask_mm(void)
{
	return ask_version(open("/dev/megadev0", O_RDWR | O_CLOEXEC));
}

struct attempt probe_megaraid_mm(void)
{
	return with_io_driver(IO_DRIVER_MEGARAID_MM, ask_mm);
}

static struct attempt ask_legacy(void)
{
	return ask_version(open_device("megadev_legacy"));
}

struct attempt probe_megaraid(void)
{
	return with_io_driver(IO_DRIVER_MEGARAID, ask_legacy);
}

/* Of drivers/scsi/mpt3sas/mpt3sas_ctl.h: which events a controller reports. */
struct mpt3_event_query {
	__u32 controller;
	__u32 port;
	__u32 size;
	__u16 entries;
	__u16 reserved;
	__u32 types[4];
};

#define MPT3_EVENT_QUERY	_IOWR('L', 21, struct mpt3_event_query)

/* QEMU has no such controller; that the driver looks for it is the effect. */
static struct attempt ask_mpt(const char *path)
{
	struct mpt3_event_query query = { .size = sizeof(query) };
	struct attempt attempt = { 0 };
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	if (ioctl(fd, MPT3_EVENT_QUERY, &query) && errno != ENODEV)
		attempt.error = errno;
	attempt.effect = !attempt.error;
	close(fd);
	return attempt;
}

static struct attempt ask_mpt3(void)
{
	return ask_mpt("/dev/mpt3ctl");
}

struct attempt probe_mpt3ctl(void)
{
	return with_io_driver(IO_DRIVER_MPT3SAS, ask_mpt3);
}

static struct attempt ask_mpt2(void)
{
	return ask_mpt("/dev/mpt2ctl");
}

struct attempt probe_mpt2ctl(void)
{
	return with_io_driver(IO_DRIVER_MPT3SAS, ask_mpt2);
}

#endif /* __x86_64__ */
