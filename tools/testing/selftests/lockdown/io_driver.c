// SPDX-License-Identifier: GPL-2.0
/* Drivers that reach hardware for programs, and the devices that they have in a guest. */

#include <errno.h>
#include <linux/comedi.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "files.h"
#include "io_driver.h"
#include "pci_device.h"
#include "test_module.h"

#define UIO_DRIVER	"/sys/bus/pci/drivers/uio_pci_generic/"

/* Ports of an ISA bus. */
#define COMEDI_PORT	0x300

#define NO	"no "

struct io_module {
	const char *name;
	/* What is told if it is not there: behind NO stands its file. */
	const char *missing;
	const char *arguments;
};

#define MODULES_MAX	4

/* Ports where a BMC would be. */
#define IPMI_ADD	"hotmod=add,kcs,i/o,0xca2"

/* In the order of loading; a place without a name is empty. */
static const struct io_module modules[][MODULES_MAX] = {
	[IO_DRIVER_DCDBAS] = {
		{ "dcdbas", NO "dcdbas-signed.ko", "" },
	},
	[IO_DRIVER_UIO] = {
		{ "uio", NO "uio-signed.ko", "" },
		{ "uio_pci_generic", NO "uio_pci_generic-signed.ko", "" },
	},
	[IO_DRIVER_COMEDI] = {
		{ "comedi", NO "comedi-signed.ko", "comedi_num_legacy_minors=1" },
		{ "comedi_8255", NO "comedi_8255-signed.ko", "" },
		{ "8255", NO "8255-signed.ko", "" },
	},
	[IO_DRIVER_IPMI] = {
		{ "ipmi_msghandler", NO "ipmi_msghandler-signed.ko", "" },
		{ "ipmi_si", NO "ipmi_si-signed.ko", "unload_when_empty=0 " IPMI_ADD },
	},
	[IO_DRIVER_IPMI_EMPTY] = {
		{ "ipmi_msghandler", NO "ipmi_msghandler-signed.ko", "" },
		{ "ipmi_si", NO "ipmi_si-signed.ko", "unload_when_empty=0" },
	},
	[IO_DRIVER_FIREWIRE] = {
		{ "crc_itu_t", NO "crc-itu-t-signed.ko", "" },
		{ "firewire_core", NO "firewire-core-signed.ko", "" },
		{ "firewire_ohci", NO "firewire-ohci-signed.ko", "remote_dma=1" },
	},
	[IO_DRIVER_MEGARAID_SAS] = {
		{ "megaraid_sas", NO "megaraid_sas-signed.ko", "" },
	},
	[IO_DRIVER_MEGARAID_MM] = {
		{ "megaraid_mm", NO "megaraid_mm-signed.ko", "" },
	},
	[IO_DRIVER_MEGARAID] = {
		{ "megaraid", NO "megaraid-signed.ko", "" },
	},
	[IO_DRIVER_MPT3SAS] = {
		{ "raid_class", NO "raid_class-signed.ko", "" },
		{ "mpt3sas", NO "mpt3sas-signed.ko", "" },
	},
	[IO_DRIVER_MTD] = {
		{ "mtd", NO "mtd-signed.ko", "" },
		{ "mtd_blkdevs", NO "mtd_blkdevs-signed.ko", "" },
		{ "mtdblock", NO "mtdblock-signed.ko", "" },
		{ "mtdram", NO "mtdram-signed.ko", "" },
	},
	[IO_DRIVER_I2C] = {
		{ "i2c_core", NO "i2c-core-signed.ko", "" },
		{ "i2c_dev", NO "i2c-dev-signed.ko", "" },
		{ "i2c_stub", NO "i2c-stub-signed.ko", "chip_addr=" I2C_CHIP },
	},
	[IO_DRIVER_EEPROM] = {
		{ "regmap_i2c", NO "regmap-i2c-signed.ko", "" },
		{ "at24", NO "at24-signed.ko", "" },
	},
	[IO_DRIVER_NVME_LOOP] = {
		{ "nvme_fabrics", NO "nvme-fabrics-signed.ko", "" },
		{ "nvmet", NO "nvmet-signed.ko", "" },
		{ "nvme_loop", NO "nvme-loop-signed.ko", "" },
	},
};

static void unload_first(enum io_driver driver, size_t count)
{
	while (count--)
		if (modules[driver][count].name)
			test_module_unload(modules[driver][count].name);
}

int io_driver_load(enum io_driver driver, const char **missing)
{
	const struct io_module *module;
	size_t i;
	int error;

	for (i = 0; i < MODULES_MAX && modules[driver][i].name; i++) {
		module = &modules[driver][i];
		error = test_module_load_with(module->missing + strlen(NO), module->arguments);
		if (error) {
			if (missing)
				*missing = module->missing;
			unload_first(driver, i);
			return error;
		}
	}
	return 0;
}

void io_driver_unload(enum io_driver driver)
{
	unload_first(driver, MODULES_MAX);
}

struct attempt with_io_driver(enum io_driver driver, struct attempt (*try)(void))
{
	struct attempt attempt;
	const char *missing;
	int error;

	error = io_driver_load(driver, &missing);
	if (error == -ENOENT)
		return ATTEMPT_MISSING(missing);
	if (error)
		return ATTEMPT_FAILED(-error);
	attempt = try();
	io_driver_unload(driver);
	return attempt;
}

bool uio_has_device(void)
{
	struct pci_device device;

	if (!pci_device_get(&pci_edu, &device))
		return false;
	pci_device_put(&device);
	return true;
}

int uio_take_device(void)
{
	char id[32];

	snprintf(id, sizeof(id), "%04x %04x\n", pci_edu.vendor, pci_edu.device);
	return write_text(UIO_DRIVER "new_id", id);
}

int comedi_attach(int fd)
{
	struct comedi_devconfig board = {
		.board_name = "8255",
		.options = { COMEDI_PORT },
	};

	return ioctl(fd, COMEDI_DEVCONFIG, &board) ? errno : 0;
}

int comedi_detach(int fd)
{
	return ioctl(fd, COMEDI_DEVCONFIG, NULL) ? errno : 0;
}
