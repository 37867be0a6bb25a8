"""All suppliers as one table: who looks after them, what they have promised until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.notices import Notices
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.worth import Worth
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, days, sentence, sums
from brmsite.site.shapes import Cell, Code, Column, Empty, Line, Pager, Row, Table, line
from brmsite.site.titles import Titles

INDEX = "suppliers/index.html"

COLUMNS = (
    Column(N_("Supplier")),
    Column(N_("Category")),
    Column(N_("Manager")),
    Column(N_("Services"), "number"),
    Column(N_("Contracts in force"), "number", adds_up=True),
    Column(N_("Next notice"), "date"),
    Column(N_("Value a year"), "number", adds_up=True),
)


def _empty() -> Empty:
    return Empty(
        _("No suppliers."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/suppliers")),
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

    def view(part: Part[Record[Supplier]]) -> SuppliersView:
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
            "suppliers", _("Suppliers"), COLUMNS, tuple(rows), _empty(), controls=True, quiet=True
        )
        return SuppliersView(
            line(counted(len(suppliers), "{n} supplier.", "{n} suppliers.")),
            part.table(table),
            part.pager,
        )

    for part in parts(suppliers, INDEX, Things("{n} supplier", "{n} suppliers")):
        yield Page(
            part.path,
            "pages/suppliers.html",
            part.title(_("Suppliers")),
            partial(view, part),
            section="Suppliers",
            crumbs=((_("Home"), "index.html"),),
            judges=True,
            all_rows=part.all_rows,
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
