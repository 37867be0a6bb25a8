"""Changes that were seen on the disk and not yet taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Condition
from time import monotonic

QUIET = 0.03
"""Seconds without a change after which a burst is over: an editor writes, renames and closes, a
branch switch goes through thousands of files."""

CEILING = 0.5
"""Seconds after which a burst is taken in though it goes on."""


class Backlog:
    """Paths that changed, gathered until they are quiet; `clock` gives seconds.

    One thread tells of changes, one takes them and says when they are taken in; any may wait
    until nothing is outstanding.
    """

    def __init__(
        self,
        quiet: float = QUIET,
        ceiling: float = CEILING,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._quiet = quiet
        self._ceiling = ceiling
        self._clock = clock
        self._moved = Condition()
        self._paths: set[str] = set()
        self._first = 0.0
        self._last = 0.0
        self._is_taking = False
        self._is_closed = False

    def tell(self, paths: Iterable[str]) -> None:
        """These paths, relative to the project, changed just now."""
        with self._moved:
            self._last = self._clock()
            if not self._paths:
                self._first = self._last
            self._paths.update(paths)
            self._moved.notify_all()

    def take(self, timeout: float) -> frozenset[str]:
        """The paths of the next burst, once it is over; none if nothing changed for so long, or
        once it is closed."""
        with self._moved:
            self._moved.wait_for(lambda: self._paths or self._is_closed, timeout)
            if self._is_closed:
                return frozenset()
            while self._paths and (left := self._left()) > 0:
                self._moved.wait(left)
            taken, self._paths = frozenset(self._paths), set()
            self._is_taking = bool(taken)
            return taken

    def taken_in(self) -> None:
        """What was taken last is in what is shown."""
        with self._moved:
            self._is_taking = False
            self._moved.notify_all()

    def close(self) -> None:
        """Let go of whoever waits for a burst: nobody has to take any more."""
        with self._moved:
            self._is_closed = True
            self._moved.notify_all()

    def wait_until_taken_in(self, timeout: float) -> bool:
        """Whether all changes seen so far were taken in, within so many seconds."""
        with self._moved:
            return self._moved.wait_for(lambda: not (self._paths or self._is_taking), timeout)

    def _left(self) -> float:
        """Seconds until this burst counts as over."""
        return min(self._last + self._quiet, self._first + self._ceiling) - self._clock()
