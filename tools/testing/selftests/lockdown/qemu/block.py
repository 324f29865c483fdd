# SPDX-License-Identifier: GPL-2.0
"""Generated blocks in documents: between a line BEGIN name and a line END name."""

import re
import textwrap

# How a document's comments look, by the end of its name.
MARKS = {".rst": ".. {}", ".md": "<!-- {} -->"}


class BlockError(Exception):
    """A document that has no such block."""


def _pattern(path, name):
    mark = MARKS[path.suffix]
    begin, end = (re.escape(mark.format(f"{word} {name}")) for word in ("BEGIN", "END"))
    return re.compile(rf"(?ms)^({begin}\n)(.*?)^({end}$)")


def current(path, name):
    """The text of the block, without the blank lines around it."""
    found = _pattern(path, name).findall(path.read_text())
    if len(found) != 1:
        raise BlockError(f"{path}: needs one block {name}, has {len(found)}")
    return found[0][1].strip("\n")


def update(path, name, text):
    """Writes the text into the block."""
    current(path, name)
    path.write_text(_pattern(path, name).sub(
        lambda match: f"{match[1]}\n{text}\n\n{match[3]}", path.read_text()))


def wrapped(paragraph):
    """Lines of at most 80 columns."""
    return textwrap.fill(paragraph, 80, break_long_words=False, break_on_hyphens=False)
