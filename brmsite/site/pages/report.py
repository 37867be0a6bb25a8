"""The page of a service level report: what was met, what was missed and why, what is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brmsite.ground.money import grouped
from brmsite.insight.measurements import Measurement, Measurements
from brmsite.insight.workload import Workload, WorkloadUse
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.report import Report
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.delivery_items import figure, percent, presented_in, report_tag
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, day_in_words
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Number,
    Row,
    Table,
    Tag,
    line,
)
from brmsite.site.status import outcome_cell, outcome_tag, use_cell
from brmsite.site.target_words import target_words
from brmsite.site.titles import Titles

LEVELS = "service-levels.html"
REPORTS = "reports/index.html"

COLUMNS = (
    Column("Measure"),
    Column("Service"),
    Column("Promised"),
    Column("Measured", "number"),
    Column("Status", "status"),
    Column("Room used", "number"),
    Column("Cases", "number"),
)

USE_COLUMNS = (
    Column("Measure"),
    Column("Counted", "number"),
    Column("Limit", "number"),
    Column("Use", "number"),
    Column("Status", "status"),
    Column("What stands behind it"),
)


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page of a report shows."""

    kicker: str
    tag: Tag
    lead: tuple[Line, ...]
    lines: Table
    why: Listing | None
    workload: Table | None
    events: tuple[Line, ...]
    facts: tuple[Fact, ...]
    series: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register, titles: Titles, measurements: Measurements, workload: Workload, prose: Prose
) -> Iterator[Page]:
    """One page for each report."""
    beside = _neighbours(register, measurements)
    for report in register.all(Report):
        here = Here(record_page(report))
        naming = Naming(register, titles, here)
        parts = record_parts(register, titles, prose, here, report)
        lines = measurements.of_report(report)
        uses = workload.of_report(report)
        yield Page(
            here.path,
            "records/report.html",
            titles.of(report),
            ReportView(
                kicker="Service level report",
                tag=report_tag(one.outcome for one in lines),
                lead=_lead(report, lines),
                lines=_lines(lines, naming),
                why=_why(lines, naming),
                workload=_workload(uses) if uses else None,
                events=tuple(line(event) for event in report.fields.events),
                facts=_facts(report, naming) + parts.facts,
                series=_series(beside.get(report.address, _ALONE), naming),
                parts=parts,
            ),
            section="Service levels",
            crumbs=(("Home", "index.html"), ("Service levels", LEVELS), ("Reports", REPORTS)),
            source=report.path,
        )


@dataclass(frozen=True, slots=True)
class _Beside:
    """The reports on the same agreement before and after one."""

    before: Record[Report] | None
    after: Record[Report] | None


_ALONE = _Beside(None, None)


def _neighbours(register: Register, measurements: Measurements) -> dict[str, _Beside]:
    found: dict[str, _Beside] = {}
    for agreement in register.all(Agreement):
        reports = (None, *measurements.reports_on(agreement), None)
        for place in range(1, len(reports) - 1):
            report = reports[place]
            if report is not None:
                found[report.address] = _Beside(reports[place - 1], reports[place + 1])
    return found


def _lead(report: Record[Report], lines: Sequence[Measurement]) -> tuple[Line, ...]:
    """How it came out in a sentence, then what it says of itself."""
    period = report.fields.period
    judged = [one for one in lines if one.outcome in ("missed", "near", "met")]
    missed = sum(one.outcome == "missed" for one in judged)
    silent = sum(one.outcome == "not-measured" for one in lines)
    when = line("From ", day_in_words(period.from_), " to ", day_in_words(period.to), ":")
    kept = line(" nothing could be judged")
    if judged:
        kept = line(" ", count(len(judged) - missed), f" of {len(judged):,} targets were met")
    more = line(f", {silent:,} not measured") if silent else ()
    said = [(*when, *kept, *more, *line("."))]
    texts = (report.fields.summary, report.fields.trend)
    return (*said, *(line(text) for text in texts if text))


# --- What was measured ---------------------------------------------------------------------------


