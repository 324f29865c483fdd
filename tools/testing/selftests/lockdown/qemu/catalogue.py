# SPDX-License-Identifier: GPL-2.0
"""What the tests know of reasons and doors, from reasons.h and doors_list.h."""

import re
from dataclasses import dataclass

import guest

LEVELS = ("none", "integrity", "confidentiality")

REASONS = guest.ROOT / "security/lockdown/reasons.h"
DOORS = guest.HERE.parent / "doors_list.h"

# Each base, and what it says of tests that its kernels cannot pass or run.
BASES = guest.ROOT / "tools/patchset/bases"
SETTING = re.compile(r"^(?P<name>[A-Z_]+)='(?P<words>[^']*)'$", re.MULTILINE)

# A C string, in pieces or not.
TEXT = r'(?P<text>"[^"]*"(?:\s*"[^"]*")*)'

REASON = re.compile(r"^LOCKDOWN_REASON\((?P<symbol>\w+),\s*(?P<slug>\w+),\s*" + TEXT +
                    r",\s*(?P<level>\w+),\s*(?P<scope>\w+)\)", re.MULTILINE)

DOOR = re.compile(r"^(?P<kind>(?:BOOT_|STRICT_|BTF_)?DOOR)\((?P<slug>\w+),\s*(?P<reason>\w+),\s*"
                  r"(?P<level>\w+),\s*(?P<refusal>\w+),\s*(?P<lines>\w+),\s*" + TEXT + r"\)",
                  re.MULTILINE)

# The compiler's macro of an architecture.
MACROS = {"x86_64": "__x86_64__", "powerpc64": "__powerpc64__", "arm64": "__aarch64__"}

BLOCK = re.compile(r"^#if(?P<not>n?)def (?P<macro>__\w+__)\n(?P<own>.*?)"
                   r"(?:^#else\n(?P<other>.*?))?^#endif$", re.MULTILINE | re.DOTALL)

NO_DOOR = re.compile(r"^NO_DOOR\((?P<reason>\w+),\s*" + TEXT + r"\)", re.MULTILINE)

# What a guest or its driver says of a door, in the result log of a boot.
SEEN = re.compile(r"^# door (?P<door>\S+) reason (?P<reason>\S+) level (?P<level>\S+) "
                  r"state (?P<state>\S+) errno (?P<errno>\S+) log (?P<log>\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Reason:
    """One line of reasons.h."""
    slug: str
    level: str
    text: str
    scope: str = "base"


@dataclass(frozen=True)
class Door:
    """One line of doors_list.h; @boots: it is tried in a boot of its own."""
    slug: str
    reason: Reason
    level: str
    what: str
    boots: bool

    def wanted(self, level, strict=False):
        """What the door must be at a level, with strict on or not."""
        if self.reason.scope == "strict" and not strict:
            return "open"
        return "shut" if LEVELS.index(level) >= LEVELS.index(self.level) else "open"


def _text(match):
    return "".join(re.findall(r'"([^"]*)"', match["text"]))


def reasons():
    """The kernel's symbol of each reason to the reason."""
    return {match["symbol"]: Reason(match["slug"], match["level"].lower(), _text(match),
                                    match["scope"].lower())
            for match in REASON.finditer(REASONS.read_text())}


def listed(architecture):
    """The list as the architecture's compiler sees it."""
    return BLOCK.sub(lambda block: block["own"]
                     if (block["macro"] == MACROS[architecture]) != bool(block["not"])
                     else block["other"] or "", DOORS.read_text())


def _doors(architecture, with_btf):
    known = reasons()
    return [Door(match["slug"], known[match["reason"]], match["level"].lower(), _text(match),
                 match["kind"] == "BOOT_DOOR")
            for match in DOOR.finditer(listed(architecture))
            if (match["kind"] == "BTF_DOOR") == with_btf]


def doors(architecture="x86_64"):
    """Every door of an architecture, in the order of the list, that needs no BTF."""
    return _doors(architecture, False)


def doors_with_btf(architecture="x86_64"):
    """The others: a scenario tries them, on the variant "distribution"."""
    return _doors(architecture, True)


def without_door(architecture="x86_64"):
    """Reasons that no door of an architecture leads to, and why."""
    known = reasons()
    return [(known[match["reason"]], _text(match))
            for match in NO_DOOR.finditer(listed(architecture))]


def without(base, name):
    """Words of a setting of a base, WITHOUT_DOORS for example; none for other trees."""
    path = BASES / base.removesuffix("-upstream") / "base"
    text = path.read_text() if path.is_file() else ""
    return {word for match in SETTING.finditer(text) if match["name"] == name
            for word in match["words"].split()}


def seen(result):
    """What a boot said of doors: matches of SEEN."""
    return list(SEEN.finditer(result))
