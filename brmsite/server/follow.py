"""Takes change after change into what is shown: the one thread that examines."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event
from time import perf_counter
from traceback import format_exception

from brmsite.build import showing, ways_of
from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_on_demand
from brmsite.examine import Examined, examine, examine_edit
from brmsite.ground.memo import Memo
from brmsite.history.provenance import UNKNOWN, provenance
from brmsite.inputs import until_still
from brmsite.server.backlog import Backlog
from brmsite.server.board import Board, Now
from brmsite.server.last_good import LastGood
from brmsite.site.refusal import LayoutError
from brmsite.source.files import SourceChangedError, with_changed

SECONDS_BETWEEN_OCCASIONS = 30.0
"""How often the day and the commit are asked for while nothing changes: midnight may pass."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the door knows and no file says: the as-of day, and the commit to name."""

    as_of: date
    commit: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One change taken in, or not: what the terminal tells. `seconds` is how long it took."""

    before: Now
    now: Now
    paths: frozenset[str]
    seconds: float
    traceback: str = ""


class Follower:
    """Keeps a board up to date with a project.

    `occasion` is asked at every change, and every so many seconds in between. `tell` is given the
    news, and must not keep us: somebody waits for the next page. `memo` remembers what was read.
    """

    def __init__(
        self,
        project: Path,
        backlog: Backlog,
        board: Board,
        last_good: LastGood,
        occasion: Callable[[], Occasion],
        tell: Callable[[News], None],
        memo: Memo | None = None,
        between_occasions: float = SECONDS_BETWEEN_OCCASIONS,
    ) -> None:
        self._project = project
        self._backlog = backlog
        self._board = board
        self._last_good = last_good
        self._occasion = occasion
        self._tell = tell
        self._memo = memo
        self._between_occasions = between_occasions
        self._known: Occasion | None = None
        self._provenance = UNKNOWN
        self._is_over = Event()
        self._chronicle: Chronicle | None = None
        self._told_by: tuple[str, Ways] | None = None

    def run(self) -> None:
        """Take in everything, and then every change, until told to stop."""
        self._take_in(frozenset())
        while True:
            paths = self._backlog.take(self._between_occasions)
            if self._is_over.is_set():
                return
            if paths or self._is_another_occasion():
                self._take_in(paths)

    def stop(self) -> None:
        """Take in nothing any more."""
        self._is_over.set()
        self._backlog.close()

    def _is_another_occasion(self) -> bool:
        try:
            return self._occasion() != self._known
        except (OSError, SourceChangedError):  # the settings are just being written: a change comes
            return False

    def _take_in(self, paths: frozenset[str]) -> None:
        began = perf_counter()
        before = self._board.now
        if self._is_as_it_was(before, paths):
            self._backlog.taken_in()
            return
        now, traceback = self._next(before, paths)
        self._last_good.promise_broken(before, now)
        self._board.post(now)
        self._backlog.taken_in()
        self._tell(News(before, now, paths, perf_counter() - began, traceback))

    def _is_as_it_was(self, before: Now, paths: frozenset[str]) -> bool:
        """Whether these records say what they said: saved as they were, or told of twice."""
        if before.examined is None or before.failure or not paths:
            return False
        tree = before.examined.tree
        known = replace(tree, files=tuple(file for file in tree.files if file.path in paths))
        read = with_changed(self._project, known, paths)
        if read is None or [file.digest for file in read.files] != [
            file.digest for file in known.files
        ]:
            return False
        return not self._is_another_occasion()

    def _edited(self, before: Now, paths: frozenset[str], as_of: date) -> Examined | None:
        """The records after an edit; what it does not concern is not examined again. None where
        all is to be."""
        if before.examined is None or not paths:
            return None
        return examine_edit(self._project, before.examined, paths, as_of, self._memo)

    def _examined_anew(self, as_of: date) -> Examined:
        """The records as they are now."""
        examined = until_still(examine)(self._project, as_of, memo=self._memo, noting=True)
        # Nothing of it is garbage for long: to look through all of it takes half a second.
        gc.freeze()
        return examined

    def _told(self, commit: str, ways: Ways) -> Chronicle:
        """What git remembers up to a commit; that of before while neither it nor the settings are
        others, so that it is read once."""
        if self._chronicle is None or self._told_by != (commit, ways):
            self._told_by = (commit, ways)
            return chronicle_on_demand(self._project, commit, ways, self._memo)
        return self._chronicle

    def _next(self, before: Now, paths: frozenset[str]) -> tuple[Now, str]:
        """The state after a change, and the traceback where a bug was met."""
        number = before.number + 1
        try:
            self._known = self._occasion()
            as_of, commit = self._known.as_of, self._known.commit
            edited = self._edited(before, paths, as_of)
            examined = edited or self._examined_anew(as_of)
            anew = number if edited is None else before.anew
            if commit != self._provenance.commit:
                self._provenance = provenance(self._project, commit)
                anew = number
            self._chronicle = self._told(commit, ways_of(examined.settings, examined.register))
            shown = showing(examined, as_of, self._provenance, before.showing, self._chronicle)
            return Now(number, anew, shown, examined), ""
        except (LayoutError, SourceChangedError, OSError) as error:
            return replace(before, number=number, failure=str(error)), ""
        except Exception as error:  # whatever is wrong, the last good site stays
            traceback = "".join(format_exception(error))
            return replace(before, number=number, failure=a_bug(error)), traceback


def a_bug(error: Exception) -> str:
    """What to say of a fault that nobody foresaw."""
    return f"this is a bug in brmsite, not in your records ({type(error).__name__}: {error})"
