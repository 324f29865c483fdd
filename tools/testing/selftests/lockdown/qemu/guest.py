# SPDX-License-Identifier: GPL-2.0
"""One boot of a guest: its initramfs, its QEMU, what it left behind."""

import contextlib
import fcntl
import os
import pathlib
import re
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[4]

# A panic ends the boot at once. In tests a warning is a panic.
PANIC_IS_END = "panic=-1"
WARNING_IS_PANIC = "panic_on_warn=1"

# PCI devices that no driver takes, for the doors of PCI: one has memory, the
# other I/O ports.
IDLE_DEVICES = ("-device", "edu", "-device", "pci-testdev")

# Where the kernel looks for tables in an uncompressed cpio in front of the initrd.
ACPI_TABLE_PATH = "kernel/firmware/acpi/lockdown.aml"

# UEFI for the guest: its code, and its variables as they are before the first boot.
OVMF_CODE = pathlib.Path("/usr/share/OVMF/OVMF_CODE.fd")
OVMF_VARIABLES = pathlib.Path("/usr/share/OVMF/OVMF_VARS.fd")

# The same with Secure Boot: the code, which needs a machine with SMM, the variables
# with a key of Debian's, and those of a machine whose owner has no keys yet.
SECURE_MACHINE = "q35,smm=on"
SECURE_CODE = pathlib.Path("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd")
SECURE_VARIABLES = {
    "secure-boot": pathlib.Path("/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd"),
    "secure-boot-off": pathlib.Path("/usr/share/OVMF/OVMF_VARS_4M.fd")}
SECURE_OPTIONS = ("-global", "driver=cfi.pflash01,property=secure,value=on")

# What build leaves of the boot loader, signed with that key.
BOOT_LOADER = "boot-loader.efi"

# The same for arm64.
AAVMF_CODE = pathlib.Path("/usr/share/AAVMF/AAVMF_CODE.fd")
AAVMF_VARIABLES = {
    "secure-boot": pathlib.Path("/usr/share/AAVMF/AAVMF_VARS.snakeoil.fd"),
    "secure-boot-off": pathlib.Path("/usr/share/AAVMF/AAVMF_VARS.fd")}

# The variable with an ACPI table, for efivar_ssdt=.
EFI_TABLE_VARIABLE = "LockdownTable"

# The initrd of the kernel that a guest boots by kexec.
NEXT_INITRD = "images/next-initrd"

# Going over to the TSC patches the code of the timer's interrupt while a test runs,
# and an emulated CPU may then execute what another one has half patched.
NO_LATE_PATCHING = "tsc=unstable"

# Emulated CPUs take turns: what one has patched another one sees whole.
BY_TURNS = "tcg,thread=single"

# The talker's end is QEMU's input and output.
TALK = ("-chardev", "stdio,id=talk,signal=off")

# How long swtpm may take to listen.
TPM_SECONDS = 10

# What firmware writes to the console between its texts.
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\0]")


class GuestError(Exception):
    """Something that a boot needs is missing; the text says what to do."""


@dataclass(frozen=True)
class Architecture:
    """What guests of one processor have in common; tcg emulates @cpu."""
    # As Debian has QEMU: the program, and the package with it.
    qemu: str
    package: str
    machine: str
    cpu: str
    image: str
    cmdline: str
    # What build calls PID 1 and the test programs.
    programs: str
    options: tuple = ()
    # The port of a talker, or none if one talks at the console.
    talk_port: tuple = ()
    # The port of the second channel, if it is none of the machine's own.
    result_port: tuple = ()

    @property
    def secure_image(self):
        """What build leaves of the kernel, signed for the firmware."""
        return f"{self.image}-secure-boot"

    def in_products(self, name):
        """A product of the build of programs."""
        return name + self.programs.removeprefix("programs")

    def ports(self, console, result, talks):
        """QEMU's options for the console, the second channel and a talker."""
        at_console = talks and not self.talk_port
        second = (["-chardev", f"file,id=result,path={result}", *self.result_port]
                  if self.result_port else ["-serial", f"file:{result}"])
        return ["-serial", "chardev:talk" if at_console else f"file:{console}", *second,
                *(TALK if talks else ()), *(self.talk_port if talks else ())]


