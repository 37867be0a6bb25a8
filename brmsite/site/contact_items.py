"""The contacts with a customer: who speaks for either side at each level, and when they met."""

from __future__ import annotations

from brmsite.insight.contacts import LEVELS, SIDE_NAMES, Cell, Colour, Contact, ContactMatrix
from brmsite.kinds.base import Level
from brmsite.kinds.person import Person
from brmsite.site.language import N_, _, counted, filled, said
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
    "beyond": (Tag(N_("Longer ago than agreed"), "bad"), "bad"),
    "within-maximum": (Tag(N_("Due again"), "warn"), "warn"),
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
        return MatrixCell((line(Aside(_("Not required"))),))
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
        if not is_gap:
            return line(mark, Aside(_("Nobody")))
        return line(mark, GAP, Aside(_(" on {side}", side=said(SIDE_NAMES[cell.side]))))
    people: dict[str, Contact] = {}
    for contact in cell.people:
        people.setdefault(contact.role.person, contact)
    nearest, more = next(iter(people.values())), len(people) - 1
    words = in_sentence(nearest.role.role)
    if more:
        words = counted(more, "{role}, and {n} more", "{role}, and {n} more", role=words)
    return line(mark, _person(naming, nearest), Aside(f" {words}"))


def _person(naming: Naming, contact: Contact) -> Piece:
    return naming.one(Person, contact.role.person)


def _last(naming: Naming, theirs: Cell, ours: Cell) -> Line:
    held = [cell.last for cell in (theirs, ours) if cell.last is not None]
    if not held:
        return line(Aside(_("Never met")))
    last = max(held, key=lambda one: one.fields.date)
    return line(naming.here.record(last, _("Last met")), " ", day(last.fields.date))


def contact_matrix(naming: Naming, matrix: ContactMatrix) -> Matrix:
    """All contacts with one customer: a row for each level, the two sides, when they met."""
    rows = tuple(_level_row(naming, matrix, level) for level in LEVELS)
    columns = (matrix.customer.title, _("IT"), _("Last and next met"))
    return Matrix("contacts", _("Who speaks with whom"), _("Level"), columns, rows, quiet=True)


def _level_row(naming: Naming, matrix: ContactMatrix, level: Level) -> MatrixRow:
    theirs, ours = matrix.cell(level, "customer"), matrix.cell(level, "provider")
    missing = gaps(matrix)
    sides = tuple(_people_cell(naming, matrix, cell, cell in missing) for cell in (theirs, ours))
    lines = [_last(naming, theirs, ours)]
    if theirs.next is not None:
        met = theirs.next
        lines.append(line(naming.here.record(met, _("Next")), " ", day(met.fields.date)))
    late, tone = worst_rhythm(matrix, level), None
    if late is not None:
        tag, tone = LATE[late]
        lines.append((tag,))
    return MatrixRow(line(worded(level)), (*sides, MatrixCell(tuple(lines), tone)))


def _people_cell(naming: Naming, matrix: ContactMatrix, cell: Cell, is_gap: bool) -> MatrixCell:
    """The people of one side, the nearest first, each with what they are and for which unit."""
    if is_gap:
        return MatrixCell((line(GAP), line(Aside(_("nobody has a role here")))), "warn")
    # A role here and the same role above are one contact.
    people: dict[tuple[str, str], Contact] = {}
    for contact in cell.people:
        people.setdefault((contact.role.person, contact.role.role), contact)
    if not people:
        return MatrixCell((line(Aside(_("Nobody") if cell.required else _("Not required"))),))
    lines = []
    for contact in list(people.values())[:PEOPLE]:
        above = contact.unit is not matrix.customer
        where = f", {naming.titles.of(contact.unit)}" if above else ""
        what = Aside(f"{in_sentence(contact.role.role)}{where}")
        lines.append(line(_person(naming, contact), " ", what))
    rest = len(people) - len(lines)
    more = (line(Aside(counted(rest, "and {n} more", "and {n} more"))),) if rest else ()
    return MatrixCell((*lines, *more))


def alone_words(matrix: ContactMatrix) -> str:
    """On which sides one person is alone; nothing where nobody is."""
    sides = [said(SIDE_NAMES[side]) for side in matrix.single_threaded]
    if len(sides) == 2:
        words = _("one person alone on {first} and on {second}")
        return filled(words, {"first": sides[0], "second": sides[1]})
    return _("one person alone on {side}", side=sides[0]) if sides else ""


def tier_words(matrix: ContactMatrix) -> str:
    """The tier of the customer; nothing where it has none."""
    tier = matrix.customer.fields.tier
    return _("tier {tier}", tier=worded(tier)) if tier else ""
