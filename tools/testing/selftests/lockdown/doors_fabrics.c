// SPDX-License-Identifier: GPL-2.0
/* Doors that stock leaves open at every level: controllers of NVMe over Fabrics. */

#ifdef __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "io_driver.h"

#define TARGET		"/sys/kernel/config/nvmet/"
#define NAME		"lockdown"
#define SUBSYSTEM	TARGET "subsystems/" NAME
#define PORT		TARGET "ports/1"
#define LINK		PORT "/subsystems/" NAME

#define CONTROLLER	"/sys/class/nvme/nvme%d/"

/* 32 bytes and their sum, as nvme gen-dhchap-key prints them. */
#define SECRET	"DHHC-1:00:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+KfiaR:"

static void remove_target(void)
{
	unlink(LINK);
	rmdir(PORT);
	rmdir(SUBSYSTEM);
}

/* A target without a disk, which asks nobody for a secret. */
static bool make_target(void)
{
	if (!mkdir(SUBSYSTEM, 0755) && !mkdir(PORT, 0755) &&
	    !write_text(SUBSYSTEM "/attr_allow_any_host", "1\n") &&
	    !write_text(PORT "/addr_trtype", "loop\n") && !symlink(SUBSYSTEM, LINK))
		return true;
	remove_target();
	return false;
}

/* The number of a controller that knows both secrets, which are the same, or -1. */
static int connect_controller(void)
{
	static const char options[] = "transport=loop,nqn=" NAME ",dhchap_secret=" SECRET
				      ",dhchap_ctrl_secret=" SECRET;
	static const char instance[] = "instance=";
	char answer[128] = "";
	int fd, number = -1;

	fd = open("/dev/nvme-fabrics", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (write(fd, options, strlen(options)) > 0 &&
	    read(fd, answer, sizeof(answer) - 1) > 0 &&
	    !strncmp(answer, instance, strlen(instance)))
		number = strtol(answer + strlen(instance), NULL, 10);
	close(fd);
	return number;
}

static struct attempt read_secret_in(const char *file)
{
	struct attempt attempt = { 0 };
	char path[PATH_MAX], text[128];
	int number;

	if (!make_target())
		return ATTEMPT_MISSING("no " TARGET);
	number = connect_controller();
	if (number < 0) {
		attempt.missing = "no secrets of NVMe controllers";
	} else {
		snprintf(path, sizeof(path), CONTROLLER "%s", number, file);
		attempt.error = -read_text(path, text, sizeof(text));
		attempt.effect = strstr(text, SECRET);
		snprintf(path, sizeof(path), CONTROLLER "delete_controller", number);
		write_text(path, "1\n");
	}
	remove_target();
	return attempt;
}

static struct attempt read_secret(void)
{
	return read_secret_in("dhchap_secret");
}

struct attempt probe_nvme_secret(void)
{
	return with_io_driver(IO_DRIVER_NVME_LOOP, read_secret);
}

static struct attempt read_ctrl_secret(void)
{
	return read_secret_in("dhchap_ctrl_secret");
}

struct attempt probe_nvme_ctrl_secret(void)
{
	return with_io_driver(IO_DRIVER_NVME_LOOP, read_ctrl_secret);
}

#endif /* __x86_64__ */
