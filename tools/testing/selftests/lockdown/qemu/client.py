# SPDX-License-Identifier: GPL-2.0
"""Programs of Debian that lockdown stops, changes or lets pass: one declaration each.

A guest runs them as root, as they come from the package, in a directory with
these files: bzImage and bzImage-signed, the kernel that runs, unsigned and
signed with a key that it trusts; unsigned.ko and signed.ko, one module.
/dev/vdb is an empty disk.
"""

import re
from dataclasses import dataclass

LEVELS = ("none", "integrity", "confidentiality")

# What guests are in: each level, and the highest one with strict besides.
STRICT = "strict"
STATES = (*LEVELS, STRICT)


def level_of(state):
    return LEVELS[-1] if state == STRICT else state


def level_file(state):
    """What /sys/kernel/security/lockdown says there."""
    return " ".join(f"[{each}]" if each == level_of(state) else each for each in LEVELS)


def command_line(state):
    """What brings the kernel there."""
    words = [] if level_of(state) == "none" else [f"lockdown={level_of(state)}"]
    return " ".join([*words, "lockdown_strict"] if state == STRICT else words)


# The kernel's line for a request that it refused.
DENIAL = re.compile(r"Lockdown: [^:]+: (?P<text>.+) is restricted; see man ")


@dataclass(frozen=True)
class Sight:
    """What a user sees of one run.

    @status: the exit status of the command.
    @says: pattern, found in a line of what the command says; the text that it
           matches is the message that the documents show. "" where silence is
           all that may be seen.
    @sign: pattern, found in what the client's own "sign" says after the command.
    """
    status: int
    says: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Client:
    """One command line.

    @does: what it does when it is let, for "it ...".
    @level: the level from which it is stopped, or sees something else; STRICT if
            that takes strict besides the level of the reason; None if everything
            lets it pass.
    @reason: slug of the reason of which the log then has a line, and below the
             level has none; None if the program does not get as far as to ask.
    @silent: whether the reason hides something, of which the log has no line.
    @asks: slugs of reasons that the log may have lines of although it goes on: it does
           without what it asks for. Of no other reason it has.
    @open, @locked: what is seen below the level, and from it on.
    @strict, @strict_reason: what is seen with strict, and the reason, where that
             stops it earlier than its level does.
    @before, @sign, @after: shell commands around the command. The sign is a
             second witness: it asks somebody else whether the command worked.
    @needs: packages that the command uses beyond its own and their dependencies.
    @instead: what an administrator does instead.
    @stops: whether lockdown stops it, or it only tells of another level.
    """
    name: str
    package: str
    command: str
    does: str
    open: Sight
    locked: Sight | None = None
    level: str | None = "integrity"
    reason: str | None = None
    silent: bool = False
    asks: tuple[str, ...] = ()
    strict: Sight | None = None
    strict_reason: str | None = None
    before: str = ""
    sign: str = ""
    after: str = ""
    needs: tuple[str, ...] = ()
    instead: str = ""
    stops: bool = True

    def is_locked(self, state):
        return self.level is not None and STATES.index(state) >= STATES.index(self.level)

    def expected(self, state):
        if state == STRICT and self.strict:
            return self.strict
        return self.locked if self.is_locked(state) else self.open

    def reason_in(self, state):
        return self.strict_reason if state == STRICT and self.strict else self.reason


@dataclass(frozen=True)
class Seen:
    """What a guest saw of one run of a client."""
    status: int
    said: tuple[str, ...]
    sign: tuple[str, ...]
    log: tuple[str, ...]

    def reasons(self):
        """The texts of the reasons in the kernel's log."""
        texts = (DENIAL.search(line) for line in self.log)
        return tuple(dict.fromkeys(match["text"] for match in texts if match))


def find(pattern, lines):
    """The text that the pattern matches, in the first line that has it."""
    matches = (re.search(pattern, line) for line in lines)
    match = next((match for match in matches if match), None)
    return " ".join(match[0].split()) if match else None


