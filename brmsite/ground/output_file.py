"""A file of the site before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """What stands at `path` (relative to the site's folder, with `/`) when the site is written."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutputCopy:
    """The same of a file that is a copy of another, and may be larger than there is room for in
    memory: `pieces` gives its bytes part by part, from the beginning each time it is called."""

    path: str
    pieces: Callable[[], Iterator[bytes]]
