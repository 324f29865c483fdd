// SPDX-License-Identifier: GPL-2.0
/* Drivers that stock lets in at every level, and that reach hardware for programs. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/comedi.h>
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "pci_device.h"
#include "test_module.h"

/* What an attempt comes to that ends with a module that cannot be loaded. */
static struct attempt not_loaded(int error, const char *missing)
{
	return error == -ENOENT ? ATTEMPT_MISSING(missing) : ATTEMPT_FAILED(-error);
}

#define SMI		"/sys/devices/platform/dcdbas/"
#define SMI_MAGIC	0x534d4931
#define SMI_RAW		"2"

/* What the driver takes for a request: a byte and the port that it is written to. */
struct smi_request {
	__u32 magic;
	__u32 ebx;
	__u32 ecx;
	__u16 port;
	__u8 byte;
	__u8 reserved[5];
};

static int write_port(unsigned int port, unsigned int byte)
{
	struct smi_request request = {
		.magic = SMI_MAGIC,
		.port = port,
		.byte = byte,
	};
	int fd, error = 0;

	fd = open(SMI "smi_data", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (pwrite(fd, &request, sizeof(request), 0) != sizeof(request))
		error = -errno;
	close(fd);
	return error ?: write_text(SMI "smi_request", SMI_RAW);
}

/*
 * The clock's memory: one port takes an address, the next one a byte. The kernel
 * shows two bytes from 0x20 on as the cylinders of a disk, which nothing has.
 */
#define CLOCK		"/proc/driver/nvram"
#define CLOCK_ADDRESS	0x70
#define CLOCK_BYTE	0x71
#define CYLINDERS	0x20

/* The first of these bytes, or -1. */
static int read_cylinders(void)
{
	char text[4096];
	const char *line;
	int cylinders;

	read_text(CLOCK, text, sizeof(text));
	line = strstr(text, "HD type 48 data:");
	if (!line || sscanf(line, "HD type 48 data: %d/", &cylinders) != 1)
		return -1;
	return cylinders & 0xff;
}

static int write_cylinders(int byte)
{
	int error = write_port(CLOCK_ADDRESS, CYLINDERS);

	return error ?: write_port(CLOCK_BYTE, byte);
}

struct attempt probe_driver_dcdbas(void)
{
	struct attempt attempt = { 0 };
	int error, before;

	before = read_cylinders();
	if (before < 0)
		return ATTEMPT_MISSING("no " CLOCK);
	error = test_module_load("dcdbas-signed.ko");
	if (error)
		return not_loaded(error, "no dcdbas-signed.ko");

	attempt.error = -write_cylinders(before ^ 0xff);
	attempt.effect = read_cylinders() == (before ^ 0xff);
	if (attempt.effect && write_cylinders(before))
		attempt.effect = false;
	test_module_unload("dcdbas");
	return attempt;
}

#define UIO_DRIVER	"/sys/bus/pci/drivers/uio_pci_generic/"
#define UIO		"/dev/uio0"

static struct attempt map_by_uio(void)
{
	struct attempt attempt = { 0 };
	char id[32];
	int fd;

	snprintf(id, sizeof(id), "%04x %04x\n", pci_edu.vendor, pci_edu.device);
	attempt.error = -write_text(UIO_DRIVER "new_id", id);
	if (attempt.error)
		return attempt;
	fd = open(UIO, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);
	attempt.error = pci_edu_map_and_read(fd, 0, &attempt.effect);
	close(fd);
	return attempt;
}

struct attempt probe_driver_uio(void)
{
	struct pci_device device;
	struct attempt attempt;
	int error;

	if (!pci_device_get(&pci_edu, &device))
		return ATTEMPT_MISSING("no PCI device edu");
	pci_device_put(&device);

	error = test_module_load("uio-signed.ko");
	if (error)
		return not_loaded(error, "no uio-signed.ko");
	error = test_module_load("uio_pci_generic-signed.ko");
	if (error) {
		attempt = not_loaded(error, "no uio_pci_generic-signed.ko");
	} else {
		attempt = map_by_uio();
		test_module_unload("uio_pci_generic");
	}
	test_module_unload("uio");
	return attempt;
}

#define COMEDI		"/dev/comedi0"

/* Ports of an ISA bus that nothing in a virtual machine answers at. */
#define COMEDI_PORT	0x300

static struct attempt attach_board(void)
{
	struct comedi_devconfig board = {
		.board_name = "8255",
		.options = { COMEDI_PORT },
	};
	struct comedi_subdinfo part = { 0 };
	struct attempt attempt = { 0 };
	int fd;

	fd = open(COMEDI, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	/* A board whose ports are taken is attached without a part that works. */
	if (ioctl(fd, COMEDI_DEVCONFIG, &board))
		attempt.error = errno;
	else if (ioctl(fd, COMEDI_SUBDINFO, &part))
		attempt.error = errno;
	attempt.effect = part.type == COMEDI_SUBD_DIO;

	ioctl(fd, COMEDI_DEVCONFIG, NULL);
	close(fd);
	return attempt;
}

struct attempt probe_driver_comedi(void)
{
	struct attempt attempt;
	int error;

	error = test_module_load_with("comedi-signed.ko", "comedi_num_legacy_minors=1");
	if (error)
		return not_loaded(error, "no comedi-signed.ko");

	error = test_module_load("comedi_8255-signed.ko");
	if (!error)
		error = test_module_load("8255-signed.ko");
	attempt = error ? not_loaded(error, "no 8255-signed.ko") : attach_board();
	test_module_unload("8255");
	test_module_unload("comedi_8255");
	test_module_unload("comedi");
	return attempt;
}

#endif /* __x86_64__ */
