# SPDX-License-Identifier: GPL-2.0
"""A scenario: the declaration of one boot, and the judgement over it."""

import re
from dataclasses import dataclass, field

# None of these may stand on the console of a guest that passes.
FORBIDDEN = (r"BUG:|WARNING:|Oops|Call Trace|suspicious RCU|KASAN|KCSAN|UBSAN"
             r"|DEADLOCK")

# A TAP result of a skipped test, or the plan of a program that skipped itself.
SKIPPED = r"^(ok|not ok|1\.\.0) .*# SKIP"

OUTCOMES = ("pass", "skip", "fail", "crash", "hang")
FRONTS = ("acpi-table",)
REPEATABLE = ("step", "require", "once", "forbid", "shows")


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
    # "acpi-table": an archive with an ACPI table stands before the initrd.
    front: str | None = None
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
    # Any number of each. Steps are for PID 1, init.c lists them. "once" is found
    # in exactly one line; "shows" is found whatever the outcome.
    step: list[str] = field(default_factory=list)
    require: list[str] = field(default_factory=list)
    once: list[str] = field(default_factory=list)
    forbid: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """What a boot came to, and why: one of OUTCOMES, or "unshown", never wanted."""
    kind: str
    reason: str = ""


def parse(name, text):
    scenario = Scenario(name)
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, separator, value = (part.strip() for part in line.partition("="))
        if not separator or key == "name" or not hasattr(scenario, key):
            raise ScenarioError(f"{name}: line {number}: {line!r} is not understood")
        if key in REPEATABLE:
            getattr(scenario, key).append(value)
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
    if scenario.front and scenario.front not in FRONTS:
        raise ScenarioError(f"{scenario.name}: front is one of {', '.join(FRONTS)}")
    if scenario.outcome in ("fail", "crash", "hang") and not scenario.because:
        raise ScenarioError(f"{scenario.name}: outcome {scenario.outcome} needs 'because'")
    for pattern in (*scenario.require, *scenario.once, *scenario.forbid,
                    *scenario.shows, scenario.because):
        re.compile(pattern)


def load(path):
    return parse(path.name.removesuffix(".scenario"), path.read_text())


def matching_lines(pattern, text):
    """The lines in which the pattern is found."""
    return [line for line in text.splitlines() if re.search(pattern, line)]


def matching_line(pattern, text):
    """The first line in which the pattern is found, or None."""
    return next(iter(matching_lines(pattern, text)), None)


def judge(scenario, boot):
    """What one boot of a scenario came to. Silence is never success."""
    verdict = judge_end(scenario, boot)
    for pattern in scenario.shows:
        if matching_line(pattern, boot.result) is None:
            seen = f"{verdict.kind} {verdict.reason}".strip()
            return Verdict("unshown", f"missing in the result: {pattern} ({seen})")
    return verdict


def judge_end(scenario, boot):
    """The same, but for what the scenario must show whatever its end."""
    if boot.timed_out:
        return Verdict("hang", f"no end within {scenario.timeout} s")

    last = boot.result.splitlines()[-1] if boot.result else ""
    if not boot.result.endswith("\n") or not last.startswith("lockdown-result: "):
        panic = matching_line("Kernel panic", boot.console)
        return Verdict("crash", panic or "the guest left without a result")

    for pattern in (FORBIDDEN, *scenario.forbid):
        line = matching_line(pattern, boot.console)
        if line is not None:
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
    if count != scenario.skips:
        return Verdict("fail", f"tests skipped: {count}, declared: {scenario.skips}")
    return Verdict(kind)


def is_wanted(scenario, verdict):
    """Is the verdict the one that the scenario is there to show?"""
    if verdict.kind != scenario.outcome:
        return False
    return not scenario.because or re.search(scenario.because, verdict.reason) is not None
