"""Places in a text file, so that a finding can point at what a person typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """One place in a text: line and column from 1, offset from 0; columns and offsets count
    Unicode code points, a byte order mark is not counted."""

    line: int
    column: int
    offset: int


START = Position(1, 1, 0)


class Extent(NamedTuple):
    """A stretch of one text, from `start` up to but not including `end`."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a named file; `path` is relative to the project, with `/`."""

    path: str
    start: Position
    end: Position
