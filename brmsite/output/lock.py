"""Keeps two builds apart: whoever writes to a folder holds its lock until done, or dead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from brmsite.output.disk_words import in_our_words, read_in_our_words
from brmsite.output.refusal import OutputRefusedError

if sys.platform != "win32":
    import fcntl

_HELD: set[int] = set()


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of a folder that is held: `place` is the open folder, None where none can be."""

    folder: Path
    place: int | None

    def check(self) -> None:
        """Raise OutputRefusedError if the folder is no longer there, or another one by now: the
        lock went with the old one, and a build that found no lock may be writing to the new."""
        if self.place is None:
            return
        with in_our_words(self.folder):
            is_same = os.path.samestat(os.fstat(self.place), self.folder.stat())
        if not is_same:
            raise OutputRefusedError(
                f"`{self.folder}` was replaced by another folder while the site was written: build "
                "again"
            )


@contextmanager
def alone(folder: Path) -> Iterator[Lock]:
    """Raise OutputRefusedError while another build is writing to this folder.

    The system lets go of the lock when its process ends, however it ends; so a build that was
    killed locks nobody out, and nothing of the lock is left in the folder.
    """
    if sys.platform == "win32":
        yield Lock(folder, None)  # a folder cannot be locked there
        return
    with read_in_our_words(folder):
        place = os.open(folder, os.O_RDONLY)
    _HELD.add(place)
    try:
        if not _lock(place):
            raise OutputRefusedError(
                f"another build is writing to `{folder}`: wait until it is done, or stop it"
            )
        yield Lock(folder, place)
    finally:
        _HELD.discard(place)
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


def _let_go_in_a_child() -> None:
    """A process that was forked from ours, to help it, would hold the lock as long as it lives:
    also when ours has been killed."""
    while _HELD:
        os.close(_HELD.pop())


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_let_go_in_a_child)
