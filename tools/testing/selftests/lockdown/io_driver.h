/* SPDX-License-Identifier: GPL-2.0 */
/* Drivers that reach hardware for programs, and the devices that they have in a guest. */

#ifndef IO_DRIVER_H
#define IO_DRIVER_H

#include <stdbool.h>

#include "doors.h"

/* dcdbas, which hands requests to the firmware of Dell's machines. */
#define SMI	"/sys/devices/platform/dcdbas/"

/* The first device of UIO, and of comedi where it has legacy minors. */
#define UIO	"/dev/uio0"
#define COMEDI	"/dev/comedi0"

/* The only flash. */
#define MTD	"/dev/mtd0"

/* The only bus of I2C, and the chip on it. */
#define I2C		"/dev/i2c-0"
#define I2C_CHIP	"0x50"

enum io_driver {
	IO_DRIVER_DCDBAS,
	IO_DRIVER_UIO,		/* uio_pci_generic */
	IO_DRIVER_COMEDI,	/* 8255, with one legacy minor */
	IO_DRIVER_IPMI,		/* with an interface, or without */
	IO_DRIVER_IPMI_EMPTY,
	IO_DRIVER_FIREWIRE,	/* OHCI, whose bus reaches memory */
	IO_DRIVER_MEGARAID_SAS,
	IO_DRIVER_MEGARAID_MM,
	IO_DRIVER_MEGARAID,	/* the old one */
	IO_DRIVER_MPT3SAS,
	IO_DRIVER_MTD,		/* flash that lies in memory */
	IO_DRIVER_I2C,		/* a bus with a chip, of which each byte can be written */
	IO_DRIVER_EEPROM,	/* what takes that chip for an EEPROM */
	IO_DRIVER_NVME_LOOP,	/* NVMe over Fabrics, in one machine */
};

/**
 * io_driver_load() - Load the signed modules of a driver
 * @missing: Where it is stored what is not there if the error is -ENOENT; or NULL.
 * Return: 0, or the error of open(2) or finit_module(2) as -errno: nothing stays then.
 */
int io_driver_load(enum io_driver driver, const char **missing);

void io_driver_unload(enum io_driver driver);

/**
 * with_io_driver() - Try a door of a driver that is there only meanwhile
 * Return: What the attempt came to, or that the driver was not let in.
 */
struct attempt with_io_driver(enum io_driver driver, struct attempt (*try)(void));

/* Is there the PCI device edu, which uio_take_device() needs? */
bool uio_has_device(void);

/**
 * uio_take_device() - Give the PCI device edu to uio_pci_generic, as UIO
 * Return: 0, or the error of open(2) or write(2) as -errno.
 */
int uio_take_device(void);

/**
 * comedi_attach() - Attach a board to ports that nothing in a guest answers at
 * @fd: COMEDI.
 * Return: 0, or the errno of ioctl(2).
 */
int comedi_attach(int fd);

/* Detach it again. Return: as comedi_attach(). */
int comedi_detach(int fd);

#endif /* IO_DRIVER_H */
