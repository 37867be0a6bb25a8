"""Services by customers: for every pair of both, whether it is used and whether that is agreed.

A pair is there if the customer uses the service on the day, or has an agreement in force about it.
Agreed counts as in the coverage: the customer's own agreements and those of the units above. A
service that a customer agreed on for the units below it, and which they use, is not unused.
"""

from dataclasses import dataclass
from typing import Literal

from brmsite.insight.coverage import Coverage
from brmsite.insight.terms import Terms
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register

PairState = Literal["without", "agreed", "below", "unused"]
"""Used without an agreement; used and agreed; agreed and used by units below alone; agreed and
used by nobody of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One customer and one service."""

    state: PairState
    is_vital: bool


@dataclass(frozen=True, slots=True)
class ServiceUse:
    """All pairs by the customer's address and the service's."""

    pairs: dict[str, dict[str, Pair]]

    def of_customer(self, customer: Record[Customer]) -> dict[str, Pair]:
        """What a customer uses or has agreed, by the service's address."""
        return self.pairs.get(customer.address, {})


def derive(register: Register, coverage: Coverage, terms: Terms) -> ServiceUse:
    """All pairs on a day; contracts and OLAs, in which IT is the buyer, promise nobody anything."""
    pairs: dict[str, dict[str, Pair]] = {}
    served: set[tuple[str, str]] = set()
    for customer in register.all(Customer):
        for use in coverage.of_customer(customer):
            if use.service is None:
                continue
            here = pairs.setdefault(customer.address, {})
            before = here.get(use.service.address)
            is_vital = use.consumption.vital or (before is not None and before.is_vital)
            here[use.service.address] = Pair("agreed" if use.covered_by else "without", is_vital)
            served.update((term.agreement.address, use.service.address) for term in use.covered_by)
    for term in terms.in_force:
        fields = term.agreement.fields
        owner = register.one(Customer, fields.customer)
        if owner is None or fields.is_bought:
            continue
        here = pairs.setdefault(owner.address, {})
        for identifier in fields.services:
            service = register.one(Service, identifier)
            if service is None or here.get(service.address, _UNUSED).state != "unused":
                continue
            is_served = (term.agreement.address, service.address) in served
            here[service.address] = Pair("below" if is_served else "unused", False)
    return ServiceUse({address: found for address, found in pairs.items() if found})


_UNUSED = Pair("unused", False)
