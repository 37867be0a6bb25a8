"""The contact matrix: who speaks for either side at each level, when they last met, and next.

Rows are the levels (strategic: about a year ahead; tactical: months; operational: weeks to
hours), columns the customer's side and IT's side.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from brmsite.ground.period import add_months
from brmsite.ground.words import english
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Common, Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role, Side
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

LEVELS: tuple[Level, ...] = get_args(Level)
SIDES: tuple[Side, ...] = get_args(Side)
CELLS: tuple[tuple[Level, Side], ...] = tuple((level, side) for level in LEVELS for side in SIDES)
SIDE_NAMES: dict[Side, str] = {
    "customer": english("the customer's side"),
    "provider": english("IT's side"),
}

LEVEL_NAMES: dict[Level, str] = {
    "strategic": english("strategic"),
    "tactical": english("tactical"),
    "operational": english("operational"),
}

Colour = Literal["empty", "within-target", "within-maximum", "beyond", "no-cadence"]
"""How a cell stands: nobody there; met in time, nearly in time or not; no rhythm agreed."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in a cell: the role, and the unit and list position where it is written.

    `person` is None where the person's record does not hold.
    """

    person: Record[Person] | None
    role: Role
    unit: Record[Customer]
    index: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One level on one side of one customer.

    `people` have a role there on the as-of date, nearest unit first. `last` is the latest held
    meeting at this level with somebody of this side present, also with a unit below; `next` the
    next planned one, the same for both sides.
    """

    level: Level
    side: Side
    people: tuple[Contact, ...]
    last: Record[Meeting] | None
    next: Record[Meeting] | None
    colour: Colour
    required: bool


