"""Requirements: what a customer needs, who prepared it, and who decided whether it comes."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import CustomerId, Day, Kind, PersonId, ServiceId, Text, Titled

RequirementRoute = Literal["existing", "changed", "new"]
"""How a need is met: with a service as it is, with a change to one, or with a new one."""

RequirementState = Literal["draft", "prepared", "accepted", "declined", "delivered"]


class Requirement(Titled):
    """Something a customer needs of IT, from the first word to the delivery.

    It may be prepared with a purchaser; whoever holds the mandate decides. Only what an existing
    service gives as it is may be chosen by the purchaser.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("raised", "decided"),)
    DATED_BY: ClassVar[str] = "raised"

    customer: CustomerId = Field(description="Who needs it.", examples=["rail-services"])
    raised_by: PersonId = Field(description="Who said so.", examples=["v-ilic"])
    raised: Day = Field(description="The day it was said.", examples=["2026-02-04"])
    need: Text = Field(
        description="What is needed and why, in the customer's words rather than IT's.",
        examples=["The yard must know an hour earlier which container goes on which train."],
    )
    outcome: Text | None = Field(
        None,
        description="What will be different when it is there.",
        examples=["Thirteen trains a day on the same four tracks."],
    )
    route: RequirementRoute | None = Field(
        None,
        description=(
            "How it is met: with an `existing` service as it is, a `changed` one, or a `new` one."
        ),
        examples=["new"],
    )
    service: ServiceId | None = Field(
        None, description="The service that meets it.", examples=["rail-planning"]
    )
    prepared_with: PersonId | None = Field(
        None,
        description="With whom on the customer's side it was worked out, often a purchaser.",
        examples=["v-ilic"],
    )
    decided_by: PersonId | None = Field(
        None,
        description="Who decided, or, until then, who will: somebody with a mandate.",
        examples=["p-lind"],
    )
    decided: Day | None = Field(
        None, description="The day of the decision.", examples=["2026-12-02"]
    )
    state: RequirementState = Field(
        "draft",
        description=(
            "How far it has come: `draft` (the default), `prepared` for a decision, `accepted` or "
            "`declined`, and at last `delivered`."
        ),
        examples=["prepared"],
    )
    business_case: Text | None = Field(
        None,
        description="What it costs and what it is worth, in short.",
        examples=["65,000 a year; pays from the second extra train on."],
    )

    @property
    def is_decided(self) -> bool:
        """Whether somebody has said yes or no."""
        return self.state in ("accepted", "declined", "delivered")

    def state_on(self, day: date) -> RequirementState:
        """How far it had come on a day: what was decided later was only prepared by then."""
        decided_later = self.decided is not None and self.decided > day
        return "prepared" if decided_later and self.is_decided else self.state


EXAMPLE = """\
title: Plan the trains with the yard
customer: rail-services
raised_by: v-ilic
raised: 2026-02-04
need: The yard must know an hour earlier which container goes on which train.
outcome: Thirteen trains a day on the same four tracks.
route: new                      # existing, changed or new
service: rail-planning
state: prepared                 # draft, prepared, accepted, declined or delivered
prepared_with: v-ilic           # a purchaser may prepare it ...
decided_by: p-lind              # ... and the holder of the mandate decides
business_case: 65,000 a year; pays from the second extra train on.
"""

KIND = Kind(
    name="requirement",
    plural="requirements",
    folder="requirements",
    model=Requirement,
    example=EXAMPLE,
)
