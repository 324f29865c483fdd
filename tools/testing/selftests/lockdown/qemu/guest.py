# SPDX-License-Identifier: GPL-2.0
"""One boot of a guest: its initramfs, its QEMU, what it left behind."""

import contextlib
import fcntl
import os
import pathlib
import shutil
import stat
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[4]

QEMU = "qemu-system-x86_64"

# A panic ends the boot at once. In tests a warning is a panic.
COMMON_CMDLINE = "console=ttyS0 panic=-1"
WARNING_IS_PANIC = "panic_on_warn=1"

# Where the kernel looks for tables in an uncompressed cpio in front of the initrd.
ACPI_TABLE_PATH = "kernel/firmware/acpi/lockdown.aml"


class GuestError(Exception):
    """Something that a boot needs is missing; the text says what to do."""


@dataclass(frozen=True)
class Base:
    """The products of one base's builds, all of them under build/."""
    name: str

    @property
    def directory(self):
        return ROOT / "build" / self.name

    @property
    def programs(self):
        """Test programs: every executable that the selftests' build left."""
        directory = self.directory / "selftests"
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


def initramfs(base, variant, steps, front=None, busybox=None):
    """The bytes of a guest's initrd.

    @front: "acpi-table" puts an archive with an ACPI table before the rest.
    @busybox: path of a static busybox, for a guest with a shell.
    """
    init = base.directory / "init"
    if not init.exists():
        raise GuestError(f"{init} is missing: run qemu/build {base.name} programs")

    system = Cpio()
    for directory in ("dev", "proc", "sys", "tmp", "bin", "modules"):
        system.directory(directory)
    system.character_device("dev/console", 5, 1)
    system.file("init", init.read_bytes(), 0o755)
    system.file("bin/init", init.read_bytes(), 0o755)
    for program in base.programs:
        system.file(f"bin/{program.name}", program.read_bytes(), 0o755)
    for module in sorted((base.kernel(variant) / "modules").glob("*.ko")):
        system.file(f"modules/{module.name}", module.read_bytes())
    if busybox:
        system.file("bin/busybox", pathlib.Path(busybox).read_bytes(), 0o755)

    overlay = Cpio()
    overlay.file("scenario", "".join(f"{step}\n" for step in steps).encode())

    data = system.archive() + overlay.archive()
    if front == "acpi-table":
        before = Cpio()
        before.file(ACPI_TABLE_PATH, acpi_table())
        data = before.archive() + data
    return data


def qemu_command(kernel, initrd, cmdline, accel="tcg", smp=1, extra=()):
    """The command of a guest with two serial ports to be given in @extra."""
    if not shutil.which(QEMU):
        raise GuestError(f"{QEMU} is not installed (Debian: qemu-system-x86)")
    image = kernel / "bzImage"
    if not image.exists():
        raise GuestError(f"{image} is missing: run qemu/build")
    return [QEMU, "-machine", "q35", "-accel", accel,
            "-cpu", "host" if accel == "kvm" else "max",
            "-smp", str(smp), "-m", "512", "-nodefaults", "-display", "none",
            "-no-reboot", "-kernel", str(image), "-initrd", str(initrd),
            "-append", f"{COMMON_CMDLINE} {cmdline}".strip(), *extra]


@dataclass(frozen=True)
class Boot:
    """What a boot left behind."""
    console: str
    result: str
    timed_out: bool
    seconds: float


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


def read_log(path):
    if not path.exists():
        return ""
    return path.read_text(errors="replace").replace("\r", "")


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


def boot_alone(directory, kernel, initrd, cmdline, timeout, **options):
    image, console, result = (directory / name for name in
                              ("initrd", "console.log", "result.log"))
    image.write_bytes(initrd)
    for log in (console, result):
        log.unlink(missing_ok=True)
    extra = [*options.pop("extra", ()),
             "-serial", f"file:{console}", "-serial", f"file:{result}"]
    command = qemu_command(kernel, image, f"{WARNING_IS_PANIC} {cmdline}",
                           extra=extra, **options)

    start = time.monotonic()
    timed_out = False
    with open(directory / "qemu.log", "wb") as log:
        with guests.start(command, stdin=subprocess.DEVNULL, stdout=log,
                          stderr=subprocess.STDOUT) as guest:
            try:
                guest.wait(timeout)
            except subprocess.TimeoutExpired:
                timed_out = True
            finally:
                guest.kill()
    seconds = time.monotonic() - start
    image.unlink()

    complaint = read_log(directory / "qemu.log")
    # What a stopped guest left behind says nothing. Ctrl-C reaches QEMU as well.
    if guests.stopped or "terminating on signal" in complaint:
        raise GuestError(f"stopped: {complaint.strip()}")
    if guest.returncode > 0:
        raise GuestError(f"{QEMU} failed: {complaint.strip()}")
    return Boot(read_log(console), read_log(result), timed_out, seconds)
