"""The contact matrix: who is whose counterpart, where a gap is, and when they last met.

Rows are the customers that matter most, top units and those of tier a or b, columns the three
levels; all others have their matrix on their own page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.contacts import LEVELS, SIDE_NAMES, SIDES, ContactMatrix, Contacts
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Level
from brmsite.kinds.role import Side
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.contact_items import alone_words, gaps, level_cell, tier_words, worst_rhythm
from brmsite.site.draw.levels import DrawnLevels, LevelBox, draw_levels
from brmsite.site.language import N_, Things, _, counted, figure, listed, said
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, sentence
from brmsite.site.shapes import (
    Aside,
    Code,
    Empty,
    Entry,
    Line,
    Matrix,
    MatrixRow,
    Pager,
    Piece,
    Text,
    Tile,
    line,
)
from brmsite.site.status import CUSTOMERS
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

CONTACTS = "contacts.html"

ROWS = 60
"""A row has three cells of both sides: as many as a page of 4,000 nodes can bear."""

HORIZONS: dict[Level, str] = {
    "strategic": N_("about a year ahead"),
    "tactical": N_("months ahead"),
    "operational": N_("weeks to hours"),
}


def _empty() -> Empty:
    return Empty(
        _("No customers."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )


@dataclass(frozen=True, slots=True)
class ContactsView:
    """One view of the matrix; only the first page has the tiles and the picture, and explains."""

    lead: tuple[Line, ...]
    views: tuple[Entry, ...]
    tiles: tuple[Tile, ...]
    matrix: Matrix | None
    pager: Pager
    empty: Empty
    explained: tuple[Line, ...]
    picture: DrawnLevels | None
    picture_text: str


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page, its customers in order, and what to say if there is none."""

    label: str
    path: str
    matrices: tuple[ContactMatrix, ...]
    empty: Empty


def pages(
    register: Register, titles: Titles, structure: Structure, contacts: Contacts
) -> Iterator[Page]:
    """The matrix whole, those with a gap, and those not met in time."""
    shown = _shown(structure, contacts, titles)
    groups = _groups(shown)

    def view(group: _Group, part: Part[ContactMatrix], title: str) -> ContactsView:
        here = Here(part.path)
        first = part.path == CONTACTS
        return ContactsView(
            _lead(shown, len(structure.units)),
            _views(here, groups, group),
            _tiles(here, groups, shown) if first else (),
            _matrix(Naming(register, titles, here), part, title),
            part.pager,
            group.empty,
            _explained() if first and shown else (),
            _picture(here, shown) if first and shown else None,
            _picture_text(shown),
        )

    for group in groups:
        title = (
            _("Contact matrix")
            if group.path == CONTACTS
            else _("Contacts, {label}", label=group.label.lower())
        )
        for part in parts(
            group.matrices, group.path, Things("{n} customer", "{n} customers"), size=ROWS
        ):
            yield Page(
                part.path,
                "pages/contacts.html",
                part.title(title),
                partial(view, group, part, title),
                section="Contact matrix",
                crumbs=_crumbs(part.path),
                judges=True,
            )


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == CONTACTS else (home, (_("Contact matrix"), CONTACTS))


def _shown(structure: Structure, contacts: Contacts, titles: Titles) -> tuple[ContactMatrix, ...]:
    """Top units and customers of tier a or b, those that have left us aside: tier a first."""
    tops = {root.address for root in structure.roots}
    found = [
        contacts.of(unit)
        for unit in structure.units.values()
        if unit.fields.state != "former"
        and (unit.address in tops or unit.fields.tier in ("a", "b"))
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.customer.fields.tier or "d", titles.of(one.customer).casefold()),
        )
    )


def _is_beyond(matrix: ContactMatrix) -> bool:
    return any(worst_rhythm(matrix, level) == "beyond" for level in LEVELS)


def _groups(shown: Sequence[ContactMatrix]) -> tuple[_Group, ...]:
    return (
        _Group(_("All"), CONTACTS, tuple(shown), _empty()),
        _Group(
            _("With a gap"),
            "contacts/gaps.html",
            tuple(one for one in shown if gaps(one)),
            Empty(
                _("No gap."),
                _(
                    "Somebody is there wherever somebody is required. "
                    "The other views have the rest."
                ),
            )
            if shown
            else _empty(),
        ),
        _Group(
            _("Not met in time"),
            "contacts/beyond.html",
            tuple(one for one in shown if _is_beyond(one)),
            Empty(
                _("Nobody."),
                _("Every customer was met as often as was agreed. The other views have the rest."),
            )
            if shown
            else _empty(),
        ),
    )


def _views(here: Here, groups: Sequence[_Group], current: _Group) -> tuple[Entry, ...]:
    return tuple(
        Entry(each.label, here.to(each.path), each is current, figure(len(each.matrices)))
        for each in groups
    )


def _lead(shown: Sequence[ContactMatrix], customers: int) -> tuple[Line, ...]:
    if not shown:
        return ()
    rest = customers - len(shown)
    said = counted(
        len(shown),
        "{n} customer: top units, and those of tier A or B.",
        "{n} customers: top units, and those of tier A or B.",
    )
    if not rest:
        return (line(said),)
    others = _("The other {rest} have their contacts on their own pages.", rest=figure(rest))
    return (line(f"{said} {others}"),)


