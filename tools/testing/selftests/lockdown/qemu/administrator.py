# SPDX-License-Identifier: GPL-2.0
"""A guest as an administrator has it: Debian's programs, lockdownctl, auditd."""

import subprocess

import client
import guest
import rootfs

COMMAND = guest.ROOT / "tools/lockdown/lockdownctl"

# Who keeps the records that ausearch finds, and who reads lockdownctl's metrics.
PACKAGES = ("auditd", "prometheus-node-exporter")

# What a system has besides that Debian's own PID 1 starts.
SYSTEM_PACKAGES = ("dbus", "iputils-ping", "systemd-sysv", "udev")

MEMORY_MEGABYTES = 1024

# What a guest runs first, in Debian's root.
PREPARE = """\
export LC_ALL=C HOME=/root TERM=${TERM:-dumb} PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /root
cp /initramfs/lockdownctl /usr/sbin/
mkdir -p /var/log/audit /run
auditd -s enable >/tmp/auditd 2>&1 || cat /tmp/auditd
i=0
while [ $i -lt 50 ] && ! auditctl -s 2>/dev/null | grep -q 'pid [1-9]'; do
	sleep 0.2
	i=$((i + 1))
done
"""

STEPS = ("root /dev/vda", "run sh /initramfs/prepare")


def packages():
    """What the root file system of all guests with Debian's programs has."""
    return rootfs.RootFS([*(package for each in client.CLIENTS
                            for package in (each.package, *each.needs)),
                          *PACKAGES, *SYSTEM_PACKAGES])


def build_command():
    """The bytes of lockdownctl, made now."""
    done = subprocess.run(["make", "--silent", "-C", COMMAND, "all"], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise guest.GuestError(f"lockdownctl cannot be built:\n{done.stdout}")
    return (guest.ROOT / "build/lockdownctl/g++/lockdownctl").read_bytes()


def overlay(**scripts):
    """An archive with the command and scripts, which the guest has in /initramfs."""
    files = guest.Cpio()
    files.file("lockdownctl", build_command(), 0o755)
    for name, text in {"prepare": PREPARE, **scripts}.items():
        files.file(name, text.encode())
    return files.archive()


def qemu_options(image):
    """QEMU's options for that root file system."""
    return ["-m", str(MEMORY_MEGABYTES),
            "-drive", f"if=virtio,format=raw,readonly=on,file={image}"]
