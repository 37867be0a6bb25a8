"""What wants somebody's eyes on a Monday: with all customers, or with those of one manager.

Every sort of thing stands in the order of "can I still act": days that come before days that have
gone, and what has just slipped before old junk.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from brmsite.ground.period import add_days
from brmsite.insight.attainment import Attainment, TargetResults
from brmsite.insight.cases import Case
from brmsite.insight.changes import Asked as ChangeAsked
from brmsite.insight.changes import Changes
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.cycle import Cycle, Occurrence
from brmsite.insight.escalated import Escalated, Raised
from brmsite.insight.notices import Notice, Notices
from brmsite.insight.projects import Asked as DecisionAsked
from brmsite.insight.projects import Course, Projects
from brmsite.insight.projects import urgency as project_urgency
from brmsite.insight.satisfaction import NextSurvey, Satisfaction
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.turned import Turn, Turned
from brmsite.insight.wishes import Wish, Wishes
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register

SURVEY_DAYS = 30
"""So many days before its last day a survey counts as due."""

MEETING_DAYS = 21
"""Meetings ahead are those of this week and of the two after it, Monday to Sunday."""


@dataclass(frozen=True, slots=True)
class SurveyDue:
    """A customer that is to be asked soon, or should have been."""

    customer: Record[Customer]
    next: NextSurvey


@dataclass(frozen=True, slots=True)
class Matters:
    """What concerns somebody, every sort in the order in which it matters.

    `near` are agreements to be decided on, `passed` and `ended` those for which it is too late.
    `worse` are customers whose health got worse of late.
    `meetings` are those of this week and the two after it, `unwritten` those whose day has gone by
    and that are still planned. `complaints` are open, `escalations` wait for an answer, `projects`
    are late, at risk or silent. `missed` are the promises missed in their latest window, `changes`
    the open requests that are outside the agreement or unclear. `wishes` have no verdict.
    `activities` are due in the yearly cycle or were skipped.
    """

    near: tuple[Notice, ...]
    passed: tuple[AgreementTerm, ...]
    ended: tuple[AgreementTerm, ...]
    worse: tuple[Turn, ...]
    complaints: tuple[Case, ...]
    escalations: tuple[Raised, ...]
    decisions: tuple[DecisionAsked, ...]
    projects: tuple[Course, ...]
    overdue: tuple[Commitment, ...]
    due_soon: tuple[Commitment, ...]
    missed: tuple[TargetResults, ...]
    changes: tuple[ChangeAsked, ...]
    wishes: tuple[Wish, ...]
    meetings: tuple[Record[Meeting], ...]
    unwritten: tuple[Record[Meeting], ...]
    activities: tuple[Occurrence, ...]
    surveys: tuple[SurveyDue, ...]


@dataclass(frozen=True, slots=True)
class MattersOf:
    """Everything, and where in each sort the things of a customer stand (by its address)."""

    everybody: Matters
    places: dict[str, dict[str, tuple[int, ...]]]

    def of(self, customers: Iterable[Record[Customer]]) -> Matters:
        """What there is with some customers; a thing that concerns two of them is there once."""
        addresses = [customer.address for customer in customers]
        picked: dict[str, Any] = {}
        for sort, places in self.places.items():
            found = {place for address in addresses for place in places.get(address, ())}
            everything = getattr(self.everybody, sort)
            picked[sort] = tuple(everything[place] for place in sorted(found))
        return Matters(**picked)


def derive(
    register: Register,
    notices: Notices,
    commitments: Commitments,
    satisfaction: Satisfaction,
    escalated: Escalated,
    projects: Projects,
    attainment: Attainment,
    changes: Changes,
    wishes: Wishes,
    cycle: Cycle,
    turned: Turned,
    as_of: date,
) -> MattersOf:
    """What wants somebody's eyes on a day."""
    overdue = sorted(
        commitments.with_status("Overdue"),
        key=lambda one: (one.days_late, one.meeting.address, one.index),
    )
    everybody = Matters(
        near=notices.near,
        passed=notices.passed,
        ended=notices.ended,
        worse=turned.worse,
        complaints=tuple(sorted(satisfaction.overall.complaints.open, key=_complaint_order)),
        escalations=tuple(sorted(_unanswered(escalated), key=_escalation_order)),
        decisions=projects.decisions,
        projects=tuple(
            sorted(projects.with_standing("late", "at-risk", "no-status"), key=project_urgency)
        ),
        overdue=tuple(overdue),
        due_soon=commitments.with_status("Due soon"),
        missed=tuple(sorted(_missed(attainment), key=_missed_order)),
        changes=tuple(sorted(_to_route(changes), key=lambda one: one.within != "unclear")),
        wishes=tuple(reversed([wish for wish in wishes.all if wish.is_waiting])),
        meetings=tuple(sorted(_ahead(register, as_of), key=_meeting_order)),
        unwritten=tuple(sorted(_unwritten(register, as_of), key=_meeting_order, reverse=True)),
        activities=tuple(sorted(_activities(cycle), key=_activity_order)),
        surveys=tuple(sorted(_surveys(register, satisfaction, as_of), key=_survey_order)),
    )
    places: dict[str, dict[str, tuple[int, ...]]] = {}
    for field in fields(Matters):
        found: dict[str, list[int]] = {}
        for place, thing in enumerate(getattr(everybody, field.name)):
            for address in _CONCERNED[field.name](register, thing):
                found.setdefault(address, []).append(place)
        places[field.name] = {address: tuple(each) for address, each in found.items()}
    return MattersOf(everybody, places)


