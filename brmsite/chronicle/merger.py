"""Whether a merge changed a record itself: what no branch had said is of who merged.

Where both sides changed a file, git joins what they said, and who merged wrote nothing. Their own
is what differs from every parent: a field that none of them has so, a line of text that is in none.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from brmsite.changes.compare import compare
from brmsite.chronicle.as_called_now import State


def is_own(merged: State, parents: Sequence[State], paths: AbstractSet[str], currency: str) -> bool:
    """Whether a merge says of a record what it says in none of the parents that have it; `paths`
    are its files."""
    differing = [_differing(parent, merged, paths, currency) for parent in parents]
    known = [each for each in differing if each is not None]
    if len(known) < len(differing):
        return _has_own_lines(merged, parents)
    common = set.intersection(*map(set, known)) if known else set()
    if any(not each[name] for name in common for each in known):
        return True
    return bool(common) and _has_own_lines(merged, parents)


def _differing(
    parent: State, merged: State, paths: AbstractSet[str], currency: str
) -> dict[str, bool] | None:
    """The names of the fields that differ, and whether each is a text, of which each side may have
    changed a line; None where a version does not hold."""
    found = compare(parent.register, merged.register, paths, currency)
    if any(record.sort == "unreadable" for record in found):
        return None
    return {one.name: bool(one.pieces) for record in found for one in record.changes}


def _has_own_lines(merged: State, parents: Sequence[State]) -> bool:
    """Whether a line is in none of the parents, or in all of them and no longer in the file."""
    lines, known = _lines(merged), [*map(_lines, parents)]
    return bool(lines - set().union(*known)) or bool(set.intersection(*known) - lines)


def _lines(state: State) -> set[bytes]:
    return {line.strip() for line in state.content.splitlines()}
