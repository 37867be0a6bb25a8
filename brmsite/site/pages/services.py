"""All services as one table: what we offer, who answers for it, who uses it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.coverage import Coverage
from brmsite.insight.terms import Terms
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pages.service_matrix import MATRIX
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, sentence
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Link,
    Pager,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import SERVICES
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "services/index.html"

COLUMNS = (
    Column(N_("Service")),
    Column(N_("State"), "status"),
    Column(N_("Type")),
    Column(N_("Criticality")),
    Column(N_("Owner")),
    Column(N_("Customers"), "number"),
    Column(N_("Users"), "number"),
    Column(N_("Agreements in force"), "number"),
    Column(N_("Supplier")),
)


def _empty() -> Empty:
    return Empty(
        _("No services."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/services")),
    )


@dataclass(frozen=True, slots=True)
class ServicesView:
    """A page of the table of services."""

    lead: Line
    matrix: Link
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles, coverage: Coverage, terms: Terms) -> Iterator[Page]:
    """The index of services, 200 a page."""
    agreed = agreements_of_services(register, terms)
    services = sorted(register.all(Service), key=lambda one: titles.of(one).casefold())
    live = sum(one.fields.state == "live" for one in services)

    def view(part: Part[Record[Service]]) -> ServicesView:
        here = Here(part.path)
        rows = tuple(
            Row(_cells(register, titles, here, one, coverage, agreed.get(one.address, 0)))
            for one in part.rows
        )
        table = Table("services", _("Services"), COLUMNS, rows, _empty(), controls=True, quiet=True)
        return ServicesView(
            line(
                counted(
                    len(services),
                    "{n} service, {live} of them live.",
                    "{n} services, {live} of them live.",
                    live=figure(live),
                )
            ),
            here.page(_("Services by customers"), MATRIX),
            part.table(table),
            part.pager,
        )

    for part in parts(services, INDEX, Things("{n} service", "{n} services")):
        yield Page(
            part.path,
            "pages/services.html",
            part.title(_("Services")),
            partial(view, part),
            section="Services",
            crumbs=((_("Home"), "index.html"),),
            judges=True,
            all_rows=part.all_rows,
        )


def agreements_of_services(register: Register, terms: Terms) -> dict[str, int]:
    """How many agreements in force there are about each service, by address."""
    found: dict[str, int] = {}
    for term in terms.in_force:
        services = (register.one(Service, each) for each in term.agreement.fields.services)
        for address in {service.address for service in services if service is not None}:
            found[address] = found.get(address, 0) + 1
    return found


def _cells(
    register: Register,
    titles: Titles,
    here: Here,
    service: Record[Service],
    coverage: Coverage,
    agreed: int,
) -> tuple[Cell, ...]:
    fields, uses = service.fields, coverage.of_service(service)
    naming = Naming(register, titles, here)
    customers = {use.customer.address for use in uses}
    bare = {use.customer.address for use in uses if not use.covered_by}
    gap = (
        (Text(" "), Tag(_("{number} without agreement", number=figure(len(bare))), "warn"))
        if bare
        else ()
    )
    users = [use.consumption.users for use in uses if use.consumption.users is not None]
    return (
        Cell((here.record(service, titles.of(service)), *gap)),
        Cell((SERVICES[fields.state],), sort=str(list(SERVICES).index(fields.state))),
        Cell(line(worded(fields.type))),
        Cell(line(worded(fields.criticality)), sort=_CRITICALITY[fields.criticality]),
        Cell((naming.one(Person, fields.owner),)),
        Cell((count(len(customers)),)),
        Cell((count(sum(users)),) if users else ()),
        Cell((count(agreed),)),
        Cell((naming.one(Supplier, fields.supplier),) if fields.supplier else ()),
    )


_CRITICALITY = {"vital": "0", "important": "1", "normal": "2"}
