"""The yearly cycle: which activities were done when they were due, which were skipped, what comes.

An activity is due by the last day of some months, and late when its days of grace have passed
without evidence. Evidence counts for the month that it is nearest to (with `every_months`: for the
stretch of months in which it lies), so that what was done early or late is not done again; in the
days of grace it counts for the month before, as long as that has none. Looked at are the months of
this fiscal year and of the one before.

A customer counts from the first day that its record knows of, an activity from the day that it
names. Cycle compliance is evidenced / due: of the months of this fiscal year that have come, those
with evidence, and those that are late; what may still be done in time is not judged.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from brmsite.ground.period import add_days, add_months, end_of_period, year_begin
from brmsite.insight.activity_evidence import ActivityEvidence, Shown
from brmsite.kinds.activity import Activity, Concerned
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

State = Literal["evidenced", "late", "due", "ahead"]
"""How a month of an activity stands: done; past its grace without evidence; its month has begun;
its month has not begun."""


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year by its first and last day."""

    begin: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.begin <= day <= self.end


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One month in which an activity is due, for a customer (None: for IT itself).

    Evidence counts from `opens`; the month is `begins` to `due`, and `last_day` is `due` with the
    days of grace. `evidence` is what was done by the as-of date, the earliest first.
    """

    activity: Activity
    customer: Record[Customer] | None
    opens: date
    begins: date
    due: date
    last_day: date
    evidence: tuple[Shown, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Compliance:
    """Of what was due this fiscal year, what was done and what was not."""

    evidenced: tuple[Occurrence, ...]
    late: tuple[Occurrence, ...]

    @property
    def of(self) -> int:
        """How many were due."""
        return len(self.evidenced) + len(self.late)

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where nothing was due."""
        return 100 * len(self.evidenced) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Course:
    """One activity for one customer (None: for IT itself): the months in which it is due.

    `this_year` and `year_before` are the earliest first. `skipped` is the last month that is late
    while nothing was done since: what somebody should mend. `next` is the first month that is not
    done and not late; it may lie in the next fiscal year, and is None where nothing is to come.
    """

    activity: Activity
    customer: Record[Customer] | None
    this_year: tuple[Occurrence, ...]
    year_before: tuple[Occurrence, ...]
    skipped: Occurrence | None
    next: Occurrence | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """All activities for everybody on a day. `courses` are in the order of the settings, then of
    the customers' ids; `as_of` lies in `year`."""

    as_of: date
    year: Year
    activities: tuple[Activity, ...]
    courses: tuple[Course, ...]
    by_customer: dict[str, tuple[Course, ...]]

    def of_customer(self, customer: Record[Customer]) -> tuple[Course, ...]:
        """The activities for one customer, in the order of the settings."""
        return self.by_customer.get(customer.address, ())

    def of_activity(self, activity: Activity) -> tuple[Course, ...]:
        """One activity, for everybody."""
        return tuple(one for one in self.courses if one.activity.id == activity.id)

    @property
    def compliance(self) -> Compliance:
        """What was done of all that was due this fiscal year."""
        return self.compliance_in(self.courses)

    def compliance_in(self, courses: Iterable[Course]) -> Compliance:
        """What was done of what was due this fiscal year, of some activities or customers."""
        judged = [each for one in courses for each in one.this_year if each.begins <= self.as_of]
        return Compliance(
            tuple(each for each in judged if each.state == "evidenced"),
            tuple(each for each in judged if each.state == "late"),
        )


def derive(
    register: Register, settings: Settings, activity_evidence: ActivityEvidence, as_of: date
) -> Cycle:
    """The cycle on a day."""
    begin = year_begin(as_of, settings.fiscal_year_start)
    year = Year(begin, end_of_period(begin, 12))
    courses: list[Course] = []
    for activity in settings.activity_cycle:
        months = tuple(_months(activity, begin, settings.fiscal_year_start))
        for customer in _concerned(register, activity):
            since = _since(activity, customer)
            if since is not None:
                shown = activity_evidence.of(activity, customer)
                expected = [month for month in months if month.begins >= since]
                found = _occurrences(activity, customer, expected, shown, as_of)
                courses.append(_course(activity, customer, found, shown, year, as_of))
    by_customer: dict[str, list[Course]] = defaultdict(list)
    for course in courses:
        by_customer[course.customer.address if course.customer else ""].append(course)
    return Cycle(
        as_of,
        year,
        settings.activity_cycle,
        tuple(courses),
        {address: tuple(found) for address, found in by_customer.items()},
    )


