"""All attestations, and every live service in use: who says that it helped, and how long ago."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.attested import Attestations, Attested, ServiceWorth
from brmsite.insight.wishes import Wishes
from brmsite.kinds.attestation import AttestationState
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.figure_items import percent
from brmsite.site.idea_items import (
    ATTESTATIONS,
    IDEAS,
    attested_words,
    value_piece,
    ways,
)
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
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
    Column(N_("Attestation")),
    Column(N_("Status"), "status"),
    Column(N_("What the customer says")),
    Column(N_("Customer")),
    Column(N_("Person")),
    Column(N_("Services")),
    Column(N_("On"), "date"),
    Column(N_("Worth")),
)

SERVICE_COLUMNS = (
    Column(N_("Service")),
    Column(N_("Status"), "status"),
    Column(N_("Last attested"), "date"),
    Column(N_("By")),
    Column(N_("Attestations"), "number"),
)


def _empty() -> Empty:
    return Empty(
        _("No attestations."),
        _("No customer has been asked yet what we helped it to."),
        sentence(_("Ask one, and add a file under {folder}."), folder=Code("records/attestations")),
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

    def view(part: Part[Attested]) -> AttestationsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        is_first = part.number == 1
        return AttestationsView(
            ways(naming, ATTESTATIONS, len(wishes.all), len(attested.all)),
            _tiles(here, settings, attested) if is_first else (),
            part.table(_table(naming, settings, part.rows)),
            part.pager,
            _services(naming, attested) if is_first else None,
        )

    for part in parts(attested.all, ATTESTATIONS, Things("{n} attestation", "{n} attestations")):
        yield Page(
            part.path,
            "pages/attestations.html",
            part.title(_("Attestations")),
            partial(view, part),
            section="Ideas and value",
            crumbs=((_("Home"), "index.html"), (_("Ideas and value"), IDEAS)),
            judges=True,
            all_rows=part.all_rows,
        )


def _tiles(here: Here, settings: Settings, attested: Attestations) -> tuple[Tile, ...]:
    given = attested.given
    fresh = sum(one.attestation.fields.on >= attested.since for one in given)
    open_requests = _in_state(attested, "requested")
    quotable = sum(one.attestation.fields.may_publish is True for one in given)
    months = counted(settings.ideas.attest_months, "{n} month", "{n} months")
    return (
        Tile(
            _("Services attested"),
            percent(attested.percent),
            line(
                _(
                    "{attested_words}, in {months}",
                    attested_words=attested_words(attested),
                    months=months,
                )
            ),
            here.to(here.path, "services-heading"),
        ),
        Tile(
            _("Given"),
            count(fresh),
            line(_("in {months}; {number} in all", months=months, number=figure(len(given)))),
        ),
        Tile(_("Asked for"), count(open_requests), line(_("without an answer so far"))),
        Tile(
            _("Declined"), count(_in_state(attested, "declined")), line(_("a no is an answer, too"))
        ),
        Tile(
            _("May be quoted"),
            count(quotable),
            line(_("outside, of {number} given", number=figure(len(given)))),
        ),
    )


def _in_state(attested: Attestations, state: AttestationState) -> int:
    return sum(one.attestation.fields.state == state for one in attested.all)


def _table(naming: Naming, settings: Settings, rows: Sequence[Attested]) -> Table:
    return Table(
        "attestations",
        _("Attestations, the latest first"),
        COLUMNS,
        tuple(_row(naming, settings.default_currency, one) for one in rows),
        _empty(),
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
    caption = _("Live services in use")
    return Table(
        "services",
        _("Live services in use, {part} of {whole}", part=MOST_SERVICES, whole=figure(whole))
        if cut
        else caption,
        SERVICE_COLUMNS,
        tuple(_service_row(naming, one) for one in ordered[:MOST_SERVICES]),
        Empty(_("No services."), _("No live service is used by a customer.")),
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
