"""A service that an active customer uses without an agreement in force about it.

Agreements of units above count, except those in which IT is the buyer. What counts is the `state`
of the agreement, so that the result is the same on any day: one that is past its end is told by
`past-end-still-active`. A use that has an `until` is left to its end.

Why: nobody has promised anything about it, and nobody pays; both are noticed when it fails.
Mend: make an agreement about the service with this unit or one above it, or add the service to one
that there is.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import Structure
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

Agreed = dict[tuple[str, str], list[Record[Agreement]]]
"""Agreements by the addresses of a customer and a service."""


def check(register: Register, structure: Structure) -> Iterator[Finding]:
    """Look at every use without an end; a unit above that is not known may have an agreement."""
    if any(address.startswith("agreements/") for address in register.broken):
        return  # nobody knows what an agreement that does not hold is about
    agreed = _agreed(register)
    for customer in register.all(Customer):
        chain = structure.chain(customer.address)
        if customer.fields.state != "active" or chain[-1].fields.parent is not None:
            continue
        for index, use in enumerate(customer.fields.services):
            service = register.one(Service, use.service)
            if service is None or use.until is not None:
                continue
            found = [
                agreement
                for unit in chain
                for agreement in agreed.get((unit.address, service.address), ())
                if unit is customer or not agreement.fields.is_bought
            ]
            if not any(one.fields.state in IN_FORCE for one in found):
                yield _finding(customer, index, use.service, use.vital, found)


def _agreed(register: Register) -> Agreed:
    found: Agreed = {}
    for agreement in register.all(Agreement):
        customer = register.one(Customer, agreement.fields.customer)
        services = (register.one(Service, each) for each in agreement.fields.services)
        if customer is not None:
            for name in {service.address for service in services if service is not None}:
                found.setdefault((customer.address, name), []).append(agreement)
    return found


def _finding(
    customer: Record[Customer],
    index: int,
    service: str,
    vital: bool,
    not_in_force: list[Record[Agreement]],
) -> Finding:
    return Finding(
        customer,
        ("services", index, "service"),
        f"`{customer.id}` uses `{service}`, and no agreement about it is in force",
        label="vital, and nothing is promised" if vital else "nothing is promised",
        hint=f"make an agreement about `{service}`, or add it to one that there is",
        others=tuple(
            Elsewhere(one, ("state",), f"not in force: {one.fields.state}")
            for one in not_in_force[:2]
        ),
    )
