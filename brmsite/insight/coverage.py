"""Which agreements cover what a customer uses: its own, and those of the units above it.

A pair of a customer and a service is covered on a day when an agreement in force names the service
and is made with the customer or with a unit above. In an OLA or an underpinning contract IT is the
buyer: it promises nothing to anybody but the unit that bought, also not to the units below.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from brmsite.insight.structure import Structure
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Consumption, Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Use:
    """One service that a customer uses on the as-of date, and the agreements that cover it.

    `service` is None where there is no such record, or a broken one. `covered_by` has the
    customer's own agreements first, then those of the units above.
    """

    customer: Record[Customer]
    index: int
    consumption: Consumption
    service: Record[Service] | None
    covered_by: tuple[AgreementTerm, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What every customer uses, and who uses every service, by their addresses."""

    by_customer: dict[str, tuple[Use, ...]]
    by_service: dict[str, tuple[Use, ...]]

    def of_customer(self, customer: Record[Customer]) -> tuple[Use, ...]:
        """The services a customer uses, in the order of its record."""
        return self.by_customer.get(customer.address, ())

    def of_service(self, service: Record[Service]) -> tuple[Use, ...]:
        """The uses of a service, by the customers' addresses."""
        return self.by_service.get(service.address, ())


def derive(register: Register, structure: Structure, terms: Terms, as_of: date) -> Coverage:
    """All uses on a day."""
    agreed = _in_force(register, terms)
    offered = {}
    for address in structure.units:
        chain = structure.chain(address)
        offered[address] = tuple(agreed.get(unit.address, ()) for unit in chain)
    by_customer = register.each_with(offered, Customer, _uses, as_of)
    by_service: dict[str, list[Use]] = {}
    for uses in by_customer.values():
        for use in uses:
            if use.service is not None:
                by_service.setdefault(use.service.address, []).append(use)
    return Coverage(by_customer, {name: tuple(uses) for name, uses in by_service.items()})


class _Agreed(NamedTuple):
    """An agreement in force and the addresses of the services that it is about."""

    term: AgreementTerm
    services: frozenset[str]


def _uses(
    register: Register,
    customer: Record[Customer],
    offered: tuple[tuple[_Agreed, ...], ...],
    as_of: date,
) -> tuple[Use, ...]:
    """What one customer uses; `offered` is agreed with it, then with each of the units above."""
    found: list[Use] = []
    for index, consumption in enumerate(customer.fields.services):
        if not consumption.covers(as_of):
            continue
        service = register.one(Service, consumption.service)
        name = service.address if service else ""
        covered_by = tuple(
            one.term
            for level, agreed in enumerate(offered)
            for one in agreed
            if name in one.services and (level == 0 or serves_below(one.term))
        )
        found.append(Use(customer, index, consumption, service, covered_by))
    return tuple(found)


def serves_below(term: AgreementTerm) -> bool:
    """Whether an agreement with a unit also holds for the units below it."""
    return not term.agreement.fields.is_bought


def _in_force(register: Register, terms: Terms) -> dict[str, tuple[_Agreed, ...]]:
    """The agreements in force by the addresses of their customers."""
    made = register.each_with(terms.by_address, Agreement, _made)
    found: dict[str, list[_Agreed]] = {}
    for customer, agreed in made.values():
        if customer and agreed.term.in_force:
            found.setdefault(customer, []).append(agreed)
    return {customer: tuple(agreed) for customer, agreed in found.items()}


def _made(
    register: Register, agreement: Record[Agreement], term: AgreementTerm
) -> tuple[str, _Agreed]:
    """The address of the customer that an agreement is made with (empty where there is none), and
    what is agreed."""
    customer = register.one(Customer, agreement.fields.customer)
    services = (register.one(Service, each) for each in agreement.fields.services)
    names = frozenset(service.address for service in services if service is not None)
    return customer.address if customer is not None else "", _Agreed(term, names)
