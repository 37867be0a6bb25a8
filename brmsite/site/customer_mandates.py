"""Who decides and pays for a customer, from its own unit to the top, and who only chooses."""

from __future__ import annotations

from datetime import date

from brmsite.insight.mandates import Mandates
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.register.register import Record
from brmsite.site.language import _
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, sentence
from brmsite.site.shapes import Code, Empty, Item, Line, Listing, Text, line

DECIDING = "mandates"
"""The place on a customer's page that tells who decides."""


def mandate_chain(
    naming: Naming, mandates: Mandates, customer: Record[Customer], as_of: date
) -> Listing:
    """Who decides, from this unit to the top; units without a mandate are left out."""
    items: list[Item] = []
    for holding in mandates.deciding(customer.address, as_of):
        words = mandate_words(naming.register, holding.role.mandate, mandates.default_currency)
        remarks = [line(words), line(naming.titles.of(holding.unit))]
        if holding.role.deputy:
            deputy = naming.one(Person, holding.role.deputy)
            remarks.append(sentence(_("deputy {person}"), person=deputy))
        items.append(Item((naming.one(Person, holding.role.person),), tuple(remarks)))
    empty = Empty(
        _("Nobody."),
        _("Neither here nor in a unit above does anybody hold a mandate."),
        sentence(
            _("Write it as a role {role} with a {field}."),
            role=Code("customer"),
            field=Code("mandate"),
        ),
    )
    return Listing(tuple(items), empty)


def who_decides(
    naming: Naming, mandates: Mandates, customer: Record[Customer], as_of: date
) -> Line:
    """Who decides first, the nearest to the customer, and how far; all others stand below."""
    deciding = mandates.deciding(customer.address, as_of)
    if not deciding:
        is_active = customer.fields.state not in ("prospect", "former")
        return sentence(_("{mark} nobody holds a mandate"), mark=MISSING) if is_active else ()
    first = deciding[0].role
    return sentence(
        _("{person} {decides}. {link}"),
        person=naming.one(Person, first.person),
        decides=Text(mandate_words(naming.register, first.mandate, mandates.default_currency)),
        link=naming.here.page(_("All who decide"), naming.here.path, DECIDING),
    )


def purchaser_list(
    naming: Naming, mandates: Mandates, customer: Record[Customer], as_of: date
) -> Listing:
    """Who chooses among existing services, here or for a unit above."""
    items = tuple(
        Item(
            (naming.one(Person, holding.role.person),),
            (
                line(_purchaser_words(naming, mandates, holding.role)),
                line(naming.titles.of(holding.unit)),
            ),
        )
        for holding in mandates.holdings(customer.address)
        if holding.role.role == "purchaser" and holding.role.covers(as_of)
    )
    why = _("No role here or above says that somebody chooses services.")
    return Listing(items, Empty(_("No purchasers."), why))


def _purchaser_words(naming: Naming, mandates: Mandates, role: Role) -> str:
    if role.mandate is None:
        return _("chooses among existing services")
    return mandate_words(naming.register, role.mandate, mandates.default_currency)