# --- What is picked, and in which order ----------------------------------------------------------


def _complaint_order(case: Case) -> tuple[int, int, str]:
    """Late ones first, what has just become late before old junk; then what must be acknowledged;
    what only waits for the customer's word last."""
    if case.days_late:
        return 0, case.days_late, case.feedback.address
    if not case.is_acknowledged:
        return 1, case.acknowledge_by.toordinal(), case.feedback.address
    return 3 if case.is_settled else 2, case.settle_by.toordinal(), case.feedback.address


def _unanswered(escalated: Escalated) -> Iterator[Raised]:
    return (one for one in escalated.open if one.escalation.fields.state == "open")


def _escalation_order(one: Raised) -> tuple[bool, int, date, str]:
    """Late ones first, the latest slip before others; then by the day an answer is due."""
    due = one.escalation.fields.response_due
    return not one.days_late, one.days_late, due, one.escalation.address


def _missed(attainment: Attainment) -> Iterator[TargetResults]:
    for one in attainment.binding:
        if one.last is not None and one.last.outcome == "missed":
            yield one


def _missed_order(one: TargetResults) -> tuple[int, str, int]:
    """New misses before those that go on for long."""
    return one.misses_running, one.agreement.address, one.index


def _to_route(changes: Changes) -> Iterator[ChangeAsked]:
    return (one for one in changes.open if one.within != "yes")


def _ahead(register: Register, as_of: date) -> Iterator[Record[Meeting]]:
    monday = add_days(as_of, -as_of.weekday())
    last = add_days(monday, MEETING_DAYS - 1)
    for meeting in register.all(Meeting):
        if monday <= meeting.fields.date <= last and meeting.fields.state != "cancelled":
            yield meeting


def _unwritten(register: Register, as_of: date) -> Iterator[Record[Meeting]]:
    for meeting in register.all(Meeting):
        if meeting.fields.state == "planned" and meeting.fields.date < as_of:
            yield meeting


def _meeting_order(meeting: Record[Meeting]) -> tuple[date, str]:
    return meeting.fields.date, meeting.address


def _activities(cycle: Cycle) -> Iterator[Occurrence]:
    """What is to be done now, and what was skipped and not made up for."""
    for course in cycle.courses:
        if course.next is not None and course.next.state == "due":
            yield course.next
        if course.skipped is not None:
            yield course.skipped


def _activity_order(one: Occurrence) -> tuple[bool, int, str, str]:
    """What is due, by its day; then what was skipped, the latest first."""
    is_late = one.state == "late"
    day = one.last_day.toordinal()
    address = one.customer.address if one.customer else ""
    return is_late, -day if is_late else day, one.activity.id, address


def _surveys(register: Register, satisfaction: Satisfaction, as_of: date) -> Iterator[SurveyDue]:
    soon = add_days(as_of, SURVEY_DAYS)
    for customer in register.all(Customer):
        coming = satisfaction.next_survey(customer)
        if coming is None or customer.fields.state != "active":
            continue
        if coming.is_overdue or (coming.due is not None and coming.due <= soon):
            yield SurveyDue(customer, coming)


def _survey_order(one: SurveyDue) -> tuple[bool, date, str]:
    """By the last day for it; those that nobody ever asked, last."""
    return one.next.due is None, one.next.due or date.max, one.customer.address


# --- Whom it concerns ----------------------------------------------------------------------------


def _term_customer(register: Register, term: AgreementTerm) -> Iterable[str]:
    return _addresses([register.one(Customer, term.agreement.fields.customer)])


def _meeting_customers(register: Register, meeting: Record[Meeting]) -> Iterable[str]:
    return _addresses(register.one(Customer, each) for each in meeting.fields.customers)


def _addresses(records: Iterable[Record[Common] | None]) -> Iterable[str]:
    return {record.address for record in records if record is not None}


def _project_customers(register: Register, one: DecisionAsked) -> Iterable[str]:
    return _addresses(register.one(Customer, each) for each in one.project.fields.customers)


_CONCERNED: dict[str, Callable[[Register, Any], Iterable[str]]] = {
    "near": lambda register, one: _term_customer(register, one.term),
    "passed": _term_customer,
    "ended": _term_customer,
    "worse": lambda _, one: _addresses([one.customer]),
    "complaints": lambda _, one: _addresses([one.customer]),
    "escalations": lambda _, one: _addresses(one.customers),
    "decisions": _project_customers,
    "projects": lambda _, one: _addresses(one.customers),
    "overdue": lambda _, one: _addresses(one.customers),
    "due_soon": lambda _, one: _addresses(one.customers),
    "missed": lambda register, one: _addresses(
        [register.one(Customer, one.agreement.fields.customer)]
    ),
    "changes": lambda _, one: _addresses([one.customer]),
    "wishes": lambda _, one: _addresses([one.customer]),
    "meetings": _meeting_customers,
    "unwritten": _meeting_customers,
    "activities": lambda _, one: _addresses([one.customer]),
    "surveys": lambda _, one: _addresses([one.customer]),
}
