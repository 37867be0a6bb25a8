"""Which plans of customers hold on the day, and which customers have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from brmsite.insight.structure import Structure
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record, Register

TIERS_WITH_A_PLAN = ("a", "b")
"""The tiers whose customers need a plan; those of tier a one of their own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A customer that needs a plan, and those that cover the day.

    `plans` has the customer's own; for tier b, where there is none, that of the nearest unit
    above that has one.
    """

    customer: Record[Customer]
    plans: tuple[Record[CustomerPlan], ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of each customer by its address, the latest first, and who needs one.

    `current` are those whose period covers the as-of date.
    """

    by_customer: dict[str, tuple[Record[CustomerPlan], ...]]
    needed: tuple[Planned, ...]
    as_of: date

    def of_customer(self, customer: Record[Customer]) -> tuple[Record[CustomerPlan], ...]:
        """All plans of a customer, the latest first."""
        return self.by_customer.get(customer.address, ())

    def current(self, plan: Record[CustomerPlan]) -> bool:
        """Whether a plan covers the as-of date."""
        return plan.fields.period.covers(self.as_of)

    @property
    def covered(self) -> tuple[Planned, ...]:
        """Customers that need a plan and have one, by address."""
        return tuple(one for one in self.needed if one.plans)

    @property
    def missing(self) -> tuple[Planned, ...]:
        """Customers that need a plan and have none, by address."""
        return tuple(one for one in self.needed if not one.plans)

    @property
    def percent(self) -> float | None:
        """The share of those that need a plan and have one; None where nobody needs any."""
        return 100 * len(self.covered) / len(self.needed) if self.needed else None


def derive(register: Register, structure: Structure, as_of: date) -> Plans:
    """The plans of all customers on a day."""
    found: dict[str, list[Record[CustomerPlan]]] = {}
    for plan in register.all(CustomerPlan):
        customer = register.one(Customer, plan.fields.customer)
        if customer is not None:
            found.setdefault(customer.address, []).append(plan)
    by_customer = {
        address: tuple(sorted(plans, key=_latest_first)) for address, plans in found.items()
    }
    covering = {
        address: tuple(plan for plan in plans if plan.fields.period.covers(as_of))
        for address, plans in by_customer.items()
    }
    return Plans(by_customer, tuple(_needed(register, structure, covering)), as_of)


def about(plans: Plans, record: Record[Common]) -> dict[str, Any]:
    """The plans of a customer, and which of them cover the day."""
    own = plans.by_customer.get(record.address, ())
    return {plan.address: "current" if plans.current(plan) else "not on this day" for plan in own}


def _needed(
    register: Register,
    structure: Structure,
    covering: dict[str, tuple[Record[CustomerPlan], ...]],
) -> Iterable[Planned]:
    for customer in register.all(Customer):
        fields = customer.fields
        if fields.state != "active" or fields.tier not in TIERS_WITH_A_PLAN:
            continue
        chain = (customer,) if fields.tier == "a" else structure.chain(customer.address)
        nearest = (covering[unit.address] for unit in chain if covering.get(unit.address))
        yield Planned(customer, next(nearest, ()))


def _latest_first(plan: Record[CustomerPlan]) -> tuple[int, str]:
    return -plan.fields.period.from_.toordinal(), plan.address
