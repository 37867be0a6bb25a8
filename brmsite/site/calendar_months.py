"""The months of a fiscal year as cards: the activities due in each, its meetings, and what else has
a day in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from brmsite.ground.period import add_months
from brmsite.insight.cases import Cases
from brmsite.insight.commitments import Commitments
from brmsite.insight.cycle import Cycle, Occurrence
from brmsite.insight.cycle import State as CycleState
from brmsite.insight.notices import Notices
from brmsite.insight.satisfaction import Satisfaction
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.site.cycle_items import MONTH_NAMES
from brmsite.site.draw.wheel import WheelMonth
from brmsite.site.language import Things, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day, month_name, sentence
from brmsite.site.satisfaction_items import OPEN_COMPLAINTS, OVERVIEW
from brmsite.site.shapes import Item, Line, Link, Tag, line
from brmsite.site.status import CYCLE
from brmsite.site.words import in_sentence

T = TypeVar("T")

MEETINGS = 3
"""So many meetings of a month are named."""


@dataclass(frozen=True, slots=True)
class MonthCard:
    """One month; `counts` say what else has a day in it, with the way there."""

    id: str
    name: str
    is_now: bool
    has_passed: bool
    activities: tuple[Item, ...]
    meetings: tuple[Item, ...]
    more: Link | None
    counts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """One sort of dated thing that is still open: each with its day and its record, what to call
    them, and the page that lists them all."""

    things: Things
    page: str
    found: tuple[tuple[date, Record[Common]], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What there is in one month of the year."""

    first: date
    occurrences: tuple[Occurrence, ...]
    meetings: tuple[Record[Meeting], ...]
    dates: tuple[tuple[Dates, tuple[Record[Common], ...]], ...]


def open_dates(
    register: Register,
    notices: Notices,
    commitments: Commitments,
    cases: Cases,
    satisfaction: Satisfaction,
) -> tuple[Dates, ...]:
    """What has a day by which somebody must act, sort by sort."""
    ahead = (*notices.near, *notices.later)
    return (
        Dates(
            Things("{n} notice date", "{n} notice dates"),
            "agreements/index.html",
            tuple((one.act_by, one.term.agreement) for one in ahead),
        ),
        Dates(
            Things("{n} agreement to decide on", "{n} agreements to decide on"),
            "agreements/index.html",
            tuple(
                (one.term.term.decide_by, one.term.agreement)
                for one in ahead
                if one.term.term.decide_by is not None and not one.term.term.is_decided
            ),
        ),
        Dates(
            Things("{n} action due", "{n} actions due"),
            "actions.html",
            tuple((one.action.due, one.meeting) for one in commitments.all if one.is_open),
        ),
        Dates(
            Things("{n} complaint to settle", "{n} complaints to settle"),
            OPEN_COMPLAINTS,
            tuple(
                (one.settle_by, one.feedback)
                for one in cases.all
                if one.type == "complaint" and not one.is_settled
            ),
        ),
        Dates(
            Things("{n} survey due", "{n} surveys due"),
            OVERVIEW,
            tuple(
                (asked.due, customer)
                for customer in register.all(Customer)
                for asked in (satisfaction.next_survey(customer),)
                if asked is not None and asked.due and customer.fields.state == "active"
            ),
        ),
    )


def months_of(register: Register, cycle: Cycle, dates: Sequence[Dates]) -> tuple[Month, ...]:
    """The twelve months of the fiscal year with what there is in each."""
    occurrences = _by_month((each.due, each) for one in cycle.courses for each in one.this_year)
    meetings = _by_month(
        (one.fields.date, one)
        for one in sorted(register.all(Meeting), key=lambda one: one.fields.date)
        if one.fields.state != "cancelled"
    )
    dated = [(sort, _by_month(sort.found)) for sort in dates]
    found: list[Month] = []
    for number in range(12):
        first = add_months(cycle.year.begin, number)
        key = (first.year, first.month)
        found.append(
            Month(
                first,
                tuple(occurrences.get(key, ())),
                tuple(meetings.get(key, ())),
                tuple((sort, tuple(months[key])) for sort, months in dated if key in months),
            )
        )
    return tuple(found)


def _by_month(dated: Iterable[tuple[date, T]]) -> dict[tuple[int, int], list[T]]:
    """Things by the year and month of their day."""
    found: dict[tuple[int, int], list[T]] = defaultdict(list)
    for on, one in dated:
        found[on.year, on.month].append(one)
    return found


