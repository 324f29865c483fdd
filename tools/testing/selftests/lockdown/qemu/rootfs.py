# SPDX-License-Identifier: GPL-2.0
"""A root file system of Debian's packages, as a squashfs. Needs no root.

The machine's own apt finds, fetches and verifies the packages, from its own
sources and with its own keys, but keeps its state under build/clients: the
system's is not touched. The packages are unpacked and not configured.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import time

import guest

TOOLS = {"apt-get": "apt", "dpkg-deb": "dpkg", "tar": "tar",
         "mksquashfs": "squashfs-tools"}

RELEASE = "bookworm"

# What a guest needs around the programs that are asked for.
FOUNDATION = ("?essential", "mawk", "mount", "procps")

# Nothing of it has an influence on a program.
LEFT_OUT = ("bug", "doc", "doc-base", "info", "lintian", "locale", "man")

# A shared directory is a symbolic link before the first package is unpacked.
MERGED = ("bin", "lib", "lib64", "sbin")

# What the packages' own scripts would have set up.
LINKS = {"usr/bin/awk": "mawk", "etc/mtab": "../proc/self/mounts"}
COPIES = {"etc/passwd": "usr/share/base-passwd/passwd.master",
          "etc/group": "usr/share/base-passwd/group.master"}

# Hooks of the machine's configuration would act on the machine.
APT_CONFIGURATION = """\
#clear APT::Architectures;
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Architecture "amd64";
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::State "{state}";
Dir::State::status "{state}/status";
Dir::Cache "{cache}";
"""

# What apt says to a simulation: "Inst NAME (VERSION RELEASE... [ARCHITECTURE])".
PACKAGE_LINE = re.compile(r"^Inst (\S+) \((\S+) .*\[(\w+)\]\)", re.MULTILINE)


class RootFS:
    """The root file system with some packages; made once, then kept."""

    def __init__(self, packages):
        self.packages = sorted({*FOUNDATION, *packages})
        self.directory = guest.ROOT / "build" / "clients"
        self.image = self.directory / "root.squashfs"
        self._stamp = self.directory / "root.json"
        self._cache = self.directory / "cache"

    def make(self, refresh=False):
        """Brings the image up to date. @refresh: asks for newer packages."""
        with guest.only_user_of(self.directory):
            if not refresh and self.is_current():
                return
            check_machine()
            start = time.monotonic()
            print("Making the root file system of the clients", flush=True)
            self.configure_apt()
            self.apt("update")
            simulation = self.apt("--simulate", "install", *self.packages)
            wanted = [f"{name}_{version.replace(':', '%3a')}_{architecture}.deb"
                      for name, version, architecture in PACKAGE_LINE.findall(simulation)]
            if not wanted:
                raise guest.GuestError("apt names no package to unpack")
            self.apt("--download-only", "install", *self.packages)
            self.unpack(wanted)
            self._stamp.write_text(json.dumps(
                {"recipe": self.recipe(), "files": sorted(wanted)}, indent=1) + "\n")
            size = self.image.stat().st_size / 1e6
            print(f"  done in {time.monotonic() - start:.0f} s: {len(wanted)} packages, "
                  f"{size:.0f} MB", flush=True)

    def recipe(self):
        """What the image is made from, but for the versions of the packages."""
        text = pathlib.Path(__file__).read_text() + " ".join(self.packages)
        return hashlib.sha256(text.encode()).hexdigest()

    def is_current(self):
        try:
            return (self.image.exists()
                    and json.loads(self._stamp.read_text())["recipe"] == self.recipe())
        except (OSError, ValueError, KeyError):
            return False

    def versions(self):
        """Package to version, as unpacked."""
        files = json.loads(self._stamp.read_text())["files"]
        split = (name.split("_") for name in files)
        return {package: version.replace("%3a", ":") for package, version, _ in split}

    def configure_apt(self):
        state = self.directory / "apt"
        for directory in (state / "lists/partial", self._cache / "archives/partial"):
            directory.mkdir(parents=True, exist_ok=True)
        (state / "status").write_text("")
        (self.directory / "apt.conf").write_text(
            APT_CONFIGURATION.format(state=state, cache=self._cache))

    def apt(self, *arguments):
        return output_of(["apt-get", "-c", self.directory / "apt.conf", "-q", "-y",
                          *arguments], "apt cannot get the packages")

    def unpack(self, wanted):
        root = self.directory / "root"
        remove(root)
        for name in MERGED:
            (root / "usr" / name).mkdir(parents=True)
            (root / name).symlink_to(f"usr/{name}")
        for name in wanted:
            unpack_package(self._cache / "archives" / name, root)
        for link, target in LINKS.items():
            (root / link).unlink(missing_ok=True)
            (root / link).symlink_to(target)
        for copy, original in COPIES.items():
            shutil.copy(root / original, root / copy)
        for directory in ("dev", "proc", "sys", "tmp", "run"):
            (root / directory).mkdir(exist_ok=True)

        image = self.image.with_suffix(".new")
        output_of(["mksquashfs", root, image, "-noappend", "-all-root", "-no-progress",
                   "-quiet", "-comp", "zstd", "-Xcompression-level", "6"],
                  "the squashfs cannot be made")
        image.rename(self.image)
        remove(root)


def check_machine():
    for tool, package in TOOLS.items():
        if not shutil.which(tool):
            raise guest.GuestError(f"{tool} is not installed (Debian: {package})")
    # Messages and exit statuses are those of one release.
    policy = output_of(["apt-cache", "policy"], "apt does not tell its sources")
    if f"n={RELEASE}," not in policy:
        raise guest.GuestError(f"the clients are those of Debian {RELEASE}, which is "
                               "not among the sources of this machine's apt")


def unpack_package(package, root):
    excludes = [f"--exclude=./usr/share/{name}/*" for name in LEFT_OUT]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package],
                          stdout=subprocess.PIPE) as archive:
        done = subprocess.run(["tar", "-x", "-C", root, "--keep-directory-symlink",
                               "--no-same-owner", *excludes],
                              stdin=archive.stdout, check=False)
    if done.returncode or archive.returncode:
        raise guest.GuestError(f"{package} cannot be unpacked")


def remove(root):
    """Removes a tree; a directory without write permission may be in it."""
    for directory, _, _ in os.walk(root):
        os.chmod(directory, 0o755)
    shutil.rmtree(root, ignore_errors=not root.exists())


def output_of(command, complaint):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, errors="replace",
                          env={**os.environ, "LC_ALL": "C"}, check=False)
    if done.returncode:
        raise guest.GuestError(f"{complaint}: {done.stderr.strip()[-2000:]}")
    return done.stdout
