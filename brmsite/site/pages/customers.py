"""All customers as one table: how each stands, what comes next, who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import plural
from brmsite.insight.accounts import Account, Accounts
from brmsite.insight.contacts import ContactMatrix, Contacts
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import MISSING, count, days
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Pager,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import CUSTOMERS
from brmsite.site.titles import Titles, unique_titles
from brmsite.site.words import worded

INDEX = "customers/index.html"

COLUMNS = (
    Column("Customer"),
    Column("Unit"),
    Column("Tier"),
    Column("Relationship manager"),
    Column("Mandate holder"),
    Column("In force", "number"),
    Column("Next notice", "date"),
    Column("Open actions", "status"),
    Column("Last met", "date"),
    Column("Next meeting", "date"),
)

EMPTY = Empty(
    "No customers.",
    "There is none in the register.",
    line("Add a file under ", Code("records/customers"), "."),
)


@dataclass(frozen=True, slots=True)
class CustomersView:
    """A page of the table of customers, with a sentence that sums it up."""

    lead: Line
    table: Table
    pager: Pager


def pages(
    register: Register,
    accounts: Accounts,
    contacts: Contacts,
    managers: Managers,
    mandates: Mandates,
    as_of: date,
) -> Iterator[Page]:
    """The index of customers, 200 a page."""
    titles = unique_titles(register)
    customers = sorted(register.all(Customer), key=lambda one: titles.of(one).casefold())
    for part in parts(customers, INDEX, "customer"):
        here = Here(part.path)
        rows = tuple(
            Row(
                customer_cells(
                    register,
                    titles,
                    here,
                    customer,
                    accounts.of(customer),
                    contacts.of(customer),
                    managers,
                    mandates,
                    as_of,
                )
            )
            for customer in part.rows
        )
        table = Table("customers", "Customers", COLUMNS, rows, EMPTY, controls=True, quiet=True)
        yield Page(
            part.path,
            "pages/customers.html",
            part.title("Customers"),
            CustomersView(_lead(here, customers), table, part.pager),
            section="Customers",
            crumbs=(("Home", "index.html"),),
            judges=True,
        )


def _lead(here: Here, customers: list[Record[Customer]]) -> Line:
    external = sum(one.fields.relation == "external" for one in customers)
    return line(
        f"{plural(len(customers), 'customer')}, {external:,} of them external. Who is under whom: ",
        here.page("customer structure", "structure.html"),
        ".",
    )


def customer_cells(
    register: Register,
    titles: Titles,
    here: Here,
    customer: Record[Customer],
    account: Account,
    matrix: ContactMatrix,
    managers: Managers,
    mandates: Mandates,
    as_of: date,
) -> tuple[Cell, ...]:
    """One customer across `COLUMNS`."""
    fields = customer.fields
    name: Line = (here.record(customer, titles.of(customer)),)
    if fields.state != "active":
        name = (*name, Text(" "), CUSTOMERS[fields.state])
    unit = worded(fields.unit) if fields.unit else ""
    if fields.relation == "external" and fields.unit != "external":
        unit = f"{unit}, external" if unit else "External"
    return (
        Cell(name),
        Cell(line(unit) if unit else ()),
        Cell(line(worded(fields.tier)) if fields.tier else ()),
        Cell(manager_line(here, titles, managers, customer)),
        Cell(holder_line(register, titles, here, mandates, customer, as_of)),
        Cell((count(len(account.in_force)),)),
        Cell(days(account.notices[0].act_by) if account.notices else ()),
        open_actions_cell(account),
        Cell(days(last_met(matrix))),
        Cell(days(next_meeting(matrix))),
    )


def manager_line(
    here: Here, titles: Titles, managers: Managers, customer: Record[Customer]
) -> Line:
    """Who manages the relationship; `Missing` where nobody does and somebody should."""
    found = joined(here.record(person, titles.of(person)) for person in managers.of(customer))
    return found or (() if customer.fields.state == "former" else (MISSING,))


def holder_line(
    register: Register,
    titles: Titles,
    here: Here,
    mandates: Mandates,
    customer: Record[Customer],
    as_of: date,
) -> Line:
    """Who decides for a customer, the nearest unit's first holder, and for which unit."""
    deciding = mandates.deciding(customer.address, as_of)
    if not deciding:
        return () if customer.fields.state in ("prospect", "former") else (MISSING,)
    nearest = deciding[0]
    name = Naming(register, titles, here).one(Person, nearest.role.person)
    if nearest.unit is customer:
        return (name,)
    return (name, Text(" "), Aside(f"of {titles.of(nearest.unit)}"))


def open_actions_cell(account: Account) -> Cell:
    """How many actions are open, and how many of them late; the latest customers sort first."""
    opened, late = len(account.open_actions), len(account.overdue)
    tag = (Text(" "), Tag(f"{late:,} late", "bad")) if late else ()
    return Cell(line(f"{opened:,}", *tag), sort=str(-(late * 1000 + opened)))


def last_met(matrix: ContactMatrix) -> date | None:
    """The day of the latest meeting at any level, also with a unit below."""
    return max((cell.last.fields.date for cell in matrix.cells if cell.last), default=None)


def next_meeting(matrix: ContactMatrix) -> date | None:
    """The day of the next planned meeting at any level, also with a unit below."""
    return min((cell.next.fields.date for cell in matrix.cells if cell.next), default=None)
