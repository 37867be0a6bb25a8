"""Activities of the yearly cycle in short, for the calendar and the pages of whom they concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brmsite.insight.activity_evidence import Shown
from brmsite.insight.cycle import Course, Occurrence
from brmsite.kinds.activity import Activity
from brmsite.site.language import N_, _, counted, listed
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, day_in_words, sentence
from brmsite.site.shapes import Aside, Empty, Item, Line, Link, Listing, Piece, Text, line
from brmsite.site.status import CYCLE
from brmsite.site.words import in_sentence

CALENDAR = "calendar.html"

IT_ITSELF = N_("IT itself")
"""Whom an activity concerns that is done for no customer."""

MONTH_NAMES = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)

SHOWN_MOST = 3
"""So many records are named as evidence of one month; the customer's page has them all."""


def month_of(occurrence: Occurrence) -> str:
    """The month in which an activity is due: "October 2026"."""
    due = occurrence.due
    return _("{month} {year}", month=MONTH_NAMES[due.month - 1], year=due.year)


def months_in_words(activity: Activity, year_start: int) -> str:
    """When an activity is due: "every month", "March and September"."""
    months = sorted(activity.due_months(year_start), key=lambda each: (each - year_start) % 12)
    if len(months) == 12:
        return _("every month")
    return listed(MONTH_NAMES[month - 1] for month in months)


def evidence_line(naming: Naming, shown: Sequence[Shown]) -> Line:
    """The records that show that something was done, as links that say the day, the last first."""
    pieces: list[Piece] = []
    for one in sorted(shown, key=lambda each: each.day, reverse=True)[:SHOWN_MOST]:
        pieces += [Text(", ")] if pieces else []
        pieces.append(naming.here.record(one.record, one.day.isoformat()))
    if len(shown) > SHOWN_MOST:
        more = len(shown) - SHOWN_MOST
        pieces.append(Aside(counted(more, " and {n} more", " and {n} more")))
    return tuple(pieces)


def occurrence_item(naming: Naming, one: Occurrence) -> Item:
    """One month of an activity: what, for whom, by when, and what shows that it was done."""
    remarks: list[Line] = []
    if one.state == "evidenced":
        remarks.append(sentence(_("done {day}"), day=evidence_line(naming, one.evidence)))
    elif one.state == "late":
        remarks.append(sentence(_("was due by {day}"), day=day_in_words(one.due)))
    else:
        remarks.append(sentence(_("due by {day}"), day=day_in_words(one.due)))
    if one.activity.owner_role is not None:
        remarks.append(line(in_sentence(one.activity.owner_role)))
    title = line(one.activity.name, ": ", customer_piece(naming, one))
    return Item(title, tuple(remarks), (CYCLE[one.state],))


def customer_piece(naming: Naming, one: Occurrence | Course) -> Piece:
    """For whom an activity is done: a customer, or IT itself."""
    if one.customer is None:
        return Text(str(IT_ITSELF))
    return naming.here.record(one.customer, naming.titles.of(one.customer))


def skipped(courses: Iterable[Course]) -> tuple[Occurrence, ...]:
    """What is late and was not done since, the longest late first."""
    found = [one.skipped for one in courses if one.skipped is not None]
    return tuple(sorted(found, key=lambda one: one.due))


def due_now(courses: Iterable[Course]) -> tuple[Occurrence, ...]:
    """What is to be done now: its month has come and nothing shows that it was done; the nearest
    due day first."""
    found = [one.next for one in courses if one.next is not None and one.next.state == "due"]
    return tuple(sorted(found, key=lambda one: one.due))


def course_item(naming: Naming, course: Course) -> Item:
    """One activity for a customer as a line of its page: how it stands, what was done, what is
    next."""
    now = now_of(course)
    last = last_done(course)
    remarks: list[Line] = []
    if now is not None and now.state == "late":
        remarks.append(sentence(_("was due by {day}"), day=day(now.due)))
    elif now is not None and now.state == "due":
        remarks.append(sentence(_("due by {day}"), day=day(now.due)))
    if last is not None:
        remarks.append(sentence(_("done {day}"), day=evidence_line(naming, last.evidence)))
    if course.next is not None and course.next is not now:
        remarks.append(line(_("next in {month}", month=month_of(course.next))))
    if course.activity.owner_role is not None:
        remarks.append(line(in_sentence(course.activity.owner_role)))
    tags = () if now is None else (CYCLE[now.state],)
    return Item(line(course.activity.name), tuple(remarks), tags)


def courses_listing(naming: Naming, courses: Sequence[Course]) -> Listing:
    """The activities for one customer, the late ones first, with the way to the calendar."""
    order = tuple(CYCLE)

    def urgency(course: Course) -> int:
        now = now_of(course)
        return len(order) if now is None else order.index(now.state)

    return Listing(
        tuple(course_item(naming, one) for one in sorted(courses, key=urgency)),
        Empty(_("Nothing of the yearly cycle is done for this customer.")),
        calendar_link(naming) if courses else None,
    )


def calendar_link(naming: Naming) -> Link:
    """The way to the calendar."""
    return naming.here.page(_("Calendar"), CALENDAR)


def now_of(course: Course) -> Occurrence | None:
    """The month that says how an activity stands: what was skipped, what is due, what was done
    last, what comes."""
    if course.skipped is not None:
        return course.skipped
    if course.next is not None and course.next.state == "due":
        return course.next
    return last_done(course) or course.next


def last_done(course: Course) -> Occurrence | None:
    """The last month of an activity that was done, in this fiscal year or the one before."""
    done = [one for one in (*course.year_before, *course.this_year) if one.state == "evidenced"]
    return done[-1] if done else None
