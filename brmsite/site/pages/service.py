"""One service: who uses it, by which agreements at which targets, and what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.money import Money
from brmsite.insight.attainment import Attainment, TargetResults
from brmsite.insight.coverage import Coverage, Use
from brmsite.insight.relations import Relations
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.worth import Worth
from brmsite.kinds.agreement import Target
from brmsite.kinds.person import Person
from brmsite.kinds.service import Offering, Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.agreement_table import agreement_table, customer_line
from brmsite.site.cover import covered_line
from brmsite.site.delivery_items import figure as measured
from brmsite.site.delivery_items import status_cell
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, days, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.relation_items import RelationsView, relations_view
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Number,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import SERVICES
from brmsite.site.target_words import target_words
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

MOST = 200
"""How many rows stand in one table of the page."""


@dataclass(frozen=True, slots=True)
class ServiceView:
    """Everything the page of a service shows; lists that do not concern it are None."""

    kicker: str
    lead: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    users: Table
    agreements: Table
    targets: Table | None
    offerings: Table | None
    changes: Listing | None
    rests_on: Listing
    carries: Listing
    relations: RelationsView | None
    facts: tuple[Fact, ...]
    roles: Listing | None
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    coverage: Coverage,
    terms: Terms,
    attainment: Attainment,
    relations: Relations,
    worth: Worth,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """A page for every service."""
    by_service = _agreements(register, terms)
    carried = _carried(register)

    def view(service: Record[Service]) -> ServiceView:
        here = Here(record_page(service))
        naming = Naming(register, titles, here)
        currency = settings.default_currency
        agreements = by_service.get(service.address, [])
        uses = coverage.of_service(service)
        fields = service.fields
        return ServiceView(
            kicker=_("Service, {type}", type=in_sentence(fields.type)),
            lead=tuple(line(each) for each in (fields.description, fields.outcome) if each),
            tiles=_tiles(here, service, uses, agreements),
            users=_users(naming, service, uses),
            agreements=_agreement_table(naming, worth, service, agreements),
            targets=_targets(naming, attainment, service, agreements),
            offerings=_offerings(currency, service, uses),
            changes=_changes(service),
            rests_on=_rests_on(naming, service),
            carries=_carries(naming, service, carried.get(service.address, [])),
            relations=relations_view(naming, relations, terms, service),
            facts=_facts(naming, service),
            roles=_roles(naming, service, as_of),
            parts=record_parts(register, titles, prose, chronicle, here, service),
        )

    for service in register.all(Service):
        yield Page(
            record_page(service),
            "records/service.html",
            titles.of(service),
            partial(view, service),
            section="Services",
            crumbs=((_("Home"), "index.html"), (_("Services"), "services/index.html")),
            source=service.path,
            judges=True,
            tags=(SERVICES[service.fields.state],),
        )


def _agreements(register: Register, terms: Terms) -> dict[str, list[AgreementTerm]]:
    """All agreements about each service, by the service's address."""
    found: dict[str, list[AgreementTerm]] = {}
    for term in terms.by_address.values():
        services = (register.one(Service, each) for each in term.agreement.fields.services)
        for address in {service.address for service in services if service is not None}:
            found.setdefault(address, []).append(term)
    return found


def _carried(register: Register) -> dict[str, list[Record[Service]]]:
    """The services that rest on each service."""
    found: dict[str, list[Record[Service]]] = {}
    for service in register.all(Service):
        below = (register.one(Service, each) for each in service.fields.depends_on)
        for address in {one.address for one in below if one is not None}:
            found.setdefault(address, []).append(service)
    return found


