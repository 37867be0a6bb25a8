"""The lists of what we wrote into a folder: nothing that is not on them is replaced or removed.

The manifest `.brmsite-manifest` tells what the last build wrote. While a build is at work, its
journal tells what it adds, so that a build that was killed can be taken up by the next one: before
it does, but not before nothing of others stands there, which would be taken for ours. Both hold one
path a line, as a JSON string. Two builds of the same records give the same manifest, byte for byte:
what depends on the disk is remembered elsewhere (`kept.py`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from brmsite.output.whole import write_all

MANIFEST = ".brmsite-manifest"
JOURNAL = ".brmsite-journal"
PARTIAL = ".brmsite-partial"
OWN_NAMES = (MANIFEST, JOURNAL, PARTIAL)

_PLAIN = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """The paths that earlier builds wrote, and the manifest as it stands; None if there is none.

    A path may be any text that somebody put there: see `leads_inside`.
    """

    paths: frozenset[str]
    manifest: bytes | None


def read_lists(folder: Path) -> Listed:
    """What manifest and journal list; a line that makes no sense lists nothing."""
    manifest, journal = _bytes_of(folder / MANIFEST), _bytes_of(folder / JOURNAL)
    return Listed(frozenset(_paths_in(manifest or b"") + _paths_in(journal or b"")), manifest)


def manifest_of(paths: Sequence[str]) -> bytes:
    """The manifest that lists these paths, in this order."""
    # One call for all of them, with the line break as separator: twenty times as fast as one each.
    return f"{json.dumps(paths, separators=(chr(10), ':'))[1:-1]}\n".encode() if paths else b""


def leads_inside(path: str) -> bool:
    """Whether a path, by its words alone, names a file of the site."""
    if _PLAIN.fullmatch(path):
        return True
    pure = PurePosixPath(path)
    return (
        path.encode(errors="ignore").decode() == path
        and "\0" not in path
        and path not in ("", ".", *OWN_NAMES)
        and str(pure) == path
        and ".." not in pure.parts
        and not pure.is_absolute()
        and not Path(path).drive
    )


class Journal:
    """The list of what is being added; made when the first path is added to it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL
        self._place = -1
        self._last = ""

    def add(self, path: str) -> None:
        """List a path, before its file appears, and only once if it comes twice in a row. Nothing
        is left in memory when this returns."""
        if path == self._last:
            return
        self._last = path
        if self._place < 0:
            self._place = os.open(self._path, _APPEND, 0o666)
            # A line that was broken off must not spoil the one after it.
            write_all(self._place, b"\n")
        write_all(self._place, f"{json.dumps(path)}\n".encode())

    def close(self) -> None:
        """Leave the list for the next build."""
        if self._place >= 0:
            os.close(self._place)
            self._place = -1

    def remove(self) -> None:
        """Take the list away: the manifest has it all."""
        self.close()
        self._path.unlink(missing_ok=True)


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _paths_in(content: bytes) -> list[str]:
    lines = content.decode(errors="replace").split("\n")
    try:
        # All lines at once, as one document; if one of them is broken, one by one.
        values = json.loads(f"[{','.join(line for line in lines if line)}]")
    except (ValueError, RecursionError):
        values = [_value_of(line) for line in lines]
    return [value for value in values if isinstance(value, str)]


def _value_of(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
