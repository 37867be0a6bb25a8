"""Which agreements cover what a customer uses: its own, and those of the units above it.

A pair of a customer and a service is covered on a day when an agreement in force names the service
and is made with the customer or with a unit above. In an OLA or an underpinning contract IT is the
buyer: it promises nothing to anybody but the unit that bought, also not to the units below.
"""

from dataclasses import dataclass
from datetime import date

from brmsite.insight.structure import Structure
from brmsite.insight.terms import AgreementTerm, Terms
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
    by_customer: dict[str, tuple[Use, ...]] = {}
    by_service: dict[str, list[Use]] = {}
    for customer in register.all(Customer):
        chain = structure.chain(customer.address)
        uses: list[Use] = []
        for index, consumption in enumerate(customer.fields.services):
            if not consumption.covers(as_of):
                continue
            service = register.one(Service, consumption.service)
            name = service.address if service else ""
            covered_by = tuple(
                term
                for unit in chain
                for term in agreed.get((unit.address, name), ())
                if unit is customer or serves_below(term)
            )
            uses.append(Use(customer, index, consumption, service, covered_by))
            by_service.setdefault(name, []).append(uses[-1])
        by_customer[customer.address] = tuple(uses)
    by_service.pop("", None)
    return Coverage(by_customer, {name: tuple(uses) for name, uses in by_service.items()})


def serves_below(term: AgreementTerm) -> bool:
    """Whether an agreement with a unit also holds for the units below it."""
    return not term.agreement.fields.is_bought


def _in_force(register: Register, terms: Terms) -> dict[tuple[str, str], list[AgreementTerm]]:
    """The agreements in force by the addresses of their customer and of each of their services."""
    found: dict[tuple[str, str], list[AgreementTerm]] = {}
    for term in terms.in_force:
        customer = register.one(Customer, term.agreement.fields.customer)
        if customer is None:
            continue
        services = (register.one(Service, each) for each in term.agreement.fields.services)
        for name in sorted({service.address for service in services if service is not None}):
            found.setdefault((customer.address, name), []).append(term)
    return found
