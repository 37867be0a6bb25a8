"""Every change request on the day: inside or outside the agreement, how far, and whose it is now.

Inside the agreement a change is for change management; outside it, for service level management
and a new proposal; while that is unclear, the relationship manager has to find out. Only what is
known on the as-of date counts: requests made up to that day; what was decided later is not yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from brmsite.ground.period import days_between
from brmsite.insight.managers import Managers
from brmsite.insight.structure import Structure
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.change import ChangeRequest, ChangeState, WithinAgreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import RoleName
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Route = Literal["change-management", "service-level-management", "relationship-management"]
"""Who takes a request further."""

ROUTES: dict[WithinAgreement, Route] = {
    "yes": "change-management",
    "no": "service-level-management",
    "unclear": "relationship-management",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One change request on the day.

    `state` is the one that held on the as-of date. `routed_to` are the people who take it further
    there: those whom the agreement or the customer's roles name, nobody where none is named.
    `days_unclear` counts from the day of the request while nobody has said whether it is inside;
    None where that is known or the request was rejected. `results` are what came of it: what
    `results_in` names, and agreements whose amendments name the request.
    """

    change: Record[ChangeRequest]
    customer: Record[Customer] | None
    state: ChangeState
    route: Route
    routed_to: tuple[Record[Person], ...]
    days_unclear: int | None
    is_unclear_too_long: bool
    results: tuple[Record[Common], ...]

    @property
    def within(self) -> WithinAgreement:
        """Inside the agreement, outside it, or unclear."""
        return self.change.fields.within_agreement

    @property
    def is_open(self) -> bool:
        """Whether something still has to happen."""
        return self.state in ("new", "assessed", "approved")


@dataclass(frozen=True, slots=True)
class Changes:
    """All change requests, the latest first."""

    all: tuple[Asked, ...]
    by_address: dict[str, Asked]
    by_customer: dict[str, tuple[Asked, ...]]

    def of(self, change: Record[ChangeRequest]) -> Asked | None:
        """One request; None before the day on which it was made."""
        return self.by_address.get(change.address)

    def of_customer(self, customer: Record[Customer]) -> tuple[Asked, ...]:
        """The requests of one customer, the latest first."""
        return self.by_customer.get(customer.address, ())

    def that_are(
        self, within: WithinAgreement | None = None, *states: ChangeState
    ) -> tuple[Asked, ...]:
        """Those inside, outside or unclear (with None, all of them), in one of the states (with
        none, in any), the latest first."""
        return tuple(
            one
            for one in self.all
            if within in (None, one.within) and (not states or one.state in states)
        )

    @property
    def open(self) -> tuple[Asked, ...]:
        """Those with which something still has to happen, the latest first."""
        return tuple(one for one in self.all if one.is_open)


def derive(
    register: Register,
    structure: Structure,
    managers: Managers,
    settings: Settings,
    as_of: date,
) -> Changes:
    """All change requests made up to a day."""
    amended = agreements_amended(register)
    limit = settings.thresholds.change_unclear_days
    found: list[Asked] = []
    for change in register.all(ChangeRequest):
        fields = change.fields
        if fields.on > as_of:
            continue
        customer = register.one(Customer, fields.customer)
        state = fields.state_on(as_of)
        unclear = fields.within_agreement == "unclear" and state != "rejected"
        days_unclear = days_between(fields.on, as_of) if unclear else None
        route = ROUTES[fields.within_agreement]
        found.append(
            Asked(
                change,
                customer,
                state,
                route,
                tuple(_people(register, structure, managers, change, customer, route, as_of)),
                days_unclear,
                days_unclear is not None and days_unclear > limit,
                _results(register, change, amended),
            )
        )
    found.sort(key=lambda one: (-one.change.fields.on.toordinal(), one.change.address))
    by_customer: dict[str, list[Asked]] = {}
    for one in found:
        if one.customer is not None:
            by_customer.setdefault(one.customer.address, []).append(one)
    return Changes(
        tuple(found),
        {one.change.address: one for one in found},
        {address: tuple(asked) for address, asked in by_customer.items()},
    )


def about(changes: Changes, record: Record[Common]) -> dict[str, Any]:
    """Where a change request stands, or the open ones of a customer."""
    one = changes.by_address.get(record.address)
    if one is not None:
        return {
            "state": one.state,
            "route": one.route,
            "routed_to": [person.address for person in one.routed_to],
            "days_unclear": one.days_unclear,
            "results": [result.address for result in one.results],
        }
    still = [one for one in changes.by_customer.get(record.address, ()) if one.is_open]
    return {"open": {one.change.address: one.route for one in still}} if still else {}


def agreements_amended(register: Register) -> dict[str, tuple[Record[Agreement], ...]]:
    """The agreements whose amendments name a change request, by the request's address."""
    found: dict[str, dict[str, Record[Agreement]]] = {}
    for agreement in register.all(Agreement):
        for amendment in agreement.fields.amendments:
            change = register.one(ChangeRequest, amendment.change)
            if change is not None:
                found.setdefault(change.address, {})[agreement.address] = agreement
    return {address: tuple(agreements.values()) for address, agreements in found.items()}


def _results(
    register: Register,
    change: Record[ChangeRequest],
    amended: dict[str, tuple[Record[Agreement], ...]],
) -> tuple[Record[Common], ...]:
    named = register.find((change.fields.results_in or "").partition("#")[0])
    found = (*((named,) if named is not None else ()), *amended.get(change.address, ()))
    return tuple({record.address: record for record in found}.values())


def _people(
    register: Register,
    structure: Structure,
    managers: Managers,
    change: Record[ChangeRequest],
    customer: Record[Customer] | None,
    route: Route,
    as_of: date,
) -> Iterable[Record[Person]]:
    """Who takes it further: the agreement's contact, else who has the role nearest above."""
    if route == "relationship-management":
        return managers.of(customer) if customer is not None else ()
    agreement = register.one(Agreement, change.fields.agreement)
    if route == "change-management" and agreement is not None:
        contacts = agreement.fields.contacts
        contact = register.one(Person, contacts.change if contacts is not None else None)
        if contact is not None:
            return (contact,)
    if customer is None:
        return ()
    role: RoleName = "change-manager" if route == "change-management" else "service-level-manager"
    for unit in structure.chain(customer.address):
        named = (
            register.one(Person, held.person)
            for held in unit.fields.roles
            if held.role == role and held.covers(as_of)
        )
        found = {person.address: person for person in named if person is not None}
        if found:
            return found.values()
    return ()
