"""What was said of each record of a kind, so that after an edit only those are asked about again
that it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import is_
from typing import Any

from brmsite.ground.alike import are_alike
from brmsite.kinds.base import Common


@dataclass(frozen=True, slots=True)
class State:
    """What a register answers from when it is asked for records by their names: the records of
    each kind, the names that there are, and former ones with the present ones."""

    by_model: Mapping[type[Common], tuple[Any, ...]]
    names: frozenset[str]
    aliases: Mapping[str, str]

    def differs_in(self, other: State) -> frozenset[str] | None:
        """The addresses of the records that are others in another state; None where a name may
        lead elsewhere, or a record came or went."""
        # Sets are compared by all they hold, also with themselves.
        if self.names is not other.names and self.names != other.names:
            return None
        if self.aliases != other.aliases or self.by_model.keys() != other.by_model.keys():
            return None
        different: set[str] = set()
        for model, old in self.by_model.items():
            new = other.by_model[model]
            if len(old) != len(new):
                return None
            for one, another in zip(old, new, strict=True) if old is not new else ():
                if one is not another:
                    if one.address != another.address:
                        return None
                    different.add(one.address)
        return frozenset(different)


@dataclass(slots=True)
class Answers:
    """The answers by the addresses of the records that they are about, given in one `state` of the
    register. Each was made from its record, from what was `given` for it and what was `shared` by
    all; `asked_by` has the addresses that were looked up, each with the records for which it was,
    and `missed` the kinds of which there was no record to look up.
    """

    state: State
    given: Mapping[str, Any]
    shared: tuple[Any, ...]
    values: dict[str, Any] = field(default_factory=dict)
    asked_by: dict[str, frozenset[str]] = field(default_factory=dict)
    missed: set[type[Common]] = field(default_factory=set)

    def keep(self, known: Answers) -> Collection[str] | None:
        """Take over what was known before, and tell of which records something else may be said
        now; None, and nothing is taken over, where that is all of them."""
        different = known.state.differs_in(self.state)
        if different is None or not _are_the_same(known.shared, self.shared):
            return None
        self.values, self.asked_by = dict(known.values), dict(known.asked_by)
        self.missed |= known.missed
        concerned = set(different & self.values.keys())
        concerned.update(*(self.asked_by.get(address, ()) for address in different))
        before, given = known.given, self.given
        concerned.update(each for each in given if not are_alike(given[each], before[each]))
        return concerned

    def take(self, found: Iterable[tuple[str, Any, Iterable[str]]]) -> None:
        """Answers, each with the record that it is about and the addresses that were looked up."""
        asked_by: dict[str, set[str]] = {}
        for address, value, asked in found:
            self.values[address] = value
            for each in asked:
                asked_by.setdefault(each, set()).add(address)
        for each, addresses in asked_by.items():
            self.asked_by[each] = self.asked_by.get(each, frozenset()) | addresses


def _are_the_same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two rows hold the same objects: equal ones may still be written differently."""
    return len(one) == len(other) and all(map(is_, one, other))
