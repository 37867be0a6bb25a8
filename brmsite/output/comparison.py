"""Compares a folder, byte for byte, with the site that should be in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from brmsite.ground.output_file import OutputCopy, OutputFile
from brmsite.output.manifest import MANIFEST, OWN_NAMES, manifest_of, read_lists


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files and bytes a clean build has, and where the folder is another: paths of files
    that differ, that are missing, and that earlier builds left though no record asks for them.

    `unlisted` are all other files there: no list says that a build wrote them, so they are left
    alone, and count for nothing.
    """

    file_count: int
    byte_count: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    unlisted: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the folder is, byte for byte, what a clean build makes."""
        return not (self.differing or self.missing or self.extra)


class Comparison:
    """An outlet that takes nothing: it looks whether the folder has the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[str] = []
        self._byte_count = 0
        self._differing: list[str] = []
        self._missing: list[str] = []

    def stands(self, _path: str, _key: str) -> bool:
        """Nothing does: every file is to be compared."""
        return False

    def put(self, file: OutputFile | OutputCopy, _key: str = "") -> None:
        """Compare a file."""
        self._made.append(file.path)
        pieces = (file.content,) if isinstance(file, OutputFile) else file.pieces()
        is_same = _holds(self._folder / file.path, self._counted(pieces))
        if is_same is None:
            self._missing.append(file.path)
        elif not is_same:
            self._differing.append(file.path)

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._byte_count += len(piece)
            yield piece

    def verified(self) -> Verified:
        """What came of it, when all files have been put."""
        listed = read_lists(self._folder)
        if listed.manifest != manifest_of(sorted(self._made)):
            self._differing.append(MANIFEST)
        left = listed.paths.difference(self._made)
        known = listed.paths.union(self._made, OWN_NAMES)
        return Verified(
            len(self._made),
            self._byte_count,
            tuple(sorted(self._differing)),
            tuple(sorted(self._missing)),
            tuple(sorted(path for path in left if (self._folder / path).exists())),
            tuple(sorted(path for path in _paths_in(self._folder) if path not in known)),
        )


def _holds(file: Path, pieces: Iterator[bytes]) -> bool | None:
    """Whether a file has these bytes; None where there is none, or only a link to one. Whatever it
    is, all pieces are taken."""
    is_same: bool | None = None
    try:
        if not file.is_symlink():
            with file.open("rb") as stream:
                is_same = all(stream.read(len(piece)) == piece for piece in pieces)
                is_same = is_same and not stream.read(1)
    except OSError:
        is_same = None
    for _ in pieces:
        pass
    return is_same


def _paths_in(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, and of links, which are not followed."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        for name in (*files, *(name for name in folders if (here / name).is_symlink())):
            yield (here / name).relative_to(folder).as_posix()
