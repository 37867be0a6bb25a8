"""The units directly below a customer, each in a row: who decides there, what comes next."""

from __future__ import annotations

from datetime import date

from brmsite.insight.accounts import Accounts
from brmsite.insight.health import Health
from brmsite.insight.mandates import Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.customer_table import health_cell
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming
from brmsite.site.pieces import count, days
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Aside, Cell, Column, Line, Row, Section, Table

SHOWN = 50
"""How many rows the page has; the customer structure has all units."""

COLUMNS = (
    Column(N_("Unit")),
    Column(N_("Health"), "status"),
    Column(N_("Mandate holder")),
    Column(N_("Below"), "number"),
    Column(N_("In force"), "number"),
    Column(N_("Next notice"), "date"),
    Column(N_("Late actions"), "number"),
)


def units_section(
    naming: Naming,
    structure: Structure,
    accounts: Accounts,
    mandates: Mandates,
    health: Health,
    customer: Record[Customer],
    as_of: date,
) -> Section | None:
    """The units below in the order of their names; None where there are none."""
    below = sorted(
        structure.children(customer.address), key=lambda one: naming.titles.of(one).casefold()
    )
    if not below:
        return None
    rows = []
    for unit in below[:SHOWN]:
        account = accounts.of(unit)
        cells = (
            Cell((naming.record(unit),)),
            health_cell(health, unit),
            Cell(_own_holders(naming, mandates, unit, as_of)),
            Cell((count(len(structure.subtree(unit.address)) - 1),)),
            Cell((count(len(account.in_force)),)),
            Cell(days(account.notices[0].act_by) if account.notices else ()),
            Cell((count(len(account.overdue)),)),
        )
        rows.append(Row(cells))
    more = None
    if len(below) > SHOWN:
        words = counted(len(below), "All {n} unit", "All {n} units")
        more = naming.here.page(words, "structure.html")
    heading = _("Units below")
    table = Table("units", heading, COLUMNS, tuple(rows), NEVER_EMPTY, quiet=True)
    return Section("units-heading", heading, table=table, more=more)


def _own_holders(naming: Naming, mandates: Mandates, unit: Record[Customer], as_of: date) -> Line:
    own = [each.role.person for each in mandates.deciding(unit.address, as_of) if each.unit is unit]
    return naming.each(Person, own) or (Aside(_("decided above")),)