def _tiles(
    here: Here, service: Record[Service], uses: tuple[Use, ...], agreements: list[AgreementTerm]
) -> tuple[Tile, ...]:
    customers = {use.customer.address for use in uses}
    vital = {use.customer.address for use in uses if use.consumption.vital}
    bare = {use.customer.address for use in uses if not use.covered_by}
    known = [use.consumption.users for use in uses if use.consumption.users is not None]
    in_force = sum(term.in_force for term in agreements)
    return (
        Tile(
            _("Customers"),
            count(len(customers)),
            line(_("vital for {number}", number=figure(len(vital)))),
            here.to(here.path, "users-heading"),
        ),
        Tile(
            _("Users"),
            count(sum(known)) if known else Text(_("Not counted")),
            line(counted(len(known), "counted with {n} customer", "counted with {n} customers"))
            if known
            else (),
        ),
        Tile(
            _("Agreements in force"),
            count(in_force),
            line(_("of {number} in the register", number=figure(len(agreements)))),
            here.to(here.path, "agreements-heading"),
        ),
        Tile(
            _("Without agreement"),
            count(len(bare)),
            line(_("customers who use it without one") if bare else _("every use is covered"))
            if customers
            else line(_("nobody uses it")),
            here.to(here.path, "users-heading") if bare else "",
            "warn" if bare else None,
        ),
        Tile(_("Criticality"), Text(worded(service.fields.criticality))),
    )


# Who uses it --------------------------------------------------------------------------------------

USER_COLUMNS = (
    Column(N_("Customer")),
    Column(N_("Offering")),
    Column(N_("Users"), "number"),
    Column(N_("Vital")),
    Column(N_("Agreement")),
    Column(N_("Since"), "date"),
    Column(N_("What it needs")),
)


def _users(naming: Naming, service: Record[Service], uses: tuple[Use, ...]) -> Table:
    names = {one.id: one.name for one in service.fields.offerings}
    ordered = sorted(uses, key=lambda use: naming.titles.of(use.customer).casefold())
    rows = tuple(
        Row(
            (
                Cell((naming.record(use.customer),)),
                Cell(_offering(names, use)),
                Cell(() if use.consumption.users is None else (count(use.consumption.users),)),
                Cell(line(_("Vital")) if use.consumption.vital else ()),
                Cell(covered_line(naming, use)),
                Cell((day(use.consumption.since),)),
                Cell(line(use.consumption.needs) if use.consumption.needs else ()),
            )
        )
        for use in ordered[:MOST]
    )
    empty = Empty(
        _("Nobody uses it."),
        _("No customer's record names it for today."),
        sentence(_("Add it under {field} in the files of customers."), field=Code("services")),
    )
    caption = (
        _("Who uses it")
        if len(uses) <= MOST
        else _("Who uses it, {part} of {whole}", part=MOST, whole=figure(len(uses)))
    )
    return Table("users", caption, USER_COLUMNS, rows, empty, quiet=len(uses) <= MOST)


def _offering(names: dict[str, str], use: Use) -> Line:
    offering = use.consumption.offering
    if offering is None:
        return ()
    return line(names[offering]) if offering in names else (Code(offering),)


# What is agreed -----------------------------------------------------------------------------------

TARGET_COLUMNS = (
    Column(N_("Promise")),
    Column(N_("Target")),
    Column(N_("Agreement")),
    Column(N_("Customer")),
    Column(N_("Last"), "number"),
    Column(N_("Status"), "status"),
)


def _agreement_table(
    naming: Naming, worth: Worth, service: Record[Service], agreements: list[AgreementTerm]
) -> Table:
    empty = Empty(
        _("No agreements."),
        _("No agreement in the register is about {title}.", title=service.title),
        sentence(_("Name it under {field} in an agreement."), field=Code("services")),
    )
    return agreement_table(naming, worth, agreements, empty)


def _targets(
    naming: Naming,
    attainment: Attainment,
    service: Record[Service],
    agreements: list[AgreementTerm],
) -> Table | None:
    """What is promised of it in agreements that are not over, and whether it was kept last."""
    found = [
        (term, target)
        for term in agreements
        if term.standing != "closed"
        for target in term.agreement.fields.targets
        if naming.register.one(Service, target.service) is service
    ]
    if not found:
        return None
    ordered = sorted(found, key=lambda each: (each[1].metric.casefold(), each[0].agreement.id))
    rows = tuple(
        Row(_target_cells(naming, term, target, _results(attainment, term, target)))
        for term, target in ordered[:MOST]
    )
    caption = _("What is promised")
    if len(found) > MOST:
        caption = _("What is promised, {part} of {whole}", part=MOST, whole=figure(len(found)))
    return Table("targets", caption, TARGET_COLUMNS, rows, NEVER_EMPTY, quiet=len(found) <= MOST)


