// SPDX-License-Identifier: GPL-2.0
/*
 * Doors that need a boot of their own. The attempt is made by the boot loader,
 * by the command line, or by this program at the price of the running system;
 * what is left to see of it is seen here. "-v SLUG" chooses the door that the
 * boot is about.
 */

#include "../kselftest_harness.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/cxl_mem.h>
#include <linux/reboot.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <termios.h>

#include "door_verdict.h"
#include "files.h"

#define CMDLINE		"/proc/cmdline"

/* Longer than any boot under emulation, shorter than a scenario's patience. */
#define SECONDS		100

/* Those who ask before PID 1 runs, early and late; or the test itself. */
#define EARLY		"swapper"
#define LATE		"swapper/0"
#define MYSELF		NULL

static const struct door doors[] = {
#define BOOT_DOOR(...)	DOOR_OF_LINE(__VA_ARGS__),
#include "doors_list.h"
};

/* ACPI tables, from wherever they came. */

#define TABLES		"/sys/firmware/acpi/tables"

/* Both ids of the harness's table, one behind the other, in its header. */
#define IDS		"LOCKDNLOCKDOWN"
#define IDS_OFFSET	10

static bool table_is_ours(const char *path)
{
	char ids[sizeof(IDS)] = "";
	ssize_t length;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	length = pread(fd, ids, sizeof(ids) - 1, IDS_OFFSET);
	close(fd);
	return length == sizeof(ids) - 1 && !strcmp(ids, IDS);
}

static bool our_table_is_in(const char *directory)
{
	struct dirent *entry;
	bool found = false;
	char path[512];
	DIR *tables;

	tables = opendir(directory);
	if (!tables)
		return false;

	while (!found && (entry = readdir(tables))) {
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		found = !strncmp(entry->d_name, "SSDT", 4) && table_is_ours(path);
	}
	closedir(tables);
	return found;
}

static struct attempt probe_table(void)
{
	struct attempt attempt = { 0 };

	/* Without the machine's own tables, a missing one would tell nothing. */
	if (access(TABLES "/DSDT", F_OK))
		return ATTEMPT_MISSING("no " TABLES "/DSDT");

	attempt.effect = our_table_is_in(TABLES) ||
			 our_table_is_in(TABLES "/dynamic");
	return attempt;
}

static struct attempt probe_acpi_initrd(void)
{
	return probe_table();
}

static struct attempt probe_efivar_ssdt(void)
{
	if (!file_mentions(CMDLINE, "efivar_ssdt="))
		return ATTEMPT_MISSING("no efivar_ssdt=");
	if (access("/sys/firmware/efi/runtime", F_OK))
		return ATTEMPT_MISSING("no EFI");

	return probe_table();
}

/* The command line says where no table is: obeyed, it leaves the kernel none. */
static struct attempt probe_acpi_rsdp(void)
{
	struct attempt attempt = { 0 };

	if (!file_mentions(CMDLINE, "acpi_rsdp="))
		return ATTEMPT_MISSING("no acpi_rsdp=");

	attempt.effect = access(TABLES "/DSDT", F_OK) != 0;
	return attempt;
}

static struct attempt probe_module_parameter_cmdline(void)
{
	struct attempt attempt = { 0 };
	char value[16];

	if (!file_mentions(CMDLINE, "8250.share_irqs=1"))
		return ATTEMPT_MISSING("no 8250.share_irqs=1");
	if (read_text("/sys/module/8250/parameters/share_irqs", value, sizeof(value)))
		return ATTEMPT_MISSING("no parameter 8250.share_irqs");

	/* A number, or, in later kernels, Y or N. */
	attempt.effect = !strcmp(value, "1\n") || !strcmp(value, "Y\n");
	return attempt;
}

/*
 * The picture is said to be where a PC has the timer HPET, whose first register has
 * Intel's number in its upper half.
 */
#ifdef __x86_64__
static struct attempt probe_efifb_base(void)
{
	struct attempt attempt = { 0 };
	uint32_t first = 0;
	int fd;

