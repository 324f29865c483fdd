# SPDX-License-Identifier: GPL-2.0
"""Those who talk to a guest on its third serial port or at its console."""

import functools
import os
import re

import xmon

# What the key of a terminal sends. kdb before 6.12 knows no other end of a line.
ENTER = b"\r"

KDB_PROMPT = rb"\[\d+\]kdb> "
GDB_PROMPT = rb"please attach debugger[^\n]*\n"
GDB_STOPPED = rb"\$T[^#]*#.."
GDB_REPLY = rb"\+\$([^#]*)#.."


class Line:
    """The port, and a transcript of what came out of it."""

    def __init__(self, guest, transcript):
        self._to_guest = guest.stdin
        self._from_guest = guest.stdout
        self._transcript = transcript
        self._unread = b""

    def until(self, pattern):
        """Waits for the pattern. Returns the text before it, and the match."""
        while not (match := re.search(pattern, self._unread)):
            data = os.read(self._from_guest.fileno(), 4096)
            if not data:
                raise EOFError
            self._transcript.write(data)
            self._transcript.flush()
            # Firmware writes them to a console.
            self._unread += data.replace(b"\0", b"")
        before = self._unread[:match.start()]
        self._unread = self._unread[match.end():]
        return before, match

    def send(self, data):
        self._to_guest.write(data)
        self._to_guest.flush()


def packet(body):
    """A packet of gdb's protocol."""
    return b"$%s#%02x" % (body, sum(body) % 256)


def one_line(text):
    return b" ".join(text.split())


def in_kdb(line, command):
    """Has kdb, at its prompt, do the command. Returns what it says, without its echo."""
    line.send(command + ENTER)
    answer, _ = line.until(KDB_PROMPT)
    return one_line(answer).removeprefix(one_line(command)).strip()


def ask_kdb(line, request):
    line.until(KDB_PROMPT)
    answer = in_kdb(line, request)
    line.send(b"go" + ENTER)
    return answer


def ask_gdb(line, request):
    """Turns from kdb to gdb, unless it was left there or kdb does not let it."""
    _, stop = line.until(KDB_PROMPT + b"|" + GDB_STOPPED)
    if stop[0].startswith(b"$"):
        line.send(b"+")
    else:
        line.send(b"kgdb" + ENTER)
        answer, stop = line.until(KDB_PROMPT + b"|" + GDB_PROMPT)
        if b"kdb>" in stop[0]:
            line.send(b"go" + ENTER)
            return one_line(answer).removeprefix(b"kgdb").strip()
    line.send(packet(request))
    _, reply = line.until(GDB_REPLY)
    line.send(b"+" + packet(b"c"))
    line.until(rb"\+")
    return reply[1]


DEBUGGERS = {b"kdb": ask_kdb, b"gdb": ask_gdb}


def person_at_the_debugger(directory, _kernel, guest):
    """The guest says "kdb COMMAND" or "gdb PACKET" and stops in its debugger.

    It goes on with the answer in one line.
    """
    with open(directory / "talk.log", "wb") as log:
        line = Line(guest, log)
        try:
            while True:
                _, wish = line.until(rb"(kdb|gdb) ([^\r\n]+)\n")
                answer = DEBUGGERS[wish[1]](line, wish[2])
                line.send(answer + b"\n")
        except (EOFError, BrokenPipeError):
            return


def person_at_xmon(attempt, directory, kernel, guest):
    """The guest stops in xmon, on its console; its door is told in the result."""
    with open(directory / "console.log", "wb") as log:
        line = Line(guest, log)
        try:
            told = xmon.told(attempt(line, xmon.symbols(kernel / "System.map")))
            (directory / "talk-result.log").write_text(told)
            # Whatever the guest says until it leaves.
            line.until(rb"(?!)")
        except (EOFError, BrokenPipeError):
            return


TALKS = {"kgdb": person_at_the_debugger,
         "xmon-read": functools.partial(person_at_xmon, xmon.try_read),
         "xmon-write": functools.partial(person_at_xmon, xmon.try_write)}
