"""The two states that a command was given, read and compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.cli.memory import all_processors
from brmsite.cli.revisions import Named
from brmsite.diff import State, compare_states
from brmsite.ground.memo import Memo
from brmsite.origin import Origin, if_there, on_disk
from brmsite.review.comparison import Comparison


def compared(
    project: Path,
    base: Named,
    head: Named,
    as_of: date,
    memo: Memo | None,
    here: Origin | None = None,
) -> Comparison:
    """The comparison of two states on a day; `here` is the working tree, where it was read."""

    def state(named: Named) -> State:
        if named.commit:
            return State(named.name, if_there(project, named.commit))
        return State(named.name, here or on_disk(project, memo))

    return compare_states(project, state(base), state(head), as_of, memo, all_processors())