	if (!file_mentions(CMDLINE, "base:0xfed00000"))
		return ATTEMPT_MISSING("no video=efifb:base:0xfed00000");
	fd = open("/dev/fb0", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_MISSING("no /dev/fb0");

	if (pread(fd, &first, sizeof(first), 0) != sizeof(first))
		attempt.error = errno;
	attempt.effect = first >> 16 == 0x8086;
	close(fd);
	return attempt;
}
#endif

/* Hibernation, with all of it. */

#define DISK		"/dev/vda"
#define PAGE		4096

/* A swap area has its version and last page here, and its name at the end. */
#define SWAP_VERSION	1024
#define SWAP_NAME	"SWAPSPACE2"
#define SWAP_NAME_SIZE	10

/* While there is an image, it has taken the place of that name. */
#define IMAGE_NAME	"S1SUSPEND"

static bool header_is(const char *name)
{
	char found[SWAP_NAME_SIZE + 1] = "";
	int fd = open(DISK, O_RDONLY | O_CLOEXEC);
	bool read;

	if (fd < 0)
		return false;

	read = pread(fd, found, SWAP_NAME_SIZE, PAGE - SWAP_NAME_SIZE) == SWAP_NAME_SIZE;
	close(fd);
	return read && !strcmp(found, name);
}

static bool make_swap(void)
{
	struct {
		uint32_t version;
		uint32_t last_page;
	} area = { .version = 1 };
	char header[PAGE] = "";
	bool made;
	int fd;

	fd = open(DISK, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return false;

	area.last_page = lseek(fd, 0, SEEK_END) / PAGE - 1;
	memcpy(header + SWAP_VERSION, &area, sizeof(area));
	memcpy(header + PAGE - SWAP_NAME_SIZE, SWAP_NAME, SWAP_NAME_SIZE);
	made = pwrite(fd, header, PAGE, 0) == PAGE && !fsync(fd);
	close(fd);
	return made;
}

/* Busy is what it is after the first attempt of a boot. */
static bool swap_on(void)
{
	return !swapon(DISK, 0) || errno == EBUSY ||
	       (make_swap() && !swapon(DISK, 0));
}

/* A byte of the second serial port that nothing else uses: lost without power. */
#define SCRATCH		(0x2f8 + 7)

static int port_byte(bool write, unsigned char *byte)
{
	int fd = open("/dev/port", O_RDWR | O_CLOEXEC);
	ssize_t done;

	if (fd < 0)
		return -errno;

	done = write ? pwrite(fd, byte, 1, SCRATCH) : pread(fd, byte, 1, SCRATCH);
	close(fd);
	return done == 1 ? 0 : -EIO;
}

/* The write comes back in the system that was resumed, or with an error. */
static struct attempt probe_power_state(void)
{
	unsigned char left = 0x5a, found = left;
	struct attempt attempt = { 0 };

	if (access("/sys/power/state", F_OK))
		return ATTEMPT_MISSING("no /sys/power/state");
	if (!file_mentions(CMDLINE, "resume=" DISK))
		return ATTEMPT_MISSING("no resume=" DISK);
	if (!swap_on())
		return ATTEMPT_MISSING("no swap on " DISK);

	if (level_enforced() == LEVEL_NONE && port_byte(true, &left))
		return ATTEMPT_MISSING("no /dev/port");

	attempt.error = -write_text("/sys/power/state", "disk");
	attempt.effect = !attempt.error && !port_byte(false, &found) && found != left;
	return attempt;
}

/*
 * The first boot writes the image. If the second obeys resume=, this program
 * goes on; if not, it starts anew and finds the image as it was.
 */
static struct attempt probe_hibernation_resume(void)
{
	if (header_is(IMAGE_NAME))
		return (struct attempt){ 0 };

	return probe_power_state();
}

/* The next kernel. */

/* What its command line tells it: the level of the kernel before. */
#define BOOTED_AT	"lockdown_test_booted_at="

static int level_before(void)
{
	char mark[64];

	for (int level = 0; level < LEVEL_COUNT; level++) {
		snprintf(mark, sizeof(mark), BOOTED_AT "%s ", level_names[level]);
		if (file_mentions(CMDLINE, mark))
			return level;
	}

	return -ENOENT;
}

static bool boot_image(const char *path, int *error)
{
	char cmdline[128];
	int image, initrd;

	image = open_beside(path);
	initrd = open_beside("images/next-initrd");
	if (image < 0 || initrd < 0)
		return false;

	snprintf(cmdline, sizeof(cmdline), "console=ttyS0 panic=-1 " BOOTED_AT "%s ",
		 level_names[level_enforced()]);
	*error = 0;
	if (syscall(SYS_kexec_file_load, image, initrd, strlen(cmdline) + 1, cmdline, 0UL))
		*error = errno;
	else
		syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
			LINUX_REBOOT_CMD_KEXEC, NULL);

	close(image);
	close(initrd);
	return true;
}

static struct attempt probe_kexec_boot(void)
{
	struct attempt attempt = { 0 };
	char loaded[8];

	if (level_before() >= 0) {
		attempt.effect = true;
		return attempt;
	}

	if (!boot_image("images/bzImage", &attempt.error))
		return ATTEMPT_MISSING("no images/bzImage or images/next-initrd");
	if (read_text("/sys/kernel/kexec_loaded", loaded, sizeof(loaded)))
		return ATTEMPT_MISSING("no /sys/kernel/kexec_loaded");

