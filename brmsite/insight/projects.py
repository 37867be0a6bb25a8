"""How the projects go: on track, at risk or late, what slips, what may go wrong, what to decide.

A project is told by its latest status on the as-of date; what was written later is not known yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from brmsite.ground.period import add_days, days_between
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.project import Project
from brmsite.kinds.status import DecisionNeeded, Light, Milestone, ProjectStatus, Risk
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Standing = Literal["late", "at-risk", "no-status", "on-track", "planned", "stopped", "done"]
"""How a project stands on a day.

`late`: its latest status is red, or the day on which it should have ended has passed. `at-risk`
and `on-track`: amber and green. `no-status`: under way, but nobody has told how it goes.
"""

STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""How projects can stand, the most urgent first."""

_BY_LIGHT: dict[Light, Standing] = {"green": "on-track", "amber": "at-risk", "red": "late"}


@dataclass(frozen=True, slots=True)
class Reach:
    """A milestone of the latest status, and how far it has slipped.

    `expected` is the day on which it was reached, else its forecast, else its baseline; None
    without any. `is_overdue` where that day has passed and it was not reached. `slip_days` count
    from the baseline to the expected day, or to the as-of date where it is overdue (it is at least
    so late); negative where it is early, None without a baseline.
    """

    milestone: Milestone
    index: int
    expected: date | None
    is_reached: bool
    is_overdue: bool
    slip_days: int | None


@dataclass(frozen=True, slots=True)
class OpenRisk:
    """A risk of the latest status that is not closed; `is_high` from the score in the settings on.

    `is_late` where the day for its handling has passed.
    """

    risk: Risk
    index: int
    is_high: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that the latest status of a project asks of the customer.

    `days_left` until the day it is needed, negative once that has passed; None without a day.
    """

    project: Record[Project]
    status: Record[ProjectStatus]
    index: int
    decision: DecisionNeeded
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """One project on the day.

    `customers` are those it names that there are. `statuses` are those written by then, the oldest
    first; milestones, risks (the gravest first) and decisions (the nearest day first) are those of
    the latest, and there are neither risks nor decisions once the project has ended.
    `status_due` is the last day for the next status; None where none is expected.
    """

    project: Record[Project]
    customers: tuple[Record[Customer], ...]
    statuses: tuple[Record[ProjectStatus], ...]
    standing: Standing
    milestones: tuple[Reach, ...]
    risks: tuple[OpenRisk, ...]
    decisions: tuple[Asked, ...]
    status_due: date | None
    as_of: date

    @property
    def latest(self) -> Record[ProjectStatus] | None:
        """The status that counts."""
        return self.statuses[-1] if self.statuses else None

    @property
    def is_live(self) -> bool:
        """Whether it is under way."""
        return self.standing not in ("planned", "stopped", "done")

    @property
    def days_since_status(self) -> int | None:
        """How old its latest status is, in days; None where it has none."""
        return days_between(self.latest.fields.on, self.as_of) if self.latest else None

    @property
    def status_days_late(self) -> int:
        """For how many days its next status is overdue; 0 where it is not."""
        return max(0, days_between(self.status_due, self.as_of)) if self.status_due else 0

    @property
    def slip_days(self) -> int | None:
        """The largest slip among the milestones still to be reached; None where none is known."""
        ahead = [each.slip_days for each in self.milestones if not each.is_reached]
        return max((days for days in ahead if days is not None), default=None)

    @property
    def days_past_end(self) -> int:
        """For how many days it should have ended already; 0 where it should not."""
        end = self.project.fields.end_baseline
        return max(0, days_between(end, self.as_of)) if end and self.is_live else 0


@dataclass(frozen=True, slots=True)
class OnTrack:
    """The projects that are on track, of all those under way whose status is known."""

    on_track: tuple[Course, ...]
    of: tuple[Course, ...]

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where nothing is known."""
        return 100 * len(self.on_track) / len(self.of) if self.of else None


