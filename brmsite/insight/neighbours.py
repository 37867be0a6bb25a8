"""What comes before and after a record in its series: the meetings with one customer, the reports
on one agreement, the statuses of one project, the surveys of one customer, the support load of one
team, and the agreements that took each other's place.

A series is in the order of days. A record has at most two neighbours, so that a new one changes
nothing but those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.load import SupportLoad
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.project import Project
from brmsite.kinds.report import Report
from brmsite.kinds.status import ProjectStatus
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Between:
    """The neighbours of one record; `of` is the record or team whose series it is, empty for the
    agreements that follow each other."""

    of: Record[Common] | str
    before: Record[Common] | None
    after: Record[Common] | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The neighbours of all records that stand in a series, by address."""

    by_address: dict[str, Between]

    def of(self, record: Record[Common]) -> Between | None:
        """The neighbours of a record; None where it stands in no series or alone in one."""
        return self.by_address.get(record.address)


_Owner = Callable[[Any], str]
_Series = tuple[Record[Common], ...]

_SERIES: dict[type[Common], tuple[tuple[type[Common], _Owner], ...]] = {
    Customer: (
        (Meeting, lambda one: one.customers[0] if one.customers else ""),
        (Survey, lambda one: one.customers[0] if one.customers else ""),
    ),
    Agreement: ((Report, lambda one: one.agreement),),
    Project: ((ProjectStatus, lambda one: one.project),),
}
"""Kinds that stand in series, by the kind of record whose series they are, each with its name."""


def derive(register: Register) -> Neighbours:
    """The neighbours of every record, each series walked once."""
    found: dict[str, Between] = {}
    for whose, models in _SERIES.items():
        series = _series(register, whose, models)
        for walked in register.each_with(series, whose, _of_one).values():
            found |= walked
    teams: dict[str, list[Record[Common]]] = {}
    for load in register.all(SupportLoad):
        teams.setdefault(load.fields.team, []).append(load)
    for team, loads in teams.items():
        found |= _walked(team, tuple(loads))
    _supersessions(register, found)
    return Neighbours(found)


def _series(
    register: Register,
    whose: type[Common],
    models: tuple[tuple[type[Common], _Owner], ...],
) -> dict[str, tuple[_Series, ...]]:
    """The series of each record, one of each of these kinds."""
    found: dict[str, tuple[list[Record[Common]], ...]] = {
        one.address: tuple([] for _ in models) for one in register.all(whose)
    }
    for place, (model, owner) in enumerate(models):
        for record, address in register.each(model, _owned, owner, whose).values():
            if address:
                found[address][place].append(record)
    return {address: tuple(map(tuple, series)) for address, series in found.items()}


def _owned(
    register: Register, record: Record[Common], owner: _Owner, whose: type[Common]
) -> tuple[Record[Common], str]:
    """A record and the address of the one in whose series it stands; empty where it is in none."""
    found = register.one(whose, owner(record.fields))
    return record, found.address if found is not None else ""


def _of_one(
    _register: Register, whose: Record[Common], series: tuple[_Series, ...]
) -> dict[str, Between]:
    found: dict[str, Between] = {}
    for each in series:
        found |= _walked(whose, each)
    return found


def _walked(whose: Record[Common] | str, records: _Series) -> dict[str, Between]:
    if len(records) == 1:
        return {}
    ordered = sorted(records, key=lambda one: (str(one.fields.day), one.address))
    return {
        one.address: Between(whose, before, after)
        for before, one, after in zip((None, *ordered), ordered, (*ordered[1:], None), strict=False)
    }


def _supersessions(register: Register, found: dict[str, Between]) -> None:
    """Which agreement each one replaced, and the latest of those that replaced it."""
    before: dict[str, Record[Common]] = {}
    after: dict[str, Record[Common]] = {}
    in_order = sorted(register.all(Agreement), key=lambda one: (one.fields.term.start, one.address))
    for agreement in in_order:
        old = register.one(Agreement, agreement.fields.supersedes)
        if old is not None and old is not agreement:
            before[agreement.address] = old
            after[old.address] = agreement
    for address in before.keys() | after.keys():
        found[address] = Between("", before.get(address), after.get(address))
