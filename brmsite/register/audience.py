"""Who may read a record: everybody in IT, the customers it concerns, or only named roles.

A record with the visibility `customer` may be read by the customers it concerns and by the units
above them, which answer for them; an agreement and its reports also by the units below, for which
they hold. `internal` records nobody outside IT reads. `restricted` ones are for roles that no
field names yet: they are in no audience, and no other record may lead to them.

Some records are *named* wherever people work together: persons, services and suppliers, and the
customers of one organisation among each other. Their names are no secret, even where the rest of
the record is one; to hide a name as well, the record is made `restricted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.kinds.audience import Audience
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register

CONCERNS: dict[str, tuple[str, ...]] = {
    "agreement": ("customer",),
    "attestation": ("customer",),
    "change": ("customer",),
    "customer": (),
    "escalation": ("origin",),
    "feedback": ("customer",),
    "idea": ("customer",),
    "load": ("customer",),
    "meeting": ("customers",),
    "person": ("org",),
    "plan": ("customer",),
    "project": ("customers",),
    "report": ("agreement",),
    "requirement": ("customer",),
    "service": (),
    "status": ("project",),
    "supplier": (),
    "survey": ("customers",),
}
"""The fields that say whom a record concerns, by kind: a customer, or a record that concerns one.
A customer concerns itself; a service those who use it or have an agreement about it."""

HOLDS_BELOW = frozenset(("agreement", "report"))
"""Kinds whose records also hold for the units below."""

NAMED = frozenset(("people", "services", "suppliers"))
"""Folders of records whose names may be read wherever they stand."""


@dataclass(frozen=True, slots=True)
class Readership:
    """The customers that each record concerns, and the tree they stand in; all by address.

    `above` holds each unit with those above it, `known` the roots of the trees whose names the
    people of a tree may read: their own, and those of the customers they serve or are served by.
    """

    concerned: dict[str, frozenset[str]]
    above: dict[str, tuple[str, ...]]
    known: dict[str, frozenset[str]]

    def concerns(self, record: Record[Common]) -> frozenset[str]:
        """The customers that a record concerns."""
        return self.concerned.get(record.address, frozenset())

    def may_read(self, customer: str, record: Record[Common]) -> bool:
        """Whether the people of a customer may read a record."""
        if record.fields.visibility != "customer":
            return False
        concerned = self.concerns(record)
        if any(customer in self.above.get(one, ()) for one in concerned):
            return True
        holds = record.kind.name in HOLDS_BELOW
        return holds and not concerned.isdisjoint(self.above.get(customer, ()))

    def may_read_name(self, customer: str, record: Record[Common]) -> bool:
        """Whether they may read what a record is called where another one names it."""
        if record.fields.visibility == "restricted":
            return False
        if record.kind.folder in NAMED:
            return True
        if record.kind.name == "customer":
            chain = self.above.get(record.address, ("",))
            return chain[-1] in self.known.get(self.above[customer][-1], ())
        return self.may_read(customer, record)

    def sees(self, audience: Audience, record: Record[Common]) -> bool:
        """Whether an audience may read a record."""
        if audience.kinds != "all" and record.kind.name not in audience.kinds:
            return False
        if audience.customers == "all":
            return record.fields.visibility == "customer" and bool(self.concerns(record))
        return any(self.may_read(f"customers/{one}", record) for one in audience.customers)


def readership(register: Register) -> Readership:
    """Whom every record concerns."""
    concerned: dict[str, frozenset[str]] = {}
    for record in register:
        if record.address not in concerned:
            _note_concerned(register, record, concerned)
    above = {
        unit.address: tuple(one.address for one in _chain(register, unit))
        for unit in register.all(Customer)
    }
    known = {chain[-1]: {chain[-1]} for chain in above.values()}
    for address, chain in above.items():
        for link in register.links_from(address):
            if link.path[:1] == ("serves",) and link.target in above:
                served = above[link.target][-1]
                known[chain[-1]].add(served)
                known[served].add(chain[-1])
    return Readership(concerned, above, {root: frozenset(found) for root, found in known.items()})


def _note_concerned(
    register: Register, record: Record[Common], found: dict[str, frozenset[str]]
) -> None:
    """Note whom a record, and all that it leads through, concern; a loop concerns nobody."""
    opened: set[str] = set()
    waiting = [record]
    while waiting:
        here = waiting[-1]
        through = tuple(_leading(register, here))
        opened.add(here.address)
        new = (one for one in through if one.address not in found and not _is_customer(one))
        if ahead := [one for one in new if one.address not in opened]:
            waiting += ahead
            continue
        customers = {one.address for one in through if _is_customer(one)}
        rest = (found.get(one.address, frozenset()) for one in through)
        found.setdefault(here.address, frozenset(customers.union(*rest)))
        waiting.pop()


def _is_customer(record: Record[Common]) -> bool:
    return record.kind.name == "customer"


def _leading(register: Register, record: Record[Common]) -> Iterator[Record[Common]]:
    """The records through which a record concerns customers."""
    if _is_customer(record):
        yield record
    keys = CONCERNS.get(record.kind.name, ())
    for link in register.links_from(record.address):
        target = register.records.get(link.target)
        if target is not None and link.path and link.path[0] in keys:
            yield target
    if record.kind.name == "service":
        for link in register.links_to(record.address):
            user = register.records.get(link.source)
            uses = user is not None and user.kind.name in ("customer", "agreement")
            if user is not None and uses and link.path[:1] == ("services",):
                yield user


def _chain(register: Register, unit: Record[Customer]) -> Iterator[Record[Customer]]:
    """A unit and those above it, up to the top or to where it has been before."""
    seen: set[str] = set()
    here: Record[Customer] | None = unit
    while here is not None and here.address not in seen:
        seen.add(here.address)
        yield here
        here = register.one(Customer, here.fields.parent)