def _lines(lines: Sequence[Measurement], naming: Naming) -> Table:
    return Table(
        "lines",
        "What was measured",
        COLUMNS,
        tuple(_line(one, naming) for one in lines),
        Empty("No lines.", "The report says nothing about any target."),
        quiet=True,
    )


def _line(one: Measurement, naming: Naming) -> Row:
    target = one.target
    measured: Line = ()
    if one.goal is not None:
        measured = figure(one.line.figure, one.goal)
    elif one.line.figure is not None:
        measured = (Number(grouped(one.line.figure), float(one.line.figure)),)
    sample = one.line.sample
    return Row(
        (
            Cell(
                line(one.line.target)
                if target is None
                else line(target.description, " ", Aside(target.id))
            ),
            Cell(() if target is None else (naming.one(Service, target.service),)),
            Cell(() if target is None else line(target_words(target))),
            Cell(measured),
            outcome_cell(one.outcome),
            Cell(percent(one.used)),
            Cell(() if sample is None else (count(sample),)),
        )
    )


def _why(lines: Sequence[Measurement], naming: Naming) -> Listing | None:
    """What stands behind the figures, those that were missed first."""
    items: list[Item] = []
    for one in sorted(lines, key=lambda each: each.outcome != "missed"):
        said = one.line
        if one.outcome != "missed" and not (said.explanation or said.excluded or said.action):
            continue
        remarks: list[Line] = []
        if said.explanation:
            remarks.append(line(said.explanation))
        if said.excluded:
            remarks.append(line("Left out: ", said.excluded))
        if said.action is not None:
            remarks.append(line("What is done: ", naming.at(said.action)))
        elif one.outcome == "missed":
            remarks.append(line(Aside("No action is named.")))
        name = said.target if one.target is None else f"{said.target}, {one.target.metric}"
        items.append(Item(line(name), tuple(remarks), (outcome_tag(one.outcome),)))
    return Listing(tuple(items), Empty("Nothing to explain.")) if items else None


def _workload(uses: Sequence[WorkloadUse]) -> Table:
    return Table(
        "workload-lines",
        "Workload",
        USE_COLUMNS,
        tuple(_use(use) for use in uses),
        Empty("No workload was counted."),
        quiet=True,
    )


def _use(use: WorkloadUse) -> Row:
    upper = use.limit.upper if use.limit is not None else None
    return Row(
        (
            Cell(line(use.line.measure)),
            Cell((Number(grouped(use.line.actual), float(use.line.actual)),)),
            Cell(() if upper is None else (Number(grouped(upper), float(upper)),)),
            Cell(percent(use.percent)),
            use_cell(use.level),
            Cell(line(use.line.comment or "")),
        )
    )


# --- The narrow column ---------------------------------------------------------------------------


def _facts(report: Record[Report], naming: Naming) -> tuple[Fact, ...]:
    fields = report.fields
    agreement = naming.register.one(Agreement, fields.agreement)
    facts = [Fact("Agreement", ((naming.one(Agreement, fields.agreement),),))]
    if agreement is not None:
        facts.append(Fact("Customer", ((naming.one(Customer, agreement.fields.customer),),)))
    version = line(fields.agreement_version)
    if agreement is not None and agreement.fields.version != fields.agreement_version:
        version = (*version, *line(" ", Aside(f"now {agreement.fields.version}")))
    facts.append(Fact("Version", (version,)))
    facts.append(Fact("Prepared by", ((naming.one(Person, fields.prepared_by),),)))
    sent: Line = (Tag("Not sent", "mute"),)
    if fields.published is not None:
        sent = (day(fields.published),)
    facts.append(Fact("Published", (sent,)))
    told = tuple((piece,) for piece in presented_in(report, naming))
    facts.append(Fact("Presented", told or (line("Not yet"),)))
    return tuple(facts)


def _series(beside: _Beside, naming: Naming) -> tuple[Fact, ...]:
    pairs = (("Before", beside.before), ("After", beside.after))
    return tuple(
        Fact(label, ((naming.here.record(report, naming.titles.of(report)),),))
        for label, report in pairs
        if report is not None
    )