def _tiles(
    here: Here, groups: Sequence[_Group], shown: Sequence[ContactMatrix]
) -> tuple[Tile, ...]:
    active = [one for one in shown if one.customer.fields.state == "active"]
    required = sum(one.required_count for one in active)
    filled = sum(one.filled_count for one in active)
    alone = sum(bool(one.single_threaded) for one in shown)
    with_gap, beyond = groups[1:]
    said: Piece = (
        Text(_("{part} of {whole}", part=figure(filled), whole=figure(required)))
        if required
        else Text(_("No data"))
    )
    missing = required - filled
    return (
        Tile(
            _("Contacts required"),
            said,
            line(counted(missing, "{n} gap", "{n} gaps"))
            if missing
            else line(_("all there"))
            if required
            else (),
            here.to(with_gap.path) if missing else "",
            "warn" if missing else None,
        ),
        Tile(
            _("Not met in time"),
            count(len(beyond.matrices)),
            line(_beyond_note(shown, bool(beyond.matrices))),
            here.to(beyond.path) if beyond.matrices else "",
            "bad" if beyond.matrices else None,
        ),
        Tile(
            _("One person alone"),
            count(alone),
            line(_("with whom the contact would leave")) if alone else line(_("nowhere")),
        ),
    )


def _beyond_note(shown: Sequence[ContactMatrix], is_beyond: bool) -> str:
    if is_beyond:
        return _("longer ago than agreed")
    colours = {cell.colour for one in shown for cell in one.cells}
    return _("all met as agreed") if colours - {"empty", "no-cadence"} else _("no rhythm agreed")


def _matrix(naming: Naming, part: Part[ContactMatrix], title: str) -> Matrix | None:
    if not part.rows:
        return None
    rows = tuple(
        MatrixRow(_head(naming, one), tuple(level_cell(naming, one, level) for level in LEVELS))
        for one in part.rows
    )
    levels = tuple(worded(level) for level in LEVELS)
    return Matrix("contacts", title, _("Customer"), levels, rows, quiet=True)


def _head(naming: Naming, matrix: ContactMatrix) -> Line:
    customer = matrix.customer
    pieces: list[Piece] = [naming.here.record(customer, naming.titles.of(customer))]
    words = ", ".join(filter(None, (tier_words(matrix), alone_words(matrix))))
    if words:
        pieces += [Text(" "), Aside(words)]
    if customer.fields.state != "active":
        pieces += [Text(" "), CUSTOMERS[customer.fields.state]]
    return tuple(pieces)


# How it is read -----------------------------------------------------------------------------------


def _explained() -> tuple[Line, ...]:
    levels = listed(f"{level} ({horizon})" for level, horizon in HORIZONS.items())
    return (
        line(
            _(
                "Both sides talk at three levels: {levels}. Across, from side to side, "
                "they support each other and coordinate their work: each has a "
                "counterpart at its own level. Upward and downward, within each side, "
                "policy and control go down, reporting and escalation go up.",
                levels=levels,
            )
        ),
        line(
            _(
                "The first person in a cell is the nearest on the customer's side, the "
                "one after ⇄ the nearest on IT's side; roles of units above serve those "
                "below. A cell is a gap where the tier of the customer requires somebody "
                "and nobody is there."
            )
        ),
    )


def _picture(here: Here, shown: Sequence[ContactMatrix]) -> DrawnLevels:
    heads = tuple(_capital(SIDE_NAMES[side]) for side in SIDES)
    rows = [
        (_box(here, shown, level, SIDES[0]), _box(here, shown, level, SIDES[1])) for level in LEVELS
    ]
    return draw_levels((heads[0], heads[1]), rows)


def _box(here: Here, shown: Sequence[ContactMatrix], level: Level, side: Side) -> LevelBox:
    filled, required = _filled(shown, level, side)
    remark = (
        _("{filled} of {required} there", filled=figure(filled), required=figure(required))
        if required
        else _("nobody required")
    )
    label = f"{worded(level)}, {HORIZONS[level]}"
    return LevelBox(label, remark, here.to(f"meetings/views/{level}.html"))


def _filled(shown: Sequence[ContactMatrix], level: Level, side: Side) -> tuple[int, int]:
    """How many of the contacts required at a level on a side there are."""
    required = [
        cell
        for one in shown
        if one.customer.fields.state == "active" and (cell := one.cell(level, side)).required
    ]
    return sum(bool(cell.people) for cell in required), len(required)


def _picture_text(shown: Sequence[ContactMatrix]) -> str:
    shares = (
        _(
            "{level} on {side} {filled} of {required}",
            level=in_sentence(level),
            side=said(SIDE_NAMES[side]),
            filled=filled,
            required=required,
        )
        for level in LEVELS
        for side in SIDES
        for filled, required in (_filled(shown, level, side),)
    )
    return _("Contacts that are there, of those required: {shares}.", shares=listed(shares))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
