"""Two agreements of one type in force for the same customer and service at the same time.

Counted are the days from the start of each to its end, as far as the records say them; an
agreement that goes on until somebody gives notice has none. Where one supersedes the other,
`supersession-gap` looks at the days.

Why: when their targets or prices differ, each side believes in another one.
Mend: end one of them, take the service out of it, or write that one `supersedes` the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import IN_FORCE, settled_end
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


@dataclass(frozen=True, slots=True)
class Listed:
    """One service of an agreement: its place in `services`, and the days of the agreement."""

    agreement: Record[Agreement]
    index: int
    first: date
    last: date


def check(register: Register) -> Iterator[Finding]:
    """Walk through the agreements of each customer and service in the order of their starts."""
    overlaps: dict[tuple[str, str], list[tuple[Listed, Listed]]] = {}
    for alike in _alike(register).values():
        longest: list[Listed] = []
        for later in sorted(alike, key=lambda one: (one.first, one.agreement.address)):
            for earlier in longest:
                if later.first <= earlier.last and not _supersede(register, earlier, later):
                    pair = later.agreement.address, earlier.agreement.address
                    overlaps.setdefault(pair, []).append((earlier, later))
                    break
            # An agreement supersedes at most one, so two candidates are enough to find an overlap.
            longest = sorted([*longest, later], key=lambda one: one.last, reverse=True)[:2]
    for pairs in overlaps.values():
        yield _finding(sorted(pairs, key=lambda pair: pair[1].index))


def _alike(register: Register) -> dict[tuple[str, str, str], list[Listed]]:
    """The agreements in force by customer, type and service."""
    found: dict[tuple[str, str, str], list[Listed]] = {}
    for agreement in register.all(Agreement):
        fields = agreement.fields
        customer = register.one(Customer, fields.customer)
        if fields.state not in IN_FORCE or customer is None:
            continue
        last = settled_end(fields.term) or date.max
        seen: set[str] = set()
        for index, name in enumerate(fields.services):
            service = register.one(Service, name)
            if service is not None and service.address not in seen:
                seen.add(service.address)
                key = customer.address, fields.type, service.address
                found.setdefault(key, []).append(Listed(agreement, index, fields.term.start, last))
    return found


def _supersede(register: Register, one: Listed, other: Listed) -> bool:
    return other.agreement is register.one(Agreement, one.agreement.fields.supersedes) or (
        one.agreement is register.one(Agreement, other.agreement.fields.supersedes)
    )


def _finding(pairs: list[tuple[Listed, Listed]]) -> Finding:
    earlier, later = pairs[0]
    services = listed(f"`{each.agreement.fields.services[each.index]}`" for _, each in pairs)
    until = min(earlier.last, later.last)
    days = f"from {later.first}" + ("" if until == date.max else f" to {until}")
    return Finding(
        later.agreement,
        ("services", later.index),
        f"`{earlier.agreement.id}` is in force for {services} of "
        f"`{later.agreement.fields.customer}`, too, {days}",
        label="agreed twice",
        hint="end one of them, or write that this one `supersedes` the other",
        others=(Elsewhere(earlier.agreement, ("services", earlier.index), "agreed here, too"),),
    )
