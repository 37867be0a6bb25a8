"""What was promised and what came of it: figures, sparklines and tables for several pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from brmsite.insight.attainment import Attained, Reading, TargetResults, attained
from brmsite.insight.measurements import PERCENT, Goal
from brmsite.insight.workload import WorkloadUse
from brmsite.kinds.agreement import Window
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.report import Report
from brmsite.kinds.service import Service
from brmsite.register.register import Record
from brmsite.site.addresses import record_page
from brmsite.site.language import N_, Things, _, counted, spoken
from brmsite.site.naming import Naming
from brmsite.site.pieces import span, written
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Line,
    Number,
    Piece,
    Row,
    Spark,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import OUTCOMES, outcome_cell, outcome_tag, use_cell

DELIVERED = "delivered"
"""The place on the page of an agreement where its results stand."""

_PROMISE_COLUMNS = (
    Column(N_("Measure")),
    Column(N_("Last"), "number"),
    Column(N_("Period"), "date"),
    Column(N_("Status"), "status"),
    Column(N_("Met"), "number"),
    Column(N_("Last 12")),
)


USE_COLUMNS = (
    Column(N_("Measure")),
    Column(N_("Period to"), "date"),
    Column(N_("Counted"), "number"),
    Column(N_("Limit"), "number"),
    Column(N_("Use"), "number"),
    Column(N_("Status"), "status"),
)


WINDOWS: dict[Window, Things] = {
    "month": Things("{n} month", "{n} months"),
    "quarter": Things("{n} quarter", "{n} quarters"),
    "year": Things("{n} year", "{n} years"),
}
"""So many of the periods over which promises are measured."""


def told(value: Decimal, goal: Goal) -> str:
    """A measured figure with the unit of its goal: "98.7 %", "1,250 minutes"."""
    if goal.unit in PERCENT:
        return _("{figure} %", figure=written(value))
    return f"{written(value)} {goal.unit}"


def figure(value: Decimal | None, goal: Goal) -> Line:
    """A measured figure with its unit; nothing where there is none."""
    if value is None:
        return ()
    return (Number(told(value, goal), float(value)),)


def percent(value: float | None) -> Line:
    """A share for a cell, with one decimal; nothing where there is none."""
    if value is None:
        return ()
    return (Number(_("{figure} %", figure=spoken().figure(value, ",.1f")), value),)


def urgency(one: TargetResults) -> tuple[int, int, str, int]:
    """Sorts promises: missed ones first, those missed longest running before others."""
    place = len(OUTCOMES) if one.last is None else OUTCOMES.index(one.last.outcome)
    return place, -one.misses_running, one.agreement.address, one.index


def status_cell(one: TargetResults) -> Cell:
    """How the latest window came out; how often running, where it was missed more than once."""
    cell = outcome_cell(one.last.outcome if one.last is not None else None)
    running = one.misses_running
    if running < 2:
        return cell
    times = counted(running, "{n} time running", "{n} times running")
    return Cell((*cell.line, Text(" "), Aside(times)), cell.sort)


def spark(one: TargetResults) -> Line:
    """The last twelve windows as a small drawing; nothing where none was measured."""
    recent = one.recent
    values = tuple(None if each.figure is None else float(each.figure) for each in recent)
    if all(value is None for value in values):
        return ()
    missed = tuple(place for place, each in enumerate(recent) if each.outcome == "missed")
    return (Spark(values, course(one), float(one.goal.value), missed),)


def course(one: TargetResults) -> str:
    """How the last twelve windows went: "missed in 4 of 12 months, 1 not measured"."""
    missed = sum(each.outcome == "missed" for each in one.recent)
    windows = WINDOWS[one.target.window].said(len(one.recent))
    words = _("{windows}, none missed", windows=windows)
    if missed:
        words = counted(
            missed, "missed in {n} of {windows}", "missed in {n} of {windows}", windows=windows
        )
    silent = sum(each.figure is None for each in one.recent)
    if not silent:
        return words
    return counted(
        silent, "{windows}, {n} not measured", "{windows}, {n} not measured", windows=words
    )


def period(reading: Reading | None, naming: Naming) -> Cell:
    """A window, as a link to the report that measured it."""
    if reading is None:
        return Cell(())
    order = reading.window.end.isoformat()
    name = span(reading.window)
    if reading.measurement is None:
        return Cell(line(name), order)
    return Cell((naming.here.page(name, record_page(reading.measurement.report)),), order)


def promises_table(results: Sequence[TargetResults], naming: Naming) -> Table:
    """The promises of one agreement with what came of them, in the order of the agreement."""
    return Table(
        "delivered-lines",
        _("What was delivered"),
        _PROMISE_COLUMNS,
        tuple(_promise(one, naming) for one in results),
        Empty(_("Nothing was promised that can be measured.")),
        quiet=True,
    )


def _promise(one: TargetResults, naming: Naming) -> Row:
    return Row(
        (
            Cell(line(one.target.description, " ", Aside(one.target.id))),
            Cell(figure(one.last.figure if one.last is not None else None, one.goal)),
            period(one.last, naming),
            status_cell(one),
            Cell(met_of(attained((one,)))),
            Cell(spark(one)),
        )
    )


def met_of(found: Attained) -> Line:
    """Met of judged, as figures: "9 of 12"; nothing where nothing could be judged."""
    met, judged = len(found.met), len(found.judged)
    if not judged:
        return ()
    share = _("{part} of {whole}", part=spoken().figure(met), whole=spoken().figure(judged))
    return (Number(share, met / judged),)


HISTORY = "history-lines"
"""The id of the table of reports."""

HISTORY_TARGETS = 8
HISTORY_REPORTS = 36
"""So many targets and reports the history of an agreement shows, the latest reports."""


def history_table(
    results: Sequence[TargetResults],
    reports: Sequence[Record[Report]],
    naming: Naming,
) -> Table | None:
    """Every report on an agreement in a row, the latest first, with its figures; None without."""
    if not reports:
        return None
    shown = results[:HISTORY_TARGETS]
    figures: dict[tuple[str, int], Line] = {}
    for place, one in enumerate(shown):
        for reading in one.readings:
            if reading.measurement is not None:
                report = reading.measurement.report
                figures[report.address, place] = _told(reading, one.goal)
    rows = tuple(
        Row(
            (
                Cell((naming.here.record(report, naming.titles.of(report)),)),
                *(Cell(figures.get((report.address, place), ())) for place in range(len(shown))),
            )
        )
        for report in list(reversed(reports))[:HISTORY_REPORTS]
    )
    heads = tuple(Column(f"{one.target.id}, {one.target.metric}", "number") for one in shown)
    columns = (Column(_("Report")), *heads)
    empty = Empty(_("No reports."))
    return Table(HISTORY, _("Reports"), columns, rows, empty, quiet=True, compact=True)


def _told(reading: Reading, goal: Goal) -> Line:
    """A figure, with its status where it was not simply met."""
    if reading.outcome == "met":
        return figure(reading.figure, goal)
    tag = outcome_tag(reading.outcome)
    found = figure(reading.figure, goal)
    return (*found, Text(" "), tag) if found else (tag,)


# --- Workload ------------------------------------------------------------------------------------


def workload_row(use: WorkloadUse, head: Line, naming: Naming) -> Row:
    """One figure against its limit, under columns: head, report, actual, limit, use, status."""
    limit = use.limit
    upper = limit.upper if limit is not None else None
    report = use.report
    period_end = report.fields.period.to
    return Row(
        (
            Cell(head),
            Cell(
                (naming.here.page(period_end.isoformat(), record_page(report)),),
                period_end.isoformat(),
            ),
            Cell((Number(written(use.line.actual), float(use.line.actual)),)),
            Cell(() if upper is None else (Number(written(upper), float(upper)),)),
            Cell(percent(use.percent)),
            use_cell(use.level),
        )
    )


def service_of(one: TargetResults, naming: Naming) -> Piece:
    """The service that a promise is about."""
    return naming.one(Service, one.target.service)


def report_tag(outcomes: Iterable[str]) -> Tag:
    """How a report stands as a whole: as its worst line."""
    found = set(outcomes)
    worst = next((each for each in OUTCOMES if each in found), None)
    return outcome_tag(worst) if worst is not None else Tag(_("No lines"), "mute")


def presented_in(report: Record[Report], naming: Naming) -> tuple[Piece, ...]:
    """The meetings in which it was gone through, by their titles."""
    return tuple(naming.at(address) for address in _presented(report, naming))


def presented_on(report: Record[Report], naming: Naming) -> tuple[Piece, ...]:
    """The meetings in which it was gone through, by their days: where there is no room for more."""
    found = map(naming.register.find, _presented(report, naming))
    return tuple(
        naming.here.page(one.fields.date.isoformat(), record_page(one))
        for one in found
        if one is not None and isinstance(one.fields, Meeting)
    )


def _presented(report: Record[Report], naming: Naming) -> tuple[str, ...]:
    """The addresses of these meetings: as the report says itself, and as their minutes say."""
    named = report.fields.presented_at
    addresses = [f"meetings/{named}"] if named is not None else []
    for link in naming.register.links_to(report.address):
        source = naming.register.find(link.source)
        if source is not None and isinstance(source.fields, Meeting) and "reports" in link.path:
            addresses.append(source.address)
    return tuple(dict.fromkeys(addresses))
