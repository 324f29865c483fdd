// SPDX-License-Identifier: GPL-2.0
/*
 * PID 1 of a test guest: runs the steps of /scenario, one per line, and writes
 * the verdict to the second serial port, where no kernel message can forge it.
 *
 *	run PROGRAM ARGS...	must exit with 0, or with 4 (all tests skipped)
 *	insmod FILE ARGS...	must load
 *	rmmod NAME		must unload
 *	write FILE TEXT		one write(2) of TEXT and a newline must succeed
 *	refuse ERRNO FILE TEXT	the same write must fail with ERRNO
 *	expect FILE TEXT	the file's whole text, but for its last newline
 *	absent FILE		must not exist
 *	hold NAME FILE		opens it for reading and writing; the programs to come
 *				inherit the descriptor, and NAME=descriptor
 *	kexec IMAGE CMDLINE	boots the image by kexec, with /images/next-initrd
 *				if the scenario has steps for the next kernel
 *	kexec-load IMAGE CMDLINE	only loads it
 *	kexec-boot		boots what is loaded
 *	kexec-refuse		tries to boot what is loaded, which must give EPERM
 *	sleep SECONDS		waits
 *	root DEVICE		goes on in the squashfs on it, made writable by a
 *				tmpfs; what was the root so far is in /initramfs
 *	shell			a prompt on the console, for a person
 *	become PROGRAM ARGS...	goes on as that program, to which the verdict is left
 *	try STEP		as STEP, but if it fails, those behind it come all the same
 *
 * The first step that fails ends the scenario, or with "try" spoils it.  The
 * last line on the second channel is "lockdown-result: pass", "... skip" or
 * "... fail STEP: WHY".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/kexec.h>
#include <linux/reboot.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* The serial ports of QEMU's pseries machine are its hypervisor's. */
#ifdef __powerpc64__
#define CONSOLE "/dev/hvc0"
#define RESULT_CHANNEL "/dev/hvc1"
/* The one port of QEMU's machine "virt" is no UART as a PC has them. */
#elif defined(__aarch64__)
#define CONSOLE "/dev/ttyAMA0"
#define RESULT_CHANNEL "/dev/ttyS0"
#else
#define CONSOLE "/dev/ttyS0"
#define RESULT_CHANNEL "/dev/ttyS1"
#endif
#define SCENARIO "/scenario"
#define NEXT_INITRD "/images/next-initrd"
#define EXIT_SKIP 4
#define MAX_ARGS 32

static const struct {
	const char *type;
	const char *where;
} mounts[] = {
	{ "proc", "/proc" },
	{ "sysfs", "/sys" },
	{ "devtmpfs", "/dev" },
	{ "tmpfs", "/tmp" },
	{ "securityfs", "/sys/kernel/security" },
	{ "debugfs", "/sys/kernel/debug" },
	{ "tracefs", "/sys/kernel/tracing" },
	{ "configfs", "/sys/kernel/config" },
	{ "bpf", "/sys/fs/bpf" },
	{ NULL, NULL },
};

static int result_fd = -1;

/* Why the current step failed; empty while nothing did. */
static char why[256];

#define fail(...) (snprintf(why, sizeof(why), __VA_ARGS__), false)

static bool fail_errno(const char *what)
{
	return fail("%s: %s", what, strerrorname_np(errno));
}

#define result(...) dprintf(result_fd, __VA_ARGS__)

static void mount_all(void)
{
	for (int i = 0; mounts[i].type; i++) {
		mkdir(mounts[i].where, 0755);
		/* A kernel may lack one; the probe that needs it then tells. */
		if (mount(mounts[i].type, mounts[i].where, mounts[i].type, 0, NULL))
			printf("init: no %s: %s\n", mounts[i].where, strerrorname_np(errno));
	}
}

/* Bytes arrive on the host as they are written: no echo, no carriage return. */
static bool open_result_channel(void)
{
	struct termios line;

	result_fd = open(RESULT_CHANNEL, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (result_fd < 0 || tcgetattr(result_fd, &line))
		return false;
	cfmakeraw(&line);
	cfsetspeed(&line, B115200);
	return tcsetattr(result_fd, TCSANOW, &line) == 0;
}

/* Cuts the first word off *text; NULL when there is none. */
static char *next_word(char **text)
{
	char *word;

	do {
		word = strsep(text, " \t");
	} while (word && !*word);
	return word;
}

static void become_program(char **argv, bool interactive)
{
	int in = open(interactive ? CONSOLE : "/dev/null", O_RDWR);

	if (interactive) {
		setsid();
		ioctl(in, TIOCSCTTY, 0);
		dup2(in, STDERR_FILENO);
	}
	dup2(in, STDIN_FILENO);
	dup2(interactive ? in : result_fd, STDOUT_FILENO);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "init: %s: %s\n", argv[0], strerrorname_np(errno));
	_exit(127);
}

