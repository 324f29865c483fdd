// SPDX-License-Identifier: GPL-2.0
/* Doors of PCI: configuration space, memory and ports of devices. */

#include <errno.h>
#include <fcntl.h>
#include <linux/pci.h>
#include <linux/types.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"
#include "pci_device.h"

/* A byte for software's own use, and the host bridge has no interrupt. */
#define PCI_INTERRUPT_LINE	0x3c

static struct attempt write_config(int fd)
{
	struct attempt attempt = { 0 };
	__u8 before, other, after;

	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no PCI host bridge 00:00.0");
		return ATTEMPT_FAILED(errno);
	}

	if (pread(fd, &before, 1, PCI_INTERRUPT_LINE) != 1) {
		close(fd);
		return ATTEMPT_MISSING("no PCI interrupt line register");
	}

	other = before ^ 0xff;
	if (pwrite(fd, &other, 1, PCI_INTERRUPT_LINE) < 0)
		attempt.error = errno;

	if (pread(fd, &after, 1, PCI_INTERRUPT_LINE) == 1 && after != before) {
		attempt.effect = true;
		if (pwrite(fd, &before, 1, PCI_INTERRUPT_LINE) < 0)
			attempt.error = errno;
	}

	close(fd);
	return attempt;
}

struct attempt probe_pci_config(void)
{
	return write_config(open("/sys/bus/pci/devices/0000:00:00.0/config",
				 O_RDWR | O_CLOEXEC));
}

struct attempt probe_pci_proc_write(void)
{
	return write_config(pci_open_proc(0, 0, 0));
}

/* Ask for a device's PCI domain: it is the one that the device was found in. */
struct attempt probe_pci_proc_ioctl(void)
{
	struct attempt attempt = { 0 };
	int fd, domain;

	fd = pci_open_proc(0, 0, 0);
	if (fd < 0) {
		if (errno == ENOENT)
			return ATTEMPT_MISSING("no PCI host bridge 00:00.0");
		return ATTEMPT_FAILED(errno);
	}

	domain = ioctl(fd, PCIIOC_CONTROLLER);
	if (domain < 0)
		attempt.error = errno;
	attempt.effect = domain == 0;

	close(fd);
	return attempt;
}

enum path { IN_SYSFS, IN_PROC };

static struct attempt map_memory(enum path path)
{
	struct attempt attempt = { 0 };
	struct pci_device device;
	off_t offset = 0;
	int fd;

	if (!pci_device_get(&pci_edu, &device))
		return ATTEMPT_MISSING("no PCI device edu");

	fd = path == IN_PROC ? pci_device_open_proc(&device) :
	     pci_device_open(&device, "resource0");
	if (fd < 0) {
		attempt.error = errno;
		goto put;
	}

	if (path == IN_PROC) {
		/* Refused or not: mmap(2) has to ask for itself. */
		ioctl(fd, PCIIOC_MMAP_IS_MEM);
		offset = pci_device_address(&device);
	}
	attempt.error = pci_edu_map_and_write(fd, offset, &attempt.effect);

	close(fd);
put:
	pci_device_put(&device);
	return attempt;
}

struct attempt probe_pci_mmap_memory(void)
{
	return map_memory(IN_SYSFS);
}

struct attempt probe_pci_proc_mmap(void)
{
	return map_memory(IN_PROC);
}

/*
 * The ports of a pci-testdev: a number written to the first one chooses a test,
 * and the rest then describes that test. Without a test every port reads as 0.
 */
#define TESTDEV_TEST	0
#define TESTDEV_NO_TEST	0xff
#define TESTDEV_DATA	8

/* Reading a port has effects of its own, as writing it has. */
struct attempt probe_pci_io_read(void)
{
	struct attempt attempt = { 0 };
	struct pci_device device;
	__u32 data;
	int fd;

	if (!pci_device_get(&pci_testdev, &device))
		return ATTEMPT_MISSING("no PCI device pci-testdev");

	fd = pci_device_open(&device, "resource1");
	if (fd < 0 || pread(fd, &data, sizeof(data), TESTDEV_DATA) < 0)
		attempt.error = errno;
	else
		attempt.effect = true;

	if (fd >= 0)
		close(fd);
	pci_device_put(&device);
	return attempt;
}

static __u32 describe_test(int fd)
{
	__u32 data;

	return pread(fd, &data, sizeof(data), TESTDEV_DATA) == sizeof(data) ?
	       data : 0;
}

struct attempt probe_pci_io_write(void)
{
	const __u8 test = 0, no_test = TESTDEV_NO_TEST;
	struct attempt attempt = { 0 };
	struct pci_device device;
	int fd;

	if (!pci_device_get(&pci_testdev, &device))
		return ATTEMPT_MISSING("no PCI device pci-testdev");

	fd = pci_device_open(&device, "resource1");
	if (fd < 0) {
		attempt.error = errno;
		goto put;
	}

	if (pwrite(fd, &test, 1, TESTDEV_TEST) < 0)
		attempt.error = errno;
	attempt.effect = describe_test(fd) != 0;
	if (!attempt.error && pwrite(fd, &no_test, 1, TESTDEV_TEST) < 0)
		attempt.error = errno;

	close(fd);
put:
	pci_device_put(&device);
	return attempt;
}
