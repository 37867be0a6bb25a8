"""The meetings with every customer as threads, one a level: what was held, what lies ahead, when
the next one is expected.

Only meetings with the customer itself count; those with the units below are threads of theirs.
"""

from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import add_months
from brmsite.insight.accounts import Accounts
from brmsite.insight.cadence import Rhythm, Rhythms
from brmsite.insight.contacts import LEVELS
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Thread:
    """The meetings with one customer at one level, each list the earliest first.

    `ahead` are planned for the as-of date or later. `unwritten` are planned although their day has
    passed. `expected` is the day for the next one that is not planned yet: the last minutes'
    `next_date`, else the target of the customer's cadence; None where neither lies ahead.
    """

    customer: Record[Customer]
    level: Level
    held: tuple[Record[Meeting], ...]
    ahead: tuple[Record[Meeting], ...]
    unwritten: tuple[Record[Meeting], ...]
    expected: date | None

    @property
    def next_day(self) -> date | None:
        """When the next meeting is, or is expected; None where nobody knows."""
        return self.ahead[0].fields.date if self.ahead else self.expected


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads of every customer, by address: strategic, tactical, operational."""

    by_customer: dict[str, tuple[Thread, ...]]

    def of_customer(self, customer: Record[Customer]) -> tuple[Thread, ...]:
        """The three threads of one customer."""
        return self.by_customer[customer.address]

    def at(self, customer: Record[Customer], level: Level) -> Thread:
        """The meetings with a customer at one level."""
        return next(one for one in self.of_customer(customer) if one.level == level)


def derive(register: Register, accounts: Accounts, cadence: Rhythms, as_of: date) -> Threads:
    """All threads on a day."""
    found: dict[str, tuple[Thread, ...]] = {}
    for customer in register.all(Customer):
        meetings = accounts.of(customer).meetings
        rhythms = {one.cadence.level: one for one in cadence.of_customer(customer)}
        found[customer.address] = tuple(
            _thread(
                customer,
                level,
                [one for one in meetings if one.fields.level == level],
                rhythms.get(level),
                as_of,
            )
            for level in LEVELS
        )
    return Threads(found)


def _thread(
    customer: Record[Customer],
    level: Level,
    meetings: list[Record[Meeting]],
    rhythm: Rhythm | None,
    as_of: date,
) -> Thread:
    held = tuple(one for one in meetings if one.fields.state == "held" and one.fields.date <= as_of)
    planned = [one for one in meetings if one.fields.state == "planned"]
    return Thread(
        customer,
        level,
        held,
        tuple(one for one in planned if one.fields.date >= as_of),
        tuple(one for one in planned if one.fields.date < as_of),
        _expected(held, rhythm, as_of),
    )


def _expected(held: tuple[Record[Meeting], ...], rhythm: Rhythm | None, as_of: date) -> date | None:
    agreed = held[-1].fields.next_date if held else None
    if agreed is not None and agreed >= as_of:
        return agreed
    if rhythm is None or rhythm.last is None:
        return None
    target = add_months(rhythm.last.fields.date, rhythm.cadence.target_months)
    return target if target >= as_of else None
