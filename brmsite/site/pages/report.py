"""The page of a service level report: what was met, what was missed and why, what is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.measurements import Measurement, Measurements
from brmsite.insight.neighbours import Neighbours
from brmsite.insight.workload import Workload, WorkloadUse
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.report import Report
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.delivery_items import figure, percent, presented_in, report_tag
from brmsite.site.language import N_, _, spoken
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, day_in_words, sentence, written
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
    Column(N_("Measure")),
    Column(N_("Service")),
    Column(N_("Promised")),
    Column(N_("Measured"), "number"),
    Column(N_("Status"), "status"),
    Column(N_("Room used"), "number"),
    Column(N_("Cases"), "number"),
)

USE_COLUMNS = (
    Column(N_("Measure")),
    Column(N_("Counted"), "number"),
    Column(N_("Limit"), "number"),
    Column(N_("Use"), "number"),
    Column(N_("Status"), "status"),
    Column(N_("What stands behind it")),
)


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the page of a report shows."""

    kicker: str
    lead: tuple[Line, ...]
    lines: Table
    why: Listing | None
    workload: Table | None
    events: tuple[Line, ...]
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    neighbours: Neighbours,
    measurements: Measurements,
    workload: Workload,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """One page for each report."""

    def view(report: Record[Report]) -> ReportView:
        here = Here(record_page(report))
        naming = Naming(register, titles, here)
        parts = record_parts(
            register, titles, prose, chronicle, here, report, neighbours.of(report)
        )
        lines = measurements.of_report(report)
        uses = workload.of_report(report)
        return ReportView(
            kicker=_("Service level report"),
            lead=_lead(report, lines),
            lines=_lines(lines, naming),
            why=_why(lines, naming),
            workload=_workload(uses) if uses else None,
            events=tuple(line(event) for event in report.fields.events),
            facts=_facts(report, naming) + parts.facts,
            parts=parts,
        )

    for report in register.all(Report):
        yield Page(
            record_page(report),
            "records/report.html",
            titles.of(report),
            partial(view, report),
            section="Service levels",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Service levels"), LEVELS),
                (_("Reports"), REPORTS),
            ),
            source=report.path,
            tags=(report_tag(one.outcome for one in measurements.of_report(report)),),
        )


def _lead(report: Record[Report], lines: Sequence[Measurement]) -> tuple[Line, ...]:
    """How it came out in a sentence, then what it says of itself."""
    period = report.fields.period
    judged = [one for one in lines if one.outcome in ("missed", "near", "met")]
    missed = sum(one.outcome == "missed" for one in judged)
    silent = sum(one.outcome == "not-measured" for one in lines)
    kept = line(_("nothing could be judged"))
    if judged:
        kept = sentence(
            _("{part} of {whole} targets were met", whole=spoken().figure(len(judged))),
            part=count(len(judged) - missed),
        )
    if silent:
        kept = sentence(_("{kept}, {n} not measured", n=spoken().figure(silent)), kept=kept)
    said = sentence(
        _("From {start} to {end}: {kept}."),
        start=day_in_words(period.from_),
        end=day_in_words(period.to),
        kept=kept,
    )
    texts = (report.fields.summary, report.fields.trend)
    return (said, *(line(text) for text in texts if text))


# --- What was measured ---------------------------------------------------------------------------


def _lines(lines: Sequence[Measurement], naming: Naming) -> Table:
    return Table(
        "lines",
        _("What was measured"),
        COLUMNS,
        tuple(_line(one, naming) for one in lines),
        Empty(_("No lines."), _("The report says nothing about any target.")),
        quiet=True,
    )


def _line(one: Measurement, naming: Naming) -> Row:
    target = one.target
    measured: Line = ()
    if one.goal is not None:
        measured = figure(one.line.figure, one.goal)
    elif one.line.figure is not None:
        measured = (Number(written(one.line.figure), float(one.line.figure)),)
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
            remarks.append(line(_("Left out: {what}", what=said.excluded)))
        if said.action is not None:
            remarks.append(sentence(_("What is done: {action}"), action=naming.at(said.action)))
        elif one.outcome == "missed":
            remarks.append(line(Aside(_("No action is named."))))
        name = said.target if one.target is None else f"{said.target}, {one.target.metric}"
        items.append(Item(line(name), tuple(remarks), (outcome_tag(one.outcome),)))
    return Listing(tuple(items), Empty(_("Nothing to explain."))) if items else None


def _workload(uses: Sequence[WorkloadUse]) -> Table:
    return Table(
        "workload-lines",
        _("Workload"),
        USE_COLUMNS,
        tuple(_use(use) for use in uses),
        Empty(_("No workload was counted.")),
        quiet=True,
    )


def _use(use: WorkloadUse) -> Row:
    upper = use.limit.upper if use.limit is not None else None
    return Row(
        (
            Cell(line(use.line.measure)),
            Cell((Number(written(use.line.actual), float(use.line.actual)),)),
            Cell(() if upper is None else (Number(written(upper), float(upper)),)),
            Cell(percent(use.percent)),
            use_cell(use.level),
            Cell(line(use.line.comment or "")),
        )
    )


# --- The narrow column ---------------------------------------------------------------------------


def _facts(report: Record[Report], naming: Naming) -> tuple[Fact, ...]:
    fields = report.fields
    agreement = naming.register.one(Agreement, fields.agreement)
    facts = [Fact(_("Agreement"), ((naming.one(Agreement, fields.agreement),),))]
    if agreement is not None:
        facts.append(Fact(_("Customer"), ((naming.one(Customer, agreement.fields.customer),),)))
    version = line(fields.agreement_version)
    if agreement is not None and agreement.fields.version != fields.agreement_version:
        version = (
            *version,
            *line(" ", Aside(_("now {version}", version=agreement.fields.version))),
        )
    facts.append(Fact(_("Version"), (version,)))
    facts.append(Fact(_("Prepared by"), ((naming.one(Person, fields.prepared_by),),)))
    sent: Line = (Tag(_("Not sent"), "mute"),)
    if fields.published is not None:
        sent = (day(fields.published),)
    facts.append(Fact(_("Published"), (sent,)))
    told = tuple((piece,) for piece in presented_in(report, naming))
    facts.append(Fact(_("Presented"), told or (line(_("Not yet")),)))
    return tuple(facts)
