"""Projects as entries of lists, and the parts of a status: milestones, risks, what to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from brmsite.ground.money import Money
from brmsite.insight.projects import Asked, Course, OpenRisk, Reach
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.project import ProjectType
from brmsite.kinds.status import DecisionNeeded, Risk, Savings
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import MISSING, day, days, from_now, money, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Item,
    Line,
    Listing,
    Number,
    Piece,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import PROJECTS, RISKS

TYPES: dict[ProjectType, str] = {
    "new": N_("New project"),
    "running": N_("Project, changes what is in use"),
    "support": N_("Project, helps with one of the customer's own"),
}

HIGH = Tag(N_("High"), "bad")
OVERDUE = Tag(N_("Overdue"), "bad")
REACHED = Tag(N_("Reached"), "ok")


def brief_page(customer: Record[Customer]) -> str:
    """The status brief of a customer that has one."""
    return f"{customer.address}/brief.html"


def has_brief(customer: Record[Customer], courses: Sequence[Course]) -> bool:
    """Whether there is a status brief: of active customers, and where projects concern one."""
    return customer.fields.state == "active" or bool(courses)


def project_item(naming: Naming, course: Course) -> Item:
    """One project: how it stands, when that was said, what is asked of the customer."""
    remarks: list[Line] = []
    if course.customers:
        here, titles = naming.here, naming.titles
        remarks.append(joined(here.record(one, titles.of(one)) for one in course.customers))
    if course.latest is not None:
        remarks.append(sentence(_("status of {day}"), day=day(course.latest.fields.on)))
    if course.status_days_late:
        words = counted(
            course.status_days_late,
            "the next one is {n} day late",
            "the next one is {n} days late",
        )
        remarks.append(line(words))
    if course.decisions:
        words = counted(len(course.decisions), "{n} decision needed", "{n} decisions needed")
        remarks.append(line(words))
    title = naming.here.record(course.project, naming.titles.of(course.project))
    return Item((title,), tuple(remarks), (PROJECTS[course.standing],))


# --- What is to be decided -----------------------------------------------------------------------


def asked_item(naming: Naming, asked: Asked, as_of: date, *, project: bool = True) -> Item:
    """A decision that a project needs: the question, what we recommend, by when; which project.

    One whose day has passed is overdue.
    """
    said = decision_item(naming, asked.decision, as_of)
    remarks = said.remarks
    if project:
        link = naming.here.record(asked.project, naming.titles.of(asked.project))
        remarks = (*remarks, (link,))
    is_overdue = asked.days_left is not None and asked.days_left < 0
    return Item(said.title, remarks, (OVERDUE,) if is_overdue else ())


def decision_item(naming: Naming, decision: DecisionNeeded, as_of: date | None = None) -> Item:
    """A decision as its status asks for it; with `as_of` it says how far away its day is."""
    advice = decision.recommendation
    remarks = [
        sentence(_("We recommend: {advice}"), advice=Text(advice) if advice else MISSING),
    ]
    if decision.by is not None:
        away = f" ({from_now(decision.by, as_of)})" if as_of else ""
        remarks.append(sentence(_("needed by {day}"), day=line(day(decision.by), away)))
    if decision.from_ is not None:
        who = naming.one(Person, decision.from_)
        remarks.append(sentence(_("from {person}"), person=who))
    return Item(line(decision.question), tuple(remarks))


# --- What was done, what comes ------------------------------------------------------------------


def text_list(texts: Sequence[str], what: str) -> Listing:
    """Plain sentences as a list; `what` says what is missing where there are none."""
    return Listing(tuple(Item(line(each)) for each in texts), Empty(what))


def milestone_table(reaches: Iterable[Reach]) -> Table:
    """The days that matter: as planned, as expected, as reached, and how far apart."""
    rows = tuple(
        Row(
            (
                Cell(line(each.milestone.name)),
                Cell(days(each.milestone.baseline)),
                Cell(_expected(each)),
                Cell(slip(each.slip_days)),
                Cell(line(each.milestone.reason or "")),
            )
        )
        for each in reaches
    )
    columns = (
        Column(_("Milestone")),
        Column(_("Planned"), "date"),
        Column(_("Reached or expected"), "date"),
        Column(_("Against the plan")),
        Column(_("Why")),
    )
    empty = Empty(_("No milestones."), _("The status names no day by which something is reached."))
    return Table("milestone-rows", _("Milestones"), columns, rows, empty, quiet=True)


def _expected(reach: Reach) -> Line:
    if reach.expected is None:
        return line(_("No day"))
    tag = REACHED if reach.is_reached else OVERDUE if reach.is_overdue else None
    return line(day(reach.expected), " ", tag) if tag else (day(reach.expected),)


def slip(found: int | None) -> Line:
    """How far from the plan: "28 days late", "as planned"; nothing where that is not known."""
    if found is None:
        return ()
    if found == 0:
        return (Number(_("as planned"), 0),)
    if found > 0:
        return (Number(counted(found, "{n} day late", "{n} days late"), found),)
    return (Number(counted(-found, "{n} day early", "{n} days early"), found),)


# --- What may go wrong --------------------------------------------------------------------------


def open_risk_table(naming: Naming, risks: Sequence[OpenRisk], ids: Sequence[str]) -> Table:
    """The open risks, the gravest first, with the anchors of their rows."""
    rows = tuple(
        _risk_row(naming, one.risk, one.is_high, one.is_late, anchor)
        for one, anchor in zip(risks, ids, strict=True)
    )
    empty = Empty(_("No open risks."), _("The latest status names nothing that may go wrong."))
    return Table("risk-rows", _("Open risks"), RISK_COLUMNS, rows, empty, quiet=True)


RISK_COLUMNS = (
    Column(N_("Risk")),
    Column(N_("Likely × hurts"), "number"),
    Column(N_("What is done about it")),
    Column(N_("Who")),
    Column(N_("By"), "date"),
    Column(N_("State"), "status"),
)


def risk_table(naming: Naming, risks: Sequence[Risk], ids: Sequence[str], high: int) -> Table:
    """All risks of one status, also those that are over, as they were written."""
    rows = tuple(
        _risk_row(naming, risk, risk.is_open and risk.score >= high, False, anchor)
        for risk, anchor in zip(risks, ids, strict=True)
    )
    empty = Empty(_("No risks."), _("The status names nothing that may go wrong."))
    return Table("risk-rows", _("Risks"), RISK_COLUMNS, rows, empty, quiet=True)


def _risk_row(naming: Naming, risk: Risk, is_high: bool, is_late: bool, anchor: str) -> Row:
    score: Line = (Number(f"{risk.probability} × {risk.impact} = {risk.score}", risk.score),)
    missing: Piece = MISSING if is_high else Text("")
    due: Line = (day(risk.due),) if risk.due is not None else (missing,)
    if is_late:
        due = (*due, Text(" "), OVERDUE)
    return Row(
        (
            Cell(line(risk.text, " ", Aside(risk.id))),
            Cell((*score, Text(" "), HIGH) if is_high else score),
            Cell(line(risk.mitigation) if risk.mitigation else (missing,)),
            Cell((naming.one(Person, risk.owner),) if risk.owner else (missing,)),
            Cell(due),
            Cell((RISKS[risk.state],)),
        ),
        anchor,
    )


def savings_line(savings: Savings, currency: str) -> tuple[Line, ...]:
    """What a project saves a year, and what the figure rests on."""
    amount = money(Money(savings.amount, savings.currency or currency))
    basis = (line(Aside(savings.basis)),) if savings.basis else ()
    return (sentence(_("{sum} a year"), sum=amount), *basis)
