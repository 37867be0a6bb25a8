"""Service levels: what was missed, what gets worse, what nobody measures, where work presses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.attainment import Attained, Attainment, TargetResults, attained
from brmsite.insight.measurements import Outcome
from brmsite.insight.terms import Terms
from brmsite.insight.workload import Workload, WorkloadUse
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.delivery_items import (
    DELIVERED,
    USE_COLUMNS,
    figure,
    period,
    service_of,
    spark,
    status_cell,
    urgency,
    workload_row,
)
from brmsite.site.language import N_, Things, _, counted, spoken
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
    Entry,
    Line,
    Number,
    Pager,
    Piece,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.target_words import target_words
from brmsite.site.titles import Titles

INDEX = "service-levels.html"
REPORTS = "reports/index.html"

COLUMNS = (
    Column(N_("Measure")),
    Column(N_("Agreement")),
    Column(N_("Service")),
    Column(N_("Promised")),
    Column(N_("Last"), "number"),
    Column(N_("Period"), "date"),
    Column(N_("Status"), "status"),
    Column(N_("Last 12")),
)

USES_SHOWN = 50
"""How many workloads the first page lists, those nearest to their limits."""

ROWS = 150
"""How many promises one page has: with a line of figures each, 200 would weigh too much."""


@dataclass(frozen=True, slots=True)
class ServiceLevelsView:
    """One view of the promises; only the first page has `tiles`, `lead` and the `workload`."""

    lead: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    views: tuple[Entry, ...]
    table: Table
    pager: Pager
    workload: Table | None


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page, its promises in order, what to say when there are none."""

    label: str
    path: str
    results: tuple[TargetResults, ...]
    none: str


@dataclass(frozen=True, slots=True)
class _Use:
    """The latest figure of one limit of an agreement in force."""

    agreement: Record[Agreement]
    use: WorkloadUse


def pages(
    register: Register,
    titles: Titles,
    terms: Terms,
    attainment: Attainment,
    workload: Workload,
    as_of: date,
) -> Iterator[Page]:
    """All promises of agreements in force, the worst first, and the views of them."""
    groups = _groups(sorted(attainment.binding, key=urgency))
    uses = _uses(terms, workload, as_of)

    def view(group: _Group, part: Part[TargetResults]) -> ServiceLevelsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        first = part.path == INDEX
        return ServiceLevelsView(
            _lead(group.results, attained(attainment.binding)) if first else (),
            _tiles(here, groups, uses) if first else (),
            _views(register, here, groups, group),
            part.table(
                _table(titles, naming, group, part.rows, any_at_all=bool(attainment.binding))
            ),
            part.pager,
            _workload(titles, naming, uses) if first and uses else None,
        )

    for group in groups:
        title = _("Service levels")
        title = title if group.path == INDEX else f"{title}, {group.label.lower()}"
        things = Things("{n} promise", "{n} promises")
        for part in parts(group.results, group.path, things, size=ROWS):
            yield Page(
                part.path,
                "pages/service_levels.html",
                part.title(title),
                partial(view, group, part),
                section="Service levels",
                crumbs=((_("Home"), "index.html"),)
                if group.path == INDEX
                else ((_("Home"), "index.html"), (_("Service levels"), INDEX)),
                judges=True,
                all_rows=part.all_rows,
            )


def _groups(results: Sequence[TargetResults]) -> tuple[_Group, ...]:
    def with_outcome(outcome: Outcome) -> tuple[TargetResults, ...]:
        return tuple(one for one in results if one.last is not None and one.last.outcome == outcome)

    def view(label: str, outcome: Outcome, none: str) -> _Group:
        path = f"service-levels/{outcome}.html"
        return _Group(label, path, with_outcome(outcome), none)

    return (
        _Group(
            _("All"),
            INDEX,
            tuple(results),
            _("No agreement in force promises what can be measured."),
        ),
        view(_("Missed"), "missed", _("No promise was missed in its latest period.")),
        view(_("Near"), "near", _("No promise was met with little room to spare.")),
        view(_("Met"), "met", _("No promise was met in its latest period.")),
        view(
            _("Not measured"),
            "not-measured",
            _("No promise is without figures in its latest period."),
        ),
    )


def _views(
    register: Register, here: Here, groups: Sequence[_Group], current: _Group
) -> tuple[Entry, ...]:
    entries = [
        Entry(each.label, here.to(each.path), each is current, spoken().figure(len(each.results)))
        for each in groups
    ]
    reports = spoken().figure(len(register.all(Report)))
    return (*entries, Entry(_("Reports"), here.to(REPORTS), count=reports))


