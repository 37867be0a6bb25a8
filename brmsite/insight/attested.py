"""What customers attest has helped them, and which services nobody has said so of lately.

Only what somebody on the customer's side has given counts; people of IT, of its suppliers, or with
a role on IT's side for that customer or for a service they attest, praise themselves. A service
is attested when an attestation names it under `about`, for the months that the settings say.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from brmsite.ground.period import add_days, add_months
from brmsite.insight.coverage import Coverage
from brmsite.insight.roles import Roles
from brmsite.insight.structure import Structure
from brmsite.kinds.attestation import Attestation
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class ProviderSide:
    """Why somebody stands on IT's side: by whom they work for, or by a role.

    `role` and the place `at` which it is written are None where the employer says it.
    """

    at: Record[Common] | None = None
    index: int = 0
    role: Role | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Attested:
    """One attestation known on the as-of date.

    `person` and `customer` are None where there is no such record. `services` are those it names.
    `own_side` says why it is praise of ourselves, None where it is not.
    """

    attestation: Record[Attestation]
    person: Record[Person] | None
    customer: Record[Customer] | None
    services: tuple[Record[Service], ...]
    own_side: ProviderSide | None

    @property
    def counts(self) -> bool:
        """Whether the customer has given it."""
        return self.attestation.fields.state == "given" and self.own_side is None


@dataclass(frozen=True, slots=True, eq=False)
class ServiceWorth:
    """A live service that somebody uses, and what was said of it.

    `given` are all attestations that count, the latest first; `is_recent` says whether the latest
    of them is fresh enough.
    """

    service: Record[Service]
    given: tuple[Attested, ...]
    is_recent: bool


@dataclass(frozen=True, slots=True)
class Attestations:
    """All attestations known on the day, the latest first, and the services that are in use.

    `to_come` are those whose day lies ahead: no figure counts them. `since` is the first day that
    still counts as recent.
    """

    all: tuple[Attested, ...]
    to_come: tuple[Attested, ...]
    services: tuple[ServiceWorth, ...]
    since: date
    by_address: dict[str, Attested]
    by_customer: dict[str, tuple[Attested, ...]]
    by_service: dict[str, tuple[Attested, ...]]

    def of(self, attestation: Record[Attestation]) -> Attested | None:
        """What is known of one attestation; None before its day."""
        return self.by_address.get(attestation.address)

    def of_customer(self, customer: Record[Customer]) -> tuple[Attested, ...]:
        """Those of one customer, the latest first, also when asked for or declined."""
        return self.by_customer.get(customer.address, ())

    def of_service(self, service: Record[Service]) -> tuple[Attested, ...]:
        """Those that name one service, the latest first, also when asked for or declined."""
        return self.by_service.get(service.address, ())

    @property
    def given(self) -> tuple[Attested, ...]:
        """Those that customers have given, the latest first."""
        return tuple(one for one in self.all if one.counts)

    @property
    def recent_services(self) -> tuple[ServiceWorth, ...]:
        """The services in use with a recent attestation."""
        return tuple(one for one in self.services if one.is_recent)

    @property
    def percent(self) -> float | None:
        """Services attested of those in use, from 0 to 100; None where none is in use."""
        used = len(self.services)
        return 100 * len(self.recent_services) / used if used else None


def derive(
    register: Register,
    structure: Structure,
    coverage: Coverage,
    roles: Roles,
    settings: Settings,
    as_of: date,
) -> Attestations:
    """Every attestation by a day, and every live service that is used on it."""
    latest_first = sorted(
        register.all(Attestation), key=lambda one: (one.fields.on, one.address), reverse=True
    )
    every = [_attested(register, structure, roles, one) for one in latest_first]
    found = [one for one in every if one.attestation.fields.on <= as_of]
    by_customer: dict[str, list[Attested]] = defaultdict(list)
    by_service: dict[str, list[Attested]] = defaultdict(list)
    for one in found:
        if one.customer is not None:
            by_customer[one.customer.address].append(one)
        for service in one.services:
            by_service[service.address].append(one)
    since = add_days(add_months(as_of, -settings.ideas.attest_months), 1)
    services = tuple(
        _service_worth(service, by_service.get(service.address, []), since)
        for service in register.all(Service)
        if service.fields.state == "live" and coverage.of_service(service)
    )
    return Attestations(
        tuple(found),
        tuple(every[: len(every) - len(found)]),
        services,
        since,
        {one.attestation.address: one for one in found},
        {address: tuple(each) for address, each in by_customer.items()},
        {address: tuple(each) for address, each in by_service.items()},
    )


def about(attested: Attestations, record: Record[Common]) -> dict[str, Any]:
    """Whether an attestation counts; what customers or services have in attestations."""
    one = attested.by_address.get(record.address)
    if one is not None:
        return {"counts": one.counts, "services": [each.address for each in one.services]}
    found = attested.by_customer.get(record.address) or attested.by_service.get(record.address)
    given = [one for one in found or () if one.counts]
    if not given:
        return {}
    return {
        "attestations": [one.attestation.address for one in given],
        "latest": given[0].attestation.fields.on.isoformat(),
    }


def _attested(
    register: Register, structure: Structure, roles: Roles, attestation: Record[Attestation]
) -> Attested:
    fields = attestation.fields
    person = register.one(Person, fields.person)
    customer = register.one(Customer, fields.customer)
    services = _services(register, fields.about)
    own_side = None
    if person is not None:
        units = structure.chain(customer.address) if customer else ()
        places = frozenset(one.address for one in (*units, *services))
        own_side = _own_side(register, roles, person, places, fields.on)
    return Attested(attestation, person, customer, services, own_side)


def _services(register: Register, about: tuple[str, ...]) -> tuple[Record[Service], ...]:
    """The services among some addresses, each once."""
    names = (each.partition("#")[0].partition("/") for each in about)
    found = (register.one(Service, name) for folder, _, name in names if folder == "services")
    return tuple(dict.fromkeys(service for service in found if service is not None))


def _own_side(
    register: Register, roles: Roles, person: Record[Person], places: frozenset[str], on: date
) -> ProviderSide | None:
    """Why somebody stood on IT's side of some customers and services on a day, if so."""
    org = person.fields.org
    works_for_customer = org != "provider" and register.one(Customer, org) is not None
    if org == "provider" or (not works_for_customer and register.one(Supplier, org) is not None):
        return ProviderSide()
    for held in roles.of(person):
        stands_there = held.at.address in places and not held.as_deputy
        if stands_there and held.role.side == "provider" and held.role.covers(on):
            return ProviderSide(held.at, held.at.fields.roles.index(held.role), held.role)
    return None


def _service_worth(service: Record[Service], found: list[Attested], since: date) -> ServiceWorth:
    given = tuple(one for one in found if one.counts)
    return ServiceWorth(service, given, bool(given) and given[0].attestation.fields.on >= since)
