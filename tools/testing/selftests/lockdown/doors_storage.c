// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: disks and their controllers. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/dm-ioctl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <linux/nvme_ioctl.h>

#include "doors.h"

#define PAGE		4096
#define SECTOR		512

/* A disk whose sectors lie in memory. */
struct disk {
	char path[32];
	int memory;
	int device;
};

static void disk_close(struct disk *disk)
{
	if (disk->device >= 0) {
		ioctl(disk->device, LOOP_CLR_FD);
		close(disk->device);
	}
	if (disk->memory >= 0)
		close(disk->memory);
}

static bool disk_open(struct disk *disk, size_t size)
{
	int control, number = -1;

	disk->device = -1;
	disk->memory = memfd_create("disk", MFD_CLOEXEC);
	control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	if (control >= 0)
		number = ioctl(control, LOOP_CTL_GET_FREE);
	snprintf(disk->path, sizeof(disk->path), "/dev/loop%d", number);
	if (disk->memory >= 0 && number >= 0 && !ftruncate(disk->memory, size))
		disk->device = open(disk->path, O_RDWR | O_CLOEXEC);
	if (control >= 0)
		close(control);
	if (disk->device >= 0 && !ioctl(disk->device, LOOP_SET_FD, disk->memory))
		return true;
	disk_close(disk);
	return false;
}

#define CIPHER		"aes-cbc-plain64"
#define VOLUME_KEY	"00112233445566778899aabbccddeeff"

/* A request about a volume that nobody else has. */
union volume_request {
	struct dm_ioctl head;
	char bytes[4 * PAGE];
};

static int volume_ioctl(int control, unsigned long command, union volume_request *request,
			unsigned int flags)
{
	struct dm_ioctl *head = &request->head;

	head->version[0] = DM_VERSION_MAJOR;
	head->data_size = sizeof(*request);
	head->data_start = sizeof(*head);
	head->flags = flags;
	snprintf(head->name, sizeof(head->name), "lockdown-volume");
	return ioctl(control, command, request);
}

static int volume_load(int control, const struct disk *disk)
{
	union volume_request request = { 0 };
	struct dm_target_spec *target = (void *)(request.bytes + sizeof(request.head));

	request.head.target_count = 1;
	target->length = 8;
	snprintf(target->target_type, sizeof(target->target_type), "crypt");
	sprintf((char *)(target + 1), CIPHER " " VOLUME_KEY " 0 %s 0", disk->path);
	return volume_ioctl(control, DM_TABLE_LOAD, &request, 0);
}

static bool volume_tells_key(int control)
{
	const unsigned int flags = DM_STATUS_TABLE_FLAG | DM_QUERY_INACTIVE_TABLE_FLAG;
	union volume_request request = { 0 };
	struct dm_target_spec *target = (void *)(request.bytes + sizeof(request.head));

	return !volume_ioctl(control, DM_TABLE_STATUS, &request, flags) &&
	       strstr((char *)(target + 1), VOLUME_KEY);
}

/* A volume whose table is loaded has its disk for itself. */
static bool volume_open(int *control, const struct disk *disk)
{
	union volume_request request = { 0 };

	*control = open("/dev/mapper/control", O_RDWR | O_CLOEXEC);
	if (*control < 0)
		return false;
	if (!volume_ioctl(*control, DM_DEV_CREATE, &request, 0) && !volume_load(*control, disk))
		return true;
	memset(&request, 0, sizeof(request));
	volume_ioctl(*control, DM_DEV_REMOVE, &request, 0);
	close(*control);
	return false;
}

static void volume_close(int control)
{
	union volume_request request = { 0 };

	volume_ioctl(control, DM_DEV_REMOVE, &request, 0);
	close(control);
}

/* The first byte of the disk before, and as a program leaves it. */
#define BYTE_BEFORE	0x5a
#define BYTE_WRITTEN	0xa5

typedef void (*volume_attempt)(struct attempt *attempt, const struct disk *disk, int control);

/* One attempt while a volume is on the disk. */
static struct attempt try_volume(volume_attempt go)
{
	const unsigned char byte = BYTE_BEFORE;
	struct attempt attempt = { 0 };
	struct disk disk;
	int control;

	if (!disk_open(&disk, 8 * SECTOR))
		return ATTEMPT_MISSING("no loop device");
	if (pwrite(disk.memory, &byte, 1, 0) == 1 && volume_open(&control, &disk)) {
		go(&attempt, &disk, control);
		volume_close(control);
	} else {
		attempt.missing = "no dm-crypt";
	}
	disk_close(&disk);
	return attempt;
}

/* The table is read all the same: what is denied is its key. */
static void read_key(struct attempt *attempt, const struct disk *disk, int control)
{
	attempt->effect = volume_tells_key(control);
}

struct attempt probe_volume_key(void)
{
	return try_volume(read_key);
}

/* As dmsetup status asks. */
static void read_status(struct attempt *attempt, const struct disk *disk, int control)
{
	union volume_request request = { 0 };

	if (volume_ioctl(control, DM_TABLE_STATUS, &request, DM_QUERY_INACTIVE_TABLE_FLAG))
		attempt->error = errno;
	attempt->effect = request.head.target_count == 1;
}

struct attempt probe_volume_status(void)
{
	return try_volume(read_status);
}

/* What a program writes below a volume, whoever has opened the volume reads. */
static void see_change(struct attempt *attempt, const struct disk *disk)
{
	unsigned char byte = BYTE_BEFORE;

	if (fsync(disk->device) && !attempt->error)
		attempt->error = errno;
	attempt->effect = pread(disk->memory, &byte, 1, 0) == 1 && byte != BYTE_BEFORE;
}