# On a busy machine the emulated timer is late, which a kernel would take for
# broken hardware. The third serial port has an interrupt that is no other
# port's, and the usual address.
X86_64 = Architecture(
    "qemu-system-x86_64", "qemu-system-x86", "q35", "max", "bzImage",
    f"console=ttyS0 {PANIC_IS_END} no_timer_check", "programs", IDLE_DEVICES,
    ("-device", "isa-serial,chardev=talk,index=2,iobase=0x3e8,irq=5"))

# TCG has none of the mitigations that the machine promises by default. QEMU's
# firmware has no number for error injection, without which the kernel does not
# know the call: the script in its memory gives it one.
POWERPC = Architecture(
    "qemu-system-ppc64", "qemu-system-ppc",
    "pseries,cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken,cap-ccf-assist=off",
    "power9", "vmlinux", f"console=hvc0 {PANIC_IS_END}", "programs-powerpc",
    ("-prom-env", "use-nvramrc?=true", "-prom-env",
     'nvramrc=" /rtas" find-device d# 9001 encode-int " ibm,open-errinjct" '
     'property device-end'))

# Every feature of the processor but one: authenticated pointers are computed in
# QEMU's own way, since the architecture's costs half of the time. The machine has
# one serial port.
ARM64 = Architecture(
    "qemu-system-aarch64", "qemu-system-arm", "virt", "max,pauth-impdef=on", "Image",
    f"console=ttyAMA0 {PANIC_IS_END}", "programs-arm64", IDLE_DEVICES,
    result_port=("-device", "pci-serial,chardev=result"))


# Kernels without doors.config: their scenarios declare what skips itself.
SMALL_KERNELS = ("clang", "distribution")


def architecture_of(variant):
    return {"powerpc": POWERPC, "arm64": ARM64, "stock-arm64": ARM64}.get(variant, X86_64)


@dataclass(frozen=True)
class Base:
    """The products of one base's builds, all of them under build/."""
    name: str

    @property
    def directory(self):
        return ROOT / "build" / self.name

    def programs(self, architecture):
        """Test programs: every executable that the selftests' build left."""
        directory = self.directory / architecture.in_products("selftests")
        if not directory.is_dir():
            return []
        return sorted(path for path in directory.iterdir()
                      if path.is_file() and os.access(path, os.X_OK))

    def kernel(self, variant):
        return self.directory / "kernels" / variant

    def build(self, *names):
        """Brings kernels and programs up to date; quick when they are."""
        sys.stdout.flush()
        done = subprocess.run([HERE / "build", self.name, *names], check=False)
        if done.returncode:
            raise GuestError(f"cannot build {' '.join(names)}")


class Cpio:
    """An initramfs in the "newc" format, device nodes included, without root."""

    def __init__(self):
        self._parts = []
        self._inode = 0
        self._directories = set()

    def directory(self, path):
        if path in self._directories:
            return
        self._directories.add(path)
        parent = os.path.dirname(path)
        if parent:
            self.directory(parent)
        self._entry(path, stat.S_IFDIR | 0o755)

    def file(self, path, data, mode=0o644):
        parent = os.path.dirname(path)
        if parent:
            self.directory(parent)
        self._entry(path, stat.S_IFREG | mode, data)

    def character_device(self, path, major, minor):
        self.directory(os.path.dirname(path))
        self._entry(path, stat.S_IFCHR | 0o600, device=(major, minor))

    def archive(self):
        self._entry("TRAILER!!!", 0)
        data = b"".join(self._parts)
        # The next archive starts at a multiple of four.
        return data + b"\0" * (-len(data) % 512)

    def _entry(self, path, mode, data=b"", device=(0, 0)):
        self._inode += 1
        name = path.encode() + b"\0"
        links, owner, mtime, check = 1, 0, 0, 0
        fields = (self._inode, mode, owner, owner, links, mtime, len(data),
                  0, 0, *device, len(name), check)
        header = b"070701" + b"".join(b"%08x" % field for field in fields)
        for part in (header + name, data):
            self._parts.append(part + b"\0" * (-len(part) % 4))


