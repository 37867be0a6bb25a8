"""What was taken to a higher level, on whose behalf, and whether it is answered.

Only what is known on the as-of date counts: escalations raised up to that day; those closed later
are still open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from brmsite.ground.period import days_between
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register

C = TypeVar("C", Customer, Service)

_NAMED_BY = {("customer",), ("customers",), ("service",), ("services",)}
"""Fields in which a record says whom and what it is about."""

_LEADS_ON = {("agreement",), ("project",)}
"""Fields by which a record that does not say so itself belongs to one that does."""


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """One escalation on the day.

    `origin` is None where there is no such record; `part` is the action or target after its `#`.
    `customers` and `services` are those that the origin concerns. `days_open` counts from the day
    it was raised until the as-of date, or until it was closed (None where nobody wrote the day);
    `days_late` is how long an open one waits past the day on which an answer was due.
    """

    escalation: Record[Escalation]
    origin: Record[Common] | None
    part: str
    to: Record[Person] | None
    customers: tuple[Record[Customer], ...]
    services: tuple[Record[Service], ...]
    is_open: bool
    days_open: int | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Escalated:
    """All escalations known on the day, the latest first."""

    all: tuple[Raised, ...]
    by_address: dict[str, Raised]
    by_origin: dict[str, tuple[Raised, ...]]

    def of(self, escalation: Record[Escalation]) -> Raised | None:
        """How one escalation stands; None before it was raised."""
        return self.by_address.get(escalation.address)

    def from_record(self, record: Record[Common]) -> tuple[Raised, ...]:
        """What was escalated from a record or a part of it, the latest first."""
        return self.by_origin.get(record.address, ())

    @property
    def open(self) -> tuple[Raised, ...]:
        """Those that are not closed, the one raised first to begin with."""
        return tuple(one for one in reversed(self.all) if one.is_open)


def derive(register: Register, as_of: date) -> Escalated:
    """Every escalation raised by a day."""
    known = (one for one in register.all(Escalation) if one.fields.raised <= as_of)
    found = sorted(
        (_raised(register, one, as_of) for one in known),
        key=lambda one: (one.escalation.fields.raised, one.escalation.address),
        reverse=True,
    )
    by_origin: dict[str, list[Raised]] = {}
    for one in found:
        if one.origin is not None:
            by_origin.setdefault(one.origin.address, []).append(one)
    return Escalated(
        tuple(found),
        {one.escalation.address: one for one in found},
        {address: tuple(raised) for address, raised in by_origin.items()},
    )


def about(escalated: Escalated, record: Record[Common]) -> dict[str, Any]:
    """How an escalation stands, or what was escalated from a record, as plain data."""
    own = escalated.by_address.get(record.address)
    found = (own,) if own is not None else escalated.from_record(record)
    if not found:
        return {}
    return {
        "escalations": [
            {
                "escalation": one.escalation.address,
                "to": one.escalation.fields.to,
                "open": one.is_open,
                "days_open": one.days_open,
                "days_late": one.days_late,
            }
            for one in found
        ]
    }


def _raised(register: Register, escalation: Record[Escalation], as_of: date) -> Raised:
    fields = escalation.fields
    address, _, part = fields.origin.partition("#")
    origin = register.find(address)
    is_open = fields.state != "closed" or (fields.closed is not None and fields.closed > as_of)
    until = as_of if is_open else fields.closed
    is_answered = fields.state == "answered" or not is_open
    return Raised(
        escalation,
        origin,
        part,
        register.one(Person, fields.to),
        _concerned(register, origin, Customer),
        _concerned(register, origin, Service),
        is_open,
        None if until is None else days_between(fields.raised, until),
        0 if is_answered else max(0, days_between(fields.response_due, as_of)),
    )


def _concerned(
    register: Register, origin: Record[Common] | None, model: type[C]
) -> tuple[Record[C], ...]:
    """The customers or services that a record is about; where it names none, those of the
    agreement or project that it belongs to."""
    if origin is None:
        return ()
    if isinstance(origin.fields, model):
        return cast("tuple[Record[C], ...]", (origin,))
    named = _named(register, origin, model)
    if named:
        return named
    for link in register.links_from(origin.address):
        behind = register.find(link.target)
        if link.path[:1] in _LEADS_ON and behind is not None:
            return _named(register, behind, model)
    return ()


def _named(register: Register, record: Record[Common], model: type[C]) -> tuple[Record[C], ...]:
    """The customers or services that a record's own `customer`, `services` and so on name."""
    found: dict[str, Record[Common]] = {}
    for link in register.links_from(record.address):
        target = register.find(link.target)
        # Deeper fields are about something else: what a customer uses, what a target measures.
        is_own = len(link.path) <= 2 and link.path[:1] in _NAMED_BY
        if is_own and target is not None and isinstance(target.fields, model):
            found[target.address] = target
    return cast("tuple[Record[C], ...]", tuple(found.values()))
