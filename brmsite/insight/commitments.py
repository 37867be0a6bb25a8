"""All actions of all meetings as one list: who owes what, what is late, how often it was in time.

An action that a meeting carries over to the next one of its series is one commitment, told as the
latest minutes have it; what carried over means is said in `carried`.

Only what is known on the as-of date counts: meetings up to that day, except cancelled ones, and
actions closed later are still open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal

from brmsite.ground.period import add_months, days_between
from brmsite.insight.carried import CarriedActions, Past
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Action, Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.role import Side
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Status = Literal["Overdue", "Due soon", "Open", "Done", "Cancelled"]
"""What to call an action on a day."""

AgeBand = Literal["up to 30 days", "31 to 90 days", "over 90 days"]
"""How long an action is late."""

AGE_BANDS: tuple[AgeBand, ...] = ("up to 30 days", "31 to 90 days", "over 90 days")

ON_TIME_MONTHS = 6
"""How many months back the on-time rate looks."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One action, as the latest minutes that have it say.

    `index` is its place in the meeting's `actions`. `owner` is None where there is no such person
    (or the record is broken); `side` is None where that, or the owner's organisation, is unknown.
    `raised` is the day of the first meeting that had it, and `carried` how often it was carried
    over since. `closed` is the day on which it was done or cancelled, None while it is open or
    where nobody wrote the day. `days_late` counts from the day after `due`: until the as-of date
    while it is open, until it was closed afterwards; 0 where it is not late.
    """

    meeting: Record[Meeting]
    index: int
    action: Action
    owner: Record[Person] | None
    side: Side | None
    customers: tuple[Record[Customer], ...]
    status: Status
    raised: date
    carried: int
    closed: date | None
    days_late: int

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in ("Overdue", "Due soon", "Open")

    @property
    def age_band(self) -> AgeBand | None:
        """How long it is overdue; None where it is not."""
        if self.status != "Overdue":
            return None
        return AGE_BANDS[0 if self.days_late <= 30 else 1 if self.days_late <= 90 else 2]


@dataclass(frozen=True, slots=True)
class OnTimeRate:
    """How many of the actions that should be done by now were done in time.

    `of` counts those done in the last months and those overdue now, `in_time` those among them
    that were done on their due day or before. Cancelled ones do not count: nobody was let down,
    and nothing delivered. Nor do those that are done on a day nobody wrote down.
    """

    in_time: int
    of: int

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where there is nothing to measure."""
        return 100 * self.in_time / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Commitments:
    """All actions, by due day, then by meeting and place in it; and those of each meeting whose
    latest minutes are its own, in the order of the minutes, by its address."""

    all: tuple[Commitment, ...]
    by_meeting: dict[str, tuple[Commitment, ...]]
    as_of: date

    def with_status(self, *statuses: Status) -> tuple[Commitment, ...]:
        """Those that are so on the as-of date, in order of their due days."""
        return tuple(one for one in self.all if one.status in statuses)

    def of_meeting(self, meeting: Record[Meeting]) -> tuple[Commitment, ...]:
        """Those whose latest minutes are those of one meeting, in the order of the minutes."""
        return self.by_meeting.get(meeting.address, ())

    @property
    def carried_over(self) -> tuple[Commitment, ...]:
        """Open ones that an earlier meeting of the series already had."""
        return tuple(one for one in self.all if one.is_open and one.carried)

    def on_time(self, side: Side | None = None) -> OnTimeRate:
        """The on-time rate of the owners on one side; with no side, of everybody."""
        return on_time(tuple(one for one in self.all if side in (None, one.side)), self.as_of)


def on_time(commitments: Iterable[Commitment], as_of: date) -> OnTimeRate:
    """The on-time rate of some commitments: those of a customer, of a person, of a side."""
    counted = timed(commitments, as_of)
    in_time = sum(one.status == "Done" and one.days_late == 0 for one in counted)
    return OnTimeRate(in_time, len(counted))


