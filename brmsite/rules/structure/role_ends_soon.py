"""A role that ends soon without a successor, or has ended and left a gap.

Why: handing over a relationship takes weeks, and a role that ended silently leaves nobody to
decide, to manage the relationship or to speak at a level. A successor has the same role at the
same level on the day after, in the unit or one above it, with a mandate if the role had one. A
role that has already ended is told only where its customer now lacks what it cannot be without:
somebody who may decide, a relationship manager, or a required contact.
Mend: write the successor's role, or lengthen this one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import ONE_DAY, days_between
from brmsite.ground.words import plural
from brmsite.insight.contacts import SIDE_NAMES, Contacts
from brmsite.insight.structure import Structure
from brmsite.insight.vacancies import manages_the_relationship, may_decide
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.role import Role
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "T"


def check(
    register: Register,
    structure: Structure,
    contacts: Contacts,
    settings: Settings,
    as_of: date,
) -> Iterator[Finding]:
    """Look at the roles of active customers and of services that are not retired."""
    told: set[tuple[str, int]] = set()
    soon = settings.thresholds.role_ends_days
    for root in structure.roots:
        # Where a parent is missing, broken or part of a loop, a successor may stand there.
        if root.fields.parent is not None:
            continue
        for unit in structure.subtree(root.address):
            if unit.fields.state != "active":
                continue
            chain = [role for above in structure.chain(unit.address) for role in above.fields.roles]
            yield from _ending(unit, unit.fields.roles, chain, as_of, soon)
            for gap in _gaps(structure, contacts, unit, as_of):
                if (gap.unit.address, gap.index) not in told:
                    told.add((gap.unit.address, gap.index))
                    yield _ended(gap)
    for service in register.all(Service):
        if service.fields.state != "retired":
            roles = service.fields.roles
            yield from _ending(service, roles, list(roles), as_of, soon)


def _ending(
    record: Record[Common],
    roles: tuple[Role, ...],
    candidates: list[Role],
    as_of: date,
    soon: int,
) -> Iterator[Finding]:
    """The roles of a record that end within the days that are soon, and are not followed."""
    for index, role in enumerate(roles):
        if role.to is None or not 0 <= days_between(as_of, role.to) <= soon:
            continue
        if role.to == date.max or any(_follows(other, role) for other in candidates):
            continue
        left = days_between(as_of, role.to)
        yield Finding(
            record,
            ("roles", index, "to"),
            f"`{role.person}` is `{role.role}` of `{record.id}` only until {role.to}, "
            "and nobody follows",
            label=f"in {plural(left, 'day')}" if left else "today",
            hint=f"name a successor from {role.to + ONE_DAY} on, or lengthen the role",
        )


def _follows(other: Role, role: Role) -> bool:
    """Whether another role takes over on the day after this one ends."""
    assert role.to is not None
    return (
        (other.role, other.level) == (role.role, role.level)
        and (may_decide(other) or not may_decide(role))
        and other.covers(role.to + ONE_DAY)
    )


# --- Gaps ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gap:
    """What a customer has lacked since a role ended: the role and where it is written."""

    unit: Record[Customer]
    index: int
    role: Role
    lacks: str


def _gaps(
    structure: Structure, contacts: Contacts, customer: Record[Customer], as_of: date
) -> Iterator[_Gap]:
    """What a customer lacks today that it once had, each with the role that ended last."""
    name = customer.id
    wanted: list[tuple[Callable[[Role], bool], str]] = [
        (may_decide, f"nobody may decide for `{name}`"),
        (manages_the_relationship, f"`{name}` has no relationship manager"),
    ]
    for cell in contacts.of(customer).cells:
        if cell.required and not cell.people:
            lacks = f"`{name}` has no {cell.level} contact on {SIDE_NAMES[cell.side]}"
            wanted.append((_in_cell(cell.level, cell.side), lacks))
    holders = [
        (unit, index, role)
        for unit in structure.chain(customer.address)
        for index, role in enumerate(unit.fields.roles)
    ]
    for is_wanted, lacks in wanted:
        found = [one for one in holders if is_wanted(one[2])]
        ended = [one for one in found if one[2].to is not None and one[2].to < as_of]
        if ended and not any(role.covers(as_of) for _, _, role in found):
            unit, index, role = max(ended, key=lambda one: one[2].to or date.min)
            yield _Gap(unit, index, role, lacks)


def _in_cell(level: str, side: str) -> Callable[[Role], bool]:
    return lambda role: (role.level, role.side) == (level, side)


def _ended(gap: _Gap) -> Finding:
    return Finding(
        gap.unit,
        ("roles", gap.index, "to"),
        f"{gap.lacks} since `{gap.role.person}` was `{gap.role.role}` until {gap.role.to}",
        label="ended, and nobody followed",
        hint="name a successor",
    )
