# SPDX-License-Identifier: GPL-2.0
"""A person at xmon, the kernel debugger of powerpc, on the guest's console."""

import re
import time
from dataclasses import dataclass

PROMPT = rb"[0-9a-f]+:mon> "
# What xmon says in place of a prompt.
DISABLED = b"xmon: Disabled due to kernel lockdown"

# Characters that come too fast for a polled port are lost.
SECONDS_BETWEEN_KEYS = 0.01

# The guest's command line, as the kernel repeats it, and what a denial leaves.
COMMAND_LINE = rb"Kernel command line: ([^\r\n]*)"
DENIAL = rb"Lockdown: init: %s is restricted; see man kernel_lockdown\.7\r?\n"

BANNER = b"Linux version "
# What the write puts into panic_timeout; the scenario looks for it.
NEW_TIMEOUT = 77


def press(console, keys):
    for key in keys:
        console.send(bytes([key]))
        time.sleep(SECONDS_BETWEEN_KEYS)


@dataclass(frozen=True)
class Seen:
    """What came of an attempt, and what the console said before it."""
    door: str
    reason: str
    # As a denial names the reason.
    text: bytes
    opened: bool
    before: bytes


def enter(console):
    """Waits until the guest stops in xmon.

    Returns what it said so far, and whether there is a prompt.
    """
    before, what = console.until(PROMPT + b"|" + re.escape(DISABLED))
    return before, what[0] != DISABLED


def command(console, line):
    """One command at the prompt; returns what xmon says to it."""
    press(console, line + b"\r")
    return console.until(PROMPT)[0]


def read_text(console, address, length):
    """The bytes at the address as xmon's dump shows them, or None."""
    answer = command(console, b"d %x %x" % (address, length))
    rows = re.findall(rb"^[0-9a-f]{8,16} ((?:[0-9a-f]{2,16} ?)+) +\|", answer, re.M)
    data = bytes.fromhex(b"".join(rows).decode().replace(" ", ""))
    return data[:length] or None


def write_word(console, address, value):
    """Stores 32 bits, as the processor reads them, unless xmon refuses."""
    press(console, b"m %x l\r" % address)
    # Each location is shown with its value, and xmon waits for another.
    console.until(rb"%016x  ?[0-9a-f]{8} " % address)
    press(console, b"%x x\r" % int.from_bytes(value.to_bytes(4, "big"), "little"))
    console.until(PROMPT)


def leave(console):
    """The guest goes on."""
    press(console, b"x\r")


def symbols(path):
    """Names in a System.map to addresses; the kernel is where it was linked."""
    fields = (line.split() for line in path.read_text().splitlines())
    return {name: int(address, 16) for address, _, name in fields}


def try_read(console, addresses):
    before, prompt = enter(console)
    opened = False
    if prompt:
        opened = read_text(console, addresses["linux_banner"], len(BANNER)) == BANNER
        leave(console)
    return Seen("xmon_read", "xmon_rw", b"xmon read and write access", opened, before)


def try_write(console, addresses):
    before, prompt = enter(console)
    opened = False
    if prompt:
        address = addresses["panic_timeout"]
        write_word(console, address, NEW_TIMEOUT)
        opened = read_text(console, address, 4) == NEW_TIMEOUT.to_bytes(4, "little")
        leave(console)
    return Seen("xmon_write", "xmon_wr", b"xmon write access", opened, before)


def told(seen):
    """The line of doors_test, but for a door that xmon tries."""
    cmdline = re.search(COMMAND_LINE, seen.before)[1]
    level = re.search(rb"\blockdown=(\w+)", cmdline)
    lines = re.findall(DENIAL % seen.text, seen.before)
    return (f"# door {seen.door} reason {seen.reason} "
            f"level {level[1].decode() if level else 'none'} "
            f"state {'open' if seen.opened else 'shut'} errno 0 log {len(lines)}\n")