def month_card(naming: Naming, month: Month, as_of: date) -> MonthCard:
    """One month in words and links."""
    first = month.first
    is_now = (first.year, first.month) == (as_of.year, as_of.month)
    return MonthCard(
        f"month-{first.isoformat()[:7]}",
        _name(first),
        is_now,
        add_months(first, 1) <= as_of,
        tuple(_activity(naming, one) for one in by_activity(month.occurrences)),
        _meetings(naming, month.meetings, as_of),
        _more_meetings(naming, month.meetings),
        tuple(_count(naming, sort, records) for sort, records in month.dates),
    )


def this_month(naming: Naming, month: Month) -> Line:
    """The month in one sentence: how many meetings it has and what is due in it."""
    here = naming.here.page(
        _name(month.first), "calendar.html", f"month-{month.first.isoformat()[:7]}"
    )
    counts = [_count(naming, sort, records) for sort, records in month.dates]
    if month.meetings:
        words = counted(len(month.meetings), "{n} meeting", "{n} meetings")
        counts.insert(0, line(naming.here.page(words, f"meetings/views/{month.first.year}.html")))
    if not counts:
        return sentence(_("{month}: nothing is due."), month=here)
    return sentence(_("{month}: {dates}."), month=here, dates=joined(each for (each,) in counts))


def _name(first: date) -> str:
    """A month and its year as a heading has them, with a capital in every language."""
    name = _("{month} {year}", month=MONTH_NAMES[first.month - 1], year=first.year)
    return name[:1].upper() + name[1:]


def wheel_month(month: Month, as_of: date) -> WheelMonth:
    """One month for the wheel: how many of its activities are done, and the worst of them."""
    done = sum(1 for one in month.occurrences if one.state == "evidenced")
    worst = next(
        (state for state in CYCLE if any(o.state == state for o in month.occurrences)), None
    )
    return WheelMonth(
        month_name(month.first.month),
        f"{done}/{len(month.occurrences)}" if month.occurrences else "",
        None if worst is None else CYCLE[worst].tone,
        len(month.meetings) + sum(len(records) for _, records in month.dates),
        (month.first.year, month.first.month) == (as_of.year, as_of.month),
    )


def by_activity(occurrences: Iterable[Occurrence]) -> list[list[Occurrence]]:
    """Months of one activity that are due on the same day, together: one a customer."""
    found: dict[tuple[str, date], list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        found[one.activity.id, one.due].append(one)
    return list(found.values())


def state_tags(states: Sequence[CycleState]) -> tuple[Tag, ...]:
    """How something stands for several customers: the state, with how many where they differ."""
    kinds = [state for state in CYCLE if state in states]
    if len(states) == 1:
        return (CYCLE[states[0]],)
    return tuple(
        Tag(
            f"{CYCLE[state].word} {figure(sum(1 for each in states if each == state))}",
            CYCLE[state].tone,
        )
        for state in kinds
    )


def activity_link(naming: Naming, occurrence: Occurrence) -> Link:
    """An activity by its name, leading to its row of the table."""
    return naming.here.page(
        occurrence.activity.name, "calendar.html", f"activity-{occurrence.activity.id}"
    )


def _activity(naming: Naming, group: list[Occurrence]) -> Item:
    role = group[0].activity.owner_role
    return Item(
        line(activity_link(naming, group[0])),
        (line(in_sentence(role)),) if role else (),
        state_tags([one.state for one in group]),
    )


def _meetings(naming: Naming, meetings: Sequence[Record[Meeting]], as_of: date) -> tuple[Item, ...]:
    """A few meetings by day; those still to come before those that were."""
    chosen = sorted(meetings, key=lambda one: (one.fields.date < as_of, one.fields.date))[:MEETINGS]
    chosen.sort(key=lambda one: one.fields.date)
    return tuple(
        Item(
            (naming.here.record(one, naming.titles.of(one)),),
            day=day(one.fields.date),
        )
        for one in chosen
    )


def _more_meetings(naming: Naming, meetings: Sequence[Record[Meeting]]) -> Link | None:
    if len(meetings) <= MEETINGS:
        return None
    year = meetings[0].fields.date.year
    words = counted(len(meetings), "All {n} meeting", "All {n} meetings")
    return naming.here.page(words, f"meetings/views/{year}.html")


def _count(naming: Naming, sort: Dates, records: Sequence[Record[Common]]) -> Line:
    words = sort.things.said(len(records))
    if len(records) == 1:
        return line(naming.here.record(records[0], words))
    return line(naming.here.page(words, sort.page))
