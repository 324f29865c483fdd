# SPDX-License-Identifier: GPL-2.0
"""A scenario: the declaration of one boot, and the judgement over it."""

import re
import shlex
from dataclasses import dataclass, field

import talk

# None of these may stand on the console of a guest that passes.
FORBIDDEN = (r"BUG:|WARNING:|Oops|Call Trace|suspicious RCU|KASAN|KCSAN|UBSAN"
             r"|DEADLOCK")

# A TAP result of a skipped test, or the plan of a program that skipped itself.
SKIPPED = r"^(ok|not ok|1\.\.0) .*# SKIP"

OUTCOMES = ("pass", "skip", "fail", "crash", "hang")
FRONTS = ("acpi-table",)
FIRMWARES = ("ovmf", "secure-boot", "secure-boot-off")
TALKS = tuple(talk.TALKS)
DISK = re.compile(r"^[1-9][0-9]*M$")
REPEATABLE = ("qemu", "tolerate", "step", "then_step", "last_step", "raise_step", "require",
              "once", "forbid", "shows", "says")
WORDS = ("ways",)

# How a kernel comes to its level; matrix.py has what each means.
WAYS = ("none", "cmdline", "force", "raise", "strict")


class ScenarioError(Exception):
    """A scenario file that says something else than it may."""


@dataclass
class Scenario:
    """What a scenario file says, in lines "key = value"; # begins a comment line.

    Patterns are regular expressions, searched for in each line of the console,
    and for "shows" of the second channel.
    """
    name: str
    # One sentence for the list of scenarios.
    about: str = ""
    # The variant to boot, and what its command line has beyond the common part.
    kernel: str = "ours"
    cmdline: str = ""
    smp: int = 1
    # 1: code is patched that another CPU runs, again and again. An emulated CPU may
    # run what is half patched, unless all of them take turns.
    by_turns: int = 0
    # "acpi-table": an archive with an ACPI table stands before the initrd.
    front: str | None = None
    # QEMU's machine with its options, by default the architecture's, and any
    # number of other options of QEMU.
    machine: str = ""
    qemu: list[str] = field(default_factory=list)
    # "ovmf": UEFI, and among its variables guest.EFI_TABLE_VARIABLE. "secure-boot":
    # UEFI that boots, on x86 from a disk, what is signed with its key;
    # "secure-boot-off": the same, but it has no key and asks for none.
    firmware: str | None = None
    # The kernel's image for that, by default the one that is signed for it.
    image: str = ""
    # Megabytes as in "64M": an empty virtio disk. It lasts as long as the scenario.
    disk: str | None = None
    # 1: a TPM 2.0, as swtpm emulates it.
    tpm: int = 0
    # Who talks to the guest on its third serial port, or at the console of one
    # that has no such port; talk.py has them.
    talk: str | None = None
    # 1: booted on each base, not only on the one that is tested in full.
    core: int = 0
    # Seconds for one boot.
    timeout: int = 60
    # Boots: every one of "repeat", or one of "attempts", must have the outcome.
    repeat: int = 1
    attempts: int = 1
    # What must happen, and a pattern for the reason when it is no success.
    outcome: str = "pass"
    because: str = ""
    # Tests that skip themselves: one that does so unforeseen shows nothing.
    skips: int = 0
    # So many more may: on a base without their doors, at some levels.
    may_skip: int = 0
    # Any number of each. Steps are for PID 1, init.c lists them. "once" is found
    # in exactly one line; "shows" is found whatever the outcome, "says" on the console.
    step: list[str] = field(default_factory=list)
    # Steps of a system that comes after this one: of a second boot of the machine
    # if the first leaves without a result, as in hibernation, with a kernel (by
    # default the same) and a command line of its own; or of the next kernel, if
    # the guest gives guest.NEXT_INITRD to kexec. "then_step" alone begins one.
    then_step: list[str] = field(default_factory=list)
    then_kernel: str = ""
    then_cmdline: str = ""
    # Steps of the third kernel, if the second one gives its own next initrd to kexec.
    last_step: list[str] = field(default_factory=list)
    # Lines of the console that are forbidden in any other scenario.
    tolerate: list[str] = field(default_factory=list)
    require: list[str] = field(default_factory=list)
    once: list[str] = field(default_factory=list)
    forbid: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    @property
    def kernels(self):
        """Every variant that it boots."""
        return {self.kernel, self.then_kernel or self.kernel}


@dataclass
class Template(Scenario):
    """Scenarios but for kernel and level; matrix.py derives them."""
    # The ways that make sense, of WAYS.
    ways: list[str] = field(default_factory=list)
    # Which of two boots comes to the level, the "first" or the "second".
    locks: str = "first"
    # What is done at none before a level is raised at run time.
    raise_step: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """What a boot came to, and why: one of OUTCOMES, or "unshown", never wanted."""
    kind: str
    reason: str = ""


def parse(name, text, kind=Scenario):
    """Reads a scenario, or what else has its form."""
    scenario = kind(name)
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, separator, value = (part.strip() for part in line.partition("="))
        if not separator or key == "name" or key not in vars(scenario):
            raise ScenarioError(f"{name}: line {number}: {line!r} is not understood")
        if key in REPEATABLE:
            getattr(scenario, key).append(value)
        elif key in WORDS:
            setattr(scenario, key, value.split())
        elif isinstance(getattr(scenario, key), int):
            setattr(scenario, key, int(value))
        else:
            setattr(scenario, key, value)
    check(scenario)
    return scenario


