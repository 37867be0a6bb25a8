"""Who must agree to a change of a record: the mandate holders and owners concerned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from brmsite.insight.mandates import Holding, Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import MANAGING, Role, Side
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


class Approver(NamedTuple):
    """Somebody who must agree, for which side, and why; `person` is an id and `name` what people
    call them. Without a person nobody can: `why` says what is missing."""

    person: str
    name: str
    email: str
    side: Side
    why: str


Agreeing = dict[str, tuple[Approver, ...]]
"""Who must agree when a record changes, by its address, or by its folder where that is the same for
all that is in it; records that are not there need nobody."""

_STEERED = ("people", "suppliers")
"""The folders of those who may hold what is promised, which they themselves do not say."""


def agreeing(register: Register, structure: Structure, mandates: Mandates) -> Agreeing:
    """Who must agree to changes on the as-of date.

    To those of an agreement: for the customer whoever has a mandate for it that reaches as far as
    it costs, in the nearest unit where there is somebody; for IT whoever manages its service
    levels, else the relationship, and the owners of the services. To those of the roles and
    mandates of a unit: whoever decides for the unit above; of the topmost one whoever decides
    there, and who manages IT. To those of a service: its owner. To who a person or a supplier is:
    who manages IT.
    """
    found: Agreeing = {}
    for agreement in register.all(Agreement):
        found[agreement.address] = tuple(_of_agreement(agreement, register, structure, mandates))
    for customer in register.all(Customer):
        found[customer.address] = tuple(_of_customer(customer, register, structure, mandates))
    for service in register.all(Service):
        found[service.address] = (_owner(register, service),)
    return found | dict.fromkeys(_STEERED, steering(register, mandates.as_of))


def asked(agreeing: Agreeing, address: str) -> tuple[Approver, ...]:
    """Who must agree when the record of an address changes."""
    folder, _, _ = address.partition("/")
    return agreeing.get(address) or agreeing.get(folder, ())


def steering(register: Register, as_of: date) -> tuple[Approver, ...]:
    """Those who must agree to changes that concern all: who manages IT on the day; where nobody
    does, who manages service levels, else relationships."""
    for name in MANAGING:
        people = {
            role.person
            for customer in register.all(Customer)
            for role in customer.fields.roles
            if role.role == name and role.covers(as_of)
        }
        if people:
            why = name.replace("-", " ")
            return tuple(asked_person(register, one, "provider", why) for one in sorted(people))
    return (Approver("", "", "", "provider", "nobody has the role `it-management`"),)


def _of_agreement(
    agreement: Record[Agreement], register: Register, structure: Structure, mandates: Mandates
) -> Iterator[Approver]:
    fields = agreement.fields
    customer = register.one(Customer, fields.customer)
    if customer is None:
        yield Approver("", "", "", "customer", "the record of the customer is missing")
    else:
        yield from _deciding(customer, fields.services, fields.annual_cost, register, mandates)
        yield from _managing(customer, register, structure, mandates)
    for identifier in fields.services:
        service = register.one(Service, identifier)
        if service is not None:
            yield _owner(register, service)


def _deciding(
    customer: Record[Customer],
    services: tuple[str, ...],
    cost: Decimal | None,
    register: Register,
    mandates: Mandates,
) -> Iterator[Approver]:
    """The mandate holders of the nearest unit where somebody's mandate reaches so far."""
    reaching = [
        holding
        for holding in mandates.deciding(customer.address, mandates.as_of)
        if _reaches(holding, services, cost, mandates)
    ]
    if not reaching:
        missing = f"nobody has a mandate for {customer.title} that reaches so far"
        yield Approver("", "", "", "customer", missing)
        return
    nearest = reaching[0].unit.address
    for holding in reaching:
        if holding.unit.address == nearest:
            limit = mandates.limit(holding)
            reach = f"up to {limit}" if limit is not None else "without limit"
            why = f"decides for {holding.unit.title}, {reach}"
            yield asked_person(register, holding.role.person, "customer", why)


def _reaches(
    holding: Holding, services: tuple[str, ...], cost: Decimal | None, mandates: Mandates
) -> bool:
    mandate, limit = holding.role.mandate, mandates.limit(holding)
    if mandate is None or not all(mandate.covers(service) for service in services):
        return False
    if cost is None or limit is None:
        return True
    return limit.currency == mandates.default_currency and cost <= limit.amount


def _managing(
    customer: Record[Customer], register: Register, structure: Structure, mandates: Mandates
) -> Iterator[Approver]:
    for name in MANAGING[1:]:
        for unit in structure.chain(customer.address):
            held = [role for role in unit.fields.roles if _holds(role, name, mandates)]
            if held:
                for role in held:
                    why = f"{name.replace('-', ' ')} of {unit.title}"
                    yield asked_person(register, role.person, "provider", why)
                return


def _holds(role: Role, name: str, mandates: Mandates) -> bool:
    return role.role == name and role.covers(mandates.as_of)


def _of_customer(
    customer: Record[Customer], register: Register, structure: Structure, mandates: Mandates
) -> Iterator[Approver]:
    """Whoever decides for the unit above. Above the topmost one there is nobody, and who decides
    there would give a mandate to themselves: whoever manages IT is asked too."""
    chain = structure.chain(customer.address)
    above = chain[1] if len(chain) > 1 else customer
    yield from _deciding(above, (), None, register, mandates)
    if above is customer:
        yield from steering(register, mandates.as_of)


def _owner(register: Register, service: Record[Service]) -> Approver:
    return asked_person(register, service.fields.owner, "provider", f"owner of {service.title}")


def asked_person(register: Register, identifier: str, side: Side, why: str) -> Approver:
    """Somebody by their id, with the e-mail address of their record."""
    person = register.one(Person, identifier)
    if person is None:
        return Approver(identifier, identifier, "", side, why)
    return Approver(person.id, person.title, person.fields.email or "", side, why)