def differences(sight, seen):
    """What was seen otherwise than it must be, for people; empty if nothing."""
    wrong = []
    if seen.status != sight.status:
        wrong.append(f"exit status {seen.status}, must be {sight.status}")
    if not sight.says and any(line.strip() for line in seen.said):
        wrong.append(f"says {seen.said[0]!r}, must say nothing")
    for what, pattern, lines in (("said", sight.says, seen.said),
                                 ("sign", sight.sign, seen.sign)):
        if pattern and find(pattern, lines) is None:
            wrong.append(f"not in what was {what}: {pattern}")
    return wrong


def judge(client, state, seen, texts):
    """What is wrong with one run. @texts: the log's text of each reason's slug."""
    wrong = differences(client.expected(state), seen)
    reason = client.reason_in(state)
    if client.is_locked(state) and not client.silent:
        if reason and texts[reason] not in seen.reasons():
            wrong.append(f"not in the log: {texts[reason]}")
    else:
        asked = {texts[each] for each in client.asks}
        wrong += [f"in the log: {each}" for each in seen.reasons() if each not in asked]
    return wrong


def check(clients):
    """Refuses declarations that could hold whatever a kernel does."""
    names = [client.name for client in clients]
    for client in clients:
        problem = None
        if names.count(client.name) != 1:
            problem = "two of that name"
        elif (client.level is None) != (client.locked is None):
            problem = "a level without what is seen there"
        elif client.locked == client.open:
            problem = "sees the same when locked"
        elif client.level == STRICT and not client.reason:
            problem = "no reason that is strict"
        elif (client.strict is None) != (client.strict_reason is None):
            problem = "something to see with strict for no reason"
        elif client.strict and (client.strict, client.strict_reason) == \
                (client.locked, client.reason):
            problem = "sees the same with strict"
        elif client.level and client.stops and not client.instead:
            problem = "no word on what to do instead"
        elif client.sign and not (client.open.sign and
                                  (client.locked is None or client.locked.sign)):
            problem = "a sign that is not looked at"
        elif not client.sign and (client.open.sign or client.locked and client.locked.sign):
            problem = "no sign to look at"
        elif not client.sign and not client.open.says:
            problem = "nothing shows that it works"
        if problem:
            raise ValueError(f"client {client.name}: {problem}")


HIBERNATE_BEFORE = ("swapon /dev/vdb || { mkswap /dev/vdb && swapon /dev/vdb; };"
                    " echo test_resume > /sys/power/disk")
HIBERNATED = "dmesg | grep -c 'PM: hibernation: hibernation exit'"
NO_HIBERNATION = "Nothing: the image on the disk is not verified."
NO_TRACING = "Integrity, on machines where it is needed. At confidentiality nothing."
DISK = "truncate -s 4M disk && losetup /dev/loop0 disk"
NO_DISK = "losetup -d /dev/loop0; rm -f disk"
VOLUME = ("dmsetup --noudevsync create volume --table '0 8 crypt aes-cbc-plain64 "
          "00112233445566778899aabbccddeeff 0 /dev/loop0 0'")
NO_VOLUME = "dmsetup --noudevsync remove volume"
XDP = "/usr/lib/x86_64-linux-gnu/bpf/xdpfilt_alw_eth.o"
XFRM = ("ip xfrm state flush; ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp "
        "spi 1 mode transport aead 'rfc4106(gcm(aes))' "
        "0x000102030405060708090a0b0c0d0e0f10111213 128")

