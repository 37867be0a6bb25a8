"""Recognises files by what the disk says of them, so that nothing is read that has not changed.

As git does: a file whose size, times and number are those it had when it was last read holds what
it held then. Times are coarse, so a file written in the very moment of reading could change again
without another time; one that was young when it was read is therefore read again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

COARSEST_TICK = 2_000_000_000
"""Nanoseconds: no file system that is in use counts time in longer steps."""


class Mark(NamedTuple):
    """What the disk says of a file: bytes, both times in nanoseconds, and its number."""

    size: int
    modified: int
    changed: int
    number: int

    def is_settled(self, moment: int) -> bool:
        """Whether the file had not changed for so long at a moment that any change after it gives
        it another mark."""
        return max(self.modified, self.changed) < moment - COARSEST_TICK


def mark_of(status: os.stat_result) -> Mark:
    """The mark of a file from its status."""
    return Mark(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Digests of files by path, with the mark that each had when it was read; `moment` is the time
    of the disk, in nanoseconds, at which the reading began."""

    moment: int = 0
    files: Mapping[str, tuple[Mark, str]] = field(default_factory=dict)

    def digest(self, path: str, mark: Mark) -> str:
        """The digest of a file that has this mark now; empty where that is not certain."""
        known = self.files.get(path)
        if known is None or known[0] != mark:
            return ""
        return known[1] if mark.is_settled(self.moment) else ""

    def to_bytes(self) -> bytes:
        """As JSON, for the next time."""
        files = {path: (*mark, digest) for path, (mark, digest) in self.files.items()}
        return json.dumps([self.moment, files]).encode()


def known_from(content: bytes | None) -> KnownFiles:
    """What `to_bytes` wrote; nothing is known where it cannot be read."""
    if content is None:
        return KnownFiles()
    try:
        moment, files = json.loads(content)
        return KnownFiles(
            int(moment),
            {
                path: (Mark(size, modified, changed, number), digest)
                for path, (size, modified, changed, number, digest) in files.items()
            },
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return KnownFiles()