	attempt.effect = strcmp(loaded, "0\n") != 0;
	return attempt;
}

/* A memory device of CXL. The kernel warns when it lets a raw command pass. */

#define CXL_DEVICE	"/dev/cxl/mem0"

/* "Identify Memory Device": its number for the device, and the answer's size. */
#define CXL_IDENTIFY		0x4000
#define CXL_IDENTIFY_SIZE	0x43

static bool cxl_send(int fd, struct cxl_send_command *command, char *answer)
{
	command->out.size = CXL_IDENTIFY_SIZE;
	command->out.payload = (uintptr_t)answer;

	return !ioctl(fd, CXL_MEM_SEND_COMMAND, command);
}

/* The same question as a command that the kernel knows, and as a raw one. */
static struct attempt probe_cxl_raw(void)
{
	struct cxl_send_command known = { .id = CXL_MEM_COMMAND_ID_IDENTIFY };
	struct cxl_send_command raw = {
		.id		= CXL_MEM_COMMAND_ID_RAW,
		.raw.opcode	= CXL_IDENTIFY,
	};
	char wanted[CXL_IDENTIFY_SIZE] = "", answer[CXL_IDENTIFY_SIZE] = "";
	struct attempt attempt = { 0 };
	int fd;

	fd = open(CXL_DEVICE, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return ATTEMPT_MISSING("no " CXL_DEVICE);

	if (!cxl_send(fd, &known, wanted)) {
		close(fd);
		return ATTEMPT_MISSING("no answer from " CXL_DEVICE);
	}

	if (!cxl_send(fd, &raw, answer))
		attempt.error = errno;
	attempt.effect = !memcmp(answer, wanted, sizeof(answer));

	close(fd);
	return attempt;
}

/* Debuggers. A person at the third serial port types what this program wants. */

#define PERSON		"/dev/ttyS2"
#define SYSRQ		"/proc/sysrq-trigger"
#define VICTIM		"/proc/sys/kernel/panic"
#define VICTIM_SYMBOL	"panic_timeout"

/* What kdb says to a command that the level forbids. */
#define REFUSED		"Permission denied"

static int open_line(void)
{
	struct termios line;
	int fd;

	fd = open(PERSON, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return -1;

	if (tcgetattr(fd, &line)) {
		close(fd);
		return -1;
	}
	cfmakeraw(&line);
	cfsetspeed(&line, B115200);
	tcsetattr(fd, TCSANOW, &line);
	return fd;
}

static bool read_line(int fd, char *line, size_t size)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	size_t length = 0;

	while (length < size && poll(&waiting, 1, 30 * 1000) == 1 &&
	       read(fd, line + length, 1) == 1) {
		if (line[length] == '\n') {
			line[length] = '\0';
			return true;
		}
		length++;
	}

	return false;
}

/*
 * Stop in the debugger, have something typed and take down what it says: for
 * "kdb" a command, for "gdb" a packet of gdb's protocol.
 *
 * Return: What is missing for it, or NULL.
 */
static const char *debug(const char *debugger, const char *request,
			 char *answer, size_t size)
{
	const char *missing = NULL;
	int fd;

	if (!file_mentions(CMDLINE, "kgdboc=ttyS2"))
		return "no kgdboc=ttyS2";

	fd = open_line();
	if (fd < 0)
		return "no " PERSON;

	dprintf(fd, "%s %s\n", debugger, request);
	tcdrain(fd);
	if (write_text(SYSRQ, "g"))
		missing = "no " SYSRQ;
	else if (!read_line(fd, answer, size))
		missing = "nobody at " PERSON;

	close(fd);
	return missing;
}

/* A value that nobody guesses, in a place where it does no harm. */
static bool hide_secret(uint32_t *secret)
{
	char text[32];

	if (getrandom(secret, sizeof(*secret), 0) != sizeof(*secret))
		return false;

	*secret = (*secret & 0x3fffffff) | 0x40000000;
	snprintf(text, sizeof(text), "%u", *secret);
	return !write_text(VICTIM, text);
}

static uint32_t take_victim(void)
{
	char value[32];

	read_text(VICTIM, value, sizeof(value));
	write_text(VICTIM, "-1");
	return strtoul(value, NULL, 0);
}

static struct attempt probe_kdb_read(void)
{
	char answer[256], shown[16];
	struct attempt attempt = { 0 };
	uint32_t secret;

	if (!hide_secret(&secret))
		return ATTEMPT_MISSING("no " VICTIM);

	attempt.missing = debug("kdb", "md4c1 " VICTIM_SYMBOL, answer, sizeof(answer));
	if (attempt.missing)
		return attempt;