def timed(commitments: Iterable[Commitment], as_of: date) -> tuple[Commitment, ...]:
    """Those of some commitments that count for the on-time rate."""
    since = add_months(as_of, -ON_TIME_MONTHS)
    return tuple(
        one
        for one in commitments
        if one.status == "Overdue"
        or (one.status == "Done" and one.closed is not None and since < one.closed <= as_of)
    )


def derive(
    register: Register, carried: CarriedActions, settings: Settings, as_of: date
) -> Commitments:
    """Every action known on a day, each once."""
    said = register.each_with(
        carried.by_meeting, Meeting, _commitments, settings.thresholds.due_soon_days, as_of
    )
    known = chain.from_iterable(said.values())
    continued = {carried.past(one.meeting, one.index).before for one in known if one.carried}
    by_meeting = said | {
        address: tuple(one for one in said[address] if (address, one.index) not in continued)
        for address in {place[0] for place in continued if place}
    }
    # Meetings come by address: so do, of one day, the actions that are due then.
    found = sorted(chain.from_iterable(by_meeting.values()), key=lambda one: one.action.due)
    return Commitments(tuple(found), by_meeting, as_of)


def about(commitments: Commitments, record: Record[Common]) -> dict[str, Any]:
    """The actions of a meeting, or those that a person owns or a customer is concerned by."""
    concerned: Iterable[Commitment]
    match record.fields:
        case Meeting():
            concerned = sorted(
                commitments.by_meeting.get(record.address, ()), key=lambda one: one.action.due
            )
        case Person():
            concerned = (one for one in commitments.all if one.owner is record)
        case Customer():
            concerned = (one for one in commitments.all if record in one.customers)
        case _:
            return {}
    actions = [
        {
            "action": f"{commitment.meeting.address}#{commitment.action.id}",
            "owner": commitment.action.owner,
            "due": commitment.action.due.isoformat(),
            "status": commitment.status,
            "days_late": commitment.days_late,
        }
        for commitment in concerned
    ]
    return {"actions": actions} if actions else {}


def _commitments(
    register: Register,
    meeting: Record[Meeting],
    pasts: tuple[Past, ...],
    due_soon_days: int,
    as_of: date,
) -> tuple[Commitment, ...]:
    """The actions of one meeting as its minutes say, whether later ones took them up or not."""
    if meeting.fields.date > as_of:
        return ()
    found = (register.one(Customer, one) for one in meeting.fields.customers)
    customers = tuple(customer for customer in found if customer is not None)
    return tuple(
        _commitment(register, meeting, customers, index, past, due_soon_days, as_of)
        for index, past in enumerate(pasts)
    )


def _commitment(
    register: Register,
    meeting: Record[Meeting],
    customers: tuple[Record[Customer], ...],
    index: int,
    past: Past,
    due_soon_days: int,
    as_of: date,
) -> Commitment:
    action = meeting.fields.actions[index]
    owner = register.one(Person, action.owner)
    reopened = action.closed is not None and action.closed > as_of
    is_open = action.is_open or reopened
    closed = None if is_open else action.closed
    until = as_of if is_open else closed
    return Commitment(
        meeting=meeting,
        index=index,
        action=action,
        owner=owner,
        side=None if owner is None else _side(register, owner),
        customers=customers,
        status=_status(action, is_open, due_soon_days, as_of),
        raised=past.raised,
        carried=past.times,
        closed=closed,
        days_late=max(0, days_between(action.due, until)) if until else 0,
    )


def _status(action: Action, is_open: bool, due_soon_days: int, as_of: date) -> Status:
    if not is_open:
        return "Done" if action.state == "done" else "Cancelled"
    left = days_between(as_of, action.due)
    if left < 0:
        return "Overdue"
    return "Due soon" if left <= due_soon_days else "Open"


def _side(register: Register, owner: Record[Person]) -> Side | None:
    """People of a customer are on the customer's side; those of IT and its suppliers on ours."""
    org = owner.fields.org
    if org == "provider":
        return "provider"
    if register.one(Customer, org) is not None:
        return "customer"
    return "provider" if register.one(Supplier, org) is not None else None
