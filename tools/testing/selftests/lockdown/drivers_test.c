// SPDX-License-Identifier: GPL-2.0
/*
 * Drivers that were loaded before strict is on: they stay, and no longer do to the
 * hardware what a program says. What is read of them goes on.
 *
 * Starts with nothing locked and ends with confidentiality, strictly.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>

#include "denial.h"
#include "files.h"
#include "io_driver.h"
#include "pci_device.h"

/* Room for a request, and then the one that only forgets the last. */
static int request_smi(void)
{
	return -(write_text(SMI "smi_data_buf_size", "64\n") ?:
		 write_text(SMI "smi_request", "0\n"));
}

static int map_device(int fd)
{
	bool answered = false;
	int error = pci_edu_map_and_read(fd, 0, &answered);

	return error ?: answered ? 0 : EIO;
}

/* A board that is attached is detached again. */
static int configure_board(int fd)
{
	return comedi_attach(fd) ?: comedi_detach(fd);
}

static int write_flash(int fd)
{
	return pwrite(fd, "", 1, 0) == 1 ? 0 : errno;
}

/* What the bus can do is asked of its chips as well. */
static int ask_bus(int fd)
{
	unsigned long functions;

	return ioctl(fd, I2C_FUNCS, &functions) ? errno : 0;
}

static bool load_drivers(void)
{
	return !io_driver_load(IO_DRIVER_DCDBAS, NULL) &&
	       !io_driver_load(IO_DRIVER_UIO, NULL) &&
	       !io_driver_load(IO_DRIVER_COMEDI, NULL) &&
	       !io_driver_load(IO_DRIVER_MTD, NULL) &&
	       !io_driver_load(IO_DRIVER_I2C, NULL);
}

/* Devices of the drivers. */
struct devices {
	int uio, comedi, mtd, i2c;
};

static bool open_devices(struct devices *devices)
{
	devices->uio = open(UIO, O_RDWR | O_CLOEXEC);
	devices->comedi = open(COMEDI, O_RDWR | O_CLOEXEC);
	devices->mtd = open(MTD, O_RDWR | O_CLOEXEC);
	devices->i2c = open(I2C, O_RDWR | O_CLOEXEC);
	return devices->uio >= 0 && devices->comedi >= 0 && devices->mtd >= 0 &&
	       devices->i2c >= 0;
}

static void use_hardware(struct __test_metadata *_metadata, const struct devices *devices,
			 int error)
{
	EXPECT_EQ(error, request_smi());
	EXPECT_EQ(error, map_device(devices->uio));
	EXPECT_EQ(error, configure_board(devices->comedi));
}

static void use_flash(struct __test_metadata *_metadata, const struct devices *devices,
		      int error)
{
	EXPECT_EQ(error, write_flash(devices->mtd));
	EXPECT_EQ(error, ask_bus(devices->i2c));
}

TEST(drivers_obey_until_strict_is_on)
{
	struct denials denials;
	struct devices devices;
	struct kernel_log log;

	ASSERT_EQ(LEVEL_NONE, level_found());
	ASSERT_FALSE(strict_is_on());
	ASSERT_TRUE(load_drivers());
	ASSERT_TRUE(uio_has_device());
	ASSERT_EQ(0, uio_take_device());
	ASSERT_TRUE(open_devices(&devices));

	use_hardware(_metadata, &devices, 0);
	use_flash(_metadata, &devices, 0);
	ASSERT_EQ(15, lockdown_file_write("confidentiality", 15));
	use_hardware(_metadata, &devices, 0);
	use_flash(_metadata, &devices, 0);

	ASSERT_EQ(0, write_text(STRICT_FILE, "1\n"));
	ASSERT_EQ(0, kernel_log_open_at_end(&log));
	use_hardware(_metadata, &devices, EPERM);
	denials = denials_since(&log, LOCKDOWN_DRIVER_IO);
	EXPECT_EQ(3, denials.exact);
	EXPECT_EQ(0, denials.other);
	use_flash(_metadata, &devices, EPERM);
	denials = denials_since(&log, LOCKDOWN_FLASH_WRITE);
	EXPECT_EQ(2, denials.exact);
	EXPECT_EQ(0, denials.other);
	kernel_log_close(&log);
}

TEST(what_is_read_of_them_goes_on)
{
	char text[64];
	int fd;

	ASSERT_TRUE(strict_is_on());
	EXPECT_EQ(0, read_text(SMI "smi_data_buf_size", text, sizeof(text)));
	EXPECT_EQ(0, read_text("/sys/class/uio/uio0/name", text, sizeof(text)));
	fd = open(COMEDI, O_RDONLY | O_CLOEXEC);
	EXPECT_LE(0, fd);
	close(fd);
	EXPECT_EQ(0, read_text(MTD, text, sizeof(text)));
}

TEST_HARNESS_MAIN
