"""Customers: the units that receive IT services, who decides in them, and what they use."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Count,
    CustomerId,
    Day,
    Fields,
    Internal,
    ItemId,
    Kind,
    Level,
    Months,
    Named,
    PersonId,
    Ref,
    Score,
    ServiceId,
    Text,
)
from brmsite.kinds.role import Role, Side

Unit = Literal["organisation", "division", "department", "team", "programme", "external"]
Relation = Literal["internal", "external"]
CustomerState = Literal["prospect", "active", "dormant", "former"]
Tier = Literal["a", "b", "c"]
Engagement = Literal["push-status", "close-involvement", "mixed"]


class Consumption(Fields):
    """A service that a customer uses."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    service: ServiceId = Field(description="The service used.", examples=["wms"])
    offering: ItemId | None = Field(
        None,
        description="Which of the service's offerings, by its id.",
        examples=["standard"],
    )
    since: Day = Field(description="The first day of use.", examples=["2024-03-01"])
    until: Day | None = Field(
        None, description="The last day of use, once it is known.", examples=["2026-12-31"]
    )
    users: Count | None = Field(
        None, description="How many people in the unit use it.", examples=[140]
    )
    vital: bool = Field(
        False,
        description="Whether the unit's own work stops when the service does.",
        examples=[True],
    )
    needs: Text | None = Field(
        None,
        description="What this customer needs of the service, in its own words.",
        examples=["No stop between 04:00 and 08:00, when the morning trains are loaded."],
    )

    def covers(self, day: date) -> bool:
        """Whether the service is used on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


class Cadence(Fields):
    """How often we mean to meet a customer at one level."""

    RISING: ClassVar[tuple[tuple[str, str], ...]] = (("target_months", "max_months"),)

    level: Level = Field(description="The level of the meetings.", examples=["tactical"])
    target_months: Months = Field(
        description="How many months there should be between two meetings.", examples=[2]
    )
    max_months: Months = Field(
        description="How many months there may be at most; more is a finding.", examples=[3]
    )


class Maturity(Fields):
    """How mature one side judged the relationship to be on a day."""

    on: Day = Field(description="The day of the judgement.", examples=["2026-05-20"])
    perspective: Side | None = Field(None, description="Which side judged.", examples=["customer"])
    score: Score | None = Field(
        None,
        description="From 1 (we take orders) to 5 (we are partners in the customer's strategy).",
        examples=[3],
    )
    by: PersonId | None = Field(None, description="Who judged.", examples=["p-lind"])
    evidence: Text | None = Field(
        None,
        description="What the judgement rests on.",
        examples=["IT was asked for advice before the terminal plan was written."],
    )


class Pulse(Fields):
    """The relationship manager's own feeling for how things stand."""

    score: Score = Field(description="From 1 (about to break) to 5 (excellent).", examples=[4])
    by: PersonId | None = Field(None, description="Whose feeling it is.", examples=["k-berg"])
    on: Day = Field(description="The day it was written down.", examples=["2026-11-02"])
    reason: Text | None = Field(
        None,
        description="Why, in a sentence.",
        examples=["The gate outages are over, and they say so themselves."],
    )


