"""Agreements in short, as rows of a table on the pages of what they concern."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.terms import AgreementTerm
from brmsite.insight.worth import Worth
from brmsite.kinds.customer import Customer
from brmsite.site.language import N_, _
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, days, sums
from brmsite.site.shapes import Cell, Column, Empty, Line, Row, Table, line
from brmsite.site.status import STANDINGS, agreement_cell
from brmsite.site.words import worded

COLUMNS = (
    Column(N_("Agreement")),
    Column(N_("Customer")),
    Column(N_("Status"), "status"),
    Column(N_("Type")),
    Column(N_("Ends"), "date"),
    Column(N_("Notice by"), "date"),
    Column(N_("Value a year"), "number"),
)

URGENCY = {standing: index for index, standing in enumerate(STANDINGS)}
"""How soon an agreement wants somebody's eyes, 0 first."""

MOST = 200
"""How many rows stand on the page of a record; the register has them all."""


def agreement_table(
    naming: Naming,
    worth: Worth,
    terms: Sequence[AgreementTerm],
    empty: Empty,
    caption: str = N_("Agreements"),
    *,
    id: str = "agreements",
    customer: bool = True,
) -> Table:
    """The agreements with their status on the day: the most urgent first, closed ones last.

    Without `customer` the column that says with whom is left out.
    """
    ordered = sorted(terms, key=urgency)[:MOST]
    rows = tuple(
        Row(
            (
                Cell((naming.record(term.agreement),)),
                *((Cell(customer_line(naming, term)),) if customer else ()),
                agreement_cell(term),
                Cell(line(worded(term.agreement.fields.type))),
                Cell(days(term.term.end) or line(_("No end"))),
                Cell(days(term.term.notice_by)),
                Cell(sums(worth.of(term.agreement))),
            )
        )
        for term in ordered
    )
    columns = COLUMNS if customer else (COLUMNS[0], *COLUMNS[2:])
    return Table(id, caption, columns, rows, empty, quiet=True)


def urgency(term: AgreementTerm) -> tuple[int, str, str]:
    """Sorts agreements: by how urgent their standing is, then by what comes first."""
    day = term.term.notice_by or term.term.end
    return (
        URGENCY[term.standing],
        day.isoformat() if day else "9999",
        term.agreement.address,
    )


def customer_line(naming: Naming, term: AgreementTerm) -> Line:
    """Whom an agreement is made with, as a link; the word `Missing` where the record is."""
    customer = naming.register.one(Customer, term.agreement.fields.customer)
    if customer is None:
        return line(term.agreement.fields.customer, " ", MISSING)
    return (naming.record(customer),)
