"""Which customers have nobody in a role that they cannot be without, whatever the day.

A role counts here once it is written, also one that has ended or not begun: the answer is then
the same on any day, and a pull request never turns red because a day has passed. Roles that end
without a successor are a matter of the day, and of another rule.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brmsite.insight.contacts import LEVELS, SIDES, required_levels
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.role import Role, Side
from brmsite.register.register import Record
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An active unit without a role, told at the topmost one; `below` are the active units under
    it that lack the role with it."""

    unit: Record[Customer]
    above: tuple[Record[Customer], ...]
    below: tuple[Record[Customer], ...]


@dataclass(frozen=True, slots=True)
class ContactVacancy:
    """The required contacts of an active unit for which nobody is written there or above.

    A contact that an active unit above requires and lacks too is left to that one.
    """

    unit: Record[Customer]
    cells: tuple[tuple[Level, Side], ...]


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Who lacks a mandate holder, a relationship manager, or somebody at a level of contact."""

    mandate_holder: tuple[Vacancy, ...]
    relationship_manager: tuple[Vacancy, ...]
    contacts: tuple[ContactVacancy, ...]


def derive(structure: Structure, settings: Settings) -> Vacancies:
    """The vacancies of all active customers; a unit whose chain upward is broken has none."""
    return Vacancies(
        _vacancies(structure, may_decide),
        _vacancies(structure, manages_the_relationship),
        tuple(_contact_vacancies(structure, settings)),
    )


def may_decide(role: Role) -> bool:
    """Whether this is a customer role with a mandate to decide."""
    return role.decides


def manages_the_relationship(role: Role) -> bool:
    """Whether this is the role of a business relationship manager."""
    return role.role == "business-relationship-manager"


def _vacancies(structure: Structure, is_wanted: Callable[[Role], bool]) -> tuple[Vacancy, ...]:
    """The topmost active units without a wanted role, there or above."""
    filled: set[str] = set()
    top_of: dict[str, str] = {}
    below: dict[str, list[Record[Customer]]] = {}
    for unit in _sound_units(structure):
        parent = structure.parent_of.get(unit.address, "")
        if parent in filled or any(map(is_wanted, unit.fields.roles)):
            filled.add(unit.address)
            continue
        top = top_of.get(parent)
        if unit.fields.state == "active":
            if top is None:
                top = unit.address
                below[top] = []
            else:
                below[top].append(unit)
        if top is not None:
            top_of[unit.address] = top
    return tuple(
        Vacancy(structure.units[top], structure.chain(top)[1:], tuple(under))
        for top, under in below.items()
    )


def _contact_vacancies(structure: Structure, settings: Settings) -> Iterator[ContactVacancy]:
    """The active units whose required cells are empty, each cell at the topmost that needs it."""
    filled: dict[str, frozenset[tuple[Level, Side]]] = {}
    told: dict[str, frozenset[tuple[Level, Side]]] = {}
    for unit in _sound_units(structure):
        parent = structure.parent_of.get(unit.address, "")
        own = {(role.level, role.side) for role in unit.fields.roles}
        filled[unit.address] = filled.get(parent, frozenset()) | own
        told[unit.address] = told.get(parent, frozenset())
        if unit.fields.state != "active":
            continue
        required = required_levels(settings, unit)
        done = filled[unit.address] | told[unit.address]
        empty = tuple(
            (level, side)
            for level in LEVELS
            for side in SIDES
            if level in required and (level, side) not in done
        )
        if empty:
            told[unit.address] |= set(empty)
            yield ContactVacancy(unit, empty)


def _sound_units(structure: Structure) -> Iterator[Record[Customer]]:
    """Every unit whose chain upward is known, parents before their children.

    Where a parent is missing, broken or part of a loop, somebody above may have the role; that
    fault is told elsewhere.
    """
    for root in structure.roots:
        if root.fields.parent is None:
            yield from structure.subtree(root.address)