class Customer(Named):
    """An organisational unit that receives IT services.

    Customers form a tree: the organisation, its divisions, their departments. A role, a mandate
    or an agreement of a unit also serves the units below it. External companies and authorities
    are customers too, and a customer's own customers can be named.
    """

    unit: Unit | None = Field(None, description="What sort of unit it is.", examples=["division"])
    parent: CustomerId | None = Field(
        None, description="The unit it belongs to; a root has none.", examples=["port-group"]
    )
    relation: Relation = Field(
        "internal",
        description="Whether it belongs to our own organisation (`internal`, the default) or not.",
        examples=["external"],
    )
    serves: tuple[Annotated[str, Ref(("customers",), or_text=True)], ...] = Field(
        (),
        description="The customer's own customers: ids of customers here, or any names.",
        examples=[["merivia-lines", "Importers in the hinterland"]],
    )
    business: Text | None = Field(
        None,
        description="What the unit does for a living.",
        examples=["Moves containers between ships, trains and lorries."],
    )
    outcomes: tuple[Text, ...] = Field(
        (),
        description="What the unit wants to achieve.",
        examples=[["Lorries leave the gate within 40 minutes"]],
    )
    cost_centers: tuple[Text, ...] = Field(
        (), description="The accounts it pays from.", examples=[["4100", "4110"]]
    )
    decides_budget: bool = Field(
        False,
        description="Whether the unit decides its own budget, or its parent does.",
        examples=[True],
    )
    state: CustomerState = Field(
        "active",
        description="Where the relationship stands: `active` is the default.",
        examples=["prospect"],
    )
    tier: Annotated[Tier | None, Internal()] = Field(
        None,
        description="How much attention the customer is given: `a` the most.",
        examples=["a"],
    )
    users: Count | None = Field(
        None, description="How many people there use IT services.", examples=[420]
    )
    engagement: Engagement | None = Field(
        None,
        description=(
            "How the customer wants to be involved: we send status (`push-status`), we work side "
            "by side (`close-involvement`), or both (`mixed`)."
        ),
        examples=["mixed"],
    )
    roles: tuple[Role, ...] = Field(
        (),
        description="Who does what for this customer, on both sides.",
        examples=[
            [
                {
                    "person": "p-lind",
                    "role": "customer",
                    "level": "strategic",
                    "from": "2025-01-01",
                    "mandate": {"decide": True, "fund": True, "limit": {"amount": 250000}},
                }
            ]
        ],
    )
    services: tuple[Consumption, ...] = Field(
        (),
        description="The services it uses.",
        examples=[[{"service": "wms", "since": "2024-03-01", "users": 140, "vital": True}]],
    )
    cadence: tuple[Cadence, ...] = Field(
        (),
        description="How often we mean to meet, one line a level.",
        examples=[[{"level": "tactical", "target_months": 2, "max_months": 3}]],
    )
    survey_months: Months | None = Field(
        None,
        description="How many months there may be between two relationship surveys.",
        examples=[12],
    )
    maturity: tuple[Maturity, ...] = Field(
        (),
        description="How mature each side judged the relationship to be, over time.",
        examples=[[{"on": "2026-05-20", "perspective": "customer", "score": 3, "by": "p-lind"}]],
    )
    pulse: Annotated[Pulse | None, Internal()] = Field(
        None,
        description="The relationship manager's own feeling; shown, but not part of the score.",
        examples=[{"score": 4, "by": "k-berg", "on": "2026-11-02"}],
    )

    @property
    def known_since(self) -> date | None:
        """The first day that the record knows of: of a role, or of the use of a service."""
        days = [*(role.from_ for role in self.roles), *(use.since for use in self.services)]
        return min(days, default=None)


EXAMPLE = """\
name: Logistics Division
unit: division                  # organisation, division, department, team, programme, external
parent: port-group              # the unit it belongs to
business: Moves containers between ships, trains and lorries.
outcomes:
  - Lorries leave the gate within 40 minutes
cost_centers: [4100]
decides_budget: true
tier: a                         # how much attention it is given: a, b or c
users: 420
serves: [Importers in the hinterland]   # the customer's own customers

roles:
  - person: p-lind
    role: customer              # decides and pays
    level: strategic
    from: 2025-01-01
    deputy: a-lopez
    mandate:
      decide: true
      fund: true
      limit: {amount: 250000, currency: EUR, per: year}
      services: all             # or a list of service ids
      evidence: Delegation of authority 2026, section 4
  - {person: d-costa, role: purchaser, level: tactical, from: 2025-06-01}
  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2024-09-01}

services:                       # what it uses
  - {service: wms, since: 2024-03-01, users: 140, vital: true}

cadence:                        # how often we mean to meet
  - {level: strategic, target_months: 6, max_months: 12}
  - {level: tactical, target_months: 2, max_months: 3}

pulse: {score: 4, by: k-berg, on: 2026-11-02, reason: The gate outages are over.}
"""

KIND = Kind(
    name="customer", plural="customers", folder="customers", model=Customer, example=EXAMPLE
)
