"""Customers across the columns of a table: on their index, and on the pages of their managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brmsite.insight.accounts import Account, Accounts
from brmsite.insight.contacts import ContactMatrix, Contacts
from brmsite.insight.health import COLOURS, Health
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.health_items import score_line
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import MISSING, count, days
from brmsite.site.shapes import Aside, Cell, Column, Line, Tag, Text, line
from brmsite.site.status import CUSTOMERS
from brmsite.site.words import worded

COLUMNS = (
    Column(N_("Customer")),
    Column(N_("Health"), "status"),
    Column(N_("Tier")),
    Column(N_("Manager")),
    Column(N_("Who decides")),
    Column(N_("In force"), "number"),
    Column(N_("Next notice"), "date"),
    Column(N_("Actions"), "status"),
    Column(N_("Last met"), "date"),
    Column(N_("Next meeting"), "date"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all customers on a day."""

    accounts: Accounts
    contacts: Contacts
    managers: Managers
    mandates: Mandates
    health: Health
    as_of: date


def customer_cells(naming: Naming, customer: Record[Customer], known: Known) -> tuple[Cell, ...]:
    """One customer across `COLUMNS`."""
    fields = customer.fields
    account, matrix = known.accounts.of(customer), known.contacts.of(customer)
    name: Line = (naming.record(customer),)
    if fields.state != "active":
        name = (*name, Text(" "), CUSTOMERS[fields.state])
    if fields.relation == "external":
        name = (*name, Text(" "), Aside(_("external")))
    return (
        Cell(name),
        health_cell(known.health, customer),
        Cell(line(worded(fields.tier)) if fields.tier else ()),
        Cell(manager_line(naming, known.managers, customer)),
        Cell(holder_line(naming, known.mandates, customer, known.as_of)),
        Cell((count(len(account.in_force)),)),
        Cell(days(account.notices[0].act_by) if account.notices else ()),
        open_actions_cell(account),
        Cell(days(last_met(matrix))),
        Cell(days(next_meeting(matrix))),
    )


def health_cell(health: Health, customer: Record[Customer]) -> Cell:
    """Colour and score, the worst first; empty where a customer is not judged."""
    found = health.of_customer(customer)
    if found is None:
        return Cell((), "9999")
    rank = len(COLOURS) if found.colour is None else COLOURS.index(found.colour)
    return Cell(score_line(found), f"{rank * 1000 + float(found.score or 0):.3f}")


def manager_line(naming: Naming, managers: Managers, customer: Record[Customer]) -> Line:
    """Who manages the relationship; `Missing` where nobody does and somebody should."""
    found = joined(map(naming.record, managers.of(customer)))
    return found or (() if customer.fields.state == "former" else (MISSING,))


def holder_line(
    naming: Naming, mandates: Mandates, customer: Record[Customer], as_of: date
) -> Line:
    """Who decides for a customer, the nearest unit's first holder, and for which unit."""
    deciding = mandates.deciding(customer.address, as_of)
    if not deciding:
        return () if customer.fields.state in ("prospect", "former") else (MISSING,)
    nearest = deciding[0]
    name = naming.one(Person, nearest.role.person)
    if nearest.unit is customer:
        return (name,)
    return (name, Text(" "), Aside(_("of {unit}", unit=naming.titles.of(nearest.unit))))


def open_actions_cell(account: Account) -> Cell:
    """How many actions are open, and how many of them late; the latest customers sort first."""
    opened, late = len(account.open_actions), len(account.overdue)
    tag = (Text(" "), Tag(counted(late, "{n} late", "{n} late"), "bad")) if late else ()
    return Cell(line(figure(opened), *tag), sort=str(-(late * 1000 + opened)))


def last_met(matrix: ContactMatrix) -> date | None:
    """The day of the latest meeting at any level, also with a unit below."""
    return max((cell.last.fields.date for cell in matrix.cells if cell.last), default=None)


def next_meeting(matrix: ContactMatrix) -> date | None:
    """The day of the next planned meeting at any level, also with a unit below."""
    return min((cell.next.fields.date for cell in matrix.cells if cell.next), default=None)
