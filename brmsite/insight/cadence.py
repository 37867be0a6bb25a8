"""Whether we meet every customer as often as was agreed, level by level.

A meeting counts when it was held at the level with the unit itself or with one below it. Where
there was none yet, time runs from the first day that the customer's record knows of: of a role or
of the use of a service.

Expected are the days by which the next meeting had to be held: `max_months` after the last one
before, or after the last such day that nobody kept. Looked at are those of the last twelve months,
counted from the last meeting before them; so who meets more often than agreed is not expected to
meet more often for it.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from brmsite.ground.period import add_months
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Cadence, Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register

MONTHS = 12
"""How many months back expected meetings are looked at."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A day by which a meeting had to be held; `met` is the last one that kept it, or None."""

    customer: Record[Customer]
    cadence: Cadence
    due: date
    met: Record[Meeting] | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One line of a customer's `cadence`, and how it was kept.

    `index` is its place there. `last` is the latest meeting held. `due` is the last day for the
    next one; None where nothing says since when there should have been one.
    """

    customer: Record[Customer]
    index: int
    cadence: Cadence
    last: Record[Meeting] | None
    due: date | None
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Rhythms:
    """The rhythms of active customers, by the customers' addresses."""

    by_customer: dict[str, tuple[Rhythm, ...]]

    def of_customer(self, customer: Record[Customer]) -> tuple[Rhythm, ...]:
        """Those of one customer, in the order of its record."""
        return self.by_customer.get(customer.address, ())


def derive(register: Register, structure: Structure, as_of: date) -> Rhythms:
    """Every line of every active customer's cadence on a day."""
    active = [one for one in register.all(Customer) if one.fields.state == "active"]
    asked = frozenset(one.address for one in active if one.fields.cadence)
    held = _held(register, structure, asked, as_of)
    return Rhythms(
        {
            customer.address: tuple(
                _rhythm(customer, index, cadence, held[customer.address, cadence.level], as_of)
                for index, cadence in enumerate(customer.fields.cadence)
            )
            for customer in active
        }
    )


def _held(
    register: Register, structure: Structure, asked: frozenset[str], as_of: date
) -> dict[tuple[str, Level], list[Record[Meeting]]]:
    """The meetings held with each unit that is asked about or those below it, by level, the
    earliest first."""
    found: dict[tuple[str, Level], list[Record[Meeting]]] = defaultdict(list)
    above: dict[tuple[str, ...], frozenset[str]] = {}
    every = register.each(Meeting, _with, as_of).values() if asked else ()
    held = [one for one in every if one is not None]
    # Those of one day stay as they come: by address.
    for one in sorted(held, key=lambda each: each.meeting.fields.date):
        if one.units not in above:
            chains = map(structure.chain, one.units)
            above[one.units] = asked.intersection(u.address for u in chain.from_iterable(chains))
        for address in above[one.units]:
            found[address, one.meeting.fields.level].append(one.meeting)
    return found


class _With(NamedTuple):
    """A meeting that was held, and the addresses of the units that it was held with."""

    meeting: Record[Meeting]
    units: tuple[str, ...]


def _with(register: Register, meeting: Record[Meeting], as_of: date) -> _With | None:
    if meeting.fields.state != "held" or meeting.fields.date > as_of:
        return None
    units = (register.one(Customer, each) for each in meeting.fields.customers)
    return _With(meeting, tuple(unit.address for unit in units if unit is not None))


def _rhythm(
    customer: Record[Customer],
    index: int,
    cadence: Cadence,
    held: list[Record[Meeting]],
    as_of: date,
) -> Rhythm:
    begin = customer.fields.known_since
    last = held[-1] if held else None
    counted_from = last.fields.date if last else begin
    return Rhythm(
        customer,
        index,
        cadence,
        last,
        add_months(counted_from, cadence.max_months) if counted_from else None,
        tuple(_expectations(customer, cadence, held, begin, as_of)),
    )


def _expectations(
    customer: Record[Customer],
    cadence: Cadence,
    held: list[Record[Meeting]],
    begin: date | None,
    as_of: date,
) -> list[Expectation]:
    """The days of the last months by which a meeting had to be held, the earliest first."""
    since = add_months(as_of, -MONTHS)
    days = [meeting.fields.date for meeting in held]
    before = bisect_right(days, since)
    start = days[before - 1] if before else begin or since
    months = max(1, cadence.max_months)
    # A silence of many years is leapt over: nobody asks for its single months here.
    skipped = (since.year - start.year) * 12 + since.month - start.month
    number = max(1, skipped // months)
    while (due := add_months(start, number * months)) <= since:
        number += 1
    found: list[Expectation] = []
    after = add_months(start, (number - 1) * months)
    while due <= as_of and due > after:
        place = bisect_right(days, due)
        met = held[place - 1] if place and days[place - 1] > after else None
        found.append(Expectation(customer, cadence, due, met))
        start, number = (met.fields.date, 1) if met else (start, number + 1)
        after = start if met else due
        due = add_months(start, number * months)
    return found