def _concerned(register: Register, activity: Activity) -> Iterator[Record[Customer] | None]:
    """For whom an activity is done: customers, or IT itself."""
    if not activity.is_for_customers:
        yield None
        return
    some = activity.applies_to if isinstance(activity.applies_to, Concerned) else Concerned()
    named = {one.address for each in some.customers if (one := register.one(Customer, each))}
    for customer in register.all(Customer):
        if (
            customer.fields.state in some.states
            and (not some.tiers or customer.fields.tier in some.tiers)
            and (not some.customers or customer.address in named)
        ):
            yield customer


def _since(activity: Activity, customer: Record[Customer] | None) -> date | None:
    """From when on it is expected; None where nothing says since when there is the customer."""
    known = date.min if customer is None else customer.fields.known_since
    return None if known is None else max(known, activity.from_ or date.min)


# --- Months --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Month:
    """A month in which an activity is due; evidence counts from `opens` until the next opens."""

    opens: date
    begins: date
    due: date
    last_day: date


def _months(activity: Activity, begin: date, year_start: int) -> Iterator[_Month]:
    """The months due in the fiscal year that begins on `begin`, in the one before and in the one
    after, the earliest first."""
    wanted = activity.due_months(year_start)
    firsts = [(number, add_months(begin, number)) for number in range(-24, 24)]
    due = [(number, first) for number, first in firsts if first.month in wanted]
    for (before, _), (number, first) in pairwise(due):
        if number >= -12:
            end = end_of_period(first, 1)
            yield _Month(
                add_months(first, -_lead(activity, number - before)),
                first,
                end,
                add_days(end, activity.grace_days),
            )


def _lead(activity: Activity, gap: int) -> int:
    """How many months before a month its evidence begins to count, `gap` months after the one
    before: the whole stretch between them, or the nearer half of it."""
    return gap - 1 if activity.every_months else (gap - 1) // 2


# --- What was done -------------------------------------------------------------------------------


def _occurrences(
    activity: Activity,
    customer: Record[Customer] | None,
    months: list[_Month],
    shown: tuple[Shown, ...],
    as_of: date,
) -> list[Occurrence]:
    """The months with the evidence for each, the earliest first."""
    evidence: list[list[Shown]] = [[] for _ in months]
    opens = [month.opens for month in months]
    for one in shown:
        place = bisect_right(opens, one.day) - 1
        if one.day > as_of or place < 0:
            continue
        owed = place
        while owed > 0 and months[owed - 1].last_day >= one.day:
            owed -= 1
        # The earliest month that is still in its grace and has nothing; else its own.
        empty = (each for each in range(owed, place) if not evidence[each])
        evidence[next(empty, place)].append(one)
    return [
        Occurrence(
            activity,
            customer,
            month.opens,
            month.begins,
            month.due,
            month.last_day,
            tuple(found),
            _state(month, bool(found), as_of),
        )
        for month, found in zip(months, evidence, strict=True)
    ]


def _state(month: _Month, is_done: bool, as_of: date) -> State:
    if is_done:
        return "evidenced"
    if as_of > month.last_day:
        return "late"
    return "due" if as_of >= month.begins else "ahead"


def _course(
    activity: Activity,
    customer: Record[Customer] | None,
    found: list[Occurrence],
    shown: tuple[Shown, ...],
    year: Year,
    as_of: date,
) -> Course:
    past = [one for one in found if one.last_day < as_of]
    skipped = past[-1] if past and past[-1].state == "late" else None
    if skipped and any(skipped.last_day < one.day <= as_of for one in shown):
        skipped = None
    coming = (one for one in found if one.state in ("due", "ahead"))
    before = Year(add_months(year.begin, -12), add_days(year.begin, -1))
    return Course(
        activity,
        customer,
        tuple(one for one in found if year.holds(one.due)),
        tuple(one for one in found if before.holds(one.due)),
        skipped,
        next(coming, None),
    )


# --- As plain data -------------------------------------------------------------------------------


def about(cycle: Cycle, record: Record[Common]) -> dict[str, Any]:
    """What is due for a customer this fiscal year."""
    courses = cycle.by_customer.get(record.address, ())
    if not courses:
        return {}
    compliance = cycle.compliance_in(courses)
    return {
        "evidenced": len(compliance.evidenced),
        "of": compliance.of,
        "percent": compliance.percent,
        "activities": {
            course.activity.id: [
                {
                    "due": one.due.isoformat(),
                    "state": one.state,
                    "evidence": [shown.record.address for shown in one.evidence],
                }
                for one in course.this_year
            ]
            for course in courses
        },
    }
