"""Watches the folders of a project: the only door to watchdog.

The system tells of changes as they happen. It may not tell of all: it watches only so many
folders, and drops what nobody reads in time. So from time to time the files are looked at as
well, and where a change was found that nobody told of, they are looked at every second from then
on.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from brmsite.server.backlog import Backlog
from brmsite.server.glance import WATCHED, difference, glance

# What it says of itself is no news to whoever edits; what is, is said here.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
# It sees a folder twice where one is put in place while it looks: of no harm, and nobody's concern.
SEEN_TWICE = "Callback with id"
warnings.filterwarnings("ignore", SEEN_TWICE, RuntimeWarning)

if sys.platform == "linux":
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    # A file that is moved out of the folder (some editors put the old text elsewhere) would hold
    # up everything after it for half a second, in wait of where it is moved to.
    InotifyMoveEventGrouper.delay = 0.01

CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    FileClosedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""What is told of: not that files are opened and read, which we do ourselves, in thousands."""

SECONDS_BETWEEN_LOOKS = 3.0
"""How often the files are looked at while the system tells of changes."""

SECONDS_OF_POLLING = 1.0
"""How often they are looked at where it does not."""

POLLING = f"Changes are looked for every {SECONDS_OF_POLLING:g} s."

SHARE_OF_TIME = 0.03
"""So much of the time may go into looking at files, so that many thousands do not take it all."""

SECONDS_TO_TELL = 0.3
"""So long after a change the system may still tell of it."""

LIMITS = (errno.ENOSPC, errno.EMFILE, errno.ENFILE)
"""What the system says where it watches as many folders as it can."""


class Watch:
    """Tells a backlog of every change below the watched folders, until it is stopped.

    `say` is given a sentence when changes have to be looked for.
    """

    def __init__(
        self,
        project: Path,
        backlog: Backlog,
        say: Callable[[str], None],
        observe: Callable[[], BaseObserver] = Observer,
        between_looks: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self._project = project
        self._backlog = backlog
        self._say = say
        self._observe = observe
        self._between_looks = between_looks
        self._observer: BaseObserver | None = None
        self._trees: dict[str, ObservedWatch] = {}
        self._told: set[str] = set()
        self._told_before: set[str] = set()
        self._is_over = Event()
        self._seen = glance(project)
        self._thread = Thread(target=self._look_from_time_to_time, name="looks", daemon=True)

    def start(self) -> None:
        """From now on every change is told."""
        try:
            self._start_observer()
        except OSError as error:
            self._stop_observer()
            self._say(_why_polling(error))
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._is_over.set()
        self._stop_observer()

    def _start_observer(self) -> None:
        self._observer = self._observe()
        self._observer.start()
        for name in WATCHED:
            self._watch_tree(name)
        # Last, because watchdog says nothing where it is a folder below that cannot be watched:
        # when the limit was reached there, it is reached here.
        self._observer.schedule(
            _Teller(self._changed), str(self._project), recursive=False, event_filter=CHANGES
        )

    def _watch_tree(self, name: str) -> None:
        assert self._observer is not None
        known = self._trees.pop(name, None)
        if known is not None:
            with suppress(KeyError):
                self._observer.unschedule(known)
        folder = self._project / name
        if folder.is_dir() and not folder.is_symlink():
            self._trees[name] = self._observer.schedule(
                _Teller(self._changed), str(folder), recursive=True, event_filter=CHANGES
            )

    def _stop_observer(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()

    def _changed(self, location: str, is_new: bool) -> None:
        """Something changed at a location; `is_new` where it may not have been there before."""
        try:
            path = Path(location).relative_to(self._project)
        except ValueError:
            return
        if not path.parts or path.parts[0] not in WATCHED:
            return
        if any(part.startswith(".") for part in path.parts):
            return
        if is_new and len(path.parts) == 1:
            # The folder itself was put in place, with all that may be in it already.
            with suppress(OSError):
                self._watch_tree(path.parts[0])
        self._told.add(path.as_posix())
        self._backlog.tell([path.as_posix()])

    def _look_from_time_to_time(self) -> None:
        took = 0.0
        while not self._is_over.wait(max(self._pause(), took / SHARE_OF_TIME)):
            began = perf_counter()
            now = glance(self._project)
            took = perf_counter() - began
            changed, self._seen = difference(self._seen, now), now
            self._compare(changed)

    def _pause(self) -> float:
        return SECONDS_OF_POLLING if self._observer is None else self._between_looks

    def _compare(self, changed: frozenset[str]) -> None:
        """Tell of changes that were found and that nobody told of."""
        if changed and self._observer is not None:
            self._is_over.wait(SECONDS_TO_TELL)
        # What happened while we looked is told in one turn and found in the next.
        told = self._told_before | self._told
        self._told_before, self._told = self._told, set()
        # That a folder was told of may excuse the system, but a file in it may have changed since.
        untold = changed - told
        if untold and not told and self._observer is not None:
            self._stop_observer()
            self._say(f"The system did not tell of a change here. {POLLING}")
        if untold:
            self._backlog.tell(untold)


class _Teller(FileSystemEventHandler):
    """Hands on where something changed."""

    def __init__(self, changed: Callable[[str, bool], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        is_new = isinstance(event, DirCreatedEvent)
        self._changed(os.fsdecode(event.src_path), is_new)
        if event.dest_path:
            self._changed(os.fsdecode(event.dest_path), True)


def _why_polling(error: OSError) -> str:
    if error.errno in LIMITS:
        why = (
            "The system watches as many folders as it may (on Linux, raise "
            "fs.inotify.max_user_watches or fs.inotify.max_user_instances)."
        )
    else:
        why = f"The system cannot watch this folder ({error.strerror or error})."
    return f"{why} {POLLING}"
