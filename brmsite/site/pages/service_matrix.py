"""Services by customers as a heat map: what is agreed, what is used without an agreement, what is
agreed and not used; a block of services and some customers a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.service_use import Pair, PairState, ServiceUse
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, sentence
from brmsite.site.shapes import (
    Code,
    Empty,
    Entry,
    Heat,
    HeatCell,
    HeatRow,
    Line,
    Pager,
    Tag,
    Text,
    Tile,
    line,
)
from brmsite.site.titles import Titles

MATRIX = "services/views/by-customer.html"

SERVICES = 24
CUSTOMERS = 40
"""How many columns and rows one page has: what can be taken in, and drawn by a phone."""

STATES: dict[PairState, Tag] = {
    "agreed": Tag(N_("Agreed"), "ok"),
    "without": Tag(N_("No agreement"), "warn"),
    "below": Tag(N_("Used below"), "info"),
    "unused": Tag(N_("Agreed, not used"), "mute"),
}

VITAL_WITHOUT = Tag(N_("No agreement"), "bad")
"""How a service that is vital for the customer is marked, where nothing is agreed."""


def _empty() -> Empty:
    return Empty(
        _("No services are used."),
        _("No customer uses one today, and no agreement in force names one."),
        sentence(_("Add them under {field} in the files of customers."), field=Code("services")),
    )


@dataclass(frozen=True, slots=True)
class ServiceMatrixView:
    """One block of services with some of their customers; `key` explains the marks."""

    lead: Line
    tiles: tuple[Tile, ...]
    views: tuple[Entry, ...]
    key: Line
    heat: Heat | None
    pager: Pager
    empty: Empty


@dataclass(frozen=True, slots=True)
class _Block:
    """Some services, the page they start on, and the customers that have to do with them."""

    label: str
    path: str
    services: tuple[Record[Service], ...]
    customers: tuple[Record[Customer], ...]


def pages(register: Register, titles: Titles, service_use: ServiceUse) -> Iterator[Page]:
    """The most used services first, so that the first block says most."""
    blocks = _blocks(register, titles, service_use)
    tiles = _tiles(service_use)

    def view(block: _Block, part: Part[Record[Customer]]) -> ServiceMatrixView:
        naming = Naming(register, titles, Here(part.path))
        return ServiceMatrixView(
            _lead(blocks, block),
            tiles if part.path == MATRIX else (),
            _views(naming.here, blocks, block),
            _key(),
            _heat(naming, service_use, block, part) if part.rows else None,
            part.pager,
            _empty(),
        )

    for block in blocks:
        title = _("Services by customers")
        if block.path != MATRIX:
            title = _("{title}, services {label}", title=title, label=block.label)
        for part in parts(
            block.customers, block.path, Things("{n} customer", "{n} customers"), size=CUSTOMERS
        ):
            yield Page(
                part.path,
                "pages/service_matrix.html",
                part.title(title),
                partial(view, block, part),
                section="Services",
                crumbs=_crumbs(part.path),
                judges=True,
            )


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    above = ((_("Home"), "index.html"), (_("Services"), "services/index.html"))
    return above if path == MATRIX else (*above, (_("Services by customers"), MATRIX))


def _blocks(register: Register, titles: Titles, service_use: ServiceUse) -> tuple[_Block, ...]:
    """Services in blocks, those of most customers first; there is always one block."""
    customers_of: dict[str, list[Record[Customer]]] = {}
    customers = sorted(register.all(Customer), key=lambda one: titles.of(one).casefold())
    for customer in customers:
        for address in service_use.of_customer(customer):
            customers_of.setdefault(address, []).append(customer)
    services = sorted(
        (one for one in register.all(Service) if one.address in customers_of),
        key=lambda one: (-len(customers_of[one.address]), titles.of(one).casefold()),
    )
    blocks: list[_Block] = []
    for begin in range(0, max(1, len(services)), SERVICES):
        shown = tuple(services[begin : begin + SERVICES])
        held = {one.address for service in shown for one in customers_of[service.address]}
        blocks.append(
            _Block(
                _(
                    "{first} to {last}",
                    first=figure(begin + 1),
                    last=figure(begin + len(shown)),
                ),
                MATRIX.replace(".html", f"/from-{begin + 1}.html") if begin else MATRIX,
                shown,
                tuple(one for one in customers if one.address in held),
            )
        )
    return tuple(blocks)


def _views(here: Here, blocks: Sequence[_Block], current: _Block) -> tuple[Entry, ...]:
    if len(blocks) == 1:
        return ()
    return tuple(
        Entry(_("Services {label}", label=one.label), here.to(one.path), one is current)
        for one in blocks
    )


def _lead(blocks: Sequence[_Block], block: _Block) -> Line:
    """How much of the whole this block is."""
    whole = sum(len(one.services) for one in blocks)
    if not whole:
        return ()
    said = counted(
        len(block.customers),
        "{n} customer by {services}",
        "{n} customers by {services}",
        services=counted(len(block.services), "{n} service", "{n} services"),
    )
    if len(blocks) > 1:
        said = _(
            "{said}: {label} of {whole}, the most used first",
            said=said,
            label=block.label,
            whole=figure(whole),
        )
    return line(
        _(
            "{said}. A customer stands here who uses one of them or has an agreement on it.",
            said=said,
        )
    )


def _tiles(service_use: ServiceUse) -> tuple[Tile, ...]:
    found = [pair for pairs in service_use.pairs.values() for pair in pairs.values()]
    if not found:
        return ()
    without = [pair for pair in found if pair.state == "without"]
    vital = sum(pair.is_vital for pair in without)
    used = len(without) + sum(pair.state == "agreed" for pair in found)
    unused = sum(pair.state == "unused" for pair in found)
    return (
        Tile(
            _("Used and agreed"),
            Text(_("{part} of {whole}", part=figure(used - len(without)), whole=figure(used))),
        ),
        Tile(
            _("Used without an agreement"),
            count(len(without)),
            line(
                _("vital for {vital} of them", vital=figure(vital))
                if vital
                else _("none of them vital")
            )
            if without
            else line(_("every use is covered")),
            "",
            "bad" if vital else "warn" if without else None,
        ),
        Tile(_("Agreed and not used"), count(unused), line(_("here, nor by units below"))),
    )


def _key() -> Line:
    """What the marks mean; "vital" stands below a mark in words."""
    pieces = [piece for tag in (*STATES.values(), VITAL_WITHOUT) for piece in (tag, Text("  "))]
    return (*pieces[:-1], Text(_(" vital")))


def _heat(
    naming: Naming, service_use: ServiceUse, block: _Block, part: Part[Record[Customer]]
) -> Heat:
    heads = tuple(naming.record(service) for service in block.services)
    rows = tuple(
        HeatRow(
            naming.record(customer),
            tuple(_cell(service_use.of_customer(customer), service) for service in block.services),
        )
        for customer in part.rows
    )
    return Heat("matrix", _("Services by customers"), _("Customer"), heads, rows)


def _cell(pairs: Mapping[str, Pair], service: Record[Service]) -> HeatCell | None:
    pair = pairs.get(service.address)
    if pair is None:
        return None
    tag = STATES[pair.state]
    if pair.state == "without" and pair.is_vital:
        tag = VITAL_WITHOUT
    return HeatCell(tag, "vital" if pair.is_vital else "")
