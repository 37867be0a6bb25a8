"""Writes a site into its folder: only what differs, each file whole, and nothing that is not ours.

A file `.brmsite-manifest` in the folder lists what was written. While a build is at work, its
journal lists what it adds, so that a build that was broken off can be taken up by the next one.
Only files on these lists are ever replaced or removed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TextIO

from brmsite.ground.output_file import OutputFile

if sys.platform != "win32":
    import fcntl

MANIFEST = ".brmsite-manifest"
JOURNAL = ".brmsite-journal"
PARTIAL = ".brmsite-partial"
OWN_NAMES = (MANIFEST, JOURNAL, PARTIAL)


class OutputRefusedError(Exception):
    """The folder must not be written to; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of what was written, what stayed as it was, and what was removed."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(files: Iterable[OutputFile], folder: Path, project: Path) -> Written:
    """Make `folder` hold exactly these files, and leave other files alone.

    Raises OutputRefusedError for a folder, or something in the way, that is not ours; ValueError
    for a path that leads out of the folder or comes twice.
    """
    _refuse_foreign(folder, project)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        (folder / PARTIAL).unlink(missing_ok=True)
        before = _listed(folder)
        with (folder / JOURNAL).open("a", buffering=1, encoding="utf-8", newline="\n") as journal:
            # A line that was broken off must not spoil the one after it.
            journal.write("\n")
            site = _Site(folder, before, journal)
            for file in files:
                site.put(file)
        for path in sorted(before - site.changed - site.unchanged):
            site.remove(path)
        present = sorted(site.changed | site.unchanged)
        site.fill(folder / MANIFEST, "".join(map(_line, present)).encode())
        (folder / JOURNAL).unlink()
    return Written(
        tuple(sorted(site.changed)), tuple(sorted(site.unchanged)), tuple(sorted(site.removed))
    )


def _refuse_foreign(folder: Path, project: Path) -> None:
    """Raise OutputRefusedError for a folder that is not ours to write."""
    resolved, source = folder.resolve(), project.resolve()
    if resolved in {source, *source.parents, *_home()}:
        raise OutputRefusedError(f"`{folder}` holds your own files: choose a folder of its own")
    for sources in (source / "records", source / "layouts", source / ".git"):
        if resolved == sources or sources in resolved.parents:
            raise OutputRefusedError(f"`{folder}` is among the sources: choose another folder")
    if folder.is_symlink():
        raise OutputRefusedError(f"`{folder}` is a symbolic link: name the folder it leads to")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputRefusedError(f"`{folder}` is not a folder")
    if (folder / ".git").exists():
        raise OutputRefusedError(f"`{folder}` is a git repository: choose another folder")
    for name in OWN_NAMES:
        if (folder / name).is_symlink():
            raise OutputRefusedError(f"`{folder / name}` is a symbolic link: remove it")
    marked = (folder / MANIFEST).is_file() or (folder / JOURNAL).is_file()
    if not marked and any(entry.name != ".gitkeep" for entry in folder.iterdir()):
        raise OutputRefusedError(
            f"`{folder}` has files that this program did not write: empty it, or choose "
            "another folder with --output"
        )


def _home() -> tuple[Path, ...]:
    """The user's own folder and those around it; a build machine may have none."""
    try:
        home = Path("~").expanduser().resolve()
    except RuntimeError:
        return ()
    return (home, *home.parents)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Refuses while another build is writing here."""
    if sys.platform == "win32":
        yield  # a folder cannot be locked there
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        if not _lock(place):
            raise OutputRefusedError(
                f"another build is writing to `{folder}`: wait until it is done"
            )
        yield
    finally:
        os.close(place)


def _lock(place: int) -> bool:
    """Lock an open folder until it is closed; false if somebody else has."""
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # this disk knows no locks
    return True


def _line(path: str) -> str:
    """A path as manifest and journal list it: a JSON string, so that it is one line."""
    return f"{json.dumps(path)}\n"


def _listed(folder: Path) -> frozenset[str]:
    """What earlier builds wrote here; a line that makes no sense lists nothing."""
    lines: list[str] = []
    for name in (MANIFEST, JOURNAL):
        if (folder / name).is_file():
            text = (folder / name).read_text(encoding="utf-8", errors="replace")
            lines += text.split("\n")
    return frozenset(path for path in map(_path_in, lines) if _leads_inside(path))


def _path_in(line: str) -> str:
    """The path that a line of a list names; empty if it names none."""
    try:
        path = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return path if isinstance(path, str) else ""


def _leads_inside(path: str) -> bool:
    """Whether a path, by its words alone, names a file of the site."""
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


@dataclass(slots=True)
class _Site:
    """The folder while it is written; `ours` is what earlier builds wrote there."""

    folder: Path
    ours: frozenset[str]
    journal: TextIO
    changed: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    made: set[PurePosixPath] = field(default_factory=lambda: {PurePosixPath()})

    def put(self, file: OutputFile) -> None:
        """Write one file if its bytes differ."""
        path = file.path
        if not _leads_inside(path):
            raise ValueError(f"`{path}` is not a path of a file of the site")
        if path in self.changed or path in self.unchanged:
            raise ValueError(f"two files of the site have the path `{path}`")
        self._make_folder(PurePosixPath(path).parent)
        target, known = self.folder / path, path in self.ours
        if target.is_dir() or not (known or _holds(target, file.content)):
            self._clear(path)
        if not known:
            self.journal.write(_line(path))
        filled = self.fill(target, file.content)
        (self.changed if filled else self.unchanged).add(path)

    def fill(self, target: Path, content: bytes) -> bool:
        """Give a file these bytes, if it has others, in one step: it is never seen half written."""
        if _holds(target, content):
            return False
        partial = self.folder / PARTIAL
        try:
            partial.write_bytes(content)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return True

    def remove(self, path: str) -> None:
        """Remove a file that an earlier build wrote, and folders that it leaves empty."""
        target, parents = self.folder / path, PurePosixPath(path).parents
        if any((self.folder / parent).is_symlink() for parent in parents):
            return  # no build has made this way: it may lead anywhere
        if target.is_symlink() or not target.is_file():
            return
        target.unlink()
        self.removed.add(path)
        for parent in parents[:-1]:
            if any((self.folder / parent).iterdir()):
                break
            (self.folder / parent).rmdir()
            self.made.discard(parent)

    def _make_folder(self, path: PurePosixPath) -> None:
        """Make a folder of the site and those above it: real ones, not links to elsewhere."""
        if path in self.made:
            return
        self._make_folder(path.parent)
        place = self.folder / path
        if place.is_symlink() or not place.is_dir():
            self._clear(str(path))
            place.mkdir()
        self.made.add(path)

    def _clear(self, path: str) -> None:
        """Take away what earlier builds left where something else is to stand now; raises
        OutputRefusedError if that is not all."""
        target = self.folder / path
        if not os.path.lexists(target):
            return
        for old in sorted(self.ours):
            if old == path or old.startswith(f"{path}/"):
                self.remove(old)
        if os.path.lexists(target):
            raise OutputRefusedError(
                f"`{target}` is in the way, and this program did not write it: move it away, or "
                "choose another folder with --output"
            )


def _holds(target: Path, content: bytes) -> bool:
    """Whether a file, and not a link to one, has exactly these bytes."""
    return not target.is_symlink() and target.is_file() and target.read_bytes() == content
