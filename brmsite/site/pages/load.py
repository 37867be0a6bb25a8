"""The page of a support load: could the team bear it, is it getting worse, what is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.neighbours import Neighbours
from brmsite.insight.support_load import Load, Series, SupportLoads
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.language import N_, _
from brmsite.site.load_items import hours, load_cell, load_tag, period_cell, use
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day_in_words, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import Aside, Cell, Column, Empty, Fact, Line, Row, Table, line
from brmsite.site.titles import Titles

LOADS = "loads/index.html"

SHOWN = 24
"""So many periods of the team a page shows, the latest ones."""

COLUMNS = (
    Column(N_("Period"), "date"),
    Column(N_("Opened"), "number"),
    Column(N_("Closed"), "number"),
    Column(N_("Backlog"), "number"),
    Column(N_("Hours"), "number"),
    Column(N_("Capacity"), "number"),
    Column(N_("Use"), "number"),
    Column(N_("Status"), "status"),
)


@dataclass(frozen=True, slots=True)
class LoadView:
    """Everything the page of a support load shows."""

    kicker: str
    lead: tuple[Line, ...]
    series: Table
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    neighbours: Neighbours,
    support_load: SupportLoads,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """One page for each support load."""

    def view(series: Series, load: Load) -> LoadView:
        record = load.record
        here = Here(record_page(record))
        naming = Naming(register, titles, here)
        parts = record_parts(
            register, titles, prose, chronicle, here, record, neighbours.of(record)
        )
        return LoadView(
            kicker=_("Support load"),
            lead=_lead(load, naming),
            series=_series(series, naming),
            facts=_facts(load, naming) + parts.facts,
            parts=parts,
        )

    for series in support_load.series:
        for load in series.loads:
            record = load.record
            yield Page(
                record_page(record),
                "records/load.html",
                titles.of(record),
                partial(view, series, load),
                section="Support load",
                crumbs=((_("Home"), "index.html"), (_("Support load"), LOADS)),
                source=record.path,
                tags=(load_tag(load),),
            )


def _lead(load: Load, naming: Naming) -> tuple[Line, ...]:
    fields = load.record.fields
    start, end = day_in_words(fields.period.from_), day_in_words(fields.period.to)
    said = sentence(
        _(
            "From {start} to {end}: hours or capacity were not written down, so its use "
            "is not known."
        ),
        start=start,
        end=end,
    )
    taken, capacity = hours(fields.hours), hours(fields.capacity_hours)
    if load.percent is not None:
        said = sentence(
            _("From {start} to {end}: the work took {taken} of {capacity} hours ({use})."),
            start=start,
            end=end,
            taken=taken,
            capacity=capacity,
            use=use(load),
        )
    elif load.is_measured:
        said = sentence(
            _("From {start} to {end}: the work took {taken} hours, and the team had none for it."),
            start=start,
            end=end,
            taken=taken,
        )
    summary = (naming.prose(fields.summary),) if fields.summary else ()
    not_over = () if load.is_over else (line(_("The period is not over yet.")),)
    return (said, *not_over, *summary)


def _series(series: Series, naming: Naming) -> Table:
    latest = tuple(reversed(series.loads))[:SHOWN]
    return Table(
        "periods",
        _("The periods of the team"),
        COLUMNS,
        tuple(_period(one, naming) for one in latest),
        Empty(_("No periods.")),
        quiet=True,
    )


def _period(load: Load, naming: Naming) -> Row:
    fields = load.record.fields
    return Row(
        (
            period_cell(load.record, naming),
            Cell((count(fields.opened),)),
            Cell((count(fields.closed),)),
            Cell(() if fields.backlog is None else (count(fields.backlog),)),
            Cell(hours(fields.hours)),
            Cell(hours(fields.capacity_hours)),
            Cell(use(load)),
            load_cell(load),
        )
    )


def _facts(load: Load, naming: Naming) -> tuple[Fact, ...]:
    fields = load.record.fields
    facts = [Fact(_("Team"), (line(fields.team),))]
    if fields.service is not None:
        facts.append(Fact(_("Service"), ((naming.one(Service, fields.service),),)))
    if fields.customer is not None:
        facts.append(Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)))
    if fields.headcount is not None:
        facts.append(Fact(_("Posts"), (hours(fields.headcount),)))
    if fields.reopened is not None:
        facts.append(Fact(_("Came back"), ((count(fields.reopened),),)))
    if fields.by_priority:
        rows = tuple(line(f"{name}: ", count(many)) for name, many in fields.by_priority.items())
        facts.append(Fact(_("By priority"), rows))
    done: Line = (Aside(_("Nothing named")),)
    if fields.action is not None:
        done = (naming.at(fields.action),)
    if (load.is_over and load.is_above) or fields.action is not None:
        facts.append(Fact(_("What is done"), (done,)))
    return tuple(facts)
