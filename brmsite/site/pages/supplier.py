"""One supplier: what it has promised, what it delivers, and how to reach it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.notices import Notice, Notices
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.worth import Worth
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.agreement_table import agreement_table
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pages.suppliers import contracts_by_supplier, services_by_supplier
from brmsite.site.pieces import count, day, sentence, sums
from brmsite.site.prose import Prose
from brmsite.site.reach import reach_line
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import SERVICES
from brmsite.site.titles import Titles
from brmsite.site.words import worded

SERVICE_COLUMNS = (
    Column(N_("Service")),
    Column(N_("State"), "status"),
    Column(N_("Criticality")),
    Column(N_("Owner")),
)

PEOPLE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SupplierView:
    """Everything the page of a supplier shows."""

    kicker: str
    lead: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    contracts: Table
    services: Table
    facts: tuple[Fact, ...]
    people: Listing
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    terms: Terms,
    notices: Notices,
    worth: Worth,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """A page for every supplier."""
    contracts = contracts_by_supplier(register, terms)
    delivered = services_by_supplier(register)
    ahead: dict[str, list[Notice]] = {}
    for notice in (*notices.near, *notices.later):
        supplier_of = register.one(Supplier, notice.term.agreement.fields.provider)
        if supplier_of is not None:
            ahead.setdefault(supplier_of.address, []).append(notice)
    people = _people(register)

    def view(supplier: Record[Supplier]) -> SupplierView:
        here = Here(record_page(supplier))
        own = contracts.get(supplier.address, [])
        services = delivered.get(supplier.address, [])
        naming = Naming(register, titles, here)
        category = supplier.fields.category
        return SupplierView(
            kicker=_("Supplier, {category}", category=category) if category else _("Supplier"),
            lead=_lead(supplier, naming),
            tiles=_tiles(here, own, ahead.get(supplier.address, []), services, worth),
            contracts=agreement_table(naming, worth, own, _no_contracts(supplier)),
            services=_services(naming, supplier, services),
            facts=_facts(naming, supplier),
            people=_workers(titles, here, supplier, people.get(supplier.address, [])),
            parts=record_parts(register, titles, prose, chronicle, here, supplier),
        )

    for supplier in register.all(Supplier):
        yield Page(
            record_page(supplier),
            "records/supplier.html",
            titles.of(supplier),
            partial(view, supplier),
            section="Suppliers",
            crumbs=((_("Home"), "index.html"), (_("Suppliers"), "suppliers/index.html")),
            source=supplier.path,
            judges=True,
        )


def _lead(supplier: Record[Supplier], naming: Naming) -> tuple[Line, ...]:
    """What the supplier does, and how to reach it."""
    fields, contact = supplier.fields, supplier.fields.contact
    summary = naming.prose(fields.summary) if fields.summary else ()
    reach = reach_line(contact.email, contact.phone) if contact else ()
    return tuple(each for each in (summary, reach) if each)


def _people(register: Register) -> dict[str, list[Record[Person]]]:
    """Who works for each supplier, by the supplier's address."""
    found: dict[str, list[Record[Person]]] = {}
    for person in register.all(Person):
        org = person.fields.org
        supplier = None if org == "provider" else register.one(Supplier, org)
        if supplier is not None:
            found.setdefault(supplier.address, []).append(person)
    return found


def _tiles(
    here: Here,
    contracts: list[AgreementTerm],
    ahead: list[Notice],
    services: list[Record[Service]],
    worth: Worth,
) -> tuple[Tile, ...]:
    in_force = [term for term in contracts if term.in_force]
    value = worth.together(tuple(term.agreement for term in in_force))
    nearest = min(ahead, key=lambda notice: notice.act_by, default=None)
    notice_tile = Tile(
        _("Next notice date"), Text(_("No date")), line(_("nothing is to be decided"))
    )
    if nearest is not None:
        notice_tile = Tile(
            _("Next notice date"),
            day(nearest.act_by),
            line(counted(nearest.days_left, "{n} day left", "{n} days left")),
            here.to(record_page(nearest.term.agreement)),
            "warn" if nearest.term.standing == "notice-due" else None,
        )
    return (
        Tile(
            _("Contracts in force"),
            count(len(in_force)),
            sentence(_("worth {sums} a year"), sums=sums(value))
            if value
            else line(_("no value is given")),
            here.to(here.path, "agreements-heading"),
        ),
        notice_tile,
        Tile(
            _("Services"),
            count(len(services)),
            line(_("rest on this supplier")),
            here.to(here.path, "services-heading"),
        ),
    )


def _no_contracts(supplier: Record[Supplier]) -> Empty:
    return Empty(
        _("No contracts."),
        _("No contract with {title} is in the register.", title=supplier.title),
        sentence(
            _("Add a file under {folder} with {field} and {other}."),
            folder=Code("records/agreements"),
            field=Code("type: underpinning-contract"),
            other=Code(f"provider: {supplier.id}"),
        ),
    )


def _services(naming: Naming, supplier: Record[Supplier], services: list[Record[Service]]) -> Table:
    rows = tuple(
        Row(
            (
                Cell((naming.here.record(one, naming.titles.of(one)),)),
                Cell((SERVICES[one.fields.state],)),
                Cell(line(worded(one.fields.criticality))),
                Cell((naming.one(Person, one.fields.owner),)),
            )
        )
        for one in services
    )
    empty = Empty(
        _("No services."),
        _("No service names {title} as its supplier.", title=supplier.title),
        sentence(_("Name it with {field} in a service."), field=Code(f"supplier: {supplier.id}")),
    )
    return Table("services", _("Services"), SERVICE_COLUMNS, rows, empty, quiet=True)


def _facts(naming: Naming, supplier: Record[Supplier]) -> tuple[Fact, ...]:
    facts = [Fact(_("Looked after by"), ((naming.one(Person, supplier.fields.manager),),))]
    contact = supplier.fields.contact
    if contact and contact.person:
        facts.append(Fact(_("Ask for"), ((naming.one(Person, contact.person),),)))
    return tuple(facts)


def _workers(
    titles: Titles, here: Here, supplier: Record[Supplier], people: list[Record[Person]]
) -> Listing:
    items = tuple(
        Item(
            (here.record(one, titles.of(one)),),
            (line(one.fields.job_title),) if one.fields.job_title else (),
        )
        for one in people[:PEOPLE_SHOWN]
    )
    more = None
    if len(people) > PEOPLE_SHOWN:
        more = here.page(
            _("{number} in all; all people", number=figure(len(people))), "people/index.html"
        )
    return Listing(
        items, Empty(_("Nobody."), _("No person works for {title}.", title=supplier.title)), more
    )