/* Returns the wait status, -1 with errno when there is none. */
static int run_program(char **argv, bool interactive)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		return -1;
	if (pid == 0)
		become_program(argv, interactive);
	/* Whatever a program leaves behind becomes a child of PID 1. */
	while (waitpid(-1, &status, 0) != pid)
		;
	return status;
}

static bool split(char *args, char *argv[MAX_ARGS + 1])
{
	int count = 0;

	while (count < MAX_ARGS && (argv[count] = next_word(&args)))
		count++;
	argv[count] = NULL;
	return argv[0] || fail("no program");
}

static bool step_run(char *args, bool *skipped)
{
	char *argv[MAX_ARGS + 1];
	int status;

	if (!split(args, argv))
		return false;

	status = run_program(argv, false);
	if (status < 0)
		return fail_errno("fork");
	if (WIFSIGNALED(status))
		return fail("killed by signal %d", WTERMSIG(status));
	*skipped = WEXITSTATUS(status) == EXIT_SKIP;
	if (WEXITSTATUS(status) && !*skipped)
		return fail("exit status %d", WEXITSTATUS(status));
	return true;
}

static bool step_insmod(char *args)
{
	const char *file = next_word(&args);
	long error;
	int fd;

	fd = open(file ?: "", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno("open");
	error = syscall(SYS_finit_module, fd, args ?: "", 0);
	close(fd);
	return error ? fail_errno("finit_module") : true;
}

static bool step_rmmod(const char *name)
{
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		return fail_errno("delete_module");
	return true;
}

/* Returns 0 or the errno of the call that failed. */
static int write_line(const char *file, const char *text)
{
	char line[512];
	int length = snprintf(line, sizeof(line), "%s\n", text);
	int fd, error = 0;

	if (length >= (int)sizeof(line))
		return E2BIG;
	fd = open(file, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	if (write(fd, line, length) != length)
		error = errno;
	close(fd);
	return error;
}

static bool step_write(char *args)
{
	const char *file = next_word(&args);
	int error = write_line(file ?: "", args ?: "");

	return error ? fail("%s", strerrorname_np(error)) : true;
}

static bool step_refuse(char *args)
{
	const char *wanted = next_word(&args);
	const char *file = next_word(&args);
	int error = write_line(file ?: "", args ?: "");
	const char *seen = error ? strerrorname_np(error) : "success";

	return strcmp(seen, wanted ?: "") ? fail("%s", seen) : true;
}

static bool step_expect(char *args)
{
	const char *file = next_word(&args);
	char text[512];
	ssize_t length;
	int fd;

	fd = open(file ?: "", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno("open");
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (length < 0)
		return fail_errno("read");

	if (length && text[length - 1] == '\n')
		length--;
	text[length] = '\0';
	return strcmp(text, args ?: "") ? fail("found '%.200s'", text) : true;
}

static bool step_absent(const char *file)
{
	if (access(file, F_OK) == 0)
		return fail("exists");
	return errno == ENOENT ? true : fail_errno("access");
}

static bool step_hold(char *args)
{
	const char *name = next_word(&args);
	char number[16];
	int fd;

	fd = open(args ?: "", O_RDWR);
	if (fd < 0)
		return fail_errno("open");
	snprintf(number, sizeof(number), "%d", fd);
	return setenv(name, number, 1) ? fail_errno("setenv") : true;
}

static bool mount_at(const char *what, const char *where, const char *type,
		     unsigned long flags, const char *options)
{
	mkdir(where, 0755);
	if (mount(what, where, type, flags, options))
		return fail("mount %s: %s", where, strerrorname_np(errno));
	return true;
}

static bool step_root(const char *device)
{
	char where[64];

	if (!mount_at(device, "/squashfs", "squashfs", MS_RDONLY, NULL) ||
	    !mount_at("tmpfs", "/changes", "tmpfs", 0, NULL) ||
	    mkdir("/changes/upper", 0755) || mkdir("/changes/work", 0755) ||
	    !mount_at("overlay", "/new", "overlay", 0,
		      "lowerdir=/squashfs,upperdir=/changes/upper,workdir=/changes/work") ||
	    !mount_at("/", "/new/initramfs", NULL, MS_BIND, NULL))
		return why[0] ? false : fail_errno("mkdir");

	/* Mounts inside of others move along with them. */
	for (int i = 0; mounts[i].type; i++) {
		if (strrchr(mounts[i].where, '/') != mounts[i].where)
			continue;
		snprintf(where, sizeof(where), "/new%s", mounts[i].where);
		if (!mount_at(mounts[i].where, where, NULL, MS_MOVE, NULL))
			return false;
	}
	if (chdir("/new") || mount(".", "/", NULL, MS_MOVE, NULL) || chroot("."))
		return fail_errno("chroot");
	return true;
}

static bool step_kexec_load(char *args)
{
	const char *file = next_word(&args);
	const char *cmdline = args ?: "";
	unsigned long flags = 0;
	int image, initrd;

	image = open(file ?: "", O_RDONLY | O_CLOEXEC);
	if (image < 0)
		return fail_errno("open");
	initrd = open(NEXT_INITRD, O_RDONLY | O_CLOEXEC);
	if (initrd < 0 && errno != ENOENT)
		return fail_errno("open " NEXT_INITRD);
	if (initrd < 0)
		flags = KEXEC_FILE_NO_INITRAMFS;
	if (syscall(SYS_kexec_file_load, image, initrd, strlen(cmdline) + 1, cmdline, flags))
		return fail_errno("kexec_file_load");
	close(image);
	if (initrd >= 0)
		close(initrd);
	return true;
}

/* Does not return where the next kernel boots. */
static void boot_loaded(void)
{
	tcdrain(result_fd);
	syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_KEXEC,
		NULL);
}

static bool step_kexec_boot(void)
{
	boot_loaded();
	return fail_errno("reboot");
}

static bool step_kexec_refuse(void)
{
	boot_loaded();
	return errno == EPERM || fail_errno("reboot");
}

static bool step_shell(void)
{
	char shell[] = "sh";
	char *argv[2] = { shell };

	return run_program(argv, true) >= 0;
}

/* Does not return where the program is there. */
static bool step_become(char *args)
{
	char *argv[MAX_ARGS + 1];

	if (!split(args, argv))
		return false;

	tcdrain(result_fd);
	execv(argv[0], argv);
	return fail_errno(argv[0]);
}

static bool do_step(char *line, bool *skipped)
{
	char *verb = next_word(&line);

	if (!strcmp(verb, "run"))
		return step_run(line, skipped);
	if (!strcmp(verb, "insmod"))
		return step_insmod(line);
	if (!strcmp(verb, "rmmod"))
		return step_rmmod(line ?: "");
	if (!strcmp(verb, "write"))
		return step_write(line);
	if (!strcmp(verb, "refuse"))
		return step_refuse(line);
	if (!strcmp(verb, "expect"))
		return step_expect(line);
	if (!strcmp(verb, "absent"))
		return step_absent(line ?: "");
	if (!strcmp(verb, "hold"))
		return step_hold(line);
	if (!strcmp(verb, "sleep"))
		return sleep(atoi(line ?: "")) == 0;
	if (!strcmp(verb, "root"))
		return step_root(line ?: "");
	if (!strcmp(verb, "kexec"))
		return step_kexec_load(line) && step_kexec_boot();
	if (!strcmp(verb, "kexec-load"))
		return step_kexec_load(line);
	if (!strcmp(verb, "kexec-boot"))
		return step_kexec_boot();
	if (!strcmp(verb, "kexec-refuse"))
		return step_kexec_refuse();
	if (!strcmp(verb, "shell"))
		return step_shell();
	if (!strcmp(verb, "become"))
		return step_become(line);
	return fail("no such step");
}

/* A step behind "try", or NULL. */
static const char *tried_step(const char *line)
{
	static const char word[] = "try ";

	return strncmp(line, word, strlen(word)) ? NULL : line + strlen(word);
}

static void run_scenario(void)
{
	unsigned int steps = 0, skips = 0;
	char line[512], copy[512];
	char failed[sizeof(line) + sizeof(": ") + sizeof(why)] = "";
	FILE *scenario;

	scenario = fopen(SCENARIO, "re");
	if (!scenario) {
		result("lockdown-result: fail no scenario\n");
		return;
	}
	while (fgets(line, sizeof(line), scenario)) {
		bool skipped = false;
		const char *tried;

		line[strcspn(line, "\n")] = '\0';
		if (!line[strspn(line, " \t")])
			continue;
		result("# step: %s\n", line);
		tried = tried_step(line);
		snprintf(copy, sizeof(copy), "%s", tried ?: line);
		if (!do_step(copy, &skipped)) {
			if (!failed[0])
				snprintf(failed, sizeof(failed), "%s: %s", tried ?: line, why);
			if (!tried)
				break;
			why[0] = '\0';
		}
		steps++;
		skips += skipped;
	}
	if (failed[0])
		result("lockdown-result: fail %s\n", failed);
	else if (steps == 0)
		result("lockdown-result: fail no steps\n");
	else
		result("lockdown-result: %s\n", skips == steps ? "skip" : "pass");
}

int main(int argc, char **argv)
{
	/* As a step, "run init N" ends with status N: the harness tests itself. */
	if (getpid() != 1)
		return argc > 1 ? atoi(argv[1]) : 0;

	setenv("PATH", "/bin:/sbin", 1);
	setenv("HOME", "/", 1);
	setenv("TERM", "linux", 1);
	mount_all();
	if (open_result_channel()) {
		run_scenario();
		tcdrain(result_fd);
	} else {
		printf("init: %s: %s\n", RESULT_CHANNEL, strerrorname_np(errno));
	}

	/* QEMU leaves at a reset, which needs no ACPI, unlike power off. */
	fflush(stdout);
	sync();
	reboot(RB_AUTOBOOT);
	return 1;
}
