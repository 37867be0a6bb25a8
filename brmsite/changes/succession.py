"""What an agreement promises otherwise than the one that it takes the place of.

What it promises too was promised before: what counts is what is more and what is less. Targets are
the same that measure the same of one service, or have one id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from brmsite.changes.change import Change
from brmsite.changes.parts import TOP, Comparison, Name, keys_of
from brmsite.changes.wording import Words
from brmsite.ground.words import english
from brmsite.kinds.agreement import Agreement, Obligation, Target
from brmsite.register.normative import is_signed

_ITS_OWN = frozenset(
    (
        *(("number",), ("version",), ("supersedes",), ("targets", "id")),
        *(("term", "start"), ("funding", "from"), ("funding", "to")),
    )
)
"""Fields that are signed and differ in any two agreements, by the keys that lead to them."""


def instead_of(old: Agreement, new: Agreement, words: Words) -> Iterator[Change]:
    """What is signed otherwise in an agreement than in the one it supersedes. What it lacks is
    told where it names that one."""
    for change in _Succession("agreements", words).fields(old, new, TOP):
        if _matters(change):
            said = english("instead of {agreement}: {said}", agreement=old.number, said=change.said)
            path = ("supersedes",) if change.gone else change.path
            yield replace(change, path=path, said=said, gone=False)


def _matters(change: Change) -> bool:
    keys = tuple(step for step in change.path if isinstance(step, str))
    if change.reordered or keys in _ITS_OWN or not is_signed(change.path):
        return False
    if isinstance(change.before, Obligation) and change.gone:
        return change.before.done is None
    # That one term ends after the other says nothing; that only one of them ends, much.
    both_end = isinstance(change.before, date) and isinstance(change.after, date)
    return not (keys == ("term", "end") and both_end)


class _Succession(Comparison):
    """Compares two agreements as if they were one."""

    def apart(
        self, path: tuple[str, ...], had: Sequence[Any], has: Sequence[Any]
    ) -> tuple[list[Name], list[Name]]:
        """As for one agreement; targets by what they measure, money by who pays it."""
        if path == ("targets",):
            return _targets_apart(had, has)
        if path == ("funding",):
            keys = ("model", "cost_center")
            return keys_of(had, keys), keys_of(has, keys)
        return super().apart(path, had, has)


def _targets_apart(old: Sequence[Target], new: Sequence[Target]) -> tuple[list[Name], list[Name]]:
    """The targets of the new agreement by their ids; those of the old one by the id of what is the
    same in the new, or by their own where nothing is."""
    measured = _measured(old), _measured(new)
    same = {
        each.id: new[measured[1].index(name)].id
        for each, name in zip(old, measured[0], strict=True)
        if name in measured[1]
    }
    left = {each.id for each in new} - set(same.values())
    for each in old:
        if each.id not in same and each.id in left:
            same[each.id] = each.id
    names = [(same[each.id],) if each.id in same else (None, each.id) for each in old]
    return names, [(each.id,) for each in new]


def _measured(targets: Sequence[Target]) -> list[Name]:
    """What each target measures, of which service, for which cases."""
    return keys_of(targets, ("service", "metric", "priority"))