def acpi_table():
    """The smallest valid SSDT: a header and no code."""
    header = struct.pack("<4sIBB6s8sI4sI", b"SSDT", 36, 2, 0, b"LOCKDN",
                         b"LOCKDOWN", 1, b"LCKD", 1)
    checksum = -sum(header) % 256
    return header[:9] + bytes([checksum]) + header[10:]


def programs_only(base, architecture=X86_64):
    """A Cpio with PID 1 and the test programs."""
    init = base.directory / architecture.in_products("init")
    if not init.exists():
        raise GuestError(f"{init} is missing: run qemu/build {base.name} "
                         f"{architecture.programs}")

    system = Cpio()
    for directory in ("dev", "proc", "sys", "tmp", "bin"):
        system.directory(directory)
    system.character_device("dev/console", 5, 1)
    system.file("init", init.read_bytes(), 0o755)
    system.file("bin/init", init.read_bytes(), 0o755)
    for program in base.programs(architecture):
        system.file(f"bin/{program.name}", program.read_bytes(), 0o755)
    return system


def steps_only(steps):
    """An archive with what PID 1 is to do."""
    overlay = Cpio()
    overlay.file("scenario", "".join(f"{step}\n" for step in steps).encode())
    return overlay.archive()


def add_images(system, kernel):
    """Kernels for kexec, without a signature and with one."""
    name = architecture_of(kernel.name).image
    for image in (name, f"{name}-signed"):
        if (kernel / image).exists():
            system.file(f"images/{image}", (kernel / image).read_bytes())


def initramfs(base, variant, steps, front=None, busybox=None, next_steps=(), last_steps=()):
    """The bytes of a guest's initrd.

    @front: "acpi-table" puts an archive with an ACPI table before the rest.
    @busybox: path of a static busybox, for a guest with a shell.
    @next_steps: the guest gets an initrd with these, for a kernel that it boots;
                 @last_steps: and that one, if it boots another.
    """
    architecture = architecture_of(variant)
    system = programs_only(base, architecture)
    system.directory("modules")
    for module in sorted((base.kernel(variant) / "modules").glob("*.ko")):
        system.file(f"modules/{module.name}", module.read_bytes())
    add_images(system, base.kernel(variant))
    if busybox:
        system.file("bin/busybox", pathlib.Path(busybox).read_bytes(), 0o755)
    if next_steps:
        following = programs_only(base, architecture)
        if last_steps:
            add_images(following, base.kernel(variant))
            following.file(NEXT_INITRD, programs_only(base, architecture).archive() +
                           steps_only(last_steps))
        system.file(NEXT_INITRD, following.archive() + steps_only(next_steps))

    data = system.archive() + steps_only(steps)
    if front == "acpi-table":
        before = Cpio()
        before.file(ACPI_TABLE_PATH, acpi_table())
        data = before.archive() + data
    return data


def efi_variable(name, data):
    """A variable of the test's own, as EDK2 stores it in flash."""
    # What stands in the store so far is free, so written once and not deleted.
    start, added = 0x55AA, 0x3F
    non_volatile_boot_runtime = 7
    encoded = (name + "\0").encode("utf-16-le")
    header = struct.pack("<HBBIQ16sIII16s", start, added, 0,
                         non_volatile_boot_runtime, 0, bytes(16), 0,
                         len(encoded), len(data),
                         uuid.uuid5(uuid.NAMESPACE_URL, "lockdown").bytes_le)
    return header + encoded + data


def efi_variables():
    """OVMF's variables, the one with the ACPI table among them."""
    if not OVMF_VARIABLES.exists():
        raise GuestError(f"{OVMF_VARIABLES} is missing (Debian: ovmf)")
    flash = bytearray(OVMF_VARIABLES.read_bytes())
    # The store is empty: behind the header of the volume (its length is in it)
    # and that of the store, all is erased.
    volume_header, = struct.unpack_from("<H", flash, 48)
    store_header = 28
    begin = volume_header + store_header
    variable = efi_variable(EFI_TABLE_VARIABLE, acpi_table())
    if set(flash[begin:begin + len(variable)]) != {0xFF}:
        raise GuestError(f"{OVMF_VARIABLES}: not an empty store of variables")
    flash[begin:begin + len(variable)] = variable
    return bytes(flash)


