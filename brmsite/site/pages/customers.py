"""All customers as one table: how each stands, what comes next, who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.accounts import Accounts
from brmsite.insight.contacts import Contacts
from brmsite.insight.health import Health
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.customer_table import COLUMNS, Known, customer_cells
from brmsite.site.language import Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Code, Empty, Line, Pager, Row, Table
from brmsite.site.titles import Titles

INDEX = "customers/index.html"


def _empty() -> Empty:
    return Empty(
        _("No customers."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )


@dataclass(frozen=True, slots=True)
class CustomersView:
    """A page of the table of customers, with a sentence that sums it up."""

    lead: Line
    table: Table
    pager: Pager


def pages(
    register: Register,
    titles: Titles,
    accounts: Accounts,
    contacts: Contacts,
    managers: Managers,
    mandates: Mandates,
    health: Health,
    as_of: date,
) -> Iterator[Page]:
    """The index of customers, 200 a page."""
    customers = sorted(register.all(Customer), key=lambda one: titles.of(one).casefold())

    def view(part: Part[Record[Customer]]) -> CustomersView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        known = Known(accounts, contacts, managers, mandates, health, as_of)
        rows = tuple(Row(customer_cells(naming, customer, known)) for customer in part.rows)
        table = Table(
            "customers", _("Customers"), COLUMNS, rows, _empty(), controls=True, quiet=True
        )
        return CustomersView(_lead(here, customers), part.table(table), part.pager)

    for part in parts(customers, INDEX, Things("{n} customer", "{n} customers")):
        yield Page(
            part.path,
            "pages/customers.html",
            part.title(_("Customers")),
            partial(view, part),
            section="Customers",
            crumbs=((_("Home"), "index.html"),),
            judges=True,
            all_rows=part.all_rows,
        )


def _lead(here: Here, customers: list[Record[Customer]]) -> Line:
    external = sum(one.fields.relation == "external" for one in customers)
    return sentence(
        counted(
            len(customers),
            "{n} customer, {external} of them external. Who is under whom: {link}.",
            "{n} customers, {external} of them external. Who is under whom: {link}.",
            external=figure(external),
        ),
        link=here.page(_("customer structure"), "structure.html"),
    )
