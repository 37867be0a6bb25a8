"""What is shown now, for those who answer requests and those who wait for something newer."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition

from brmsite.examine import Examined
from brmsite.site.showing import Showing


@dataclass(frozen=True, slots=True)
class Now:
    """One state of the site: `number` goes up with every change that is taken in.

    `anew` is that of the last state before which anything but the texts of known records changed:
    since then assets, settings and layouts are the same, and so are the names of records.
    `failure` says why the change could not be taken in: `showing` and `examined` are then those of
    the last one that could; None if there was none.
    """

    number: int = 0
    anew: int = 0
    showing: Showing | None = None
    examined: Examined | None = None
    failure: str = ""


class Board:
    """Where the present state hangs, for all threads to see."""

    def __init__(self) -> None:
        self._now = Now()
        self._changed = Condition()

    @property
    def now(self) -> Now:
        """The present state, whole: it is replaced and never changed."""
        return self._now

    def post(self, now: Now) -> None:
        """This is the present state from now on."""
        with self._changed:
            self._now = now
            self._changed.notify_all()

    def newer(self, number: int, timeout: float) -> Now | None:
        """A state with a higher number, as soon as there is one; None if it takes too long."""
        with self._changed:
            self._changed.wait_for(lambda: self._now.number > number, timeout)
            return self._now if self._now.number > number else None
