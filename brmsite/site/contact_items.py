"""The contacts with a customer: who speaks for either side at each level, and when they met."""

from __future__ import annotations

from brmsite.insight.contacts import LEVELS, SIDE_NAMES, Cell, Colour, Contact, ContactMatrix
from brmsite.kinds.base import Level
from brmsite.kinds.person import Person
from brmsite.site.naming import Naming
from brmsite.site.pieces import GAP, day
from brmsite.site.shapes import (
    Aside,
    Line,
    Matrix,
    MatrixCell,
    MatrixRow,
    Piece,
    Tag,
    Text,
    Tone,
    line,
)
from brmsite.site.words import in_sentence, worded

LATE: dict[Colour, tuple[Tag, Tone]] = {
    "beyond": (Tag("Longer ago than agreed", "bad"), "bad"),
    "within-maximum": (Tag("Due again", "warn"), "warn"),
}
"""How the rhythm of a level was missed, the worst first."""

PEOPLE = 4
"""So many people of one side and level the page of a customer names."""


def gaps(matrix: ContactMatrix) -> tuple[Cell, ...]:
    """The cells that the tier of an active customer requires, with nobody in them."""
    if matrix.customer.fields.state != "active":
        return ()
    return tuple(cell for cell in matrix.cells if cell.required and not cell.people)


def worst_rhythm(matrix: ContactMatrix, level: Level) -> Colour | None:
    """The worse of the two sides, where the rhythm of a level is missed or nearly so."""
    colours = {cell.colour for cell in matrix.cells if cell.level == level}
    return next((colour for colour in LATE if colour in colours), None)


def level_cell(naming: Naming, matrix: ContactMatrix, level: Level) -> MatrixCell:
    """One level: the customer's side, IT's side, and when they last met."""
    theirs, ours = matrix.cell(level, "customer"), matrix.cell(level, "provider")
    if not (theirs.people or ours.people or theirs.required):
        return MatrixCell((line(Aside("Not required")),))
    missing = gaps(matrix)
    lines = [
        _side(naming, theirs, Text(""), theirs in missing),
        _side(naming, ours, Text("⇄ "), ours in missing),
        _last(naming, theirs, ours),
    ]
    late = worst_rhythm(matrix, level)
    tone: Tone | None = "warn" if theirs in missing or ours in missing else None
    if late is not None:
        tag, tone = LATE[late]
        lines.append((tag,))
    return MatrixCell(tuple(lines), tone)


def _side(naming: Naming, cell: Cell, mark: Text, is_gap: bool) -> Line:
    """The nearest person of one side, and how many more there are."""
    if not cell.people:
        who = SIDE_NAMES[cell.side]
        return line(mark, GAP, Aside(f" on {who}")) if is_gap else line(mark, Aside("Nobody"))
    people: dict[str, Contact] = {}
    for contact in cell.people:
        people.setdefault(contact.role.person, contact)
    nearest, more = next(iter(people.values())), len(people) - 1
    rest = f", and {more} more" if more else ""
    words = in_sentence(nearest.role.role)
    return line(mark, _person(naming, nearest), Aside(f" {words}{rest}"))


def _person(naming: Naming, contact: Contact) -> Piece:
    return naming.one(Person, contact.role.person)


def _last(naming: Naming, theirs: Cell, ours: Cell) -> Line:
    held = [cell.last for cell in (theirs, ours) if cell.last is not None]
    if not held:
        return line(Aside("Never met"))
    last = max(held, key=lambda one: one.fields.date)
    return line(naming.here.record(last, "Last met"), " ", day(last.fields.date))


def contact_matrix(naming: Naming, matrix: ContactMatrix) -> Matrix:
    """All contacts with one customer: a row for each level, the two sides, when they met."""
    rows = tuple(_level_row(naming, matrix, level) for level in LEVELS)
    columns = (matrix.customer.title, "IT", "Last and next met")
    return Matrix("contacts", "Who speaks with whom", "Level", columns, rows, quiet=True)


def _level_row(naming: Naming, matrix: ContactMatrix, level: Level) -> MatrixRow:
    theirs, ours = matrix.cell(level, "customer"), matrix.cell(level, "provider")
    missing = gaps(matrix)
    sides = tuple(_people_cell(naming, matrix, cell, cell in missing) for cell in (theirs, ours))
    lines = [_last(naming, theirs, ours)]
    if theirs.next is not None:
        met = theirs.next
        lines.append(line(naming.here.record(met, "Next"), " ", day(met.fields.date)))
    late, tone = worst_rhythm(matrix, level), None
    if late is not None:
        tag, tone = LATE[late]
        lines.append((tag,))
    return MatrixRow(line(worded(level)), (*sides, MatrixCell(tuple(lines), tone)))


def _people_cell(naming: Naming, matrix: ContactMatrix, cell: Cell, is_gap: bool) -> MatrixCell:
    """The people of one side, the nearest first, each with what they are and for which unit."""
    if is_gap:
        return MatrixCell((line(GAP), line(Aside("nobody has a role here"))), "warn")
    # A role here and the same role above are one contact.
    people: dict[tuple[str, str], Contact] = {}
    for contact in cell.people:
        people.setdefault((contact.role.person, contact.role.role), contact)
    if not people:
        return MatrixCell((line(Aside("Nobody" if cell.required else "Not required")),))
    lines = []
    for contact in list(people.values())[:PEOPLE]:
        above = contact.unit is not matrix.customer
        where = f", {naming.titles.of(contact.unit)}" if above else ""
        what = Aside(f"{in_sentence(contact.role.role)}{where}")
        lines.append(line(_person(naming, contact), " ", what))
    rest = len(people) - len(lines)
    more = (line(Aside(f"and {rest} more")),) if rest else ()
    return MatrixCell((*lines, *more))


def alone_words(matrix: ContactMatrix) -> str:
    """On which sides one person is alone; nothing where nobody is."""
    sides = " and on ".join(SIDE_NAMES[side] for side in matrix.single_threaded)
    return f"one person alone on {sides}" if sides else ""


def tier_words(matrix: ContactMatrix) -> str:
    """The tier of the customer; nothing where it has none."""
    tier = matrix.customer.fields.tier
    return f"tier {worded(tier)}" if tier else ""