CLIENTS = (
    # Modules.
    Client("insmod-unsigned", "kmod", "insmod unsigned.ko",
           "loads a module without a signature",
           open=Sight(0, sign="^lockdown_victim "),
           locked=Sight(1, "insmod: ERROR: .*Operation not permitted", "^nothing$"),
           reason="module_signature",
           sign="grep ^lockdown_victim /proc/modules || echo nothing",
           after="rmmod lockdown_victim",
           instead="Sign the module with a key that the kernel trusts."),
    Client("modprobe-unsigned", "kmod", "modprobe unsigned",
           "loads a module without a signature, as DKMS builds it",
           open=Sight(0, sign="^lockdown_victim "),
           locked=Sight(1, "modprobe: ERROR: .*Operation not permitted", "^nothing$"),
           reason="module_signature",
           before="modules unsigned unsigned.ko",
           sign="grep ^lockdown_victim /proc/modules || echo nothing",
           after="rmmod lockdown_victim",
           instead="Sign the module; DKMS can, with a key that is enrolled."),
    Client("modprobe-hardware", "kmod", "modprobe dummy-irq irq=7",
           "gives a signed module an interrupt of its own",
           open=Sight(0, sign="^dummy_irq "),
           locked=Sight(1, "modprobe: ERROR: .*Operation not permitted", "^nothing$"),
           reason="module_parameters",
           before="modules dummy-irq dummy-irq-signed.ko",
           sign="grep ^dummy_irq /proc/modules || echo nothing",
           after="rmmod dummy_irq",
           instead="Leave the parameter out; the driver has to find the device."),

    # Registers, ports and memory.
    Client("wrmsr", "msr-tools", "wrmsr 0x1a0 0x4000000001",
           "writes a model-specific register",
           open=Sight(0, sign="^4000000001$"),
           locked=Sight(127, "wrmsr: pwrite: Operation not permitted", "^(?!4000000001$)"),
           reason="msr", sign="rdmsr 0x1a0 || echo nothing",
           instead="The powercap, cpufreq and ``intel_tcc_cooling`` drivers, in sysfs."),
    Client("setpci", "pciutils", "setpci -s 00:1f.2 INTERRUPT_LINE=0b",
           "writes PCI configuration space",
           open=Sight(0, sign="^0b$"),
           locked=Sight(0, "pcilib: .*Operation not permitted", "^(?!0b$)"),
           reason="pci_access", sign="setpci -s 00:1f.2 INTERRUPT_LINE",
           instead="A driver for the device."),
    Client("dmidecode-mem", "dmidecode", "dmidecode --no-sysfs -s bios-vendor",
           "reads the firmware's tables from ``/dev/mem``",
           open=Sight(0, "SeaBIOS"),
           locked=Sight(1, "/dev/mem: Operation not permitted"),
           reason="dev_mem",
           instead="``dmidecode``, which takes them from sysfs."),
    Client("outb", "ioport", "outb 0x80 0x12",
           "writes an I/O port",
           open=Sight(0, sign="^[0-9]+$"),
           locked=Sight(1, "iopl: Operation not permitted", "^iopl"),
           reason="ioport", sign="inb 0x80 2>&1 | tail -n 1",
           instead="A driver for the device."),
    Client("hwclock-ports", "util-linux-extra", "hwclock --directisa",
           "reads the clock's ports",
           open=Sight(0, r"^20\d\d-\d\d-\d\d "),
           locked=Sight(1, "hwclock: iopl\\(\\) port access failed: Operation not permitted"),
           reason="ioport",
           instead="``hwclock``, which asks the driver of the clock."),
    Client("flashrom", "flashrom", "flashrom -p internal",
           "finds the chipset to read and write the firmware's flash",
           open=Sight(0, "Found chipset"),
           locked=Sight(1, "ERROR: Could not get I/O privileges .Operation not permitted."),
           reason="ioport",
           instead="``fwupdmgr`` with a capsule, or another level for one boot."),
    Client("setserial", "setserial", "setserial /dev/ttyS2 irq 5",
           "gives a serial port another interrupt",
           open=Sight(0, sign="IRQ: 5"),
           locked=Sight(1, "Cannot set serial info: Operation not permitted", "IRQ: 4"),
           reason="tiocsserial", sign="setserial -g /dev/ttyS2",
           instead="Nothing; firmware or driver have to be right."),

    # Another kernel.
    Client("kexec-load", "kexec-tools", "kexec -c -l bzImage",
           "loads a kernel by ``kexec_load()``",
           open=Sight(0, sign="^1$"),
           locked=Sight(255, "kexec_load failed: Operation not permitted", "^0$"),
           strict=Sight(255, "Cannot open /proc/iomem: Operation not permitted", "^0$"),
           strict_reason="page_frames",
           reason="kexec", sign="cat /sys/kernel/kexec_loaded", after="kexec -s -u",
           instead="``kexec -s`` with a signed kernel."),
    Client("kexec-unsigned", "kexec-tools", "kexec -s -l bzImage",
           "loads a kernel without a signature by ``kexec_file_load()``",
           open=Sight(0, sign="^1$"),
           locked=Sight(255, "kexec_file_load failed: Operation not permitted", "^0$"),
           reason="kexec", sign="cat /sys/kernel/kexec_loaded", after="kexec -s -u",
           instead="A signed kernel."),

    # Hibernation. test_resume writes the image, reads it back and goes on.
    Client("systemd-sleep", "systemd", "/lib/systemd/systemd-sleep hibernate",
           "writes the image to the swap, and resumes from it",
           open=Sight(0, "Entering sleep state 'hibernate'", "^1$"),
           locked=Sight(1, "Failed to write mode to /sys/power/disk: "
                           "Operation not permitted", "^0$"),
           reason="hibernation", before=HIBERNATE_BEFORE, sign=HIBERNATED,
           instead=NO_HIBERNATION),
    # The next two read /sys/power/state first, and then try nothing.
    Client("rtcwake", "util-linux-extra", "rtcwake -m disk -s 60",
           "writes the image to the swap, and resumes from it",
           open=Sight(0, "rtcwake: wakeup from \"disk\" using /dev/rtc0", "^1$"),
           locked=Sight(1, "rtcwake: unrecognized suspend state 'disk'", "^0$"),
           before=HIBERNATE_BEFORE, sign=HIBERNATED,
           instead=NO_HIBERNATION),
    Client("pm-hibernate", "pm-utils", "pm-hibernate",
           "writes the image to the swap, and resumes from it",
           open=Sight(0, sign="^1$"),
           locked=Sight(1, sign="^0$"),
           needs=("kbd",), before=HIBERNATE_BEFORE, sign=HIBERNATED,
           instead=NO_HIBERNATION),

    # debugfs.
    Client("blktrace", "blktrace", "blktrace -d /dev/vda -w 2 -o trace",
           "records the requests of a block device",
           open=Sight(0, "=== vda ===", "^trace.blktrace.0$"),
           locked=Sight(0, "FAILED to start thread on CPU 0: 1/Operation not permitted",
                        "^nothing$"),
           strict=Sight(0, "FAILED to start thread on CPU 0: 1/Operation not permitted",
                        "^nothing$"),
           reason="debugfs", strict_reason="debugfs_read",
           before="while sleep 0.2; do dd if=/dev/vda iflag=direct count=1; done & "
                  "reader=$!",
           sign="find . -name 'trace.blktrace.0' -size +0 -printf '%f\\n' | "
                "grep . || echo nothing",
           after="kill $reader; rm -f trace.blktrace.*",
           instead="``/proc/diskstats``; below confidentiality the events of tracefs."),

    # Tracing.
    Client("perf-tracepoint", "linux-perf", "perf stat -e sched:sched_switch true",
           "counts an event of the kernel",
           open=Sight(0, "[0-9]+ +sched:sched_switch"),
           locked=Sight(129, "event syntax error: 'sched:sched_switch'"),
           level="confidentiality", instead=NO_TRACING),
    Client("perf-trace", "linux-perf", "perf trace -e openat true",
           "shows the system calls of a program",
           open=Sight(0, "openat\\("),
           locked=Sight(255, "Error:\tFile .*raw_syscalls.* not found"),
           level="confidentiality",
           instead="``strace``."),
    Client("perf-probe", "linux-perf", "perf probe --add vfs_read",
           "sets a kprobe",
           open=Sight(0, "probe:vfs_read", "vfs_read|p:probe"),
           locked=Sight(254, "/sys/kernel/tracing//kprobe_events does not exist",
                        "^nothing$"),
           strict=Sight(254, "Failed to load symbols from /proc/kallsyms", "^nothing$"),
           level="confidentiality", strict_reason="kernel_addresses",
           sign="cat /sys/kernel/tracing/kprobe_events || echo nothing",
           after="perf probe --del vfs_read", instead=NO_TRACING),
    Client("perf-registers", "linux-perf",
           "perf record -e cpu-clock --intr-regs=ax -o samples true",
           "samples the registers, also in the kernel",
           open=Sight(0, "Captured and wrote", "AX:0x"),
           locked=Sight(255, "No permission to enable cpu-clock event", "^nothing$"),
           level="confidentiality", reason="perf",
           sign="perf script -i samples -F comm,iregs | grep -m 1 AX || echo nothing",
           after="rm -f samples",
           instead="``perf record`` without registers."),
    Client("trace-cmd-start", "trace-cmd", "trace-cmd start -e sched:sched_switch",
           "switches an event of the kernel on",
           open=Sight(0, sign="^1$"),
           locked=Sight(2, "opening '/sys/kernel/tracing/tracing_on'", "^nothing$"),
           level="confidentiality",
           sign="cat /sys/kernel/tracing/events/sched/sched_switch/enable || echo nothing",
           after="trace-cmd reset", instead=NO_TRACING),
    Client("trace-cmd-record", "trace-cmd", "trace-cmd record -e sched -o events true",
           "records events of the kernel",
           open=Sight(0, "CPU0 data recorded", "sched_switch:"),
           locked=Sight(2, "opening '/sys/kernel/tracing/tracing_on'", "^nothing$"),
           level="confidentiality",
           sign="trace-cmd report -i events | grep -m 1 sched_switch: || echo nothing",
           after="trace-cmd reset; rm -f events*", instead=NO_TRACING),
    Client("bpftrace-kprobe", "bpftrace",
           "bpftrace -e 'kprobe:vfs_read { @reads = count(); }' -c /bin/true",
           "counts the calls of a function of the kernel",
           open=Sight(0, "@reads: (?!0$)"),
           locked=Sight(1, "Kernel lockdown is enabled and set to 'confidentiality'"),
           level="confidentiality", instead=NO_TRACING),
    Client("bpftrace-read", "bpftrace",
           "bpftrace -e 'BEGIN { printf(\"%s\\n\", str(kaddr(\"linux_banner\"))); exit(); }'",
           "prints memory of the kernel",
           open=Sight(0, "^Linux version 6"),
           locked=Sight(1, "Kernel lockdown is enabled and set to 'confidentiality'"),
           level="confidentiality", instead="Nothing."),

    # Secrets.
    Client("kcore", "binutils", "readelf -h /proc/kcore",
           "reads the image of the running kernel, as debuggers do",
           open=Sight(0, "CORE \\(Core file\\)"),
           locked=Sight(1, "Input file '/proc/kcore' is not readable"),
           level="confidentiality", reason="kcore", instead="Nothing."),
    Client("xfrm", "iproute2", "ip xfrm state",
           "shows the keys of IPsec",
           open=Sight(0, "0x000102030405060708090a0b0c0d0e0f10111213"),
           locked=Sight(0, "0x0{40}(?= )"),
           level="confidentiality", reason="xfrm_secret", before=XFRM,
           instead="The daemon that made the keys. Nothing tells that the zeros are "
                   "not the key."),

    # What strict stops besides.
    Client("rdmsr", "msr-tools", "rdmsr 0x1a0",
           "reads a model-specific register",
           open=Sight(0, "^[0-9a-f]+$"),
           locked=Sight(127, "rdmsr: pread: Operation not permitted"),
           level=STRICT, reason="msr_read",
           instead="``perf stat``, powercap."),
    Client("modprobe-uio", "kmod", "modprobe uio_pci_generic",
           "loads a signed driver that gives devices to programs, such as those of DPDK",
           open=Sight(0, sign="^uio_pci_generic "),
           locked=Sight(1, "modprobe: ERROR: .*Operation not permitted", "^nothing$"),
           level=STRICT, reason="driver_io",
           before="modules uio uio-signed.ko; "
                  "modules uio_pci_generic uio_pci_generic-signed.ko",
           sign="grep ^uio_pci_generic /proc/modules || echo nothing",
           after="rmmod uio_pci_generic uio",
           instead="VFIO behind an IOMMU."),
    Client("nvme-fw-commit", "nvme-cli", "nvme fw-commit /dev/nvme0 --slot=1 --action=1",
           "has a disk use other firmware; this disk answers that it cannot",
           open=Sight(1, "NVMe status: Invalid Command Opcode"),
           locked=Sight(1, "Operation not permitted"),
           level=STRICT, reason="flash_write",
           instead="``fwupdmgr``, before strict is on."),
    Client("dd-volume", "coreutils", "dd if=/etc/os-release of=/dev/loop0 conv=notrunc,fsync",
           "writes a disk that a volume is on",
           open=Sight(0, "bytes copied|records out", "PRETTY_NAME"),
           locked=Sight(1, "dd: .*Operation not permitted", "^nothing$"),
           level=STRICT, reason="disk_write", before=f"{DISK} && {VOLUME}",
           sign="grep -a PRETTY_NAME disk || echo nothing", after=f"{NO_VOLUME}; {NO_DISK}",
           instead="The volume; the disk while nothing is on it."),
    Client("dmsetup-keys", "dmsetup", "dmsetup table --showkeys volume",
           "shows the key of an encrypted volume",
           open=Sight(0, "^0 8 crypt aes-cbc-plain64 00112233445566778899aabbccddeeff "),
           locked=Sight(0, "^0 8 crypt aes-cbc-plain64 - "),
           level=STRICT, reason="disk_keys", silent=True, before=f"{DISK} && {VOLUME}",
           after=f"{NO_VOLUME}; {NO_DISK}",
           instead="LUKS2, whose keys are in a keyring."),
    Client("iomem", "grep", "grep 'System RAM' /proc/iomem",
           "shows where memory is",
           open=Sight(0, "^[0-9a-f]+-[0-9a-f]+ : System RAM"),
           locked=Sight(2, "/proc/iomem: Operation not permitted"),
           level=STRICT, reason="page_frames",
           instead="``/proc/meminfo``."),
    Client("kallsyms", "grep", "grep -w linux_banner /proc/kallsyms",
           "finds where something is in the kernel",
           open=Sight(0, "^[0-9a-f]{16} D linux_banner$"),
           locked=Sight(2, "/proc/kallsyms: Operation not permitted"),
           level=STRICT, reason="kernel_addresses",
           instead="``System.map``, for names."),
    Client("perf-record", "linux-perf", "perf record -e cpu-clock -o samples true",
           "samples a program and the kernel beneath it",
           open=Sight(0, "Captured and wrote", r"\[kernel\.kallsyms\]"),
           locked=Sight(255, "No permission to enable cpu-clock event", "^nothing$"),
           level=STRICT, reason="perf_kernel", asks=("kcore",),
           sign="perf script -i samples -F comm,ip,sym,dso | grep -m 1 kernel || echo nothing",
           after="rm -f samples",
           instead="``perf record -e cpu-clock:u``."),

    # It tells of the level.
    Client("fwupd", "fwupd", "fwupdtool security",
           "tells whether the kernel is locked down",
           open=Sight(0, "Linux kernel lockdown: +Disabled"),
           locked=Sight(0, "Linux kernel lockdown: +Enabled"),
           stops=False),

    # What to use instead: it works at every level.
    Client("insmod-signed", "kmod", "insmod signed.ko", "loads a signed module",
           open=Sight(0, sign="^lockdown_victim "), level=None,
           sign="grep ^lockdown_victim /proc/modules", after="rmmod lockdown_victim"),
    Client("kexec-signed", "kexec-tools", "kexec -s -l bzImage-signed",
           "loads a signed kernel",
           open=Sight(0, sign="^1$"), level=None,
           sign="cat /sys/kernel/kexec_loaded", after="kexec -s -u"),
    Client("lspci", "pciutils", "lspci -s 00:1f.2 -x", "reads PCI configuration space",
           open=Sight(0, "^00: 86 80 "), level=None),
    Client("lspci-verbose", "pciutils", "lspci -vvv -s 00:1f.2",
           "tells what is known of a device",
           open=Sight(0, "Capabilities: .* MSI"), level=None),
    Client("dmidecode", "dmidecode", "dmidecode -s bios-vendor",
           "reads the firmware's tables",
           open=Sight(0, "SeaBIOS"), level=None),
    Client("hwclock", "util-linux-extra", "hwclock", "reads the clock",
           open=Sight(0, r"^20\d\d-\d\d-\d\d "), level=None),
    Client("perf-record-user", "linux-perf", "perf record -e cpu-clock:u -o samples true",
           "samples a program",
           open=Sight(0, "Captured and wrote", "^[1-9]"), level=None,
           asks=("kernel_addresses",),
           sign="perf script -i samples -F comm | wc -l", after="rm -f samples"),
    Client("perf-stat", "linux-perf",
           "perf stat -e task-clock,page-faults,context-switches true",
           "counts what a program does, and the kernel for it",
           open=Sight(0, "[1-9][0-9]* +page-faults "), level=None),
    Client("perf-stat-user", "linux-perf", "perf stat -e task-clock:u,page-faults:u true",
           "counts what a program does",
           open=Sight(0, "[1-9][0-9]* +page-faults:u "), level=None),
    Client("strace", "strace", "strace -e trace=openat true",
           "shows the system calls of a program",
           open=Sight(0, "^openat\\("), level=None),
    Client("pmap", "procps", "pmap -X 1", "shows the memory of a program",
           open=Sight(0, "Address Perm .* Rss "), level=None),
    Client("lsblk", "util-linux", "lsblk", "lists disks",
           open=Sight(0, "^nvme0n1 "), level=None),
    Client("nvme-smart", "nvme-cli", "nvme smart-log /dev/nvme0", "tells the health of a disk",
           open=Sight(0, "^temperature\\s*: [1-9]"), level=None),
    Client("nvme-id-ctrl", "nvme-cli", "nvme id-ctrl /dev/nvme0", "tells what a disk can",
           open=Sight(0, "^sn +: lockdown"), level=None),
    Client("nvme-fw-log", "nvme-cli", "nvme fw-log /dev/nvme0",
           "tells the firmware of a disk",
           open=Sight(0, "^afi +: 0x1$"), level=None),
    Client("nvme-format", "nvme-cli", "nvme format /dev/nvme0n1 --force",
           "erases a disk by itself",
           open=Sight(0, "^Success formatting"), level=None),
    Client("dmsetup-create", "dmsetup", VOLUME, "makes an encrypted volume",
           open=Sight(0, sign="^0 8 crypt"), level=None, before=DISK,
           sign="dmsetup status volume", after=f"{NO_VOLUME}; {NO_DISK}"),
    Client("dmsetup-status", "dmsetup", "dmsetup status volume", "tells how a volume is",
           open=Sight(0, "^0 8 crypt"), level=None, before=f"{DISK} && {VOLUME}",
           after=f"{NO_VOLUME}; {NO_DISK}"),
    Client("mke2fs", "e2fsprogs", "mke2fs -q /dev/loop0",
           "makes a file system on a disk that nothing is on",
           open=Sight(0, sign='TYPE="ext2"'), level=None, before=DISK,
           sign="blkid -p /dev/loop0", after=NO_DISK),
    Client("tcpdump", "tcpdump",
           "tcpdump -Z root -n -i lo -c 1 'icmp[icmptype] = icmp-echoreply'",
           "sees packets that a socket's filter lets through",
           open=Sight(0, "ICMP echo reply"), level=None, needs=("iputils-ping",),
           before="ip link set lo up; ping -i 0.2 127.0.0.1 & ping=$!", after="kill $ping"),
    Client("xdp-filter", "xdp-tools", "xdp-filter load --mode skb dummy0",
           "filters the packets of a device by an XDP program",
           open=Sight(0, sign="prog/xdp id [0-9]+ "), level=None,
           before="ip link set dummy0 up",
           sign="ip link show dummy0", after="xdp-filter unload --all"),
    Client("ip-xdp", "iproute2", f"ip link set dev dummy0 xdpgeneric object {XDP} section xdp",
           "gives a device an XDP program of a file's",
           open=Sight(0, sign="prog/xdp id [0-9]+ "), level=None, needs=("xdp-tools",),
           sign="ip link show dummy0", after="ip link set dev dummy0 xdpgeneric off"),
)
