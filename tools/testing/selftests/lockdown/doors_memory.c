// SPDX-License-Identifier: GPL-2.0
/* Doors to memory and ports as files: /dev/mem, /dev/port, /proc/kcore. */

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "doors.h"
#include "pci_device.h"

/* Open is enough for the kernel to ask; the read shows that the door leads on. */
static struct attempt read_through(const char *path, int flags, off_t offset,
				   void *bytes, size_t count)
{
	struct attempt attempt = { 0 };
	int fd;

	fd = open(path, flags | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT || errno == ENODEV || errno == ENXIO)
			return ATTEMPT_MISSING("no such device or file");
		return ATTEMPT_FAILED(errno);
	}

	if (pread(fd, bytes, count, offset) == (ssize_t)count)
		attempt.effect = true;
	else
		attempt.error = errno;

	close(fd);
	return attempt;
}

/* Map a device's registers through /dev/mem, and use them. */
static struct attempt map_dev_mem(int flags, int (*use)(int fd, off_t offset, bool *effect))
{
	struct attempt attempt = { 0 };
	struct pci_device device;
	int fd;

	if (!pci_device_get(&pci_edu, &device))
		return ATTEMPT_MISSING("no PCI device edu");

	fd = open("/dev/mem", flags | O_SYNC | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			attempt.missing = "no /dev/mem";
		attempt.error = errno;
		goto put;
	}

	attempt.error = use(fd, pci_device_address(&device), &attempt.effect);
	close(fd);
put:
	pci_device_put(&device);
	return attempt;
}

struct attempt probe_dev_mem(void)
{
#ifdef __aarch64__
	/* What read(2) reaches is memory, which STRICT_DEVMEM keeps. */
	return map_dev_mem(O_RDONLY, pci_edu_map_and_read);
#else
	/* The BIOS area: STRICT_DEVMEM lets it be read. */
	unsigned char bytes[4];

	return read_through("/dev/mem", O_RDONLY, 0xf0000, bytes,
			    sizeof(bytes));
#endif
}

/* A mapping needs no question of its own: the open file is enough. */
struct attempt probe_dev_mem_write(void)
{
	return map_dev_mem(O_RDWR, pci_edu_map_and_write);
}

struct attempt probe_dev_port(void)
{
	/* The POST code port: a read has no side effect. */
	unsigned char byte;

	return read_through("/dev/port", O_RDWR, 0x80, &byte, sizeof(byte));
}

struct attempt probe_kcore(void)
{
	char magic[SELFMAG] = "";
	struct attempt attempt;

	attempt = read_through("/proc/kcore", O_RDONLY, 0, magic,
			       sizeof(magic));
	if (attempt.effect)
		attempt.effect = !memcmp(magic, ELFMAG, SELFMAG);

	return attempt;
}