def check(scenario):
    """Refuses a scenario that could only pass by accident."""
    if not scenario.about or not scenario.step:
        raise ScenarioError(f"{scenario.name}: needs 'about' and at least one 'step'")
    if scenario.outcome not in OUTCOMES:
        raise ScenarioError(f"{scenario.name}: outcome is one of {', '.join(OUTCOMES)}")
    for key, known in (("front", FRONTS), ("firmware", FIRMWARES), ("talk", TALKS)):
        if (value := getattr(scenario, key)) and value not in known:
            raise ScenarioError(f"{scenario.name}: {key} is one of {', '.join(known)}")
    if scenario.disk and not DISK.match(scenario.disk):
        raise ScenarioError(f"{scenario.name}: disk is a number and M")
    if scenario.image and scenario.firmware not in ("secure-boot", "secure-boot-off"):
        raise ScenarioError(f"{scenario.name}: 'image' is for firmware with Secure Boot")
    if scenario.last_step and not scenario.then_step:
        raise ScenarioError(f"{scenario.name}: 'last_step' needs 'then_step'")
    if (scenario.then_kernel or scenario.then_cmdline) and not scenario.then_step:
        raise ScenarioError(f"{scenario.name}: 'then_...' needs 'then_step'")
    for options in scenario.qemu:
        try:
            shlex.split(options)
        except ValueError as error:
            raise ScenarioError(f"{scenario.name}: {options!r}: {error}") from None
    if scenario.outcome in ("fail", "crash", "hang") and not scenario.because:
        raise ScenarioError(f"{scenario.name}: outcome {scenario.outcome} needs 'because'")
    for pattern in (*scenario.require, *scenario.once, *scenario.forbid,
                    *scenario.shows, *scenario.says, *scenario.tolerate, scenario.because):
        re.compile(pattern)
    if isinstance(scenario, Template):
        check_template(scenario)


def check_template(template):
    """Refuses what does not say how it comes to a level, or says it twice."""
    if not template.ways or not set(template.ways) <= set(WAYS):
        raise ScenarioError(f"{template.name}: ways are of {', '.join(WAYS)}")
    if template.locks not in ("first", "second"):
        raise ScenarioError(f"{template.name}: locks is first or second")
    if template.locks == "second" and not template.then_step:
        raise ScenarioError(f"{template.name}: no second boot that locks")
    if template.raise_step and "raise" not in template.ways:
        raise ScenarioError(f"{template.name}: 'raise_step' without the way 'raise'")
    if "lockdown=" in template.cmdline + template.then_cmdline:
        raise ScenarioError(f"{template.name}: the way gives the level")


def load(path, kind=Scenario):
    return parse(path.name.removesuffix(".scenario"), path.read_text(), kind)


def matching_lines(pattern, text):
    """The lines in which the pattern is found."""
    return [line for line in text.splitlines() if re.search(pattern, line)]


def matching_line(pattern, text):
    """The first line in which the pattern is found, or None."""
    return next(iter(matching_lines(pattern, text)), None)


def forbidden_lines(scenario, console):
    """Lines that no scenario allows, then those that this one forbids."""
    for line in matching_lines(FORBIDDEN, console):
        if not any(re.search(pattern, line) for pattern in scenario.tolerate):
            yield line
    for pattern in scenario.forbid:
        yield from matching_lines(pattern, console)


def judge(scenario, boot):
    """What one boot of a scenario came to. Silence is never success."""
    verdict = judge_end(scenario, boot)
    seen = f"{verdict.kind} {verdict.reason}".strip()
    for place, text, patterns in (("in the result", boot.result, scenario.shows),
                                  ("on the console", boot.console, scenario.says)):
        for pattern in patterns:
            if matching_line(pattern, text) is None:
                return Verdict("unshown", f"missing {place}: {pattern} ({seen})")
    return verdict


def last_line(boot):
    """PID 1's verdict, or None if the guest left without one."""
    last = boot.result.splitlines()[-1] if boot.result else ""
    if boot.result.endswith("\n") and last.startswith("lockdown-result: "):
        return last
    return None


def gave_way(boot):
    """Did the guest leave to be followed by another, with no word of a crash?"""
    return not boot.timed_out and last_line(boot) is None and \
        matching_line("Kernel panic", boot.console) is None


def judge_end(scenario, boot):
    """The same, but for what the scenario must show whatever its end."""
    if boot.timed_out:
        return Verdict("hang", f"no end within {scenario.timeout} s")

    last = last_line(boot)
    if last is None:
        panic = matching_line("Kernel panic", boot.console)
        return Verdict("crash", panic or "the guest left without a result")

    for line in forbidden_lines(scenario, boot.console):
        return Verdict("fail", f"forbidden on the console: {line}")
    kind, _, reason = last.removeprefix("lockdown-result: ").partition(" ")
    if kind not in ("pass", "skip"):
        return Verdict("fail", reason or f"the guest says {last!r}")
    for pattern in scenario.require:
        if matching_line(pattern, boot.console) is None:
            return Verdict("fail", f"missing on the console: {pattern}")
    for pattern in scenario.once:
        count = len(matching_lines(pattern, boot.console))
        if count != 1:
            return Verdict("fail", f"{count} times on the console, not once: {pattern}")
    count = len(matching_lines(SKIPPED, boot.result))
    if not scenario.skips <= count <= scenario.skips + scenario.may_skip:
        return Verdict("fail", f"tests skipped: {count}, declared: {scenario.skips}")
    return Verdict(kind)


def is_wanted(scenario, verdict):
    """Is the verdict the one that the scenario is there to show?"""
    if verdict.kind != scenario.outcome:
        return False
    return not scenario.because or re.search(scenario.because, verdict.reason) is not None
