// SPDX-License-Identifier: GPL-2.0
/* PCI devices of QEMU that no driver takes, and which so are free to use. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "files.h"
#include "pci_device.h"

#define DEVICES		"/sys/bus/pci/devices"

const struct pci_id pci_edu = { 0x1234, 0x11e8 };
const struct pci_id pci_testdev = { 0x1b36, 0x0005 };

/* Write "/sys/bus/pci/devices/NAME/FILE". */
static void path_of(char *path, size_t size, const char *name, const char *file)
{
	snprintf(path, size, DEVICES "/%.15s/%s", name, file);
}

static unsigned int read_number(const char *name, const char *file)
{
	char path[128], text[32];

	path_of(path, sizeof(path), name, file);
	read_text(path, text, sizeof(text));
	return strtoul(text, NULL, 16);
}

/* Until a device is enabled it may not answer. */
static void enable(const struct pci_device *device, const char *count)
{
	char path[128];

	path_of(path, sizeof(path), device->name, "enable");
	write_text(path, count);
}

bool pci_device_get(const struct pci_id *id, struct pci_device *device)
{
	struct dirent *entry;
	bool found = false;
	DIR *devices;

	devices = opendir(DEVICES);
	if (!devices)
		return false;

	while (!found && (entry = readdir(devices))) {
		if (read_number(entry->d_name, "vendor") != id->vendor ||
		    read_number(entry->d_name, "device") != id->device)
			continue;
		snprintf(device->name, sizeof(device->name), "%.15s",
			 entry->d_name);
		found = true;
	}
	closedir(devices);

	if (found)
		enable(device, "1");
	return found;
}

void pci_device_put(const struct pci_device *device)
{
	enable(device, "0");
}

int pci_device_open(const struct pci_device *device, const char *file)
{
	char path[128];

	path_of(path, sizeof(path), device->name, file);
	return open(path, O_RDWR | O_CLOEXEC);
}

#define PROC_BUS	"/proc/bus/pci"

/* arm64 names the domain always, x86 never that of the first one. */
int pci_open_proc(unsigned int bus, unsigned int slot, unsigned int function)
{
	char path[64];

	snprintf(path, sizeof(path), PROC_BUS "/%s%02x/%02x.%x",
		 access(PROC_BUS "/0000:00", F_OK) ? "" : "0000:", bus, slot,
		 function);
	return open(path, O_RDWR | O_CLOEXEC);
}

int pci_device_open_proc(const struct pci_device *device)
{
	unsigned int bus, slot, function;

	if (sscanf(device->name, "0000:%x:%x.%x", &bus, &slot, &function) != 3) {
		errno = ENOENT;
		return -1;
	}

	return pci_open_proc(bus, slot, function);
}

off_t pci_device_address(const struct pci_device *device)
{
	char path[128], text[32];

	path_of(path, sizeof(path), device->name, "resource");
	read_text(path, text, sizeof(text));
	/* The file begins with the start of BAR 0. */
	return strtoull(text, NULL, 16);
}

/* A register that names the device, and its value in any version. */
#define EDU_ID		0x00
#define EDU_ID_MASK	0x0000ffff
#define EDU_ID_VALUE	0x000000ed

/* A register that holds the complement of what was written to it. */
#define EDU_LIVENESS	0x04
#define EDU_PAGE	4096

static unsigned int read_register(const unsigned int *address)
{
	return __atomic_load_n(address, __ATOMIC_RELAXED);
}

static void write_register(unsigned int *address, unsigned int value)
{
	__atomic_store_n(address, value, __ATOMIC_RELAXED);
	/* What is read next is not what was written. */
	asm volatile("" : : : "memory");
}

int pci_edu_map_and_read(int fd, off_t offset, bool *effect)
{
	char *bar;

	bar = mmap(NULL, EDU_PAGE, PROT_READ, MAP_SHARED, fd, offset);
	if (bar == MAP_FAILED)
		return errno;

	*effect = (read_register((unsigned int *)(bar + EDU_ID)) &
		   EDU_ID_MASK) == EDU_ID_VALUE;

	munmap(bar, EDU_PAGE);
	return 0;
}

int pci_edu_map_and_write(int fd, off_t offset, bool *effect)
{
	unsigned int *liveness, before;
	char *bar;

	bar = mmap(NULL, EDU_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		   offset);
	if (bar == MAP_FAILED)
		return errno;

	liveness = (unsigned int *)(bar + EDU_LIVENESS);
	before = read_register(liveness);
	write_register(liveness, before);
	*effect = read_register(liveness) == ~before;
	write_register(liveness, ~before);

	munmap(bar, EDU_PAGE);
	return 0;
}
