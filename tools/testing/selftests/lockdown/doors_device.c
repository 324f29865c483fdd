// SPDX-License-Identifier: GPL-2.0
/* Doors of devices: a serial port's interrupt, a PCMCIA card's description. */

#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "doors.h"
#include "files.h"
#include "test_module.h"

/* A port without a UART: no device is disturbed. */
#define SERIAL_PORT	"/dev/ttyS3"

/* The clock of a port that nobody has described, which otherwise has none. */
#define BAUD_BASE	115200

struct attempt probe_tiocsserial(void)
{
	struct serial_struct before, other, after;
	struct attempt attempt = { 0 };
	int fd;

	fd = open(SERIAL_PORT, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_MISSING("no " SERIAL_PORT);

	if (ioctl(fd, TIOCGSERIAL, &before) || before.type != PORT_UNKNOWN) {
		close(fd);
		return ATTEMPT_MISSING("no idle serial port " SERIAL_PORT);
	}

	if (!before.baud_base)
		before.baud_base = BAUD_BASE;
	other = before;
	other.irq = before.irq == 5 ? 7 : 5;
	if (ioctl(fd, TIOCSSERIAL, &other))
		attempt.error = errno;

	if (!ioctl(fd, TIOCGSERIAL, &after) && after.irq == other.irq) {
		attempt.effect = true;
		if (ioctl(fd, TIOCSSERIAL, &before))
			attempt.error = errno;
	}

	close(fd);
	return attempt;
}

#define SOCKET	"lockdown_socket"
#define CARD	"/sys/devices/" SOCKET "/pcmcia_socket/pcmcia_socket0"
#define TENTH_OF_A_SECOND	100000

/* The least that the kernel takes for a description of a card. */
static const unsigned char description[] = {
	0x01, 3, 0x00, 0x00, 0xff,		/* device: no memory */
	0x20, 4, 0x34, 0x12, 0x78, 0x56,	/* manufacturer and card */
	0xff, 0,				/* end */
};

/* The kernel takes its time to power a card up: wait for it, 10 s at most. */
static bool card_is_present(void)
{
	char type[16];
	int tenths;

	for (tenths = 0; tenths < 100; tenths++) {
		if (!read_text(CARD "/card_type", type, sizeof(type)))
			return true;
		usleep(TENTH_OF_A_SECOND);
	}
	return false;
}

static bool card_is_described(void)
{
	unsigned char seen[sizeof(description)] = { 0 };
	ssize_t length;
	int fd;

	fd = open(CARD "/cis", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	/* The end is not told. */
	length = read(fd, seen, sizeof(seen));
	close(fd);
	return length >= (ssize_t)sizeof(seen) - 2 &&
	       !memcmp(seen, description, sizeof(seen) - 2);
}

static struct attempt describe_card(void)
{
	struct attempt attempt = { 0 };
	int fd;

	if (!card_is_present())
		return ATTEMPT_MISSING("no card in the test socket");

	fd = open(CARD "/cis", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_FAILED(errno);

	if (write(fd, description, sizeof(description)) < 0)
		attempt.error = errno;
	close(fd);

	attempt.effect = card_is_described();
	return attempt;
}

/* The description is gone with the socket that its card is in. */
struct attempt probe_pcmcia_cis(void)
{
	struct attempt attempt;
	int error;

	if (access("/sys/bus/pcmcia", F_OK))
		return ATTEMPT_MISSING("no PCMCIA");

	error = test_module_load(SOCKET "-signed.ko");
	if (error == -ENOENT)
		return ATTEMPT_MISSING("no test module beside the program");
	if (error)
		return ATTEMPT_FAILED(-error);

	attempt = describe_card();
	test_module_unload(SOCKET);
	return attempt;
}
