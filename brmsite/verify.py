"""Proves that a site is what its records make it: all of it is made anew, and compared."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.build import build
from brmsite.ground.output_file import OutputFile
from brmsite.inputs import until_still
from brmsite.origin import on_disk, with_commit
from brmsite.output.manifest import MANIFEST, manifest_of, read_lists


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files and bytes a clean build has, and where the folder is another: paths of files
    that differ, that are missing, and that earlier builds left though no record asks for them."""

    file_count: int
    byte_count: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the folder is, byte for byte, what a clean build makes."""
        return not (self.differing or self.missing or self.extra)


@until_still
def verify(
    project: Path,
    output: Path,
    as_of: date,
    commit: str = "",
    *,
    at: str = "",
    workers: int = 1,
    executor: Executor | None = None,
) -> Verified:
    """Build a site as if nothing were remembered, and compare each byte with the folder; the
    parameters are those of `publish`.

    The files go past the folder one after the other, so that nothing is written and a full disk is
    no trouble. What is in the folder and on no list of ours is somebody else's.
    """
    comparison = _Comparison(output)
    origin = with_commit(project, at) if at else on_disk(project, commit=commit)
    build(comparison, project, origin, as_of, workers=workers, executor=executor)
    return comparison.verified()


class _Comparison:
    """An outlet that takes nothing: it looks whether the folder has the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[str] = []
        self._byte_count = 0
        self._differing: list[str] = []
        self._missing: list[str] = []

    def stands(self, _path: str, _key: str) -> bool:
        return False

    def put(self, file: OutputFile, _key: str = "") -> None:
        self._made.append(file.path)
        self._byte_count += len(file.content)
        there = _content(self._folder / file.path)
        if there is None:
            self._missing.append(file.path)
        elif there != file.content:
            self._differing.append(file.path)

    def verified(self) -> Verified:
        """What came of it, when all files have been put."""
        listed = read_lists(self._folder)
        if listed.manifest != manifest_of(sorted(self._made)):
            self._differing.append(MANIFEST)
        left = listed.paths.difference(self._made)
        return Verified(
            len(self._made),
            self._byte_count,
            tuple(sorted(self._differing)),
            tuple(sorted(self._missing)),
            tuple(sorted(path for path in left if (self._folder / path).exists())),
        )


def _content(file: Path) -> bytes | None:
    """The bytes of a file; None where there is none, or only a link to one."""
    try:
        return None if file.is_symlink() else file.read_bytes()
    except OSError:
        return None
