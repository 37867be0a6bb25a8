"""A folder while a site is written into it: which file stands, which is put, which goes."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from brmsite.ground.output_file import OutputCopy, OutputFile
from brmsite.output.disk_words import in_our_words, read_in_our_words
from brmsite.output.kept import (
    NO_STAMP,
    Digester,
    Kept,
    digest_of,
    digested,
    recall,
    remember,
    stamp_in,
    stamp_of,
    sure_at,
)
from brmsite.output.lock import Lock
from brmsite.output.manifest import (
    MANIFEST,
    PARTIAL,
    Journal,
    leads_inside,
    manifest_of,
    read_lists,
)
from brmsite.output.refusal import OutputRefusedError
from brmsite.output.whole import put_in_pieces, put_whole


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of what was written, what stayed as it was, and what was removed."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


class Publication:
    """Each file of the site is either found to stand, or put; when all are done, `finish` removes
    what earlier builds wrote and this one did not.

    A file appears under its name in one step, so whoever kills the program, or pulls the plug of a
    full disk, finds each file old or new, and whole. What is not waited for is a failing power
    supply: a file that the disk had not yet taken is then empty or old, which the next build sees
    by its stamp. Only the manifest is waited for, since without it nothing here would be ours.
    """

    def __init__(self, folder: Path, project: Path, lock: Lock) -> None:
        lock.check()
        self.written = Written((), (), ())
        self._folder = folder
        self._project = project
        self._lock = lock
        self._partial = folder / PARTIAL
        self._root = os.fspath(folder)
        with in_our_words(self._partial):
            self._partial.unlink(missing_ok=True)
        with read_in_our_words(folder):
            self._listed = read_lists(folder)
        self._ours = self._listed.paths
        self._before = recall(project, folder)
        self._now: dict[str, Kept] = {}
        self._journal = Journal(folder)
        self._changed: set[str] = set()
        self._removed: set[str] = set()
        self._made = {""}

    def stands(self, path: str, key: str) -> bool:
        """Whether the file is on disk exactly as it was written from this key, and then counts as
        done. A key is the digest of all that the file is made from; "" is none.

        A file whose stamp is another one than when it was written is read, and compared by its
        digest.
        """
        before = self._before.get(path)
        if before is None or not key or before.key != key:
            return False
        target = f"{self._root}/{path}"
        stamp = stamp_of(target)
        if stamp is None or not self._is_made(path.rpartition("/")[0]):
            return False
        if stamp != before.stamp:
            if stamp.size != before.stamp.size or _digest_on_disk(target) != before.digest:
                return False
            before = before._replace(stamp=stamp)
        self._refuse_twice(path)
        self._now[path] = before
        return True

    def all_stand(self, keys: Mapping[str, str]) -> bool:
        """Whether every file stands, and the site is these and no more; if not, none is done."""
        if all(self.stands(path, key) for path, key in keys.items()):
            return True
        self._now.clear()
        return False

    @property
    def keys(self) -> dict[str, str]:
        """The keys of the files that are done, by their paths."""
        return {path: kept.key for path, kept in self._now.items()}

    def put(self, file: OutputFile | OutputCopy, key: str = "") -> None:
        """Write a file if its bytes differ from those on disk; a copy in pieces, which are asked
        for once more if they do.

        Raises ValueError for a path that leads out of the folder or comes twice; and
        OutputRefusedError where something is in the way that we did not write, or the disk does
        not let us.
        """
        path = file.path
        if not leads_inside(path):
            raise ValueError(f"`{path}` is not a path of a file of the site")
        self._refuse_twice(path)
        self._lock.check()
        target = f"{self._root}/{path}"
        if isinstance(file, OutputFile):
            size, digest = len(file.content), digest_of(file.content)
        else:
            read = digested(file.pieces())
            size, digest = read.size, read.digest
        with in_our_words(target):
            self._make_folder(path.rpartition("/")[0], path)
            if not self._holds(path, size, digest):
                self._claim(path)
                digest = self._write(file, target, digest)
                self._changed.add(path)
            stamp = stamp_of(target)
        # Without a stamp if somebody took it away at this moment: the next build will see.
        self._now[path] = Kept(key, digest, stamp or NO_STAMP)

    def finish(self) -> None:
        """Remove what is stale, write the manifest if it differs, and remember what was done.

        Raises OutputRefusedError where the folder is not the one that it was.
        """
        self._lock.check()
        for path in sorted(self._ours - self._now.keys()):
            if leads_inside(path):
                self._remove(path)
        manifest = manifest_of(sorted(self._now))
        self._lock.check()
        with in_our_words(self._folder / MANIFEST):
            if manifest != self._listed.manifest:
                put_whole(manifest, self._folder / MANIFEST, self._partial, durable=True)
            self._journal.remove()
        self._remember()
        self.written = Written(
            tuple(sorted(self._changed)),
            tuple(sorted(self._now.keys() - self._changed)),
            tuple(sorted(self._removed)),
        )

    def close(self) -> None:
        """Let go of the journal; if it still stands, the next build takes up this one."""
        self._journal.close()

    def _refuse_twice(self, path: str) -> None:
        if path in self._now:
            raise ValueError(f"two files of the site have the path `{path}`")

    def _write(self, file: OutputFile | OutputCopy, target: str, digest: str) -> str:
        """Write a file that had this digest; the one that it has, which may be another if somebody
        changed between two readings what it is a copy of."""
        if isinstance(file, OutputFile):
            put_whole(file.content, target, self._partial)
            return digest
        written = Digester()
        put_in_pieces(written.passing(file.pieces()), target, self._partial)
        return written.digest

    def _holds(self, path: str, size: int, digest: str) -> bool:
        """Whether the file has these bytes already. If it has not, nothing is in its way
        afterwards."""
        target = f"{self._root}/{path}"
        try:
            found = os.lstat(target)
        except FileNotFoundError:
            return False
        stamp, before = stamp_in(found), self._before.get(path)
        if stamp is not None:
            if before is not None and before.stamp == stamp:
                same = before.digest == digest
            else:
                same = stamp.size == size and _digest_on_disk(target) == digest
            if same:
                return True
        if path not in self._ours or stat.S_ISDIR(found.st_mode):
            self._clear(path)
        return False

    def _remove(self, path: str) -> None:
        """Remove a file that an earlier build wrote, and folders that are empty without it."""
        target, parents = self._folder / path, PurePosixPath(path).parents
        if any(_leads_away(self._folder / parent) for parent in parents[:-1]):
            return  # no build has made this way: it may lead anywhere
        if os.path.lexists(target):
            if target.is_symlink() or not target.is_file():
                return
            with in_our_words(target):
                target.unlink(missing_ok=True)
            self._removed.add(path)
        for parent in parents[:-1]:
            # It has other files, is gone already, or is not ours to remove.
            try:
                (self._folder / parent).rmdir()
            except OSError:
                break
            self._made.discard(str(parent))

    def _is_made(self, path: str) -> bool:
        """Whether a folder of the site is there, and is no link to elsewhere; "" is the site."""
        if path in self._made:
            return True
        place = self._folder / path
        if not self._is_made(path.rpartition("/")[0]) or _leads_away(place) or not place.is_dir():
            return False
        self._made.add(path)
        return True

    def _claim(self, path: str) -> None:
        """List a file as ours that is about to appear, now that nothing of others is in its way:
        what is listed may be replaced and removed by the next build."""
        if path not in self._ours:
            self._journal.add(path)

    def _make_folder(self, path: str, file: str) -> None:
        """Make a folder of the site, for a file in it, and those above it: real ones, not links to
        elsewhere."""
        if self._is_made(path):
            return
        self._make_folder(path.rpartition("/")[0], file)
        place = self._folder / path
        if place.is_mount():
            raise OutputRefusedError(
                f"another disk is mounted at `{place}`: unmount it, or choose another folder with "
                "--output"
            )
        self._clear(path)
        # Listed first, so that the next build finds a folder that stays empty. In one that is new,
        # nothing can be in the way of the file.
        self._claim(file)
        place.mkdir()
        self._made.add(path)

    def _clear(self, path: str) -> None:
        """Take away what earlier builds left where something else is to stand now; raises
        OutputRefusedError if that is not all."""
        target = self._folder / path
        if not os.path.lexists(target):
            return
        for old in sorted(self._ours):
            if (old == path or old.startswith(f"{path}/")) and leads_inside(old):
                self._remove(old)
        if os.path.lexists(target):
            raise OutputRefusedError(
                f"`{target}` is in the way, and this program did not write it: move it away, or "
                "choose another folder with --output"
            )

    def _remember(self) -> None:
        if self._now == self._before:
            return
        sure: dict[str, Kept] = {}
        with contextlib.suppress(OSError):  # a full disk; all that was asked for is done
            sure = sure_at(self._now, self._clock())
        if sure != self._before:
            remember(self._project, self._folder, sure)

    def _clock(self) -> int:
        """The time by the clock of the disk, which may be another machine's."""
        self._partial.touch(exist_ok=False)
        try:
            return self._partial.stat().st_mtime_ns
        finally:
            self._partial.unlink(missing_ok=True)


_PIECE = 1_000_000
"""Bytes of a file that are read at once: nearly all files of a site have fewer."""


def _digest_on_disk(target: str) -> str:
    try:
        with Path(target).open("rb", buffering=0) as stream:
            return digested(iter(partial(stream.read, _PIECE), b"")).digest
    except OSError:
        return ""


def _leads_away(place: Path) -> bool:
    """Whether a folder is not where its name says: a link, or another disk."""
    return place.is_symlink() or place.is_mount()