def on_track(courses: Iterable[Course]) -> OnTrack:
    """How many of some projects are on track."""
    known = tuple(one for one in courses if one.is_live and one.standing != "no-status")
    return OnTrack(tuple(one for one in known if one.standing == "on-track"), known)


@dataclass(frozen=True, slots=True)
class Projects:
    """All projects on the day, by address; and those of each customer and the units below it."""

    all: tuple[Course, ...]
    by_address: dict[str, Course]
    by_customer: dict[str, tuple[Course, ...]]

    def of(self, project: Record[Project]) -> Course:
        """One project."""
        return self.by_address[project.address]

    def of_customer(self, customer: Record[Customer]) -> tuple[Course, ...]:
        """The projects that concern a customer or a unit below it, the most urgent first."""
        return self.by_customer.get(customer.address, ())

    def with_standing(self, *standings: Standing) -> tuple[Course, ...]:
        """Those that stand so."""
        return tuple(one for one in self.all if one.standing in standings)

    @property
    def decisions(self) -> tuple[Asked, ...]:
        """Everything that projects ask of customers, the nearest day first."""
        return in_order_of_day(each for one in self.all for each in one.decisions)


def statuses_by_project(register: Register) -> dict[str, tuple[Record[ProjectStatus], ...]]:
    """The statuses of each project by its address, the oldest first."""
    found: dict[str, list[Record[ProjectStatus]]] = {}
    for status in register.all(ProjectStatus):
        project = register.one(Project, status.fields.project)
        if project is not None:
            found.setdefault(project.address, []).append(status)
    return {
        address: tuple(sorted(statuses, key=lambda one: (one.fields.on, one.address)))
        for address, statuses in found.items()
    }


def last_words(register: Register) -> tuple[tuple[Record[Project], Record[ProjectStatus]], ...]:
    """Every project that has not ended, with the last of its statuses, whatever the day.

    What is wrong in an earlier status is history; what is wrong in the last one misleads.
    """
    statuses = statuses_by_project(register)
    return tuple(
        (project, statuses[project.address][-1])
        for project in register.all(Project)
        if project.address in statuses and project.fields.phase not in ("done", "stopped")
    )


def derive(register: Register, settings: Settings, structure: Structure, as_of: date) -> Projects:
    """Every project on the day."""
    statuses = statuses_by_project(register)
    by_address: dict[str, Course] = {}
    for project in register.all(Project):
        known = tuple(one for one in statuses.get(project.address, ()) if one.fields.on <= as_of)
        by_address[project.address] = _course(register, settings, project, known, as_of)
    by_customer: dict[str, dict[str, Course]] = {}
    for course in sorted(by_address.values(), key=urgency):
        for customer in course.customers:
            for unit in structure.chain(customer.address):
                by_customer.setdefault(unit.address, {})[course.project.address] = course
    return Projects(
        tuple(by_address.values()),
        by_address,
        {address: tuple(courses.values()) for address, courses in by_customer.items()},
    )


def urgency(course: Course) -> tuple[int, str, str]:
    """Sorts projects: the most urgent first, then by title."""
    project = course.project
    return STANDINGS.index(course.standing), project.title.casefold(), project.address


