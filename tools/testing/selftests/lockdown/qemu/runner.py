# SPDX-License-Identifier: GPL-2.0
"""Boots scenarios on one base."""

import dataclasses
import functools
import shlex
from dataclasses import dataclass

import catalogue
import guest
import scenario
import talk

PROBE_SECONDS = 10


@dataclass(frozen=True)
class Outcome:
    """What the boots of one scenario came to; boot and verdict are the last one's."""
    each: scenario.Scenario
    boot: guest.Boot
    verdict: scenario.Verdict
    boots: int
    seconds: float

    @property
    def status(self):
        if scenario.is_wanted(self.each, self.verdict):
            return "passed"
        if self.verdict.kind == "skip" and self.each.outcome == "pass":
            return "skipped"
        return "failed"


class Machine:
    """What outlives one boot of a scenario: its disk and its firmware's variables."""

    def __init__(self, each, directory):
        self.options = []
        self._files = []
        if each.firmware:
            variables = directory / "variables.fd"
            self._files.append(variables)
            architecture = guest.architecture_of(each.kernel)
            variables.write_bytes(guest.secure_variables(each.firmware, architecture)
                                  if each.firmware in guest.SECURE_VARIABLES
                                  else guest.efi_variables())
            self.options += guest.firmware_options(variables, each.firmware, architecture)
        if each.disk:
            disk = directory / "disk.img"
            self._files.append(disk)
            with open(disk, "wb") as image:
                image.truncate(int(each.disk.removesuffix("M")) << 20)
            self.options += guest.disk_options(disk)
        self._tpm = guest.Tpm(directory) if each.tpm else None
        if self._tpm:
            self.options += self._tpm.options
        for options in each.qemu:
            self.options += shlex.split(options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._tpm:
            self._tpm.stop()
        for path in self._files:
            path.unlink(missing_ok=True)


class Runner:
    """Runs scenarios on one base."""

    def __init__(self, base, accel):
        self.base = base
        self.accel = accel

    def directory(self, each):
        """Where the logs of the scenario's last boot are."""
        return self.base.directory / "scenarios" / each.name

    def boot_once(self, each, timeout=None):
        """One boot, or two of the same machine if the first gives way to a second."""
        directory = self.directory(each)
        by_turns = each.by_turns and self.accel == "tcg"
        options = {"accel": guest.BY_TURNS if by_turns else self.accel, "smp": each.smp,
                   "machine": each.machine, "warning_is_panic": not each.tolerate}
        if each.firmware in guest.SECURE_VARIABLES:
            architecture = guest.architecture_of(each.kernel)
            options["image"] = each.image or architecture.secure_image
            # Elsewhere firmware asks for the signature of QEMU's -kernel as well.
            if architecture is guest.X86_64:
                options["machine"] = each.machine or guest.SECURE_MACHINE
                options["boot_disk"] = directory / "boot-disk"
        if each.talk:
            options["talk"] = functools.partial(talk.TALKS[each.talk], directory,
                                                self.base.kernel(each.kernel))
        timeout = timeout or each.timeout
        with guest.only_user_of(directory), Machine(each, directory) as machine:
            initrd = guest.initramfs(self.base, each.kernel, each.step, each.front,
                                     next_steps=each.then_step, last_steps=each.last_step)
            boot = guest.boot_alone(directory, self.base.kernel(each.kernel), initrd,
                                    each.cmdline, timeout, extra=machine.options,
                                    **options)
            if each.then_step and scenario.gave_way(boot):
                kernel = each.then_kernel or each.kernel
                initrd = guest.initramfs(self.base, kernel, each.then_step, each.front)
                boot = boot.followed_by(guest.boot_alone(
                    directory, self.base.kernel(kernel), initrd, each.then_cmdline,
                    timeout, extra=machine.options, **options))
        return boot, scenario.judge(self.as_on_base(each), boot)

    def as_on_base(self, each):
        """The scenario with the skips that the base's kernels make necessary."""
        skips, may_skip = each.skips, each.may_skip
        if each.kernel not in guest.SMALL_KERNELS:
            may_skip += (len(catalogue.without(self.base.name, "WITHOUT_DOORS") |
                             catalogue.without(self.base.name, "WITHOUT_TESTS")) *
                         sum(step.endswith("run doors_test") for step in each.step))
        # Without choice a program skips the doors of other boots by itself: all of them,
        # fewer if the attempt ends the system, more if it is made again in the next one.
        if "choice" in catalogue.without(self.base.name, "WITHOUT_HARNESS"):
            boots = sum(door.boots for door in catalogue.doors())
            may_skip += 2 * boots * sum(" -v " in step for step in each.step)
        return dataclasses.replace(each, skips=skips, may_skip=may_skip)

    def run(self, each):
        """All of 'repeat' boots must come out, or one of 'attempts'."""
        seconds = 0.0
        for boots in range(1, max(each.repeat, each.attempts) + 1):
            boot, verdict = self.boot_once(each)
            seconds += boot.seconds
            enough = each.repeat if scenario.is_wanted(each, verdict) else each.attempts
            if boots >= enough:
                break
        outcome = Outcome(each, boot, verdict, boots, seconds)
        (self.directory(each) / "verdict").write_text(
            f"{outcome.status} {verdict.kind} {verdict.reason}".strip() + "\n")
        return outcome


def choose_accel(wanted, base, probe):
    """KVM may be there and yet run no guest: believe only a guest that ran."""
    if wanted == "tcg":
        return "tcg"
    try:
        _, verdict = Runner(base, "kvm").boot_once(probe, PROBE_SECONDS)
        reason = verdict.reason
    except guest.GuestError as error:
        verdict, reason = None, error
    if verdict and verdict.kind == "pass":
        return "kvm"
    print(f"# KVM runs no guest here ({reason}); using TCG")
    return "tcg"