@dataclass(frozen=True, slots=True)
class ContactMatrix:
    """The six cells of one customer, level by level, the customer's side first.

    `single_threaded` are the sides on which one person is alone at all levels, without a deputy:
    when that person leaves, the relationship does.
    """

    customer: Record[Customer]
    cells: tuple[Cell, ...]
    single_threaded: tuple[Side, ...]

    def cell(self, level: Level, side: Side) -> Cell:
        """One cell."""
        return next(cell for cell in self.cells if (cell.level, cell.side) == (level, side))

    @property
    def required_count(self) -> int:
        """How many cells the customer's tier requires."""
        return sum(cell.required for cell in self.cells)

    @property
    def filled_count(self) -> int:
        """How many of the required cells have somebody in them."""
        return sum(cell.required and bool(cell.people) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contact matrices of all customers, by address."""

    by_address: dict[str, ContactMatrix]

    def of(self, customer: Record[Customer]) -> ContactMatrix:
        """The matrix of one customer."""
        return self.by_address[customer.address]


def required_levels(settings: Settings, customer: Record[Customer]) -> tuple[Level, ...]:
    """The levels at which both sides must have somebody; a customer without a tier is as `c`."""
    levels = settings.contact_levels
    return {"a": levels.a, "b": levels.b, "c": levels.c}[customer.fields.tier or "c"]


def derive(register: Register, settings: Settings, structure: Structure, as_of: date) -> Contacts:
    """Every customer's matrix on the day."""
    held = _latest_held(register, structure, as_of)
    planned = _next_planned(register, structure, as_of)
    own = register.each(Customer, _own_people, as_of)
    people: dict[str, _People] = {}
    known: dict[str, _Known] = {}
    for root in structure.roots:
        for unit in structure.subtree(root.address):
            here = unit.address
            inherited = people.get(structure.parent_of.get(here, ""), {})
            people[here] = _people(own[here], inherited)
            known[here] = _Known(
                people[here],
                {cell: held.get((here, *cell)) for cell in CELLS},
                {level: planned.get((here, level)) for level in LEVELS},
            )
    matrices = register.each_with(known, Customer, _matrix, settings, as_of)
    return Contacts({address: matrices[address] for address in known})


class _Known(NamedTuple):
    """What is known of one customer: who is in its cells, and of these the last meeting held and
    the next one planned."""

    people: "_People"
    last: dict[tuple[Level, Side], Record[Meeting] | None]
    next: dict[Level, Record[Meeting] | None]


def _matrix(
    _register: Register,
    unit: Record[Customer],
    known: _Known,
    settings: Settings,
    as_of: date,
) -> ContactMatrix:
    required = required_levels(settings, unit)
    cells = tuple(
        _cell(unit, level, side, known, level in required, as_of) for level, side in CELLS
    )
    return ContactMatrix(unit, cells, _single_threaded(cells))


def about(contacts: Contacts, record: Record[Common]) -> dict[str, Any]:
    """Who speaks for either side of a customer at each level, and when they last met."""
    matrix = contacts.by_address.get(record.address)
    if matrix is None:
        return {}
    cells = [
        {
            "level": cell.level,
            "side": cell.side,
            "people": list(dict.fromkeys(contact.role.person for contact in cell.people)),
            "required": cell.required,
            "last": cell.last.address if cell.last else None,
            "next": cell.next.address if cell.next else None,
            "standing": cell.colour,
        }
        for cell in matrix.cells
    ]
    return {"cells": cells, "single_threaded": list(matrix.single_threaded)}


_People = dict[tuple[Level, Side], tuple[Contact, ...]]
_Held = dict[tuple[str, Level, Side], Record[Meeting]]
_Planned = dict[tuple[str, Level], Record[Meeting]]


def _own_people(register: Register, unit: Record[Customer], as_of: date) -> _People:
    """Who is in each cell by the unit's own roles on the day, without cells that nobody is in."""
    own: dict[tuple[Level, Side], list[Contact]] = {}
    for index, role in enumerate(unit.fields.roles):
        person = register.one(Person, role.person)
        has_left = person is not None and not person.fields.covers(as_of)
        if role.covers(as_of) and not has_left:
            contact = Contact(person, role, unit, index)
            own.setdefault((role.level, role.side), []).append(contact)
    return {cell: tuple(found) for cell, found in own.items()}


def _people(own: _People, inherited: _People) -> _People:
    """Who is in each cell: the unit's own people, then those of the units above."""
    if not own:
        return inherited
    return {cell: (*own.get(cell, ()), *inherited.get(cell, ())) for cell in CELLS}


def _cell(
    unit: Record[Customer],
    level: Level,
    side: Side,
    known: _Known,
    required: bool,
    as_of: date,
) -> Cell:
    here = known.people.get((level, side), ())
    last = known.last[level, side]
    colour = _colour(unit, level, last, as_of) if here else "empty"
    return Cell(level, side, here, last, known.next[level], colour, required)


def _colour(
    unit: Record[Customer], level: Level, last: Record[Meeting] | None, as_of: date
) -> Colour:
    cadence = next((each for each in unit.fields.cadence if each.level == level), None)
    if cadence is None:
        return "no-cadence"
    if last is not None and as_of <= add_months(last.fields.date, cadence.target_months):
        return "within-target"
    if last is not None and as_of <= add_months(last.fields.date, cadence.max_months):
        return "within-maximum"
    return "beyond"


def _single_threaded(cells: tuple[Cell, ...]) -> tuple[Side, ...]:
    """The sides that one person holds alone, counting deputies as people."""
    names: dict[Side, set[str]] = {side: set() for side in SIDES}
    for cell in cells:
        for contact in cell.people:
            names[cell.side].update(filter(None, (contact.role.person, contact.role.deputy)))
    return tuple(side for side in SIDES if len(names[side]) == 1)


# --- Meetings ------------------------------------------------------------------------------------


def _latest_held(register: Register, structure: Structure, as_of: date) -> _Held:
    """The latest held meeting of each unit, level and side, rolled up the tree."""
    held = [one for one in register.each(Meeting, _held, as_of).values() if one is not None]
    # The latest last, and of those of one day the first by address.
    held.sort(key=lambda one: one.meeting.fields.date, reverse=True)
    latest = {key: one.meeting for one in reversed(held) for key in one.cells}
    for here, parent in _upwards(structure):
        for level in LEVELS:
            for side in SIDES:
                meeting_below = latest.get((here, level, side))
                if meeting_below is not None:
                    _keep_later(latest, (parent, level, side), meeting_below)
    return latest


class _HeldIn(NamedTuple):
    """A meeting that was held, and for which units, levels and sides."""

    meeting: Record[Meeting]
    cells: tuple[tuple[str, Level, Side], ...]


def _held(register: Register, meeting: Record[Meeting], as_of: date) -> _HeldIn | None:
    fields = meeting.fields
    if fields.state != "held" or fields.date > as_of:
        return None
    units, sides = _units(register, meeting), sides_present(register, meeting)
    cells = ((unit.address, fields.level, side) for unit in units for side in sides)
    return _HeldIn(meeting, tuple(cells))


def _next_planned(register: Register, structure: Structure, as_of: date) -> _Planned:
    """The next planned meeting of each unit and level, rolled up the tree."""
    soonest: _Planned = {}

    def keep(key: tuple[str, Level], meeting: Record[Meeting]) -> None:
        there = soonest.get(key)
        if there is None or meeting.fields.date < there.fields.date:
            soonest[key] = meeting

    for one in register.each(Meeting, _planned, as_of).values():
        if one is not None:
            for unit in one.units:
                keep((unit, one.meeting.fields.level), one.meeting)
    for here, parent in _upwards(structure):
        for level in LEVELS:
            if (here, level) in soonest:
                keep((parent, level), soonest[here, level])
    return soonest


class _PlannedWith(NamedTuple):
    """A meeting that is planned, and the addresses of the units that it is with."""

    meeting: Record[Meeting]
    units: tuple[str, ...]


def _planned(register: Register, meeting: Record[Meeting], as_of: date) -> _PlannedWith | None:
    if meeting.fields.state != "planned" or meeting.fields.date < as_of:
        return None
    return _PlannedWith(meeting, tuple(unit.address for unit in _units(register, meeting)))


def _keep_later(latest: _Held, key: tuple[str, Level, Side], meeting: Record[Meeting]) -> None:
    there = latest.get(key)
    if there is None or meeting.fields.date > there.fields.date:
        latest[key] = meeting


def _upwards(structure: Structure) -> list[tuple[str, str]]:
    """Every unit with its parent, children before their parents."""
    downwards = [unit for root in structure.roots for unit in structure.subtree(root.address)]
    return [
        (unit.address, structure.parent_of[unit.address])
        for unit in reversed(downwards)
        if unit.address in structure.parent_of
    ]


def _units(register: Register, meeting: Record[Meeting]) -> list[Record[Customer]]:
    found = (register.one(Customer, customer) for customer in meeting.fields.customers)
    return [unit for unit in found if unit is not None]


def sides_present(register: Register, meeting: Record[Meeting]) -> set[Side]:
    """The sides of the people who took part, by whom they work for; a supplier's count for
    neither."""
    sides: set[Side] = set()
    for attendee in meeting.fields.attendees:
        person = register.one(Person, attendee.person) if attendee.took_part else None
        if person is None:
            continue
        if person.fields.org == "provider":
            sides.add("provider")
        elif register.one(Customer, person.fields.org) is not None:
            sides.add("customer")
    return sides
