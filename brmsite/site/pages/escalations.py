"""All escalations as one table: what is open first, then the latest."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.escalated import Escalated
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.person import Person
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.satisfaction_items import ESCALATIONS, OVERVIEW, records_line, ways
from brmsite.site.shapes import Cell, Code, Column, Empty, Entry, Pager, Row, Table, line
from brmsite.site.status import escalation_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

COLUMNS = (
    Column(N_("Escalation")),
    Column(N_("Status"), "status"),
    Column(N_("Customers")),
    Column(N_("Began with")),
    Column(N_("Raised"), "date"),
    Column(N_("Levels")),
    Column(N_("To")),
    Column(N_("Answer due"), "date"),
    Column(N_("Days open"), "number"),
)


def _empty() -> Empty:
    return Empty(
        _("No escalations."),
        _("Nothing was taken to a higher level."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/escalations"),
            command=Code("brmsite new escalation"),
        ),
    )


@dataclass(frozen=True, slots=True)
class EscalationsView:
    """A page of the table of escalations."""

    ways: tuple[Entry, ...]
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles, escalated: Escalated) -> Iterator[Page]:
    """The index of escalations, 200 a page."""
    newest = sorted(
        register.all(Escalation), key=lambda one: (one.fields.raised, one.address), reverse=True
    )
    open_first = sorted(newest, key=lambda one: not _is_open(escalated, one))
    counts = (len(register.all(Survey)), len(register.all(Feedback)), len(newest))

    def view(part: Part[Record[Escalation]]) -> EscalationsView:
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(_row(naming, escalated, one) for one in part.rows)
        table = Table(
            "escalations", _("Escalations"), COLUMNS, rows, _empty(), controls=True, quiet=True
        )
        return EscalationsView(ways(naming, ESCALATIONS, counts), part.table(table), part.pager)

    for part in parts(open_first, ESCALATIONS, Things("{n} escalation", "{n} escalations")):
        yield Page(
            part.path,
            "pages/escalations.html",
            part.title(_("Escalations")),
            partial(view, part),
            section="Satisfaction",
            crumbs=((_("Home"), "index.html"), (_("Satisfaction"), OVERVIEW)),
            judges=True,
            all_rows=part.all_rows,
        )


def _is_open(escalated: Escalated, escalation: Record[Escalation]) -> bool:
    raised = escalated.of(escalation)
    return raised is not None and raised.is_open


def _row(naming: Naming, escalated: Escalated, escalation: Record[Escalation]) -> Row:
    fields, raised = escalation.fields, escalated.of(escalation)
    days_open = raised.days_open if raised is not None else None
    return Row(
        (
            Cell((naming.here.record(escalation, naming.titles.of(escalation)),)),
            Cell((escalation_tag(raised),)),
            Cell(records_line(naming, raised.customers) if raised is not None else ()),
            Cell((naming.at(fields.origin),)),
            Cell((day(fields.raised),)),
            Cell(
                line(
                    _(
                        "{from_level} to {to_level}",
                        from_level=worded(fields.from_level),
                        to_level=in_sentence(fields.to_level),
                    )
                )
            ),
            Cell((naming.one(Person, fields.to),)),
            Cell((day(fields.response_due),)),
            Cell(() if days_open is None else (count(days_open),)),
        )
    )
