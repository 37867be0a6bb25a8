"""Support load against capacity: which team is too full, since when, and whether it gets better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.support_load import Load, Series, SupportLoads
from brmsite.kinds.load import SupportLoad
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.load_items import about_cell, hours, load_cell, period_cell, trend, use
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, sentence
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
    line,
)
from brmsite.site.titles import Titles

INDEX = "loads/index.html"

TEAM_COLUMNS = (
    Column(N_("Team")),
    Column(N_("Service or customer")),
    Column(N_("Latest period"), "date"),
    Column(N_("Hours"), "number"),
    Column(N_("Capacity"), "number"),
    Column(N_("Use"), "number"),
    Column(N_("Status"), "status"),
    Column(N_("Backlog"), "number"),
    Column(N_("Trend")),
)

COLUMNS = (
    Column(N_("Load")),
    Column(N_("Team")),
    Column(N_("Service or customer")),
    Column(N_("Period"), "date"),
    Column(N_("Opened"), "number", adds_up=True),
    Column(N_("Closed"), "number", adds_up=True),
    Column(N_("Hours"), "number", adds_up=True),
    Column(N_("Use"), "number"),
    Column(N_("Status"), "status"),
    Column(N_("What is done")),
)


def _empty() -> Empty:
    return Empty(
        _("No support load."),
        _("Nobody has written down yet how much support work the teams have."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/loads"),
            command=Code("brmsite new load"),
        ),
    )


@dataclass(frozen=True, slots=True)
class LoadsView:
    """A page of the support loads; the teams stand on the first one."""

    lead: Line
    teams: Table | None
    periods: Table
    pager: Pager


def pages(register: Register, titles: Titles, support_load: SupportLoads) -> Iterator[Page]:
    """The teams with their latest period, and all periods, 200 a page."""
    loads = sorted(
        (load for series in support_load.series for load in series.loads),
        key=lambda one: (one.record.fields.period.to, one.record.address),
        reverse=True,
    )

    def view(part: Part[Load]) -> LoadsView:
        naming = Naming(register, titles, Here(part.path))
        return LoadsView(
            _lead(support_load),
            _teams(support_load, naming) if part.number == 1 and loads else None,
            part.table(_periods(part.rows, naming)),
            part.pager,
        )

    for part in parts(loads, INDEX, Things("{n} period", "{n} periods")):
        yield Page(
            part.path,
            "pages/loads.html",
            part.title(_("Support load")),
            partial(view, part),
            section="Support load",
            all_rows=part.all_rows,
            crumbs=((_("Home"), "index.html"),),
        )


def _lead(support_load: SupportLoads) -> Line:
    series = support_load.series
    if not series:
        return line(_("Kept for teams, never for persons."))
    measured = [one.last for one in series if one.last is not None and one.last.is_measured]
    if not measured:
        return line(
            _("No period with hours and capacity is over. Kept for teams, never for persons.")
        )
    above = sum(load.is_above for load in measured)
    return line(
        counted(
            len(measured),
            "In its latest period, {above} of {n} measured team had more support "
            "work than hours. Kept for teams, never for persons.",
            "In its latest period, {above} of {n} measured teams had more support "
            "work than hours. Kept for teams, never for persons.",
            above=figure(above),
        )
    )


def _teams(support_load: SupportLoads, naming: Naming) -> Table:
    fullest = sorted(
        support_load.series,
        key=lambda one: (-one.above_running, -(one.last.percent or 0 if one.last else 0)),
    )
    rows = tuple(_team(one, naming) for one in fullest[:200])
    return Table("teams", _("Teams"), TEAM_COLUMNS, rows, _empty(), quiet=True)


def _team(series: Series, naming: Naming) -> Row:
    """A team with its latest period, or, where none is over yet, with the first one ahead."""
    latest = series.last or series.loads[0]
    record = latest.record
    fields = record.fields
    return Row(
        (
            Cell(line(fields.team)),
            about_cell(record, naming),
            period_cell(record, naming),
            Cell(hours(fields.hours)),
            Cell(hours(fields.capacity_hours)),
            Cell(use(latest)),
            load_cell(latest, series.above_running),
            Cell(() if fields.backlog is None else (count(fields.backlog),)),
            Cell(trend(series)),
        )
    )


def _periods(loads: Sequence[Load], naming: Naming) -> Table:
    rows = tuple(_period(one, naming) for one in loads)
    return Table(
        "loads",
        _("All periods, the latest first"),
        COLUMNS,
        rows,
        _empty(),
        controls=True,
        quiet=True,
    )


def _period(load: Load, naming: Naming) -> Row:
    record = load.record
    fields: SupportLoad = record.fields
    done: Line = (Aside(_("nothing named")),) if load.is_over and load.is_above else ()
    if fields.action is not None:
        done = (naming.at(fields.action),)
    return Row(
        (
            Cell((naming.here.record(record, naming.titles.of(record)),)),
            Cell(line(fields.team)),
            about_cell(record, naming),
            period_cell(record, naming),
            Cell((count(fields.opened),)),
            Cell((count(fields.closed),)),
            Cell(hours(fields.hours)),
            Cell(use(load)),
            load_cell(load),
            Cell(done),
        )
    )
