"""Attestations: what customers themselves say has helped them."""

from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    Currency,
    CustomerId,
    Day,
    Fields,
    Kind,
    PersonId,
    SumOfMoney,
    Text,
    Titled,
)

AttestationState = Literal["requested", "given", "declined"]


class Value(Fields):
    """What it was worth to the customer, in money or in a measure of its own."""

    amount: SumOfMoney = Field(description="How much.", examples=[46000, 130])
    currency: Currency | None = Field(
        None,
        description="The currency, where it is a sum of money (ISO 4217).",
        examples=["EUR"],
    )
    measure: Text | None = Field(
        None,
        description="What is counted, where it is not money.",
        examples=["hours of typing a year"],
    )


class Attestation(Titled):
    """What somebody on the customer's side says has helped: a service, an agreement, an action.

    Only the customer can say so; what we say of ourselves is no attestation. One that was asked
    for is `requested` until it is `given` or `declined`.
    """

    DATED_BY: ClassVar[str] = "on"

    customer: CustomerId = Field(
        description="The customer that says so.", examples=["container-terminal"]
    )
    person: PersonId = Field(
        description="Who says so: somebody on the customer's side.", examples=["e-markova"]
    )
    on: Day = Field(
        description="The day it was given or declined; until then, the day we asked.",
        examples=["2026-06-08"],
    )
    about: tuple[Address, ...] = Field(
        description=(
            "What has helped: services, agreements, projects, actions of meetings. Only a service "
            "that is named here counts as attested."
        ),
        examples=[["services/tos", "meetings/2026-04-15-terminals#a1"]],
    )
    statement: Text = Field(
        description=(
            "What the customer says, in its own words; while it is `requested` or where it was "
            "`declined`, what we asked."
        ),
        examples=["Nobody has typed a crane plan since April."],
    )
    helped_to: Text = Field(
        description="What of its own the customer could do because of it.",
        examples=["Work a ship with one planner at night, not two"],
    )
    before: Text | None = Field(
        None, description="How it was before.", examples=["40 minutes of typing a day"]
    )
    after: Text | None = Field(None, description="How it is since.", examples=["None"])
    value: Value | None = Field(
        None,
        description="What it was worth, if the customer puts a figure on it.",
        examples=[
            {"amount": 46000, "currency": "EUR"},
            {"amount": 240, "measure": "hours of typing a year"},
        ],
    )
    state: AttestationState = Field(description="How far it has come.", examples=["given"])
    may_publish: bool | None = Field(
        None,
        description="Whether the customer lets us quote it outside; without a word, it does not.",
        examples=[True],
    )


EXAMPLE = """\
title: No crane plan typed by hand
customer: container-terminal
person: e-markova               # somebody on the customer's side
on: 2026-06-08
about: [services/tos, meetings/2026-04-15-terminals#a1]
statement: Nobody has typed a crane plan since April, and nobody has typed a wrong bay.
helped_to: Work a ship with one planner at night, not two
before: 40 minutes of typing a day
after: None
value: {amount: 240, measure: hours of typing a year}   # or {amount: 46000, currency: EUR}
state: given                    # requested, given, declined
may_publish: true
"""

KIND = Kind(
    name="attestation",
    plural="attestations",
    folder="attestations",
    model=Attestation,
    example=EXAMPLE,
)
