"""One line of a body, and how far it has been read: containers and marks each take their part of it
from the left."""

from __future__ import annotations

import re

_LEADING = re.compile(r"[ \t>]*+(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]++[ \t>]*+)*+")


class Cursor:
    """Where the next thing to be read begins in the line of this number, which counts from 1."""

    __slots__ = ("at", "indent", "line", "number", "rest")

    at: int
    """How much of the line has been used."""
    rest: str
    """What is left from the next character that is no blank; empty where there is none."""
    indent: int
    """How many blanks stand before it."""

    def __init__(self, line: str, number: int) -> None:
        self.line = line
        self.number = number
        self.at = 0
        self.rest = rest = line.lstrip(" \t")
        self.indent = len(line) - len(rest)

    def move_to(self, at: int) -> None:
        """Go on from this offset, where what was read last has ended."""
        left = self.line[at:]
        self.at = at
        self.rest = rest = left.lstrip(" \t")
        self.indent = len(left) - len(rest)

    def move_over(self, marks: int) -> None:
        """Go on behind so many characters of the rest."""
        self.move_to(self.at + self.indent + marks)

    def unread(self) -> str:
        """What is left with the blanks before it."""
        return self.line[self.at :]


def without_leading_tabs(line: str) -> str:
    """The line with the tabs before its text, also between marks, as blanks up to every fourth
    column, so that columns can be counted in characters."""
    if "\t" not in line:
        return line
    found = _LEADING.match(line)
    end = found.end() if found else 0
    return line[:end].expandtabs(4) + line[end:]
