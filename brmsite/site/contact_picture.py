"""Who speaks with whom, for one customer, as a figure of three levels, and its point in words."""

from __future__ import annotations

from brmsite.ground.value import Value
from brmsite.insight.contacts import LEVELS, Cell, ContactMatrix
from brmsite.kinds.person import Person
from brmsite.site.addresses import record_page
from brmsite.site.contact_items import gaps, worst_rhythm
from brmsite.site.draw.contact_figure import (
    DrawnContacts,
    FigureRow,
    FigureSide,
    Words,
    draw_contacts,
)
from brmsite.site.language import N_, _, counted, listed
from brmsite.site.naming import Naming
from brmsite.site.words import in_sentence, worded

WAYS = (N_("support, coordination"), N_("policy, control"), N_("reports, escalates"))
"""What goes across, down and up."""

PEOPLE = 2
"""So many people of one side and level are named; the table below names more."""


class ContactPicture(Value):
    """The figure, its title, and what it shows in words."""

    drawn: DrawnContacts
    title: str
    text: str


def contact_picture(naming: Naming, matrix: ContactMatrix) -> ContactPicture | None:
    """The figure of one customer; None where nobody speaks with anybody and nobody has to."""
    if not any(cell.people or cell.required for cell in matrix.cells):
        return None
    missing = gaps(matrix)
    rows = []
    for level in LEVELS:
        theirs, ours = matrix.cell(level, "customer"), matrix.cell(level, "provider")
        rows.append(
            FigureRow(
                worded(level),
                _side(naming, theirs, theirs in missing),
                _side(naming, ours, ours in missing),
                _met(naming, theirs, ours),
            )
        )
    name = naming.titles.of(matrix.customer)
    return ContactPicture(
        draw_contacts((name, _("IT")), WAYS, rows),
        _("Who speaks with whom: {customer} and IT", customer=name),
        _words(matrix, missing),
    )


def _words(matrix: ContactMatrix, missing: tuple[Cell, ...]) -> str:
    """Where somebody is missing, and at which levels they did not meet in time."""
    gap_words = listed(
        _("{level} of the customer", level=in_sentence(cell.level))
        if cell.side == "customer"
        else _("{level} of IT", level=in_sentence(cell.level))
        for cell in missing
    )
    late = [in_sentence(one) for one in LEVELS if worst_rhythm(matrix, one) == "beyond"]
    said = _("Nobody is missing")
    if missing:
        said = counted(len(missing), "{n} gap: {where}", "{n} gaps: {where}", where=gap_words)
    if late:
        return _("{gaps}; longer ago than agreed: {levels}.", gaps=said, levels=listed(late))
    is_agreed = any(cell.colour.startswith("within") for cell in matrix.cells)
    return _("{gaps}; met as agreed.", gaps=said) if is_agreed else f"{said}."


def _side(naming: Naming, cell: Cell, is_gap: bool) -> FigureSide:
    people: dict[str, tuple[Words, str]] = {}
    for contact in cell.people:
        piece = naming.one(Person, contact.role.person)
        who = Words(
            contact.person.title if contact.person is not None else contact.role.person,
            getattr(piece, "href", ""),
        )
        people.setdefault(contact.role.person, (who, in_sentence(contact.role.role)))
    if not people:
        said = _("Gap: nobody has a role here") if is_gap else _("Not required")
        return FigureSide((), _("Nobody") if cell.required and not is_gap else said, is_gap)
    rest = len(people) - PEOPLE
    return FigureSide(
        tuple(people.values())[:PEOPLE], _("and {n} more", n=rest) if rest > 0 else ""
    )


def _met(naming: Naming, theirs: Cell, ours: Cell) -> tuple[Words, ...]:
    """When they met last and meet next, each leading to the meeting."""
    held = [cell.last for cell in (theirs, ours) if cell.last is not None]
    said: list[Words] = []
    if held:
        last = max(held, key=lambda one: one.fields.date)
        words = _("last met {day}", day=last.fields.date)
        said.append(Words(words, naming.here.to(record_page(last))))
    elif theirs.people or ours.people or theirs.required:
        said.append(Words(_("never met")))
    if theirs.next is not None:
        met = theirs.next
        words = _("next {day}", day=met.fields.date)
        said.append(Words(words, naming.here.to(record_page(met))))
    return tuple(said)
