"""How much we ask of our customers: the decisions and questions put to them, and how soon they
answer.

Counted are decisions that somebody of a customer took, and questions asked, in meetings held in the
last twelve months. A question is answered on the day that its record says, and not yet before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from brmsite.ground.period import add_months, days_between
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Decision, Meeting, Question
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register

MONTHS = 12
"""How many months back it is looked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One decision or question put to a customer in a meeting.

    `days` is how long the answer took, None where there is none yet, or it is a decision: that is
    taken in the meeting itself. `late` says that the day by which a question was needed has passed
    without an answer.
    """

    meeting: Record[Meeting]
    matter: Decision | Question
    days: int | None
    late: bool

    @property
    def is_question(self) -> bool:
        """Whether it had to be answered."""
        return isinstance(self.matter, Question)


@dataclass(frozen=True, slots=True)
class Burden:
    """What was put to one customer, or to all together, the earliest first.

    `meetings` are those held in the time: without any there is no data.
    """

    meetings: tuple[Record[Meeting], ...]
    asked: tuple[Asked, ...]

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What had to be answered."""
        return tuple(one for one in self.asked if one.is_question)

    @property
    def answered(self) -> tuple[Asked, ...]:
        """The questions that were."""
        return tuple(one for one in self.questions if one.days is not None)

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """The questions that were not."""
        return tuple(one for one in self.questions if one.days is None)

    @property
    def per_month(self) -> float | None:
        """Decisions and questions a month; None where nobody met."""
        return len(self.asked) / MONTHS if self.meetings else None

    @property
    def median_days(self) -> float | None:
        """How many days an answer takes; None where there is none."""
        days = [one.days for one in self.answered if one.days is not None]
        return float(median(days)) if days else None


@dataclass(frozen=True, slots=True)
class Burdens:
    """What was put to each customer, by address, and to all together, each thing once."""

    whole: Burden
    by_customer: dict[str, Burden]

    def of_customer(self, customer: Record[Customer]) -> Burden:
        """What was put to one customer; not to the units below it."""
        return self.by_customer.get(customer.address, Burden((), ()))


def derive(register: Register, as_of: date) -> Burdens:
    """What was asked in the twelve months up to a day."""
    since = add_months(as_of, -MONTHS)
    held = sorted(
        (
            meeting
            for meeting in register.all(Meeting)
            if meeting.fields.state == "held" and since < meeting.fields.date <= as_of
        ),
        key=lambda one: (one.fields.date, one.address),
    )
    asked = {meeting.address: tuple(_asked(register, meeting, as_of)) for meeting in held}
    by_customer: dict[str, list[Record[Meeting]]] = {}
    for meeting in held:
        units = (register.one(Customer, each) for each in meeting.fields.customers)
        for address in {unit.address for unit in units if unit is not None}:
            by_customer.setdefault(address, []).append(meeting)
    return Burdens(
        _burden(held, asked),
        {address: _burden(meetings, asked) for address, meetings in by_customer.items()},
    )


def _burden(meetings: Iterable[Record[Meeting]], asked: dict[str, tuple[Asked, ...]]) -> Burden:
    found = tuple(meetings)
    return Burden(found, tuple(one for meeting in found for one in asked[meeting.address]))


def _asked(register: Register, meeting: Record[Meeting], as_of: date) -> Iterator[Asked]:
    for decision in meeting.fields.decisions:
        person = register.one(Person, decision.by)
        if person is not None and register.one(Customer, person.fields.org) is not None:
            yield Asked(meeting, decision, None, late=False)
    for question in meeting.fields.questions:
        answered = question.answered
        if answered is not None and answered <= as_of:
            days = max(0, days_between(meeting.fields.date, answered))
            yield Asked(meeting, question, days, late=False)
        else:
            needed = question.needed_by
            yield Asked(meeting, question, None, late=needed is not None and needed < as_of)
