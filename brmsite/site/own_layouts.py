"""The layouts and assets of a project's own: in its folder `layouts/`, or with a commit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from brmsite.ground.digest import digest_of
from brmsite.source.files import opened

ASSETS = "assets"
LAYOUTS = "layouts"
DAY_SCRIPT = "build.js"
"""The script that knows the day and the commit: a project does not take its place."""
MOST_BYTES = 64 << 20
"""A larger file is left out."""


@dataclass(frozen=True)
class OwnLayouts:
    """What each file holds, by its path below `layouts/`, without hidden files; `links` are the
    paths of links, which are not followed (that of the folder itself is empty)."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    links: frozenset[str] = frozenset()

    @property
    def has_layouts(self) -> bool:
        """Whether anything but assets is there."""
        there = (*self.files, *self.links)
        return any(path.split("/", 1)[0] != ASSETS for path in there)

    @cached_property
    def assets(self) -> Mapping[str, bytes]:
        """The files that are published, by name."""
        inside = (
            (path.removeprefix(f"{ASSETS}/"), content)
            for path, content in self.files.items()
            if path.startswith(f"{ASSETS}/")
        )
        return {name: each for name, each in inside if "/" not in name and name != DAY_SCRIPT}

    @cached_property
    def digest(self) -> str:
        """The digest of everything that is there."""
        return digest_of(sorted(self.files.items()), sorted(self.links))

    def is_link(self, path: str) -> bool:
        """Whether a path leads through a link."""
        steps = path.split("/")
        return not self.links.isdisjoint("/".join(steps[:end]) for end in range(len(steps) + 1))


def layouts_in(project: Path) -> OwnLayouts:
    """The layouts and assets in the project's folder `layouts/`, as they are now."""
    folder = project / LAYOUTS
    if folder.is_symlink():
        return OwnLayouts(links=frozenset({""}))
    files: dict[str, bytes] = {}
    links: set[str] = set()
    for entry in _entries(folder):
        path = Path(entry.path).relative_to(folder).as_posix()
        if entry.is_symlink():
            links.add(path)
        elif (content := _content(entry)) is not None:
            files[path] = content
    return OwnLayouts(files, frozenset(links))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All files and links below a folder, however deep, without hidden ones, in the order of their
    names."""
    left = _those_in(folder)
    while left:
        entry = left.pop()
        if entry.is_dir(follow_symlinks=False):
            left += _those_in(Path(entry.path))
        else:
            yield entry


def _those_in(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder, without hidden entries, the last name first."""
    try:
        with os.scandir(folder) as found:
            seen = [entry for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []
    return sorted(seen, key=lambda entry: entry.name, reverse=True)


def _content(entry: os.DirEntry[str]) -> bytes | None:
    """What a regular file holds; None for anything else."""
    try:
        if not entry.is_file(follow_symlinks=False) or entry.stat().st_size > MOST_BYTES:
            return None
        with opened(Path(entry.path)) as stream:
            return stream.read()
    except OSError:
        return None
