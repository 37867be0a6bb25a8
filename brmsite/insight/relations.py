"""Who depends on what: services, suppliers, agreements and customers, each on what carries it.

A service rests on the services it needs, on its supplier, and on the contracts and OLAs by which IT
buys it. An agreement rests on its services and on the agreements that underpin it, and follows the
one it replaces. A customer rests on the agreements it made and those it uses a service under; where
there is none, on the service itself. A unit stands under the unit above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brmsite.insight.coverage import Coverage
from brmsite.insight.structure import Structure
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register

Bond = Literal[
    "about",
    "made-with",
    "underpinned",
    "replaces",
    "used-under",
    "used-without",
    "needs",
    "bought-under",
    "supplied",
    "under",
]
"""Why one rests on the other, the most telling first."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One record rests on another, both by their addresses."""

    below: str
    above: str
    bond: Bond


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations between records, one for each pair: what each rests on, what rests on each,
    and the bond of each pair (the carrying one first)."""

    below: dict[str, tuple[str, ...]]
    above: dict[str, tuple[str, ...]]
    bonds: dict[tuple[str, str], Bond]

    def below_of(self, address: str) -> tuple[str, ...]:
        """What a record rests on."""
        return self.below.get(address, ())

    def above_of(self, address: str) -> tuple[str, ...]:
        """What rests on a record."""
        return self.above.get(address, ())


def derive(register: Register, structure: Structure, coverage: Coverage, terms: Terms) -> Relations:
    """All relations on a day; closed agreements only as what others replace."""
    bonds: dict[tuple[str, str], Bond] = {}
    below: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for one in _relations(register, structure, coverage, terms):
        pair = (one.below, one.above)
        if one.below != one.above and pair not in bonds:
            bonds[pair] = one.bond
            below.setdefault(one.above, []).append(one.below)
            above.setdefault(one.below, []).append(one.above)
    return Relations(
        {address: tuple(found) for address, found in below.items()},
        {address: tuple(found) for address, found in above.items()},
        bonds,
    )


def _relations(
    register: Register, structure: Structure, coverage: Coverage, terms: Terms
) -> Iterator[Relation]:
    for term in terms.by_address.values():
        if term.standing != "closed":
            yield from _of_agreement(register, term)
    for service in register.all(Service):
        fields, above = service.fields, service.address
        for needed in _found(register, Service, fields.depends_on):
            yield Relation(needed.address, above, "needs")
        if fields.supplier is not None:
            for supplier in _found(register, Supplier, (fields.supplier,)):
                yield Relation(supplier.address, above, "supplied")
    for customer in register.all(Customer):
        yield from _of_customer(customer, structure, coverage)


def _of_agreement(register: Register, term: AgreementTerm) -> Iterator[Relation]:
    agreement = term.agreement
    fields, here = agreement.fields, agreement.address
    for service in _found(register, Service, fields.services):
        if fields.is_bought:
            yield Relation(here, service.address, "bought-under")
        else:
            yield Relation(service.address, here, "about")
    for customer in _found(register, Customer, (fields.customer,)):
        if not fields.is_bought:
            yield Relation(here, customer.address, "made-with")
    for carrying in _found(register, Agreement, fields.underpinned_by):
        yield Relation(carrying.address, here, "underpinned")
    for supplier in _found(register, Supplier, (fields.provider,)):
        yield Relation(supplier.address, here, "supplied")
    if fields.supersedes is not None:
        for old in _found(register, Agreement, (fields.supersedes,)):
            yield Relation(old.address, here, "replaces")


def _of_customer(
    customer: Record[Customer], structure: Structure, coverage: Coverage
) -> Iterator[Relation]:
    uses = sorted(coverage.of_customer(customer), key=lambda use: not use.consumption.vital)
    for use in uses:
        for term in use.covered_by:
            yield Relation(term.agreement.address, customer.address, "used-under")
        if use.service is not None and not use.covered_by:
            yield Relation(use.service.address, customer.address, "used-without")
    parent = structure.parent_of.get(customer.address)
    if parent is not None:
        yield Relation(customer.address, parent, "under")


def _found(
    register: Register, model: type[Common], identifiers: tuple[str, ...]
) -> Iterator[Record[Common]]:
    for each in dict.fromkeys(identifiers):
        record = register.one(model, each)
        if record is not None:
            yield record