	snprintf(shown, sizeof(shown), "%08x", secret);
	attempt.error = strstr(answer, REFUSED) ? EPERM : 0;
	attempt.effect = strstr(answer, shown);
	take_victim();
	return attempt;
}

static struct attempt write_victim(const char *debugger, const char *request,
				   uint32_t wanted)
{
	struct attempt attempt = { 0 };
	char answer[256];

	attempt.missing = debug(debugger, request, answer, sizeof(answer));
	if (attempt.missing)
		return attempt;

	attempt.error = strstr(answer, REFUSED) ? EPERM : 0;
	attempt.effect = take_victim() == wanted;
	return attempt;
}

static struct attempt probe_kdb_write(void)
{
	char command[64];
	uint32_t secret;

	if (!hide_secret(&secret))
		return ATTEMPT_MISSING("no " VICTIM);

	snprintf(command, sizeof(command), "mm4 " VICTIM_SYMBOL " 0x%x", ~secret);
	return write_victim("kdb", command, ~secret);
}

/* Locked, kdb does not let gdb begin. */
static struct attempt probe_kgdb_write(void)
{
	unsigned long long address;
	uint32_t secret;
	char packet[64];

	address = kernel_symbol(VICTIM_SYMBOL);
	if (!address || !hide_secret(&secret))
		return ATTEMPT_MISSING("no " VICTIM_SYMBOL);

	/* Bytes as they are in memory. */
	snprintf(packet, sizeof(packet), "M%llx,4:%08x", address,
		 __builtin_bswap32(~secret));
	return write_victim("gdb", packet, ~secret);
}

/*
 * Whether this program was started for the door. The harness of older kernels
 * takes no options, and would try every door in each boot.
 */
static bool is_chosen(const char *slug)
{
	char arguments[256], wanted[64];
	ssize_t length;
	int fd, size;

	fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return true;

	length = read(fd, arguments, sizeof(arguments));
	close(fd);
	if (length <= 0 || !memmem(arguments, length, "\0-v", sizeof("\0-v")))
		return true;

	size = snprintf(wanted, sizeof(wanted), "-v%c%s", '\0', slug) + 1;
	return memmem(arguments, length, wanted, size);
}

FIXTURE(boot_door)
{
	const struct door *door;
	struct kernel_log log;
	enum level level;
};

FIXTURE_VARIANT(boot_door)
{
	const char *slug;
	door_probe probe;
	/* Name of the task that asks; NULL for the test, which then asks now. */
	const char *asks;
};

#define BOOT_PROBE(slug_, asks_)		\
	FIXTURE_VARIANT_ADD(boot_door, slug_)	\
	{					\
		.slug = #slug_,			\
		.probe = probe_##slug_,		\
		.asks = (asks_),		\
	}

BOOT_PROBE(acpi_initrd, EARLY);
BOOT_PROBE(acpi_rsdp, EARLY);
BOOT_PROBE(efivar_ssdt, EARLY);
BOOT_PROBE(module_parameter_cmdline, EARLY);
#ifdef __x86_64__
BOOT_PROBE(efifb_base, EARLY);
#endif
BOOT_PROBE(hibernation_resume, LATE);
BOOT_PROBE(power_state, MYSELF);
BOOT_PROBE(kexec_boot, MYSELF);
BOOT_PROBE(cxl_raw, MYSELF);
BOOT_PROBE(kdb_read, MYSELF);
BOOT_PROBE(kdb_write, MYSELF);
BOOT_PROBE(kgdb_write, MYSELF);

FIXTURE_SETUP(boot_door)
{
	int level = level_before();

	if (level < 0)
		level = level_enforced();
	if (level == -ENOENT)
		SKIP(return, "securityfs is not mounted");
	ASSERT_LE(0, level);
	self->level = level;

	for (size_t i = 0; i < ARRAY_SIZE(doors); i++)
		if (!strcmp(doors[i].slug, variant->slug))
			self->door = &doors[i];
	ASSERT_NE(NULL, self->door);

	/* After the many lines of a boot, stock withholds the next. */
	if (!variant->asks && denials_are_limited())
		denials_wait_for_limit();

	ASSERT_EQ(0, variant->asks ? kernel_log_open(&self->log) :
				     kernel_log_open_at_end(&self->log));
}

FIXTURE_TEARDOWN(boot_door)
{
	kernel_log_close(&self->log);
}

TEST_F_TIMEOUT(boot_door, is_open_below_its_level_and_shut_from_it, SECONDS)
{
	struct denials denials;
	struct attempt attempt;

	/* An older harness goes on behind a fixture that skips. */
	if (!is_chosen(variant->slug))
		SKIP(return, "not the door of this boot");

	attempt = variant->probe();
	denials = variant->asks ?
		denials_of(&self->log, variant->asks, self->door->reason) :
		denials_since(&self->log, self->door->reason);
	/* A boot is asked about other doors, a debugger about two at once. */
	denials.other = 0;

	judge_door(_metadata, self->door, self->level, &attempt, &denials);
}

TEST_HARNESS_MAIN