def _lead(results: Sequence[TargetResults], year: Attained) -> tuple[Line, ...]:
    """How far what was promised was measured at all, and how far it was kept."""
    if not results:
        return ()
    expected = len(year.expected)
    if not expected:
        return (line(_("No period of any promise in force has ended yet.")),)
    measured = len(year.measured)
    said = sentence(
        _("Measured {measured} of {expected} lines in the last twelve periods of each promise"),
        measured=count(measured),
        expected=count(expected),
    )
    if year.percent is None:
        return ((*said, Text(".")),)
    kept = sentence(
        _(
            "{said}; of those judged, {part} of {whole} were met, by weight {percent} %.",
            percent=spoken().figure(year.percent, ",.1f"),
        ),
        part=count(len(year.met)),
        whole=count(len(year.judged)),
        said=said,
    )
    return (kept,)


def _tiles(here: Here, groups: Sequence[_Group], uses: Sequence[_Use]) -> tuple[Tile, ...]:
    every, missed, near, met, silent = groups
    judged = len(missed.results) + len(near.results) + len(met.results)
    if not every.results:
        return ()
    kept = len(near.results) + len(met.results)
    pressed = sum(one.use.level in ("above", "near") for one in uses)
    running = sum(one.misses_running > 1 for one in missed.results)
    value: Piece = (
        Number(
            _("{part} of {whole}", part=spoken().figure(kept), whole=spoken().figure(judged)), kept
        )
        if judged
        else Text(_("No data"))
    )
    return (
        Tile(_("Met in the latest period"), value, line(_("of the promises that were measured"))),
        Tile(
            _("Missed"),
            count(len(missed.results)),
            line(
                _("{running} of them twice running or more", running=spoken().figure(running))
                if running
                else _("none twice running")
            ),
            here.to(missed.path),
            "bad" if missed.results else None,
        ),
        Tile(
            _("Near"),
            count(len(near.results)),
            line(_("met with little room to spare")),
            here.to(near.path),
            "warn" if near.results else None,
        ),
        Tile(
            _("Not measured"),
            count(len(silent.results)),
            line(_("nobody knows whether they are kept")),
            here.to(silent.path),
            "warn" if silent.results else None,
        ),
        Tile(
            _("Workload near a limit"),
            count(pressed) if uses else Text(_("No data")),
            line(counted(len(uses), "of {n} limit with figures", "of {n} limits with figures"))
            if uses
            else (),
            here.to(here.path, "workload") if uses else "",
            "warn" if pressed else None,
        ),
    )


def _table(
    titles: Titles,
    naming: Naming,
    group: _Group,
    rows: Sequence[TargetResults],
    any_at_all: bool,
) -> Table:
    empty = Empty(group.none, _("The other views have the rest."))
    if not any_at_all:
        todo = sentence(
            _("Add {field} to an agreement under {folder}."),
            field=Code("targets"),
            folder=Code("records/agreements"),
        )
        empty = Empty(_("No service levels."), group.none, todo)
    return Table(
        "service-levels",
        _("Service levels, the worst first"),
        COLUMNS,
        tuple(_row(one, titles, naming) for one in rows),
        empty,
        controls=True,
        quiet=True,
    )


def _row(one: TargetResults, titles: Titles, naming: Naming) -> Row:
    agreement = one.agreement
    last = one.last
    promise = naming.here.page(one.target.description, record_page(agreement), DELIVERED)
    return Row(
        (
            Cell(line(promise, " ", Aside(one.target.metric))),
            Cell((naming.here.record(agreement, titles.of(agreement)),)),
            Cell((service_of(one, naming),)),
            Cell(line(target_words(one.target))),
            Cell(figure(last.figure if last is not None else None, one.goal)),
            period(last, naming),
            status_cell(one),
            Cell(spark(one)),
        )
    )


# --- Workload ------------------------------------------------------------------------------------


def _uses(terms: Terms, workload: Workload, as_of: date) -> tuple[_Use, ...]:
    """The latest figures of all limits, the nearest to their limits first."""
    found = [
        _Use(term.agreement, use)
        for term in terms.in_force
        for use in workload.latest(term.agreement, as_of)
        if use.percent is not None
    ]
    found.sort(key=lambda one: (-(one.use.percent or 0), one.agreement.address, one.use.index))
    return tuple(found)


def _workload(titles: Titles, naming: Naming, uses: Sequence[_Use]) -> Table:
    rows = tuple(
        workload_row(
            one.use,
            line(
                naming.here.page(one.use.line.measure, record_page(one.agreement), "workload"),
                " ",
                Aside(titles.of(one.agreement)),
            ),
            naming,
        )
        for one in uses[:USES_SHOWN]
    )
    return Table(
        "workloads",
        _("Workload, nearest to its limit first"),
        USE_COLUMNS,
        rows,
        Empty(_("No workload was reported.")),
        quiet=True,
    )
