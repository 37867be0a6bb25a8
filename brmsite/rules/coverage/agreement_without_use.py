"""A service in an agreement in force that nobody of the customer uses, nor of the units below it.

A use counts whatever its days, so that the result is the same on any day. In an OLA or a contract
IT is the buyer: its services carry others and are not used themselves.

Why: the customer pays for it, or the register does not know who depends on it.
Mend: add the service to the `services` of those who use it, or take it out of the agreement.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import Structure
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register, structure: Structure) -> Iterator[Finding]:
    """Look at every service of agreements in force."""
    if any(address.startswith("customers/") for address in register.broken):
        return  # nobody knows what a customer uses whose record does not hold
    used = _used(register, structure)
    for agreement in register.all(Agreement):
        fields = agreement.fields
        customer = register.one(Customer, fields.customer)
        if fields.state not in IN_FORCE or fields.is_bought or customer is None:
            continue
        for index, name in enumerate(fields.services):
            service = register.one(Service, name)
            if service is not None and (customer.address, service.address) not in used:
                yield Finding(
                    agreement,
                    ("services", index),
                    f"nobody of `{customer.id}`, or below, has `{name}` among the `services` used",
                    label="agreed, but not used",
                    hint=f"add `{name}` to the `services` of those who use it",
                )


def _used(register: Register, structure: Structure) -> set[tuple[str, str]]:
    """What is used by each unit or those below it, by the addresses of unit and service."""
    used: set[tuple[str, str]] = set()
    for customer in register.all(Customer):
        services = (register.one(Service, each.service) for each in customer.fields.services)
        names = {service.address for service in services if service is not None}
        for unit in structure.chain(customer.address) if names else ():
            used.update((unit.address, name) for name in names)
    return used
