"""Service levels: what was missed, what gets worse, what nobody measures, where work presses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import plural
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
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count
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
    Column("Measure"),
    Column("Agreement"),
    Column("Service"),
    Column("Promised"),
    Column("Last", "number"),
    Column("Period", "date"),
    Column("Status", "status"),
    Column("Last 12"),
)

USES_SHOWN = 50
"""How many workloads the first page lists, those nearest to their limits."""


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
    for group in groups:
        title = "Service levels"
        title = title if group.path == INDEX else f"{title}, {group.label.lower()}"
        for part in parts(group.results, group.path, "promise"):
            here = Here(part.path)
            naming = Naming(register, titles, here)
            first = part.path == INDEX
            yield Page(
                part.path,
                "pages/service_levels.html",
                part.title(title),
                ServiceLevelsView(
                    _lead(group.results, attained(attainment.binding)) if first else (),
                    _tiles(here, groups, uses) if first else (),
                    _views(register, here, groups, group),
                    _table(titles, naming, group, part.rows, any_at_all=bool(attainment.binding)),
                    part.pager,
                    _workload(titles, naming, uses) if first and uses else None,
                ),
                section="Service levels",
                crumbs=(("Home", "index.html"),)
                if group.path == INDEX
                else (("Home", "index.html"), ("Service levels", INDEX)),
                judges=True,
            )


def _groups(results: Sequence[TargetResults]) -> tuple[_Group, ...]:
    def with_outcome(outcome: Outcome) -> tuple[TargetResults, ...]:
        return tuple(one for one in results if one.last is not None and one.last.outcome == outcome)

    def view(label: str, outcome: Outcome, none: str) -> _Group:
        path = f"service-levels/{outcome}.html"
        return _Group(label, path, with_outcome(outcome), none)

    return (
        _Group(
            "All", INDEX, tuple(results), "No agreement in force promises what can be measured."
        ),
        view("Missed", "missed", "No promise was missed in its latest period."),
        view("Near", "near", "No promise was met with little room to spare."),
        view("Met", "met", "No promise was met in its latest period."),
        view("Not measured", "not-measured", "All promises were measured in their latest period."),
    )


def _views(
    register: Register, here: Here, groups: Sequence[_Group], current: _Group
) -> tuple[Entry, ...]:
    entries = [
        Entry(each.label, here.to(each.path), each is current, f"{len(each.results):,}")
        for each in groups
    ]
    reports = f"{len(register.all(Report)):,}"
    return (*entries, Entry("Reports", here.to(REPORTS), count=reports))


def _lead(results: Sequence[TargetResults], year: Attained) -> tuple[Line, ...]:
    """How far what was promised was measured at all, and how far it was kept."""
    if not results:
        return ()
    expected = len(year.expected)
    if not expected:
        return (line("No period of any promise in force has ended yet."),)
    measured = len(year.measured)
    said = line(
        "Measured ",
        count(measured),
        " of ",
        count(expected),
        " lines in the last twelve periods of each promise",
    )
    if year.percent is None:
        return ((*said, Text(".")),)
    kept = line(
        "; of those judged, ",
        count(len(year.met)),
        " of ",
        count(len(year.judged)),
        f" were met, by weight {year.percent:,.1f} %.",
    )
    return ((*said, *kept),)


def _tiles(here: Here, groups: Sequence[_Group], uses: Sequence[_Use]) -> tuple[Tile, ...]:
    every, missed, near, met, silent = groups
    judged = len(missed.results) + len(near.results) + len(met.results)
    if not every.results:
        return ()
    kept = len(near.results) + len(met.results)
    pressed = sum(one.use.level in ("above", "near") for one in uses)
    running = sum(one.misses_running > 1 for one in missed.results)
    value: Piece = Number(f"{kept:,} of {judged:,}", kept) if judged else Text("No data")
    return (
        Tile("Met in the latest period", value, line("of the promises that were measured")),
        Tile(
            "Missed",
            count(len(missed.results)),
            line(f"{running:,} of them twice running or more" if running else "none twice running"),
            here.to(missed.path),
            "bad" if missed.results else None,
        ),
        Tile(
            "Near",
            count(len(near.results)),
            line("met with little room to spare"),
            here.to(near.path),
            "warn" if near.results else None,
        ),
        Tile(
            "Not measured",
            count(len(silent.results)),
            line("nobody knows whether they are kept"),
            here.to(silent.path),
            "warn" if silent.results else None,
        ),
        Tile(
            "Workload near a limit",
            count(pressed) if uses else Text("No data"),
            line(f"of {plural(len(uses), 'limit')} with figures") if uses else (),
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
    empty = Empty(group.none, "The other views have the rest.")
    if not any_at_all:
        todo = line("Add ", Code("targets"), " to an agreement under ", Code("records/agreements"))
        empty = Empty("No service levels.", group.none, (*todo, Text(".")))
    return Table(
        "service-levels",
        "Service levels, the worst first",
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
        "Workload, nearest to its limit first",
        USE_COLUMNS,
        rows,
        Empty("No workload was reported."),
        quiet=True,
    )
