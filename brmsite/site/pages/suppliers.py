"""All suppliers as one table: who looks after them, what they have promised until when."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.insight.notices import Notices
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.worth import Worth
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count, days, sums
from brmsite.site.shapes import Cell, Code, Column, Empty, Line, Pager, Row, Table, line
from brmsite.site.titles import Titles

INDEX = "suppliers/index.html"

COLUMNS = (
    Column("Supplier"),
    Column("Category"),
    Column("Manager"),
    Column("Services", "number"),
    Column("Contracts in force", "number"),
    Column("Next notice", "date"),
    Column("Value a year", "number"),
)

EMPTY = Empty(
    "No suppliers.",
    "There is none in the register.",
    line("Add a file under ", Code("records/suppliers"), "."),
)


@dataclass(frozen=True, slots=True)
class SuppliersView:
    """A page of the table of suppliers."""

    lead: Line
    table: Table
    pager: Pager


def pages(
    register: Register, titles: Titles, terms: Terms, notices: Notices, worth: Worth
) -> Iterator[Page]:
    """The index of suppliers, 200 a page."""
    contracts = contracts_by_supplier(register, terms)
    delivered = services_by_supplier(register)
    act_by = {
        notice.term.agreement.address: notice.act_by for notice in (*notices.near, *notices.later)
    }
    suppliers = sorted(register.all(Supplier), key=lambda one: titles.of(one).casefold())
    for part in parts(suppliers, INDEX, "supplier"):
        here = Here(part.path)
        naming = Naming(register, titles, here)
        rows = []
        for one in part.rows:
            in_force = [term for term in contracts.get(one.address, ()) if term.in_force]
            ahead = [
                act_by[term.agreement.address]
                for term in in_force
                if term.agreement.address in act_by
            ]
            value = worth.together(tuple(term.agreement for term in in_force))
            rows.append(
                Row(
                    (
                        Cell((here.record(one, titles.of(one)),)),
                        Cell(line(one.fields.category) if one.fields.category else ()),
                        Cell((naming.one(Person, one.fields.manager),)),
                        Cell((count(len(delivered.get(one.address, ()))),)),
                        Cell((count(len(in_force)),)),
                        Cell(days(min(ahead, default=None))),
                        Cell(sums(value)),
                    )
                )
            )
        table = Table(
            "suppliers", "Suppliers", COLUMNS, tuple(rows), EMPTY, controls=True, quiet=True
        )
        yield Page(
            part.path,
            "pages/suppliers.html",
            part.title("Suppliers"),
            SuppliersView(line(f"{plural(len(suppliers), 'supplier')}."), table, part.pager),
            section="Suppliers",
            crumbs=(("Home", "index.html"),),
            judges=True,
        )


def contracts_by_supplier(register: Register, terms: Terms) -> dict[str, list[AgreementTerm]]:
    """The agreements in which a supplier is the one who delivers, by the supplier's address."""
    found: dict[str, list[AgreementTerm]] = {}
    for term in terms.by_address.values():
        supplier = register.one(Supplier, term.agreement.fields.provider)
        if supplier is not None:
            found.setdefault(supplier.address, []).append(term)
    return found


def services_by_supplier(register: Register) -> dict[str, list[Record[Service]]]:
    """The services that a supplier delivers to IT, by the supplier's address."""
    found: dict[str, list[Record[Service]]] = {}
    for service in register.all(Service):
        supplier = register.one(Supplier, service.fields.supplier)
        if supplier is not None:
            found.setdefault(supplier.address, []).append(service)
    return found
