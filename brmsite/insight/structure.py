"""The tree of customers: who is under whom. Loops are cut, so that every walk ends, and so is what
is deeper than any organisation, so that every walk up is short."""

from dataclasses import dataclass

from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register

MAX_LEVELS = 64
"""How many units may stand one above the other; the next one down counts as a top unit."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Customers by address, with the chain above and the units below each.

    `looped` are customers whose chain of parents leads back to themselves; each of those counts
    as a top unit, so that the rest of the tree still stands; and so do the `too_deep`.
    """

    units: dict[str, Record[Customer]]
    parent_of: dict[str, str]
    children_of: dict[str, tuple[str, ...]]
    looped: frozenset[str]
    too_deep: frozenset[str]

    @property
    def roots(self) -> tuple[Record[Customer], ...]:
        """Units without a parent, by address."""
        return tuple(unit for address, unit in self.units.items() if address not in self.parent_of)

    def chain(self, address: str) -> tuple[Record[Customer], ...]:
        """The unit itself, its parent, and so on up to the top."""
        found: list[Record[Customer]] = []
        here: str | None = address
        while here is not None and here in self.units:
            found.append(self.units[here])
            here = self.parent_of.get(here)
        return tuple(found)

    def children(self, address: str) -> tuple[Record[Customer], ...]:
        """The units directly below, by address."""
        return tuple(self.units[child] for child in self.children_of.get(address, ()))

    def subtree(self, address: str) -> tuple[Record[Customer], ...]:
        """The unit itself and everything below it, parents before their children."""
        found: list[Record[Customer]] = []
        waiting = [address]
        while waiting:
            here = waiting.pop()
            found.append(self.units[here])
            waiting.extend(reversed(self.children_of.get(here, ())))
        return tuple(found)


def derive(register: Register) -> Structure:
    """Who is under whom, from the `parent` of each customer."""
    units = {unit.address: unit for unit in register.all(Customer)}
    parent_of: dict[str, str] = {}
    for address, unit in units.items():
        parent = register.one(Customer, unit.fields.parent)
        if parent is not None:
            parent_of[address] = parent.address
    looped = _looped(parent_of)
    for address in looped:
        del parent_of[address]
    too_deep = _too_deep(parent_of)
    for address in too_deep:
        del parent_of[address]
    children: dict[str, list[str]] = {}
    for address, parent_address in parent_of.items():
        children.setdefault(parent_address, []).append(address)
    return Structure(
        units,
        parent_of,
        {address: tuple(below) for address, below in children.items()},
        looped,
        too_deep,
    )


def _looped(parent_of: dict[str, str]) -> frozenset[str]:
    """The units that stand on a loop, not those that merely lead into one."""
    looped: set[str] = set()
    settled: set[str] = set()
    for start in parent_of:
        trail: list[str] = []
        here: str | None = start
        while here is not None and here not in settled:
            settled.add(here)
            trail.append(here)
            here = parent_of.get(here)
        if here in trail:
            looped.update(trail[trail.index(here) :])
    return frozenset(looped)


def _too_deep(parent_of: dict[str, str]) -> frozenset[str]:
    """The units that have `MAX_LEVELS` others above them, where each of those found is a top."""
    found: set[str] = set()
    levels: dict[str, int] = {}
    for start in parent_of:
        trail: list[str] = []
        here: str | None = start
        while here is not None and here not in levels:
            trail.append(here)
            here = parent_of.get(here)
        level = levels[here] if here is not None else -1
        for address in reversed(trail):
            level += 1
            if level == MAX_LEVELS:
                found.add(address)
                level = 0
            levels[address] = level
    return frozenset(found)
