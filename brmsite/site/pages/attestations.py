"""All attestations, and every live service in use: who says that it helped, and how long ago."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.insight.attested import Attestations, Attested, ServiceWorth
from brmsite.insight.wishes import Wishes
from brmsite.kinds.attestation import AttestationState
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.idea_items import (
    ATTESTATIONS,
    IDEAS,
    attested_words,
    share,
    value_piece,
    ways,
)
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count, day
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Pager,
    Row,
    Table,
    Tile,
    line,
)
from brmsite.site.status import attestation_tag, worth_cell
from brmsite.site.titles import Titles

MOST_SERVICES = 200
"""How many services stand on the page, those that nobody attests first."""

COLUMNS = (
    Column("Attestation"),
    Column("Status", "status"),
    Column("What the customer says"),
    Column("Customer"),
    Column("Person"),
    Column("Services"),
    Column("On", "date"),
    Column("Worth"),
)

SERVICE_COLUMNS = (
    Column("Service"),
    Column("Status", "status"),
    Column("Last attested", "date"),
    Column("By"),
    Column("Attestations", "number"),
)

EMPTY = Empty(
    "No attestations.",
    "No customer has been asked yet what we helped it to.",
    line("Ask one, and add a file under ", Code("records/attestations"), "."),
)


@dataclass(frozen=True, slots=True)
class AttestationsView:
    """A page of the attestations; only the first has the tiles and the services."""

    ways: tuple[Entry, ...]
    tiles: tuple[Tile, ...]
    table: Table
    pager: Pager
    services: Table | None


def pages(
    register: Register, titles: Titles, settings: Settings, attested: Attestations, wishes: Wishes
) -> Iterator[Page]:
    """The attestations known on the day, the latest first, 200 a page."""
    for part in parts(attested.all, ATTESTATIONS, "attestation"):
        here = Here(part.path)
        naming = Naming(register, titles, here)
        is_first = part.number == 1
        yield Page(
            part.path,
            "pages/attestations.html",
            part.title("Attestations"),
            AttestationsView(
                ways(naming, ATTESTATIONS, len(wishes.all), len(attested.all)),
                _tiles(here, settings, attested) if is_first else (),
                _table(naming, settings, part.rows),
                part.pager,
                _services(naming, attested) if is_first else None,
            ),
            section="Ideas and value",
            crumbs=(("Home", "index.html"), ("Ideas and value", IDEAS)),
            judges=True,
        )


def _tiles(here: Here, settings: Settings, attested: Attestations) -> tuple[Tile, ...]:
    given = attested.given
    fresh = sum(one.attestation.fields.on >= attested.since for one in given)
    open_requests = _in_state(attested, "requested")
    quotable = sum(one.attestation.fields.may_publish is True for one in given)
    months = plural(settings.ideas.attest_months, "month")
    return (
        Tile(
            "Services attested",
            share(attested.percent),
            line(f"{attested_words(attested)}, in {months}"),
            here.to(here.path, "services-heading"),
        ),
        Tile("Given", count(fresh), line(f"in {months}; {len(given):,} in all")),
        Tile("Asked for", count(open_requests), line("without an answer so far")),
        Tile("Declined", count(_in_state(attested, "declined")), line("a no is an answer, too")),
        Tile("May be quoted", count(quotable), line(f"outside, of {len(given):,} given")),
    )


def _in_state(attested: Attestations, state: AttestationState) -> int:
    return sum(one.attestation.fields.state == state for one in attested.all)


def _table(naming: Naming, settings: Settings, rows: Sequence[Attested]) -> Table:
    return Table(
        "attestations",
        "Attestations, the latest first",
        COLUMNS,
        tuple(_row(naming, settings.default_currency, one) for one in rows),
        EMPTY,
        controls=True,
        quiet=True,
    )


def _row(naming: Naming, currency: str, one: Attested) -> Row:
    fields = one.attestation.fields
    services = joined(naming.here.record(each, naming.titles.of(each)) for each in one.services)
    worth: Line = () if fields.value is None else (value_piece(fields.value, currency),)
    return Row(
        (
            Cell((naming.here.record(one.attestation, naming.titles.of(one.attestation)),)),
            Cell((attestation_tag(one),)),
            Cell(line(f"“{fields.statement}”") if one.counts else ()),
            Cell((naming.one(Customer, fields.customer),)),
            Cell((naming.one(Person, fields.person),)),
            Cell(services),
            Cell((day(fields.on),)),
            Cell(worth if one.counts else ()),
        )
    )


def _services(naming: Naming, attested: Attestations) -> Table:
    """Every live service in use: never attested, attested too long ago, attested."""
    ordered = sorted(
        attested.services,
        key=lambda one: (one.is_recent, bool(one.given), naming.titles.of(one.service).casefold()),
    )
    whole = len(ordered)
    cut = whole > MOST_SERVICES
    caption = "Live services in use"
    return Table(
        "services",
        f"{caption}, {MOST_SERVICES} of {whole:,}" if cut else caption,
        SERVICE_COLUMNS,
        tuple(_service_row(naming, one) for one in ordered[:MOST_SERVICES]),
        Empty("No services.", "No live service is used by a customer."),
        quiet=not cut,
    )


def _service_row(naming: Naming, worth: ServiceWorth) -> Row:
    last = worth.given[0].attestation.fields if worth.given else None
    return Row(
        (
            Cell((naming.here.record(worth.service, naming.titles.of(worth.service)),)),
            worth_cell(worth),
            Cell((day(last.on),) if last else ()),
            Cell((naming.one(Person, last.person),) if last else ()),
            Cell((count(len(worth.given)),)),
        )
    )