def secure_variables(firmware, architecture=X86_64):
    """The variables of a machine with Secure Boot on or off."""
    path, package = (AAVMF_VARIABLES[firmware], "qemu-efi-aarch64") \
        if architecture is ARM64 else (SECURE_VARIABLES[firmware], "ovmf")
    if not path.exists():
        raise GuestError(f"{path} is missing (Debian: {package})")
    return path.read_bytes()


def firmware_options(variables, firmware="ovmf", architecture=X86_64):
    """QEMU's options for UEFI with its variables in a file, which it writes."""
    secure = firmware in SECURE_VARIABLES and architecture is X86_64
    code = SECURE_CODE if secure else OVMF_CODE
    if architecture is ARM64:
        code = AAVMF_CODE
    return ["-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={code}",
            "-drive", f"if=pflash,format=raw,unit=1,file={variables}",
            *(SECURE_OPTIONS if secure else ())]


def fill_boot_disk(directory, loader, image, initrd, cmdline):
    """What a boot loader wants to find on the disk that firmware starts it from.

    Firmware hands a kernel of QEMU's -kernel that it refuses to a boot protocol
    that asks for no signature. It has none for a disk.
    """
    for name, path in (("EFI/BOOT/BOOTX64.EFI", loader), ("linux", image),
                       ("initrd", initrd)):
        if not path.exists():
            raise GuestError(f"{path} is missing: run qemu/build "
                             "(Debian: ovmf, sbsigntool, systemd-boot-efi)")
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, directory / name)
    entries = directory / "loader/entries"
    entries.mkdir(parents=True, exist_ok=True)
    (directory / "loader/loader.conf").write_text("timeout 0\ndefault guest.conf\n")
    (entries / "guest.conf").write_text(
        f"title guest\nlinux /linux\ninitrd /initrd\noptions {cmdline}\n")


def boot_disk_options(directory):
    """QEMU's options for such a disk."""
    return ["-drive", f"if=virtio,format=raw,readonly=on,file=fat:{directory}"]


def disk_options(path):
    """QEMU's options for a disk, which the guest sees as /dev/vda."""
    return ["-drive", f"if=virtio,format=raw,cache=unsafe,file={path}"]


def qemu_command(kernel, initrd, cmdline, accel="tcg", smp=1, machine="", extra=(),
                 boot_disk=None, image=None):
    """The command of a guest with two serial ports to be given in @extra.

    @boot_disk: a directory for the disk from which firmware boots a boot loader,
                and that the kernel @image; by default QEMU boots the kernel itself.
    """
    architecture = architecture_of(kernel.name)
    if not shutil.which(architecture.qemu):
        raise GuestError(f"{architecture.qemu} is not installed "
                         f"(Debian: {architecture.package})")
    image = kernel / (image or architecture.image)
    # KVM is the host's, which is known only to be an x86.
    if architecture is not X86_64:
        accel = "tcg"
    if not image.exists():
        raise GuestError(f"{image} is missing: run qemu/build")
    cmdline = f"{architecture.cmdline} {cmdline}".strip()
    if architecture is X86_64 and accel == "tcg" and smp > 1:
        cmdline = f"{NO_LATE_PATCHING} {cmdline}"
    if boot_disk:
        fill_boot_disk(boot_disk, kernel.parent.parent / BOOT_LOADER, image, initrd, cmdline)
        boots = boot_disk_options(boot_disk)
    else:
        boots = ["-kernel", str(image), "-initrd", str(initrd), "-append", cmdline]
    return [architecture.qemu, "-machine", machine or architecture.machine, "-accel", accel,
            "-cpu", "host" if accel == "kvm" else architecture.cpu,
            "-smp", str(smp), "-m", "512", "-nodefaults", "-display", "none",
            *architecture.options,
            "-no-reboot", *boots, *extra]


@dataclass(frozen=True)
class Boot:
    """What a boot left behind."""
    console: str
    result: str
    timed_out: bool
    seconds: float

    def followed_by(self, second):
        """Both as one: what the first said, and how the second ended."""
        return Boot(self.console + second.console, self.result + second.result,
                    second.timed_out, self.seconds + second.seconds)