static void write_disk(struct attempt *attempt, const struct disk *disk, int control)
{
	const unsigned char byte = BYTE_WRITTEN;

	if (pwrite(disk->device, &byte, 1, 0) < 0)
		attempt->error = errno;
	see_change(attempt, disk);
}

struct attempt probe_disk_write(void)
{
	return try_volume(write_disk);
}

static void map_disk(struct attempt *attempt, const struct disk *disk, int control)
{
	unsigned char *page;

	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, disk->device, 0);
	if (page == MAP_FAILED) {
		attempt->error = errno;
	} else {
		__atomic_store_n(page, BYTE_WRITTEN, __ATOMIC_RELAXED);
		munmap(page, PAGE);
	}
	see_change(attempt, disk);
}

struct attempt probe_disk_map(void)
{
	return try_volume(map_disk);
}

static void empty_disk(struct attempt *attempt, const struct disk *disk, unsigned long command)
{
	unsigned long long range[2] = { 0, PAGE };

	if (ioctl(disk->device, command, range))
		attempt->error = errno;
	see_change(attempt, disk);
}

static void zero_disk(struct attempt *attempt, const struct disk *disk, int control)
{
	empty_disk(attempt, disk, BLKZEROOUT);
}

struct attempt probe_disk_zero(void)
{
	return try_volume(zero_disk);
}

/* Of memory, nothing is left then. */
static void discard_disk(struct attempt *attempt, const struct disk *disk, int control)
{
	empty_disk(attempt, disk, BLKDISCARD);
}

struct attempt probe_disk_discard(void)
{
	return try_volume(discard_disk);
}

#define NVME	"/dev/nvme0"

/* Admin commands of NVMe, and a queue that no kernel makes for one processor. */
#define NVME_DELETE_CQ		0x04
#define NVME_CREATE_CQ		0x05
#define NVME_FIRMWARE_COMMIT	0x10
#define IDLE_QUEUE		60

static int open_nvme(void)
{
	return open(NVME, O_RDWR | O_CLOEXEC);
}

/* The controller is to use a page of this program as a queue. */
struct attempt probe_nvme_queue(void)
{
	struct nvme_passthru_cmd create = {
		.opcode = NVME_CREATE_CQ,
		.cdw10 = 1 << 16 | IDLE_QUEUE,
		.cdw11 = 1,
		.data_len = PAGE,
	};
	struct nvme_passthru_cmd remove = {
		.opcode = NVME_DELETE_CQ,
		.cdw10 = IDLE_QUEUE,
	};
	struct attempt attempt = { 0 };
	int fd, status;
	void *page;

	fd = open_nvme();
	if (fd < 0)
		return ATTEMPT_MISSING("no " NVME);

	page = aligned_alloc(PAGE, PAGE);
	memset(page, 0, PAGE);
	create.addr = (unsigned long)page;
	status = ioctl(fd, NVME_IOCTL_ADMIN_CMD, &create);
	if (status < 0)
		attempt.error = errno;
	attempt.effect = status == 0;
	if (attempt.effect)
		ioctl(fd, NVME_IOCTL_ADMIN_CMD, &remove);
	close(fd);
	free(page);
	return attempt;
}

#define NVME_GET_LOG		0x02
#define HEALTH_LOG		0x02
#define HEALTH_WORDS		128

/* The temperature, in kelvins: no disk runs at 0. */
struct attempt probe_nvme_health(void)
{
	unsigned int log[HEALTH_WORDS] = { 0 };
	struct nvme_passthru_cmd get = {
		.opcode = NVME_GET_LOG,
		.nsid = ~0U,
		.addr = (unsigned long)log,
		.data_len = sizeof(log),
		.cdw10 = (HEALTH_WORDS - 1) << 16 | HEALTH_LOG,
	};
	struct attempt attempt = { 0 };
	int fd;

	fd = open_nvme();
	if (fd < 0)
		return ATTEMPT_MISSING("no " NVME);

	if (ioctl(fd, NVME_IOCTL_ADMIN_CMD, &get) < 0)
		attempt.error = errno;
	attempt.effect = (log[0] & 0xffff00) != 0;
	close(fd);
	return attempt;
}

/* QEMU's controller has no firmware to replace; that it says so is the effect. */
struct attempt probe_nvme_firmware(void)
{
	struct nvme_passthru_cmd commit = { .opcode = NVME_FIRMWARE_COMMIT };
	struct attempt attempt = { 0 };
	int fd, status;

	fd = open_nvme();
	if (fd < 0)
		return ATTEMPT_MISSING("no " NVME);

	status = ioctl(fd, NVME_IOCTL_ADMIN_CMD, &commit);
	if (status < 0)
		attempt.error = errno;
	attempt.effect = status >= 0;
	close(fd);
	return attempt;
}

/* Of the driver's own header: how many events it has room for. */
struct mpt_event_query {
	unsigned int controller;
	unsigned int port;
	int size;
	unsigned short entries;
	unsigned short reserved;
	unsigned int types;
};

#define MPT_EVENT_QUERY	_IOWR('m', 21, struct mpt_event_query)

/* Every command goes the same way; this one does nothing. */
struct attempt probe_mptctl(void)
{
	struct mpt_event_query query = { .size = sizeof(query) };
	struct attempt attempt = { 0 };
	int fd;

	fd = open("/dev/mptctl", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_MISSING("no /dev/mptctl");

	if (ioctl(fd, MPT_EVENT_QUERY, &query))
		attempt.error = errno;
	if (attempt.error == ENODEV)
		attempt.missing = "no controller of mptctl";
	attempt.effect = query.entries != 0;
	close(fd);
	return attempt;
}

#endif /* __x86_64__ */
