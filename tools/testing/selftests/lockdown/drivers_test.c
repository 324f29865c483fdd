// SPDX-License-Identifier: GPL-2.0
/*
 * Drivers that were loaded before strict is on: they stay, and no longer do to the
 * hardware what a program says. What is read of them goes on.
 *
 * Starts with nothing locked and ends with confidentiality, strictly.
 */

#include "../kselftest_harness.h"

#include <fcntl.h>

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

static bool load_drivers(void)
{
	return !io_driver_load(IO_DRIVER_DCDBAS, NULL) &&
	       !io_driver_load(IO_DRIVER_UIO, NULL) &&
	       !io_driver_load(IO_DRIVER_COMEDI, NULL);
}

TEST(drivers_obey_until_strict_is_on)
{
	struct denials denials;
	struct kernel_log log;
	int uio, comedi;

	ASSERT_EQ(LEVEL_NONE, level_found());
	ASSERT_FALSE(strict_is_on());
	ASSERT_TRUE(load_drivers());
	ASSERT_TRUE(uio_has_device());
	ASSERT_EQ(0, uio_take_device());
	uio = open(UIO, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, uio);
	comedi = open(COMEDI, O_RDWR | O_CLOEXEC);
	ASSERT_LE(0, comedi);

	EXPECT_EQ(0, request_smi());
	EXPECT_EQ(0, map_device(uio));
	EXPECT_EQ(0, configure_board(comedi));
	ASSERT_EQ(15, lockdown_file_write("confidentiality", 15));
	EXPECT_EQ(0, request_smi());
	EXPECT_EQ(0, map_device(uio));
	EXPECT_EQ(0, configure_board(comedi));

	ASSERT_EQ(0, write_text(STRICT_FILE, "1\n"));
	ASSERT_EQ(0, kernel_log_open_at_end(&log));
	EXPECT_EQ(EPERM, request_smi());
	EXPECT_EQ(EPERM, map_device(uio));
	EXPECT_EQ(EPERM, configure_board(comedi));
	denials = denials_since(&log, LOCKDOWN_DRIVER_IO);
	EXPECT_EQ(3, denials.exact);
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
}

TEST_HARNESS_MAIN
