"""Who may decide and pay for which customer: mandates, with the chain of units above."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brmsite.ground.money import Money
from brmsite.insight.structure import Structure
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.role import Role
from brmsite.register.register import Record
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Holding:
    """One role on the customer's side, and the unit and list position where it is written."""

    unit: Record[Customer]
    index: int
    role: Role

    @property
    def decides(self) -> bool:
        """Whether this is a customer role with a mandate to decide."""
        return self.role.decides


@dataclass(frozen=True, slots=True)
class Mandates:
    """The customer-side roles of every unit, and what they allow."""

    structure: Structure
    default_currency: str
    as_of: date

    def holdings(self, address: str) -> tuple[Holding, ...]:
        """The customer-side roles of a unit and of every unit above it, nearest first."""
        return holdings_in(self.structure.chain(address))

    def of_person(self, address: str, person: str, day: date) -> tuple[Holding, ...]:
        """What one person, by id, is for a unit or those above it on a day; a deputy counts as
        the person whom they stand in for."""
        return held_by(self.structure.chain(address), person, day)

    def deciding(self, address: str, day: date) -> tuple[Holding, ...]:
        """The roles with a mandate to decide for a unit on a day, nearest first."""
        return tuple(
            holding
            for holding in self.holdings(address)
            if holding.decides and holding.role.covers(day)
        )

    def limit(self, holding: Holding) -> Money | None:
        """The most that a role may decide on a year or at once; None where there is no limit."""
        mandate = holding.role.mandate
        if mandate is None or mandate.limit is None:
            return None
        amount = mandate.limit.amount
        if mandate.limit.per == "month":
            amount *= Decimal(12)
        return Money(amount, mandate.limit.currency or self.default_currency)


def holdings_in(chain: tuple[Record[Customer], ...]) -> tuple[Holding, ...]:
    """The customer-side roles of a unit and those above it, as `Mandates.holdings`."""
    return tuple(
        Holding(unit, index, role)
        for unit in chain
        for index, role in enumerate(unit.fields.roles)
        if role.side == "customer"
    )


def held_by(chain: tuple[Record[Customer], ...], person: str, day: date) -> tuple[Holding, ...]:
    """What one person is for a unit or those above it on a day, as `Mandates.of_person`."""
    return tuple(
        holding
        for holding in holdings_in(chain)
        if person in (holding.role.person, holding.role.deputy) and holding.role.covers(day)
    )


def about(mandates: Mandates, record: Record[Common]) -> dict[str, Any]:
    """Who decides for a customer, and in which chain of units."""
    if record.address not in mandates.structure.units:
        return {}
    chain = mandates.structure.chain(record.address)
    deciding = mandates.deciding(record.address, mandates.as_of)
    return {
        "chain": [unit.address for unit in chain],
        "decides": [
            {
                "person": holding.role.person,
                "unit": holding.unit.address,
                "limit": str(limit) if (limit := mandates.limit(holding)) else None,
            }
            for holding in deciding
        ],
    }


def derive(structure: Structure, settings: Settings, as_of: date) -> Mandates:
    """Mandates as the customers' records write them."""
    return Mandates(structure, settings.default_currency, as_of)
