"""What somebody answers for: escalations, complaints, projects, risks, services, suppliers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from brmsite.insight.cases import Case, Cases
from brmsite.insight.escalated import Escalated, Raised
from brmsite.insight.projects import Course, OpenRisk, Projects, urgency
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, day, sentence
from brmsite.site.project_items import HIGH, OVERDUE, project_item
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.satisfaction_items import case_item, escalation_item
from brmsite.site.shapes import Item, Listing, Section, Tag, line
from brmsite.site.status import SERVICES

SHOWN = 8
"""So many of a sort the page of a person shows."""


@dataclass(frozen=True, slots=True)
class Risked:
    """A risk that somebody owns, and the project in which it stands."""

    course: Course
    risk: OpenRisk


@dataclass(slots=True)
class Duties:
    """What one person answers for, open matters only; each in the order in which it matters."""

    escalations: list[Raised] = field(default_factory=list)
    complaints: list[Case] = field(default_factory=list)
    projects: list[Course] = field(default_factory=list)
    risks: list[Risked] = field(default_factory=list)
    services: list[Record[Service]] = field(default_factory=list)
    suppliers: list[Record[Supplier]] = field(default_factory=list)


def duties_by_person(
    register: Register, cases: Cases, escalated: Escalated, projects: Projects
) -> dict[str, Duties]:
    """What everybody answers for, by the person's address."""
    found: dict[str, Duties] = defaultdict(Duties)

    def of(identifier: str | None) -> Duties:
        person = register.one(Person, identifier)
        return found["" if person is None else person.address]

    for raised in escalated.open:
        if raised.escalation.fields.state == "open":
            of(raised.escalation.fields.to).escalations.append(raised)
    for case in cases.all:
        if case.is_open and not case.is_settled:
            of(case.feedback.fields.owner).complaints.append(case)
    for course in sorted(projects.all, key=urgency):
        if course.standing not in ("done", "stopped"):
            of(course.project.fields.manager).projects.append(course)
        for risk in course.risks:
            of(risk.risk.owner).risks.append(Risked(course, risk))
    for service in register.all(Service):
        of(service.fields.owner).services.append(service)
    for supplier in register.all(Supplier):
        of(supplier.fields.manager).suppliers.append(supplier)
    return found


def duty_sections(naming: Naming, duties: Duties) -> tuple[Section, ...]:
    """A section for each sort of which there is something, what waits for them first."""
    risks = sorted(duties.risks, key=lambda one: (not one.risk.is_high, -one.risk.risk.score))
    return (
        *_section(
            "escalations",
            _("Escalations to answer"),
            [escalation_item(naming, one) for one in duties.escalations],
            naming,
            "escalations/index.html",
        ),
        *_section(
            "complaints",
            _("Feedback to settle"),
            [case_item(naming, one) for one in duties.complaints],
            naming,
            "feedback/index.html",
        ),
        *_section(
            "projects",
            _("Manages projects"),
            [project_item(naming, one) for one in duties.projects],
            naming,
            "projects/index.html",
        ),
        *_section(
            "risks",
            _("Handles risks"),
            [_risk_item(naming, one) for one in risks],
            naming,
            "projects/index.html",
        ),
    )


def owned(naming: Naming, duties: Duties) -> Listing | None:
    """The services they own and the suppliers they look after; None where there are none."""
    items = [_service_item(naming, one) for one in duties.services]
    items += [Item((naming.record(one),), (line(_("supplier")),)) for one in duties.suppliers]
    return Listing(tuple(items), NEVER_EMPTY) if items else None


def _section(
    id: str, heading: str, items: Sequence[Item], naming: Naming, path: str
) -> Iterator[Section]:
    if items:
        more = None
        if len(items) > SHOWN:
            words = counted(len(items), "{n} here; the whole list", "{n} here; the whole list")
            more = naming.here.page(words, path)
        yield Section(id, heading, Listing(tuple(items[:SHOWN]), NEVER_EMPTY, more))


def _risk_item(naming: Naming, one: Risked) -> Item:
    """A risk: what is done about it, by when, in which project."""
    risk = one.risk.risk
    handling = naming.prose(risk.mitigation) if risk.mitigation else (MISSING,)
    remarks = [sentence(_("handling: {what}"), what=handling)]
    if risk.due is not None:
        remarks.append(sentence(_("by {day}"), day=day(risk.due)))
    remarks.append((naming.record(one.course.project),))
    marks = ((one.risk.is_high, HIGH), (one.risk.is_late, OVERDUE))
    return Item(
        naming.prose(risk.text), tuple(remarks), tuple(tag for is_so, tag in marks if is_so)
    )


def _service_item(naming: Naming, service: Record[Service]) -> Item:
    state = service.fields.state
    tags: tuple[Tag, ...] = () if state == "live" else (SERVICES[state],)
    return Item((naming.record(service),), (line(_("service")),), tags)
