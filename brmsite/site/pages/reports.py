"""All service level reports, the latest first: what each said, and whether anybody was told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.measurements import Measurements, Outcome
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.delivery_items import presented_on, report_tag
from brmsite.site.language import N_, Things, _
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, days, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Pager,
    Row,
    Table,
    Tag,
)
from brmsite.site.status import OUTCOMES
from brmsite.site.titles import Titles

INDEX = "reports/index.html"
LEVELS = "service-levels.html"

COLUMNS = (
    Column(N_("Report")),
    Column(N_("Agreement")),
    Column(N_("Customer")),
    Column(N_("Period to"), "date"),
    Column(N_("Status"), "status"),
    Column(N_("Met"), "number", adds_up=True),
    Column(N_("Missed"), "number", adds_up=True),
    Column(N_("Not measured"), "number", adds_up=True),
    Column(N_("Published"), "date"),
    Column(N_("Presented")),
)


def _empty() -> Empty:
    return Empty(
        _("No reports."),
        _("Nothing that was promised has been measured yet."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/reports"),
            command=Code("brmsite new report"),
        ),
    )


@dataclass(frozen=True, slots=True)
class ReportsView:
    """A page of the list of reports."""

    lead: Line
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles, measurements: Measurements) -> Iterator[Page]:
    """The list of reports, 200 a page."""
    newest = sorted(
        register.all(Report), key=lambda one: (one.fields.period.to, one.address), reverse=True
    )

    def view(part: Part[Record[Report]]) -> ReportsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        return ReportsView(
            sentence(
                _("What follows from them stands under {link}."),
                link=here.page(_("Service levels"), LEVELS),
            ),
            part.table(_table(part.rows, measurements, naming)),
            part.pager,
        )

    for part in parts(newest, INDEX, Things("{n} report", "{n} reports")):
        yield Page(
            part.path,
            "pages/reports.html",
            part.title(_("Service level reports")),
            partial(view, part),
            section="Service levels",
            all_rows=part.all_rows,
            crumbs=((_("Home"), "index.html"), (_("Service levels"), LEVELS)),
        )


def _table(reports: Sequence[Record[Report]], measurements: Measurements, naming: Naming) -> Table:
    return Table(
        "reports",
        _("Service level reports, the latest first"),
        COLUMNS,
        tuple(_row(report, measurements, naming) for report in reports),
        _empty(),
        controls=True,
        quiet=True,
    )


def _row(report: Record[Report], measurements: Measurements, naming: Naming) -> Row:
    fields = report.fields
    outcomes = [one.outcome for one in measurements.of_report(report)]
    agreement = naming.register.one(Agreement, fields.agreement)
    customer: Line = ()
    if agreement is not None:
        customer = (naming.one(Customer, agreement.fields.customer),)
    not_yet: Line = (Aside(_("not yet")),) if fields.published is not None else ()
    return Row(
        (
            Cell((naming.here.record(report, naming.titles.of(report)),)),
            Cell((naming.one(Agreement, fields.agreement),)),
            Cell(customer),
            Cell((day(fields.period.to),)),
            _status(outcomes),
            Cell(_times(outcomes, "met", "near")),
            Cell(_times(outcomes, "missed")),
            Cell(_times(outcomes, "not-measured")),
            Cell(days(fields.published) or (Tag(_("Not sent"), "mute"),)),
            Cell(joined(presented_on(report, naming)) or not_yet),
        )
    )


def _status(outcomes: Sequence[Outcome]) -> Cell:
    """The worst line of a report; it sorts the most urgent first."""
    places = [OUTCOMES.index(one) for one in outcomes]
    return Cell((report_tag(outcomes),), str(min(places, default=len(OUTCOMES))))


def _times(outcomes: Sequence[Outcome], *wanted: Outcome) -> Line:
    found = sum(one in wanted for one in outcomes)
    return (count(found),) if found else ()
