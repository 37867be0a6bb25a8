"""Services: what IT offers, who owns it, and what it rests on."""

from typing import Annotated, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Currency,
    Day,
    Fields,
    Internal,
    ItemId,
    Kind,
    Named,
    PersonId,
    ServiceId,
    SumOfMoney,
    SupplierId,
    Text,
)
from brmsite.kinds.role import Per, Role

ServiceState = Literal["pipeline", "live", "retired"]
ServiceType = Literal["customer-facing", "supporting"]
Criticality = Literal["vital", "important", "normal"]


class Price(Fields):
    """What something costs."""

    amount: SumOfMoney = Field(description="How much.", examples=[38.50])
    currency: Currency | None = Field(
        None,
        description="The currency of the amount; the default currency of `brmsite.yaml` if absent.",
        examples=["EUR"],
    )
    per: Per = Field(
        "month",
        description="What is paid for: a `month` (the default), a `year`, a `unit`, or `once`.",
        examples=["unit"],
    )


class Offering(Fields):
    """One form in which a service can be had."""

    id: ItemId = Field(description="Its short name, unique in the service.", examples=["standard"])
    name: Text = Field(
        description="What customers choose by.", examples=["Standard, weekdays 06:00 to 18:00"]
    )
    price: Price | None = Field(
        None,
        description="What it costs the customer.",
        examples=[{"amount": 38.50, "currency": "EUR", "per": "month"}],
    )


class PlannedChange(Fields):
    """Something about the service that will change."""

    text: Text = Field(
        description="What will change.", examples=["New release with mobile check-in"]
    )
    on: Day | None = Field(None, description="The day it is planned for.", examples=["2027-02-15"])
    effect: Text | None = Field(
        None,
        description="What customers will notice.",
        examples=["Two hours without the service on a Sunday morning."],
    )


class Service(Named):
    """Something IT offers that customers can use, or that other services rest on."""

    state: ServiceState = Field(
        description="Whether it is planned (`pipeline`), offered (`live`) or ended (`retired`).",
        examples=["live"],
    )
    type: ServiceType = Field(
        description="Whether customers use it themselves, or only other services do.",
        examples=["customer-facing"],
    )
    owner: PersonId = Field(
        description="The one person in IT who answers for it.", examples=["y-tanaka"]
    )
    description: Text = Field(
        description="What it does, in words a customer would use.",
        examples=["Knows where every container stands and where it goes next."],
    )
    outcome: Text | None = Field(
        None,
        description="What a customer achieves with it.",
        examples=["Every container is found and moved on time."],
    )
    warranty: Text | None = Field(
        None,
        description="How available, secure, fast and lasting it is by default.",
        examples=["99.5 % a month around the clock; restored within four hours."],
    )
    criticality: Criticality = Field(
        "normal",
        description="How much depends on it: `normal` is the default.",
        examples=["vital"],
    )
    offerings: tuple[Offering, ...] = Field(
        (),
        description="The forms in which it can be had.",
        examples=[[{"id": "standard", "name": "Standard", "price": {"amount": 38.50}}]],
    )
    depends_on: tuple[ServiceId, ...] = Field(
        (), description="The services it cannot run without.", examples=[["network", "hosting"]]
    )
    supplier: Annotated[SupplierId | None, Internal()] = Field(
        None, description="The company that delivers it to IT.", examples=["tavrin"]
    )
    roles: tuple[Role, ...] = Field(
        (),
        description="Who else does what for the service.",
        examples=[
            [
                {
                    "person": "d-novak",
                    "role": "delivery-manager",
                    "level": "operational",
                    "from": "2025-01-01",
                }
            ]
        ],
    )
    planned_changes: tuple[PlannedChange, ...] = Field(
        (),
        description="What will change about it.",
        examples=[[{"text": "New release with mobile check-in", "on": "2027-02-15"}]],
    )


EXAMPLE = """\
name: Yard and warehouse management
state: live                     # pipeline, live or retired
type: customer-facing           # or supporting
owner: y-tanaka
criticality: vital
description: Knows where every container stands and where it goes next.
outcome: Every container is found and moved on time.
depends_on: [network, hosting]
supplier: tavrin                # who delivers it to us

offerings:
  - {id: standard, name: "Standard, weekdays", price: {amount: 38.50, currency: EUR, per: month}}
  - {id: round-the-clock, name: Round the clock, price: {amount: 61, currency: EUR, per: month}}

planned_changes:
  - {on: 2027-02-15, text: New release with mobile check-in}
"""

KIND = Kind(name="service", plural="services", folder="services", model=Service, example=EXAMPLE)
