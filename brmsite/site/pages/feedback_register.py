"""All complaints, compliments and suggestions, the latest first; the common filters as pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.cases import Case, Cases
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.satisfaction_items import FEEDBACK, OPEN_COMPLAINTS, OVERVIEW, ways
from brmsite.site.shapes import Cell, Code, Column, Empty, Entry, Pager, Row, Table, line
from brmsite.site.status import NOT_YET, case_cell
from brmsite.site.titles import Titles
from brmsite.site.words import worded

COLUMNS = (
    Column(N_("Feedback")),
    Column(N_("Type")),
    Column(N_("Customer")),
    Column(N_("Service")),
    Column(N_("Received"), "date"),
    Column(N_("Severity")),
    Column(N_("Owner")),
    Column(N_("Days open"), "number"),
    Column(N_("Settle by"), "date"),
    Column(N_("Status"), "status"),
)


@dataclass(frozen=True, slots=True)
class FeedbackRegisterView:
    """One view of the feedback."""

    ways: tuple[Entry, ...]
    views: tuple[Entry, ...]
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page, its records in order, and what to say without any."""

    label: str
    path: str
    feedback: tuple[Record[Feedback], ...]
    none: str


def pages(register: Register, titles: Titles, cases: Cases) -> Iterator[Page]:
    """All feedback, open complaints, and a view for each type."""
    newest = sorted(
        register.all(Feedback), key=lambda one: (one.fields.received, one.address), reverse=True
    )
    counts = (len(register.all(Survey)), len(newest), len(register.all(Escalation)))
    groups = _groups(newest, cases)

    def view(group: _Group, part: Part[Record[Feedback]]) -> FeedbackRegisterView:
        naming = Naming(register, titles, Here(part.path))
        return FeedbackRegisterView(
            ways(naming, FEEDBACK, counts),
            tuple(
                Entry(
                    each.label,
                    naming.here.to(each.path),
                    each is group,
                    figure(len(each.feedback)),
                )
                for each in groups
            ),
            part.table(_table(naming, cases, group, part.rows)),
            part.pager,
        )

    for group in groups:
        is_first = group.path == FEEDBACK
        title = _("Feedback") if is_first else _("Feedback, {label}", label=group.label.lower())
        above = ((_("Home"), "index.html"), (_("Satisfaction"), OVERVIEW))
        for part in parts(
            group.feedback, group.path, Things("{n} record of feedback", "{n} records of feedback")
        ):
            yield Page(
                part.path,
                "pages/feedback_register.html",
                part.title(title),
                partial(view, group, part),
                section="Satisfaction",
                crumbs=above if is_first else (*above, (_("Feedback"), FEEDBACK)),
                judges=True,
                all_rows=part.all_rows,
            )


def _groups(newest: Sequence[Record[Feedback]], cases: Cases) -> tuple[_Group, ...]:
    def of_type(type: str) -> tuple[Record[Feedback], ...]:
        return tuple(one for one in newest if one.fields.type == type)

    def is_open(one: Record[Feedback]) -> bool:
        case = cases.of(one)
        return case is not None and case.is_open

    complaints = of_type("complaint")
    still_open = tuple(one for one in complaints if is_open(one))
    views = "feedback/views"
    return (
        _Group(_("All"), FEEDBACK, tuple(newest), _("No feedback.")),
        _Group(_("Open complaints"), OPEN_COMPLAINTS, still_open, _("No open complaints.")),
        _Group(_("Complaints"), f"{views}/complaints.html", complaints, _("No complaints.")),
        _Group(
            _("Compliments"),
            f"{views}/compliments.html",
            of_type("compliment"),
            _("No compliments."),
        ),
        _Group(
            _("Suggestions"),
            f"{views}/suggestions.html",
            of_type("suggestion"),
            _("No suggestions."),
        ),
    )


def _table(naming: Naming, cases: Cases, group: _Group, rows: Sequence[Record[Feedback]]) -> Table:
    todo = sentence(_("Write the next one down under {folder}."), folder=Code("records/feedback"))
    return Table(
        "feedback",
        group.label if group.path != FEEDBACK else _("Feedback, the latest first"),
        COLUMNS,
        tuple(_row(naming, one, cases.of(one)) for one in rows),
        Empty(group.none, "", todo),
        controls=True,
        quiet=True,
    )


def _row(naming: Naming, feedback: Record[Feedback], case: Case | None) -> Row:
    fields = feedback.fields
    is_due = case is not None and case.is_open and case.type == "complaint"
    days_open = case.days_open if case is not None and case.is_open else None
    return Row(
        (
            Cell((naming.here.record(feedback, naming.titles.of(feedback)),)),
            Cell(line(worded(fields.type))),
            Cell((naming.one(Customer, fields.customer),)),
            Cell((naming.one(Service, fields.service),) if fields.service else ()),
            Cell((day(fields.received),)),
            Cell(
                line(worded(fields.severity)) if fields.severity else (), _WEIGHT[fields.severity]
            ),
            Cell((naming.one(Person, fields.owner),) if fields.owner else ()),
            Cell(() if days_open is None else (count(days_open),)),
            Cell((day(case.settle_by),) if case is not None and is_due else ()),
            Cell((NOT_YET,), "5") if case is None else case_cell(case),
        )
    )


_WEIGHT = {"critical": "0", "major": "1", "minor": "2", None: "3"}
"""Sorts complaints by how grave they are."""
