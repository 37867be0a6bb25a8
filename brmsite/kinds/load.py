"""Support loads: how much support work a team had in a period, and how much it could take on."""

from typing import ClassVar

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    Amount,
    Count,
    CustomerId,
    Day,
    Fields,
    Kind,
    ServiceId,
    Text,
    Titled,
)


class LoadPeriod(Fields):
    """The days in which the work was counted."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    from_: Day = Field(alias="from", description="The first day.", examples=["2026-07-01"])
    to: Day = Field(description="The last day.", examples=["2026-09-30"])


class SupportLoad(Titled):
    """How much support work a team had in a period, beside the hours that it has for it.

    It is kept for teams, never for named persons: it says whether a team can keep what it
    promised, not who works how much.
    """

    DATED_BY: ClassVar[str] = "period.to"

    team: Text = Field(
        description="The team, by its name; never a person.", examples=["Yard and gate"]
    )
    service: ServiceId | None = Field(
        None, description="The service, where the work was for one.", examples=["wms"]
    )
    customer: CustomerId | None = Field(
        None, description="The customer, where the work was for one.", examples=["logistics"]
    )
    period: LoadPeriod = Field(
        description="The days in which it was counted.",
        examples=[{"from": "2026-07-01", "to": "2026-09-30"}],
    )
    opened: Count = Field(description="How many cases came in.", examples=[412])
    closed: Count = Field(description="How many cases were closed.", examples=[398])
    backlog: Count | None = Field(
        None, description="How many cases were open on the last day.", examples=[61]
    )
    reopened: Count | None = Field(
        None, description="How many closed cases came back.", examples=[19]
    )
    hours: Amount | None = Field(
        None, description="How many hours the work took, of the whole team.", examples=[1240]
    )
    capacity_hours: Amount | None = Field(
        None, description="How many hours the team had for it.", examples=[1300]
    )
    headcount: Amount | None = Field(
        None, description="How many people the team has, in full posts.", examples=[3.5]
    )
    by_priority: dict[str, Count] = Field(
        {}, description="The cases that came in, by priority.", examples=[{"P1": 4, "P2": 61}]
    )
    action: Address | None = Field(
        None,
        description="What is done about too much work: an action of a meeting, by its address.",
        examples=["meetings/2026-03-11-logistics#a1"],
    )


EXAMPLE = """\
title: Support load of Yard and gate, Q3 2026
team: Yard and gate             # a team, never a person
service: wms
period: {from: 2026-07-01, to: 2026-09-30}
opened: 412
closed: 398
backlog: 61                     # open on the last day
reopened: 19
hours: 1386                     # what the work took
capacity_hours: 1300            # what the team had for it
headcount: 3.5
by_priority: {P1: 4, P2: 61, P3: 347}
action: meetings/2026-03-11-logistics#a1
"""

KIND = Kind(name="load", plural="loads", folder="loads", model=SupportLoad, example=EXAMPLE)
