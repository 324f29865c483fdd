/* SPDX-License-Identifier: GPL-2.0 */
/* PCI devices of QEMU that no driver takes, and which so are free to use. */

#ifndef PCI_DEVICE_H
#define PCI_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pci_id {
	unsigned int vendor, device;
};

/* -device edu: BAR 0 is memory with registers of four bytes. */
extern const struct pci_id pci_edu;

/* -device pci-testdev: BAR 1 is I/O ports. */
extern const struct pci_id pci_testdev;

struct pci_device {
	/* As in sysfs: "0000:00:02.0". */
	char name[16];
};

/**
 * pci_device_get() - Find a device and enable it
 * Return: False if the machine has none.
 */
bool pci_device_get(const struct pci_id *id, struct pci_device *device);

void pci_device_put(const struct pci_device *device);

/* Open a file of the device in sysfs: a descriptor, or -1 and errno. */
int pci_device_open(const struct pci_device *device, const char *file);

/* Open a device of the first domain in /proc/bus/pci: a descriptor, or -1 and errno. */
int pci_open_proc(unsigned int bus, unsigned int slot, unsigned int function);

/* The same for one that was found. */
int pci_device_open_proc(const struct pci_device *device);

/* The physical address of BAR 0, or 0. */
off_t pci_device_address(const struct pci_device *device);

/**
 * pci_edu_map_and_read() - Read a register of an edu through a mapping
 * @fd: A file that maps BAR 0 at @offset.
 * @effect: Set when the device answered.
 * Return: The errno of mmap(2), or 0.
 */
int pci_edu_map_and_read(int fd, off_t offset, bool *effect);

/**
 * pci_edu_map_and_write() - Change a register of an edu through a mapping
 * @fd: A file that maps BAR 0 at @offset.
 * @effect: Set when the device answered.
 * Return: The errno of mmap(2), or 0.
 */
int pci_edu_map_and_write(int fd, off_t offset, bool *effect);

#endif /* PCI_DEVICE_H */