class Guests:
    """Every QEMU that was started; once stopped, none runs and none starts."""

    def __init__(self):
        self._lock = threading.Lock()
        self._started = []
        self.stopped = False

    def start(self, command, **options):
        with self._lock:
            if self.stopped:
                raise GuestError("stopped")
            started = subprocess.Popen(command, **options)
            self._started.append(started)
            return started

    def stop(self):
        with self._lock:
            self.stopped = True
            for started in self._started:
                started.kill()


guests = Guests()


class Tpm:
    """A TPM 2.0 of one machine, emulated by a process of its own."""

    def __init__(self, directory):
        if not shutil.which("swtpm"):
            raise GuestError("swtpm is not installed (Debian: swtpm)")
        # The address of a socket has no room for a long path.
        self._directory = tempfile.TemporaryDirectory(prefix="tpm-")
        socket = pathlib.Path(self._directory.name) / "socket"
        with open(directory / "swtpm.log", "wb") as log:
            self._emulator = guests.start(
                ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._directory.name}",
                 "--ctrl", f"type=unixio,path={socket}"], stdout=log, stderr=log)
        deadline = time.monotonic() + TPM_SECONDS
        while not socket.exists():
            if self._emulator.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise GuestError(f"swtpm failed: {read_log(directory / 'swtpm.log').strip()}")
            time.sleep(0.05)
        self.options = ["-chardev", f"socket,id=tpm,path={socket}",
                        "-tpmdev", "emulator,id=tpm,chardev=tpm",
                        "-device", "tpm-tis,tpmdev=tpm"]

    def stop(self):
        self._emulator.kill()
        self._emulator.wait()
        self._directory.cleanup()


def read_log(path):
    if not path.exists():
        return ""
    return ESCAPE.sub("", path.read_text(errors="replace"))


@contextlib.contextmanager
def only_user_of(directory):
    """Two runs at once take turns in a scenario's directory."""
    directory.mkdir(parents=True, exist_ok=True)
    with open(directory / "lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def boot(directory, kernel, initrd, cmdline, timeout, **options):
    """Boots once. The directory takes the initrd and the logs."""
    with only_user_of(directory):
        return boot_alone(directory, kernel, initrd, cmdline, timeout, **options)


def boot_alone(directory, kernel, initrd, cmdline, timeout, *, warning_is_panic=True,
               talk=None, extra=(), **options):
    """The same for the only user of the directory.

    @talk: called in a thread with the QEMU process: its input and output are the
           guest's third serial port or its console, see Architecture. It must
           return when the output ends. It may leave a transcript of the console in
           console.log and words for the result in talk-result.log.
    """
    image, console, result, said = (
        directory / name for name in
        ("initrd", "console.log", "result.log", "talk-result.log"))
    image.write_bytes(initrd)
    for log in (console, result, said):
        log.unlink(missing_ok=True)
    architecture = architecture_of(kernel.name)
    extra = [*extra, *architecture.ports(console, result, talk)]
    if warning_is_panic:
        cmdline = f"{WARNING_IS_PANIC} {cmdline}"
    command = qemu_command(kernel, image, cmdline, extra=extra, **options)

    start = time.monotonic()
    timed_out = False
    with open(directory / "qemu.log", "wb") as log:
        ports = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE} if talk else {
            "stdin": subprocess.DEVNULL, "stdout": log}
        with guests.start(command, stderr=log, **ports) as guest:
            talker = threading.Thread(target=talk, args=(guest,)) if talk else None
            try:
                if talker:
                    talker.start()
                guest.wait(timeout)
            except subprocess.TimeoutExpired:
                timed_out = True
            finally:
                guest.kill()
                if talker:
                    talker.join()
    seconds = time.monotonic() - start
    image.unlink()

    complaint = read_log(directory / "qemu.log")
    # What a stopped guest left behind says nothing. Ctrl-C reaches QEMU as well.
    if guests.stopped or "terminating on signal" in complaint:
        raise GuestError(f"stopped: {complaint.strip()}")
    # Only a guest that took too long was killed from here.
    if guest.returncode and not timed_out:
        raise GuestError(f"{architecture.qemu} failed: {complaint.strip()}")
    return Boot(read_log(console), read_log(said) + read_log(result), timed_out, seconds)
