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


_SERIES: tuple[tuple[type[Common], Callable[[Any], str], type[Common] | None], ...] = (
    (Meeting, lambda one: one.customers[0] if one.customers else "", Customer),
    (Report, lambda one: one.agreement, Agreement),
    (ProjectStatus, lambda one: one.project, Project),
    (Survey, lambda one: one.customers[0] if one.customers else "", Customer),
    (SupportLoad, lambda one: one.team, None),
)
"""Kinds that stand in series: the name of whose series it is, and the kind of record it names."""


def derive(register: Register) -> Neighbours:
    """The neighbours of every record, each series walked once."""
    found: dict[str, Between] = {}
    for model, owner, owned_by in _SERIES:
        series: dict[str, tuple[Record[Common] | str, list[Record[Common]]]] = {}
        for record in register.all(model):
            name = owner(record.fields)
            whose = register.one(owned_by, name) if owned_by is not None else name
            if whose:
                key = whose if isinstance(whose, str) else whose.address
                series.setdefault(key, (whose, []))[1].append(record)
        for whose, records in series.values():
            _walk(whose, records, found)
    _supersessions(register, found)
    return Neighbours(found)


def _walk(
    whose: Record[Common] | str, records: list[Record[Common]], found: dict[str, Between]
) -> None:
    ordered = sorted(records, key=lambda one: (str(one.fields.day), one.address))
    if len(ordered) == 1:
        return
    for before, one, after in zip((None, *ordered), ordered, (*ordered[1:], None), strict=False):
        found[one.address] = Between(whose, before, after)


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
