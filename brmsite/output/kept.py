"""What is remembered of each file that was written: from what, which bytes, and how it looked.

With it a build knows without reading a file that it still holds what was written, and without
drawing a page that it would be the same. It is kept in the project's store, apart from the site: a
site is the same bytes wherever and whenever it was built. Without a store nothing is remembered.
It may be lost, damaged or out of date: that costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from brmsite.ground.memo import FOLDER as STORE
from brmsite.output.whole import put_whole

_MAKE = "brmsite site 1"


class Stamp(NamedTuple):
    """How a file looks without opening it: bytes, and nanoseconds of its last change and of the
    last change to what the system knows of it (which, unlike the other, nobody can choose)."""

    size: int
    changed: int
    noted: int


NO_STAMP = Stamp(0, 0, 0)


class Kept(NamedTuple):
    """One file as it was written: the key of all that it was made from, the digest of its bytes,
    and its stamp."""

    key: str
    digest: str
    stamp: Stamp


def stamp_of(path: Path | str) -> Stamp | None:
    """The stamp of a file; None for anything else, also for a link, and for nothing."""
    try:
        return stamp_in(os.lstat(path))
    except OSError:
        return None


def stamp_in(found: os.stat_result) -> Stamp | None:
    """The stamp in what the system tells of a path; None if that is not a file."""
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def digest_of(content: bytes) -> str:
    """What stands for the bytes of a file: 32 hexadecimal digits."""
    return blake2b(content, digest_size=16).hexdigest()


class Digester:
    """The digest of bytes that come in pieces, while they pass, and how many they are."""

    def __init__(self) -> None:
        self._found = blake2b(digest_size=16)
        self.size = 0

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces."""
        for piece in pieces:
            self._found.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def digest(self) -> str:
        """That of all which has passed, as of `digest_of`."""
        return self._found.hexdigest()


def digested(pieces: Iterable[bytes]) -> Digester:
    """The digest of bytes that are needed for nothing else."""
    digester = Digester()
    for _ in digester.passing(pieces):
        pass
    return digester


def sure_at(kept: Mapping[str, Kept], clock: int) -> dict[str, Kept]:
    """The same without the stamps of files that changed at this time of the disk's clock, or
    later: another change right after it, of as many bytes, would leave the same stamp. Such a file
    is read again when it is asked for. A clock that was set back makes all of them such files."""
    return {
        path: one
        if one.stamp.changed < clock and one.stamp.noted < clock
        else one._replace(stamp=NO_STAMP._replace(size=one.stamp.size))
        for path, one in kept.items()
    }


def recall(project: Path, folder: Path) -> dict[str, Kept]:
    """What was remembered of the files in a folder, by path; nothing if that is damaged."""
    file = _file(project, folder)
    if file is None or file.is_symlink():
        return {}
    try:
        head, _, rest = file.read_bytes().partition(b"\n")
        if json.loads(head) != _head(project, folder, rest):
            return {}
        # Columns: half the time of a list for each file.
        paths, keys, digests, sizes, changed, noted = json.loads(rest)
        stamps = map(Stamp, sizes, changed, noted)
        return dict(zip(paths, map(Kept, keys, digests, stamps), strict=True))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def remember(project: Path, folder: Path, kept: Mapping[str, Kept]) -> None:
    """Remember this of the files in a folder, and forget folders that are gone."""
    file = _file(project, folder)
    if file is None:
        return
    columns = [
        list(kept),
        [one.key for one in kept.values()],
        [one.digest for one in kept.values()],
        *([one.stamp[part] for one in kept.values()] for part in range(3)),
    ]
    rest = json.dumps(columns, separators=(",", ":")).encode()
    head = json.dumps(_head(project, folder, rest)).encode()
    partial = file.with_suffix(".partial")
    # The site is complete; only the next build will be slower.
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)
        put_whole(head + b"\n" + rest, file, partial)
        _forget_the_gone(project, file)


def _file(project: Path, folder: Path) -> Path | None:
    """Where it is remembered; None if the project has no store."""
    store = project / STORE
    if store.is_symlink() or not store.is_dir():
        return None
    name = blake2b(_name(project, folder).encode(errors="surrogateescape"), digest_size=8)
    return store / f"site-{name.hexdigest()}.json"


def _name(project: Path, folder: Path) -> str:
    """The folder as seen from the project, so that both can move together."""
    try:
        return Path(os.path.relpath(folder.resolve(), project.resolve())).as_posix()
    except ValueError:  # another drive
        return folder.resolve().as_posix()


def _head(project: Path, folder: Path, rest: bytes) -> list[str]:
    return [_MAKE, _name(project, folder), digest_of(rest)]


def _forget_the_gone(project: Path, ours: Path) -> None:
    for file in ours.parent.glob("site-*.json"):
        if file == ours or file.is_symlink():
            continue
        with file.open("rb") as stream:
            head = stream.readline(10_000)
        try:
            _, name, _ = json.loads(head)
            there = (project / name).is_dir()
        except (ValueError, TypeError, RecursionError):
            there = False
        if not there:
            file.unlink()
