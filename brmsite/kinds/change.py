"""Change requests: what a customer wants to have otherwise, inside or outside what is agreed."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    AgreementId,
    CustomerId,
    Day,
    Kind,
    PersonId,
    ServiceId,
    Text,
    Titled,
)

WithinAgreement = Literal["yes", "no", "unclear"]
"""Whether a change is inside the agreement, outside it, or nobody has said yet."""

ChangeState = Literal["new", "assessed", "approved", "rejected", "done"]


class ChangeRequest(Titled):
    """A change that a customer asks for.

    What lies inside the agreement is for change management; what lies outside it needs a new
    proposal, and an amendment or a new agreement must come of it before it is done.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("on", "decided"),)
    DATED_BY: ClassVar[str] = "on"

    customer: CustomerId = Field(description="Who asks for it.", examples=["container-terminal"])
    requested_by: PersonId = Field(description="The person who asked.", examples=["s-oneill"])
    on: Day = Field(description="The day it was asked for.", examples=["2026-03-30"])
    text: Text = Field(
        description="What is to be otherwise, in a sentence or two.",
        examples=["Drivers of lorries for the quay book a time, as at the gate."],
    )
    services: tuple[ServiceId, ...] = Field(
        (), description="The services it is about.", examples=[["gate-booking"]]
    )
    agreement: AgreementId | None = Field(
        None,
        description="The agreement against which it was held.",
        examples=["sla-terminals"],
    )
    within_agreement: WithinAgreement = Field(
        description=(
            "Whether the agreement covers it: `yes` is for change management, `no` for service "
            "level management and a new proposal, `unclear` until somebody has looked."
        ),
        examples=["no"],
    )
    reason: Text | None = Field(
        None,
        description="Why it is inside or outside, or what is unclear about it.",
        examples=["The agreement is about the terminal system alone."],
    )
    external_ref: Text | None = Field(
        None,
        description="Its number in the system in which changes are carried out.",
        examples=["CHG-20417"],
    )
    state: ChangeState = Field(
        "new",
        description=(
            "How far it has come: `new` (the default), `assessed`, `approved` or `rejected`, and "
            "at last `done`."
        ),
        examples=["approved"],
    )
    decided_by: PersonId | None = Field(
        None, description="Who approved or rejected it.", examples=["b-kowalska"]
    )
    decided: Day | None = Field(
        None, description="The day it was approved or rejected.", examples=["2026-04-15"]
    )
    results_in: Address | None = Field(
        None,
        description=(
            "What came of it, by address: the agreement that was made or amended, a project, a "
            "decision."
        ),
        examples=["agreements/sla-container-terminal"],
    )

    def state_on(self, day: date) -> ChangeState:
        """How far it had come on a day: what was decided later was at most assessed by then."""
        decided_later = self.decided is not None and self.decided > day
        if decided_later and self.state in ("approved", "rejected", "done"):
            return "assessed"
        return self.state


EXAMPLE = """\
title: Gate booking for lorries at the quay
customer: container-terminal
requested_by: s-oneill
on: 2026-03-30
text: Drivers of lorries for the quay book a time, as at the gate.
services: [gate-booking]
agreement: sla-terminals        # held against this one ...
within_agreement: no            # ... and outside it: yes, no or unclear
reason: The agreement is about the terminal system alone.
state: approved                 # new, assessed, approved, rejected or done
decided_by: b-kowalska
decided: 2026-04-15
results_in: agreements/sla-container-terminal
"""

KIND = Kind(name="change", plural="changes", folder="changes", model=ChangeRequest, example=EXAMPLE)
