"""A text by lines: turns offsets into positions and shows what stands around them.

Only `\\n` ends a line; a `\\r` before it belongs to the line break.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, count
from operator import add

from brmsite.ground.span import START, Extent, Position


class Lines:
    """The lines of one text, which may itself begin at a later `origin` of its file."""

    __slots__ = ("_starts", "origin", "text")

    def __init__(self, text: str, origin: Position = START) -> None:
        self.text = text
        self.origin = origin
        # The lengths of the lines before, and a line break for each.
        lengths = map(len, text.split("\n"))
        self._starts: list[int] = list(map(add, accumulate(lengths, initial=0), count()))
        self._starts.pop()

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> Position:
        """The position in the file of an offset in this text."""
        index = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[index] + 1
        return Position(self.origin.line + index, column, self.origin.offset + offset)

    def extent(self, start: int, end: int) -> Extent:
        """The stretch between two offsets of this text."""
        return Extent(self.at(start), self.at(end))

    def start_of(self, index: int) -> int:
        """The offset at which line `index` (from 0) begins."""
        return self._starts[index]

    def index_of(self, offset: int) -> int:
        """Which line (from 0) an offset is on."""
        return bisect_right(self._starts, offset) - 1

    def line(self, index: int) -> str:
        """The text of line `index` (from 0), without its line break."""
        end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[index] : end].removesuffix("\r")

    def rest_of_line(self, offset: int) -> Extent:
        """From an offset to the last visible character of its line; at least one character, except
        at the end of the text."""
        index = self.index_of(offset)
        end = self._starts[index] + len(self.line(index).rstrip())
        return self.extent(offset, max(end, min(offset + 1, len(self.text))))