def in_order_of_day(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Decisions by the day on which they are needed; those without a day last."""
    return tuple(
        sorted(
            asked,
            key=lambda one: (one.decision.by or date.max, one.project.address, one.index),
        )
    )


def about(projects: Projects, record: Record[Common]) -> dict[str, Any]:
    """How a project goes; of a customer, how its projects and those of the units below go."""
    course = projects.by_address.get(record.address)
    if course is not None:
        return _plain(course)
    found = projects.by_customer.get(record.address)
    if not found:
        return {}
    share = on_track(found)
    return {
        "on_track": len(share.on_track),
        "under_way": len(share.of),
        "projects": [{"project": one.project.address, "standing": one.standing} for one in found],
    }


def _plain(course: Course) -> dict[str, Any]:
    return {
        "standing": course.standing,
        "status": course.latest.address if course.latest else None,
        "days_since_status": course.days_since_status,
        "status_due": course.status_due.isoformat() if course.status_due else None,
        "slip_days": course.slip_days,
        "milestones": [
            {
                "name": each.milestone.name,
                "expected": each.expected.isoformat() if each.expected else None,
                "reached": each.is_reached,
                "slip_days": each.slip_days,
            }
            for each in course.milestones
        ],
        "risks": [
            {"id": each.risk.id, "score": each.risk.score, "high": each.is_high}
            for each in course.risks
        ],
        "decisions_needed": [
            {"question": each.decision.question, "days_left": each.days_left}
            for each in course.decisions
        ],
    }


def _course(
    register: Register,
    settings: Settings,
    project: Record[Project],
    statuses: tuple[Record[ProjectStatus], ...],
    as_of: date,
) -> Course:
    fields = project.fields
    customers = (register.one(Customer, each) for each in dict.fromkeys(fields.customers))
    latest = statuses[-1] if statuses else None
    standing = _standing(fields, latest, as_of)
    is_over = standing in ("stopped", "done")
    said = latest.fields if latest else None
    every = settings.projects.status_every_days
    if fields.status_every_days is not None:
        every = fields.status_every_days
    counted_from = said.on if said else fields.start
    expects_status = not is_over and standing != "planned" and fields.phase != "planned"
    return Course(
        project=project,
        customers=tuple(one for one in customers if one is not None),
        statuses=statuses,
        standing=standing,
        milestones=reaches(said.milestones, as_of) if said else (),
        risks=open_risks(said.risks, settings, as_of) if said and not is_over else (),
        decisions=_asked(project, latest, as_of) if latest and not is_over else (),
        status_due=add_days(counted_from, every) if expects_status and counted_from else None,
        as_of=as_of,
    )


def _standing(fields: Project, latest: Record[ProjectStatus] | None, as_of: date) -> Standing:
    if fields.has_ended(as_of):
        return "stopped" if fields.phase == "stopped" else "done"
    is_ahead = fields.phase == "planned" or (fields.start is not None and fields.start > as_of)
    if latest is None:
        if is_ahead:
            return "planned"
        return "late" if _is_past_end(fields, as_of) else "no-status"
    return "late" if _is_past_end(fields, as_of) else _BY_LIGHT[latest.fields.rag]


def _is_past_end(fields: Project, as_of: date) -> bool:
    return fields.end_baseline is not None and fields.end_baseline < as_of


def reaches(milestones: Iterable[Milestone], as_of: date) -> tuple[Reach, ...]:
    """Milestones as known on a day, in the order in which they are written."""
    return tuple(_reach(one, index, as_of) for index, one in enumerate(milestones))


def _reach(milestone: Milestone, index: int, as_of: date) -> Reach:
    is_reached = milestone.actual is not None and milestone.actual <= as_of
    actual = milestone.actual if is_reached else None
    expected = actual or milestone.forecast or milestone.baseline
    is_overdue = expected is not None and not is_reached and expected < as_of
    until = as_of if is_overdue else expected
    slip = None
    if milestone.baseline is not None and until is not None:
        slip = days_between(milestone.baseline, until)
    return Reach(milestone, index, expected, is_reached, is_overdue, slip)


def open_risks(risks: Iterable[Risk], settings: Settings, as_of: date) -> tuple[OpenRisk, ...]:
    """The risks that are not closed, the gravest first, else as they are written."""
    found = [
        OpenRisk(
            risk,
            index,
            risk.score >= settings.projects.high_risk,
            risk.due is not None and risk.due < as_of,
        )
        for index, risk in enumerate(risks)
        if risk.is_open
    ]
    return tuple(sorted(found, key=lambda one: -one.risk.score))


def _asked(
    project: Record[Project], status: Record[ProjectStatus], as_of: date
) -> tuple[Asked, ...]:
    return in_order_of_day(
        Asked(project, status, index, one, days_between(as_of, one.by) if one.by else None)
        for index, one in enumerate(status.fields.decisions_needed)
    )
