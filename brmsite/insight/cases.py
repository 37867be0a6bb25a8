"""Every complaint, compliment and suggestion on the day: how old, acknowledged in time, how late.

Only what is known on the as-of date counts: feedback received up to that day; what was
acknowledged or closed later is not yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Literal

from brmsite.ground.period import add_days, add_months, days_between
from brmsite.ground.working_days import add_working_days
from brmsite.insight.escalated import Escalated, Raised
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback, FeedbackType
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.settings import Satisfaction as Limits
from brmsite.settings import Settings

Age = Literal["up to 14 days", "15 to 30 days", "over 30 days"]
"""How long a complaint is open."""

AGES: tuple[Age, ...] = ("up to 14 days", "15 to 30 days", "over 30 days")

LOOK_BACK_MONTHS = 12
"""How many months back the figures about complaints look."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One record of feedback on the day.

    `days_open` counts from the day it was received until the as-of date, or until it was closed
    (None where nobody wrote the day). `acknowledge_by` and `settle_by` are the last days in time.
    `acknowledged_in_time` is None while there is still time, and where nobody wrote the day.
    `days_late` is how long an open complaint is past `settle_by`; one that is resolved and waits
    for the customer's word is not late.
    """

    feedback: Record[Feedback]
    customer: Record[Customer] | None
    service: Record[Service] | None
    owner: Record[Person] | None
    is_open: bool
    is_settled: bool
    closed: date | None
    days_open: int | None
    acknowledge_by: date
    is_acknowledged: bool
    acknowledged_in_time: bool | None
    settle_by: date
    days_late: int
    escalations: tuple[Raised, ...]
    is_escalated: bool

    @property
    def type(self) -> FeedbackType:
        """Complaint, compliment or suggestion."""
        return self.feedback.fields.type

    @property
    def received(self) -> date:
        """The day it reached us."""
        return self.feedback.fields.received

    @property
    def age(self) -> Age | None:
        """How long it is open; None where it is closed."""
        if not self.is_open or self.days_open is None:
            return None
        return AGES[0 if self.days_open <= 14 else 1 if self.days_open <= 30 else 2]


@dataclass(frozen=True, slots=True)
class Share:
    """Some cases out of others: as a figure, with the records behind it."""

    part: tuple[Case, ...]
    of: tuple[Case, ...]

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where there is nothing to take a share of."""
        return 100 * len(self.part) / len(self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Complaints:
    """How complaints are handled. `open` are all that are open, the oldest first; the other
    figures are about the last twelve months."""

    open: tuple[Case, ...]
    acknowledged_in_time: Share
    escalated: Share
    closed: tuple[Case, ...]

    @property
    def received(self) -> tuple[Case, ...]:
        """All of the last twelve months, the latest first."""
        return self.escalated.of

    @property
    def late(self) -> tuple[Case, ...]:
        """Open ones past the day on which they should have been settled."""
        return tuple(case for case in self.open if case.days_late)

    def aged(self, age: Age) -> tuple[Case, ...]:
        """Open ones that are so old."""
        return tuple(case for case in self.open if case.age == age)

    @property
    def median_days_to_close(self) -> float | None:
        """From the day they were received; None where none was closed."""
        days = [case.days_open for case in self.closed if case.days_open is not None]
        return median(days) if days else None


@dataclass(frozen=True, slots=True)
class Cases:
    """All feedback known on the day, the latest first."""

    all: tuple[Case, ...]
    by_address: dict[str, Case]

    def of(self, feedback: Record[Feedback]) -> Case | None:
        """How one record of feedback stands; None before it was received."""
        return self.by_address.get(feedback.address)


def complaints_in(cases: Iterable[Case], as_of: date) -> Complaints:
    """How the complaints among some cases are handled. `cases` are the latest first."""
    since = add_months(as_of, -LOOK_BACK_MONTHS)
    complaints = tuple(case for case in cases if case.type == "complaint")
    recent = tuple(case for case in complaints if case.received > since)
    judged = tuple(case for case in recent if case.acknowledged_in_time is not None)
    return Complaints(
        tuple(case for case in reversed(complaints) if case.is_open),
        Share(tuple(case for case in judged if case.acknowledged_in_time), judged),
        Share(tuple(case for case in recent if case.is_escalated), recent),
        tuple(case for case in complaints if case.closed is not None and case.closed > since),
    )


def derive(register: Register, escalated: Escalated, settings: Settings, as_of: date) -> Cases:
    """All feedback received by a day."""
    known = (one for one in register.all(Feedback) if one.fields.received <= as_of)
    found = sorted(
        (_case(register, escalated, settings.satisfaction, one, as_of) for one in known),
        key=lambda one: (one.received, one.feedback.address),
        reverse=True,
    )
    return Cases(tuple(found), {one.feedback.address: one for one in found})


def about(cases: Cases, record: Record[Common]) -> dict[str, Any]:
    """How a record of feedback stands, as plain data."""
    case = cases.by_address.get(record.address)
    if case is None:
        return {}
    return {
        "open": case.is_open,
        "days_open": case.days_open,
        "acknowledge_by": case.acknowledge_by.isoformat(),
        "acknowledged_in_time": case.acknowledged_in_time,
        "settle_by": case.settle_by.isoformat(),
        "days_late": case.days_late,
        "escalated": case.is_escalated,
    }


def _case(
    register: Register,
    escalated: Escalated,
    limits: Limits,
    feedback: Record[Feedback],
    as_of: date,
) -> Case:
    fields = feedback.fields
    is_open = fields.state != "closed" or (fields.closed is not None and fields.closed > as_of)
    is_settled = not is_open or fields.state == "resolved"
    closed = None if is_open else fields.closed
    until = as_of if is_open else closed
    acknowledge_by = add_working_days(fields.received, limits.acknowledge_working_days)
    acknowledged = fields.acknowledged
    if acknowledged is not None and acknowledged > as_of:
        acknowledged = None
    is_acknowledged = acknowledged is not None or (
        fields.acknowledged is None and fields.state != "logged"
    )
    settle_by = fields.due or add_days(fields.received, limits.settle_days)
    is_late = fields.type == "complaint" and not is_settled
    escalations = _escalations(register, escalated, feedback)
    return Case(
        feedback,
        register.one(Customer, fields.customer),
        register.one(Service, fields.service),
        register.one(Person, fields.owner),
        is_open,
        is_settled,
        closed,
        None if until is None else days_between(fields.received, until),
        acknowledge_by,
        is_acknowledged,
        _in_time(acknowledged, is_acknowledged, acknowledge_by, as_of),
        settle_by,
        max(0, days_between(settle_by, as_of)) if is_late else 0,
        escalations,
        bool(escalations) or _says_so(register, fields),
    )


def _in_time(
    acknowledged: date | None, is_acknowledged: bool, by: date, as_of: date
) -> bool | None:
    if acknowledged is not None:
        return acknowledged <= by
    return False if not is_acknowledged and as_of > by else None


def _escalations(
    register: Register, escalated: Escalated, feedback: Record[Feedback]
) -> tuple[Raised, ...]:
    """What was raised from it, and what it names itself."""
    found = list(escalated.from_record(feedback))
    named = register.one(Escalation, feedback.fields.escalation)
    raised = escalated.of(named) if named is not None else None
    return tuple(found if raised is None or raised in found else [raised, *found])


def _says_so(register: Register, fields: Feedback) -> bool:
    """Whether it says that it was escalated where no record shows when: such a word is taken."""
    named = fields.escalation is not None and register.one(Escalation, fields.escalation) is None
    return fields.state == "escalated" or named
