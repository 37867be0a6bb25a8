"""Plans of customers: what their business intends, and what it wants to reach by when."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    CustomerId,
    Day,
    Fields,
    ItemId,
    Kind,
    MeetingId,
    PersonId,
    Text,
    Titled,
)

PlanSource = Literal["operational-plan", "strategy"]
ObjectiveState = Literal["open", "reached", "dropped"]


class PlanPeriod(Fields):
    """The days that a plan is about."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    from_: Day = Field(alias="from", description="The first day.", examples=["2026-01-01"])
    to: Day = Field(description="The last day.", examples=["2026-12-31"])

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.from_ <= day <= self.to


class ExpectedChange(Fields):
    """Something that will change in the customer's business, and what that means for IT."""

    text: Text = Field(
        description="What will change.", examples=["Two more trains a day on the same tracks"]
    )
    when: Text | None = Field(
        None,
        description="When, as precisely as anybody knows: a day, a season, a year.",
        examples=["autumn 2027"],
    )
    effect: Text | None = Field(
        None,
        description="How it changes what the customer needs of IT.",
        examples=["The yard must know an hour earlier which container goes on which train."],
    )


class Objective(Fields):
    """Something the customer wants to reach by a day."""

    id: ItemId = Field(description="Its short name, unique in the plan.", examples=["o1"])
    statement: Text = Field(
        description="What is to be reached, so that it can be read on its own.",
        examples=["Lorries leave the gate within 40 minutes"],
    )
    measure: Text | None = Field(
        None,
        description="How one sees how far it has come.",
        examples=["Minutes from the ring road to the ring road, nine lorries in ten"],
    )
    target: Text | None = Field(
        None, description="The figure to be reached.", examples=["40 minutes"]
    )
    due: Day | None = Field(None, description="By which day.", examples=["2026-12-31"])
    supported_by: tuple[Address, ...] = Field(
        (),
        description=(
            "What IT does for it: services, agreements, projects or other records, by address."
        ),
        examples=[["services/gate-booking", "agreements/sla-logistics#t3"]],
    )
    state: ObjectiveState = Field(
        "open",
        description="Whether it is still `open` (the default), was `reached`, or was `dropped`.",
        examples=["reached"],
    )


class Opportunity(Fields):
    """A technology that could help the customer."""

    technology: Text = Field(
        description="The technology.", examples=["Small radio cells in the stacks"]
    )
    use: Text | None = Field(
        None,
        description="What it could be used for.",
        examples=["Machines without drivers keep their connection between steel walls."],
    )


class PlanReview(Fields):
    """When somebody of IT last went through the plan with the customer."""

    DATED_BY: ClassVar[str] = "on"

    on: Day = Field(description="The day.", examples=["2026-02-04"])
    meeting: MeetingId | None = Field(
        None,
        description="The meeting in which it was gone through.",
        examples=["2026-02-04-logistics-strategy"],
    )
    with_: tuple[PersonId, ...] = Field(
        (),
        alias="with",
        description="Who was there on the customer's side.",
        examples=[["p-lind", "a-lopez"]],
    )


class CustomerPlan(Titled):
    """What a customer intends for a time, what it wants to reach, and what of IT supports that.

    The plan is the customer's own; here stands what IT has to know of it.
    """

    DATED_BY: ClassVar[str] = "period.to"

    customer: CustomerId = Field(description="Whose plan it is.", examples=["logistics"])
    period: PlanPeriod = Field(
        description="The time it is about.",
        examples=[{"from": "2026-01-01", "to": "2026-12-31"}],
    )
    source: PlanSource | None = Field(
        None,
        description="Where it comes from: the plan of the year, or a longer strategy.",
        examples=["operational-plan"],
    )
    expected_changes: tuple[ExpectedChange, ...] = Field(
        (),
        description="What will change in the customer's business.",
        examples=[[{"text": "Two more trains a day", "when": "autumn 2027"}]],
    )
    objectives: tuple[Objective, ...] = Field(
        description="What the customer wants to reach.",
        examples=[
            [
                {
                    "id": "o1",
                    "statement": "Lorries leave the gate within 40 minutes",
                    "supported_by": ["services/gate-booking"],
                }
            ]
        ],
    )
    opportunities: tuple[Opportunity, ...] = Field(
        (),
        description="Technology that could help, whether or not anybody has asked for it.",
        examples=[[{"technology": "Number plate cameras", "use": "Lorries need not stop."}]],
    )
    reviewed: PlanReview | None = Field(
        None,
        description="When it was last gone through together.",
        examples=[{"on": "2026-02-04", "with": ["p-lind"]}],
    )


EXAMPLE = """\
title: Logistics plan 2026
customer: logistics
period: {from: 2026-01-01, to: 2026-12-31}
source: operational-plan        # or strategy

expected_changes:
  - text: Two more trains a day on the same tracks
    when: autumn 2027
    effect: The yard must know an hour earlier which container goes on which train.

objectives:
  - id: o1
    statement: Lorries leave the gate within 40 minutes
    measure: Minutes from the ring road to the ring road, nine lorries in ten
    target: 40 minutes
    due: 2026-12-31
    supported_by: [services/gate-booking, agreements/sla-logistics]   # what IT does for it
  - {id: o2, statement: Every third container goes by rail, due: 2028-12-31}

opportunities:
  - {technology: Number plate cameras, use: Lorries with a booking need not stop.}
reviewed: {on: 2026-02-04, meeting: 2026-02-04-logistics-strategy, with: [p-lind, a-lopez]}
"""

KIND = Kind(name="plan", plural="plans", folder="plans", model=CustomerPlan, example=EXAMPLE)