def _results(attainment: Attainment, term: AgreementTerm, target: Target) -> TargetResults | None:
    """What came of a promise; None where its agreement does not hold, so that nothing is due."""
    if not term.in_force:
        return None
    results = attainment.of_agreement(term.agreement)
    return next((one for one in results if one.target is target), None)


def _target_cells(
    naming: Naming, term: AgreementTerm, target: Target, results: TargetResults | None
) -> tuple[Cell, ...]:
    agreement = term.agreement
    last = None if results is None else results.last
    return (
        Cell(line(target.description)),
        Cell(line(target_words(target))),
        Cell((naming.here.record(agreement, naming.titles.of(agreement), target.id),)),
        Cell(customer_line(naming, term)),
        Cell(() if results is None or last is None else measured(last.figure, results.goal)),
        Cell(()) if results is None else status_cell(results),
    )


# What it is ---------------------------------------------------------------------------------------

OFFERING_COLUMNS = (
    Column(N_("Offering")),
    Column(N_("Price"), "number"),
    Column(N_("Customers"), "number"),
)

_PER = {"year": N_("a year"), "month": N_("a month"), "once": N_("once"), "unit": N_("a unit")}


def _offerings(currency: str, service: Record[Service], uses: tuple[Use, ...]) -> Table | None:
    if not service.fields.offerings:
        return None
    rows = tuple(
        Row(
            (
                Cell(line(one.name)),
                Cell(_price(currency, one)),
                Cell((count(sum(use.consumption.offering == one.id for use in uses)),)),
            )
        )
        for one in service.fields.offerings
    )
    return Table("offerings", _("Offerings"), OFFERING_COLUMNS, rows, NEVER_EMPTY, quiet=True)


def _price(currency: str, offering: Offering) -> Line:
    price = offering.price
    if price is None:
        return line(Aside(_("No price")))
    money = Money(price.amount, price.currency or currency)
    return (Number(f"{money} {_PER[price.per]}", float(price.amount)),)


def _changes(service: Record[Service]) -> Listing | None:
    items = tuple(
        Item(
            line(each.text),
            (line(each.effect),) if each.effect else (),
            day=day(each.on) if each.on else None,
        )
        for each in sorted(
            service.fields.planned_changes, key=lambda one: (one.on is None, one.on or date.max)
        )
    )
    return Listing(items, NEVER_EMPTY) if items else None


def _rests_on(naming: Naming, service: Record[Service]) -> Listing:
    items = tuple(Item((naming.one(Service, each),)) for each in service.fields.depends_on)
    return Listing(
        items, Empty(_("Nothing."), _("The record names no service that it depends on."))
    )


def _carries(naming: Naming, service: Record[Service], above: list[Record[Service]]) -> Listing:
    items = tuple(Item((naming.record(one),)) for one in above[:MOST])
    return Listing(
        items, Empty(_("Nothing."), _("No service depends on {title}.", title=service.title))
    )


def _facts(naming: Naming, service: Record[Service]) -> tuple[Fact, ...]:
    fields = service.fields
    facts = [Fact(_("Owner"), ((naming.one(Person, fields.owner),),))]
    if fields.supplier:
        facts.append(Fact(_("Supplier"), ((naming.one(Supplier, fields.supplier),),)))
    if fields.warranty:
        facts.append(Fact(_("By default"), (line(fields.warranty),)))
    if fields.summary:
        facts.append(Fact(_("In short"), (naming.prose(fields.summary),)))
    return tuple(facts)


def _roles(naming: Naming, service: Record[Service], as_of: date) -> Listing | None:
    items = tuple(
        Item(
            (naming.one(Person, role.person),),
            (
                line(in_sentence(role.role)),
                line(in_sentence(role.level)),
                sentence(_("until {day}"), day=days(role.to))
                if role.to
                else sentence(_("since {day}"), day=day(role.from_)),
            ),
        )
        for role in service.fields.roles
        if role.covers(as_of)
    )
    return Listing(items, NEVER_EMPTY) if items else None
