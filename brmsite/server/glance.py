"""How the files of a project stand, by a look at their names, sizes and times alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from brmsite.source.files import MAX_FOLDERS_DEEP, RECORDS

WATCHED = (RECORDS, "layouts")
"""The folders of a project that a site is made from."""

Glance: TypeAlias = Mapping[str, tuple[int, int, int]]
"""By path relative to the project: time of the last change (nanoseconds), size (bytes), inode."""


def glance(project: Path) -> Glance:
    """All files below the watched folders; what cannot be looked at is left out."""
    found: dict[str, tuple[int, int, int]] = {}
    for name in WATCHED:
        _look(project / name, name, found, 0)
    return found


def _look(folder: Path, path: str, found: dict[str, tuple[int, int, int]], deep: int) -> None:
    if deep > MAX_FOLDERS_DEEP:
        return
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    _note(entry, f"{path}/{entry.name}", found, deep)
    except OSError:
        return  # it went away, or is not for us to read: the examination says so


def _note(
    entry: os.DirEntry[str], path: str, found: dict[str, tuple[int, int, int]], deep: int
) -> None:
    if entry.is_dir(follow_symlinks=False):
        _look(Path(entry.path), path, found, deep + 1)
        return
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return
    found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)


def difference(before: Glance, after: Glance) -> frozenset[str]:
    """The paths that came, went or changed between two looks."""
    return frozenset(path for path, _ in before.items() ^ after.items())
