"""Feedback: complaints until they are closed, compliments, and suggestions."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    AgreementId,
    CustomerId,
    Day,
    EscalationId,
    Kind,
    PersonId,
    Ref,
    ServiceId,
    Text,
    Titled,
)

FeedbackType = Literal["complaint", "compliment", "suggestion"]
Gravity = Literal["minor", "major", "critical"]
FeedbackState = Literal[
    "logged", "acknowledged", "investigating", "resolved", "closed", "escalated"
]
"""How far it has come; from every state but `closed` it can be `escalated`."""


class Feedback(Titled):
    """Something a customer told us of its own accord: a complaint, a compliment, a suggestion.

    A complaint is acknowledged within two working days, has an owner and a day, and is closed
    with a resolution. One that gets nowhere is escalated.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (
        ("received", "acknowledged"),
        ("received", "due"),
        ("received", "closed"),
        ("acknowledged", "closed"),
    )
    DATED_BY: ClassVar[str] = "received"

    type: FeedbackType = Field(description="What it is.", examples=["complaint"])
    customer: CustomerId = Field(description="The customer it comes from.", examples=["logistics"])
    raised_by: Annotated[str, Ref(("people",), or_text=True)] | None = Field(
        None,
        description="Who said it: a person's id, or words where there is no record of them.",
        examples=["i-kaya", "A lorry driver"],
    )
    received: Day = Field(description="The day it reached us.", examples=["2026-10-19"])
    channel: Text | None = Field(
        None, description="How it reached us.", examples=["telephone", "service desk"]
    )
    service: ServiceId | None = Field(
        None, description="The service it is about.", examples=["gate-booking"]
    )
    agreement: AgreementId | None = Field(
        None, description="The agreement it is about.", examples=["sla-logistics"]
    )
    text: Text = Field(
        description="What was said, as near to the words as possible.",
        examples=["We stood at the gate for an hour and nobody could tell us why."],
    )
    remedy_sought: Text | None = Field(
        None,
        description="What the customer wants us to do.",
        examples=["A word to the shift lead as soon as a fault is known."],
    )
    severity: Gravity | None = Field(
        None, description="How grave a complaint is for the customer.", examples=["major"]
    )
    acknowledged: Day | None = Field(
        None,
        description="The day on which the customer was told that we have it.",
        examples=["2026-10-20"],
    )
    owner: PersonId | None = Field(
        None, description="Who in IT sees that it is answered.", examples=["d-novak"]
    )
    due: Day | None = Field(
        None,
        description=(
            "By when it is to be settled; without it, so many days after it was received as the "
            "settings say."
        ),
        examples=["2026-11-13"],
    )
    state: FeedbackState = Field(description="How far it has come.", examples=["investigating"])
    cause: Text | None = Field(
        None, description="What it came from, once known.", examples=["A disk was full."]
    )
    resolution: Text | None = Field(
        None,
        description="What was done about it.",
        examples=["Faults now stand on every gate terminal within five minutes."],
    )
    accepted: bool | None = Field(
        None, description="Whether the customer is content with the resolution.", examples=[True]
    )
    closed: Day | None = Field(
        None, description="The day on which it was closed.", examples=["2026-11-09"]
    )
    escalation: EscalationId | None = Field(
        None, description="Where it was taken higher up.", examples=["ferry-july-2026"]
    )


EXAMPLE = """\
title: An hour at the gate and no word
type: complaint                 # complaint, compliment or suggestion
customer: gate-operations
raised_by: i-kaya               # or words: A lorry driver
received: 2026-10-19
channel: telephone
service: gate-booking
agreement: sla-logistics
text: We stood at the gate for an hour and nobody could tell us why.
remedy_sought: A word to the shift lead as soon as a fault is known.
severity: major                 # minor, major or critical
acknowledged: 2026-10-20        # within two working days
owner: d-novak
due: 2026-11-13
state: closed                   # logged, acknowledged, investigating, resolved, closed, escalated
cause: The page of known faults was written by hand, on weekdays.
resolution: Faults now stand on every gate terminal within five minutes.
accepted: true
closed: 2026-11-09
"""

KIND = Kind(name="feedback", plural="feedback", folder="feedback", model=Feedback, example=EXAMPLE)
