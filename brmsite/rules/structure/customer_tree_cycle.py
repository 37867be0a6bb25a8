"""Customers whose parents lead back to themselves, or on and on.

Why: nobody stands at the top of such a loop, so nothing can be inherited along it: no mandate, no
relationship manager, no agreement. No organisation is 64 units deep either: there a parent is
wrong, and the tree is cut.
Mend: give the unit that is really at the top no parent, or another one.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import MAX_LEVELS, Structure
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"

MOST_SHOWN = 4
"""How many units of a loop are named; a longer one is shortened."""


def check(register: Register, structure: Structure) -> Iterator[Finding]:
    """Tell each loop once, at its first unit by address, and where the tree is too deep."""
    for address in sorted(structure.too_deep):
        unit = structure.units[address]
        yield Finding(
            unit,
            ("parent",),
            f"`{unit.id}` has {MAX_LEVELS} units above it, one above the other",
            label="counts as a top unit",
            hint="correct the `parent` that is wrong, here or further up",
        )
    told: set[str] = set()
    for start in sorted(structure.looped):
        if start in told:
            continue
        loop = _loop(register, structure.units[start])
        told.update(unit.address for unit in loop)
        names = [f"`{unit.id}`" for unit in loop[:MOST_SHOWN]]
        if len(loop) > MOST_SHOWN:
            names.append(f"{len(loop) - MOST_SHOWN} more")
        yield Finding(
            loop[0],
            ("parent",),
            f"the parents of `{loop[0].id}` lead back to it: {' → '.join((*names, names[0]))}"
            if len(loop) > 1
            else f"`{loop[0].id}` is its own parent",
            label="closes the loop" if len(loop) > 1 else "the unit itself",
            hint="take the `parent` away from the unit at the top",
            others=tuple(
                Elsewhere(unit, ("parent",), "and this is its parent")
                for unit in loop[1:MOST_SHOWN]
            ),
        )


def _loop(register: Register, start: Record[Customer]) -> list[Record[Customer]]:
    """The units of a loop, each followed by its parent."""
    loop = [start]
    parent = register.one(Customer, start.fields.parent)
    while parent is not None and parent is not start:
        loop.append(parent)
        parent = register.one(Customer, parent.fields.parent)
    return loop
