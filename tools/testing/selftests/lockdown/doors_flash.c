// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: flash and other chips of a board. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "io_driver.h"

/* What is in a chip before, and what a program writes there. */
#define FLASH_EMPTY	0xff
#define BYTE_WRITTEN	0x5a

static bool read_first(const char *path, unsigned char *byte)
{
	bool is_read;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	is_read = fd >= 0 && pread(fd, byte, 1, 0) == 1;
	if (fd >= 0)
		close(fd);
	return is_read;
}

/* An errno, or 0. */
static int write_first(const char *path)
{
	const unsigned char byte = BYTE_WRITTEN;
	int fd, error = 0;

	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	if (pwrite(fd, &byte, 1, 0) != 1)
		error = errno;
	close(fd);
	return error;
}

static struct attempt write_mtd_by(const char *path)
{
	struct attempt attempt = { 0 };
	unsigned char byte = 0;

	attempt.error = write_first(path);
	attempt.effect = read_first(MTD, &byte) && byte == BYTE_WRITTEN;
	return attempt;
}

static struct attempt write_mtd(void)
{
	return write_mtd_by(MTD);
}

struct attempt probe_mtd(void)
{
	return with_io_driver(IO_DRIVER_MTD, write_mtd);
}

/* What is written there is in the flash when the last has closed it. */
static struct attempt write_mtd_block(void)
{
	return write_mtd_by("/dev/mtdblock0");
}

struct attempt probe_mtd_block(void)
{
	return with_io_driver(IO_DRIVER_MTD, write_mtd_block);
}

static struct attempt read_mtd(void)
{
	unsigned char by_character = 0, by_block = 0;
	struct attempt attempt = { 0 };

	if (!read_first(MTD, &by_character) || !read_first("/dev/mtdblock0", &by_block))
		attempt.error = errno;
	attempt.effect = by_character == FLASH_EMPTY && by_block == FLASH_EMPTY;
	return attempt;
}

struct attempt probe_mtd_read(void)
{
	return with_io_driver(IO_DRIVER_MTD, read_mtd);
}

static int transfer(int fd, unsigned char direction, union i2c_smbus_data *data)
{
	struct i2c_smbus_ioctl_data request = {
		.read_write = direction,
		.size = I2C_SMBUS_BYTE_DATA,
		.data = data,
	};

	return ioctl(fd, I2C_SMBUS, &request);
}

static struct attempt write_chip(void)
{
	union i2c_smbus_data data = { .byte = BYTE_WRITTEN };
	struct attempt attempt = { 0 };
	int fd;

	fd = open(I2C, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	if (ioctl(fd, I2C_SLAVE, strtoul(I2C_CHIP, NULL, 0)) ||
	    transfer(fd, I2C_SMBUS_WRITE, &data))
		attempt.error = errno;
	data.byte = 0;
	attempt.effect = !transfer(fd, I2C_SMBUS_READ, &data) && data.byte == BYTE_WRITTEN;
	close(fd);
	return attempt;
}

struct attempt probe_i2c(void)
{
	return with_io_driver(IO_DRIVER_I2C, write_chip);
}

#define BUS	"/sys/bus/i2c/devices/i2c-0/"
#define EEPROM	"/sys/bus/i2c/devices/0-0050/eeprom"

static struct attempt write_eeprom(void)
{
	struct attempt attempt = { 0 };
	unsigned char byte = 0;

	attempt.error = write_first(EEPROM);
	attempt.effect = read_first(EEPROM, &byte) && byte == BYTE_WRITTEN;
	return attempt;
}

/* The chip's bytes are all 0. */
static struct attempt read_eeprom(void)
{
	unsigned char byte = BYTE_WRITTEN;
	struct attempt attempt = { 0 };

	if (!read_first(EEPROM, &byte))
		attempt.error = errno;
	attempt.effect = byte == 0;
	return attempt;
}

static struct attempt with_eeprom(struct attempt (*try)(void))
{
	struct attempt attempt;
	int error;

	error = write_text(BUS "new_device", "24c02 " I2C_CHIP "\n");
	if (error)
		return ATTEMPT_FAILED(-error);
	attempt = with_io_driver(IO_DRIVER_EEPROM, try);
	write_text(BUS "delete_device", I2C_CHIP "\n");
	return attempt;
}

static struct attempt write_new_eeprom(void)
{
	return with_eeprom(write_eeprom);
}

struct attempt probe_eeprom(void)
{
	return with_io_driver(IO_DRIVER_I2C, write_new_eeprom);
}

static struct attempt read_new_eeprom(void)
{
	return with_eeprom(read_eeprom);
}

struct attempt probe_eeprom_read(void)
{
	return with_io_driver(IO_DRIVER_I2C, read_new_eeprom);
}

#endif /* __x86_64__ */
