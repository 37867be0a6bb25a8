"""One person on the customer's side and on IT's side of the same customer at the same time.

Why: nobody can ask for a service and answer for it, or sign an agreement with themselves. The
unit's own roles and those of the units above count, because both reach down; told where at least
one of the two is the unit's own, once a person and unit. Somebody who changed sides, with no day
in both, is not meant.
Mend: give one of the two roles to somebody else, or an end before the other begins.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.role import Role
from brmsite.register.register import Record
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

_Held = tuple[Record[Customer], int, Role]


def check(structure: Structure) -> Iterator[Finding]:
    """Look at the people who have roles on both sides anywhere."""
    of_person = _roles_by_person(structure)
    sides = {
        person: {role.side for held in by_unit.values() for _, _, role in held}
        for person, by_unit in of_person.items()
    }
    for person in sorted(person for person, found in sides.items() if len(found) > 1):
        by_unit = of_person[person]
        for address in by_unit:
            found = _conflict(structure, by_unit, address)
            if found is not None:
                (unit, index, role), (other_unit, other_index, other) = found
                yield Finding(
                    unit,
                    ("roles", index, "person"),
                    f"`{person}` is on both sides of `{unit.id}`: `{role.role}` here, "
                    f"`{other.role}` {'too' if other_unit is unit else f'in `{other_unit.id}`'}",
                    label="on both sides",
                    hint="give one of the two roles to somebody else",
                    others=(
                        Elsewhere(other_unit, ("roles", other_index, "person"), "the other role"),
                    ),
                )


def _roles_by_person(structure: Structure) -> dict[str, dict[str, list[_Held]]]:
    """All roles, by person and by the unit's address."""
    found: dict[str, dict[str, list[_Held]]] = {}
    for address, unit in structure.units.items():
        for index, role in enumerate(unit.fields.roles):
            of_unit = found.setdefault(role.person, {}).setdefault(address, [])
            of_unit.append((unit, index, role))
    return found


def _conflict(
    structure: Structure, by_unit: dict[str, list[_Held]], address: str
) -> tuple[_Held, _Held] | None:
    """A role of the unit, the last written first, and one on the other side, nearest first."""
    for own in reversed(by_unit[address]):
        for unit in structure.chain(address):
            for other in by_unit.get(unit.address, ()):
                if own[2].side != other[2].side and _overlap(own[2], other[2]):
                    return own, other
    return None


def _overlap(one: Role, other: Role) -> bool:
    """Whether there is a day on which both roles are held."""
    return (one.to is None or other.from_ <= one.to) and (other.to is None or one.from_ <= other.to)
