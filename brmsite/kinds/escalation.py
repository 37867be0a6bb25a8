"""Escalations: what one level could not settle, and who higher up was asked to."""

from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import Address, Day, Kind, Level, PersonId, Text, Titled

EscalationState = Literal["open", "answered", "closed"]
"""`open` until somebody higher up has answered, `closed` when the matter itself is settled."""

LEVELS_UP: tuple[Level, ...] = ("operational", "tactical", "strategic")
"""The levels from the lowest to the highest."""


class Escalation(Titled):
    """A matter taken to a higher level, because the level below could not settle it.

    It begins somewhere (a complaint, an action, an agreement), goes upward to one person who is
    to answer by a day, and ends with an outcome.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (
        ("raised", "response_due"),
        ("raised", "closed"),
    )
    DATED_BY: ClassVar[str] = "raised"

    origin: Address = Field(
        description="What is escalated, by address; an action or target after `#`.",
        examples=["feedback/ferry-saturday", "meetings/2026-10-21-gate#a1"],
    )
    from_level: Level = Field(
        description="The level that could not settle it.", examples=["operational"]
    )
    to_level: Level = Field(
        description="The level that is asked to; it is higher.", examples=["tactical"]
    )
    to: PersonId = Field(
        description="The one person there who is to answer.", examples=["j-okafor"]
    )
    raised_by: PersonId = Field(description="Who takes it there.", examples=["k-berg"])
    raised: Day = Field(description="The day it was taken there.", examples=["2026-07-27"])
    reason: Text = Field(
        description="Why the level below could not settle it.",
        examples=["Nobody in operations may put calls from the ramps before all others."],
    )
    response_due: Day = Field(description="By when an answer is needed.", examples=["2026-07-29"])
    state: EscalationState = Field(
        "open",
        description=(
            "How far it has come: `open` until somebody there has answered, `answered` while "
            "that is being done, `closed` when the matter is settled."
        ),
        examples=["answered"],
    )
    outcome: Text | None = Field(
        None,
        description="What was decided higher up, and what came of it.",
        examples=["Every call from a ramp is critical until somebody says otherwise."],
    )
    closed: Day | None = Field(
        None, description="The day on which it was closed.", examples=["2026-08-31"]
    )


EXAMPLE = """\
title: Nobody in IT knew before the hall did
origin: feedback/ferry-saturday     # what is escalated, by address
from_level: operational
to_level: strategic                 # always higher
to: j-okafor                        # the one person who is to answer
raised_by: k-berg
raised: 2026-07-27
reason: Nobody in operations may put calls from the ramps before all others.
response_due: 2026-07-29
state: closed                       # open, answered or closed
outcome: Every call from a ramp is critical until somebody says otherwise.
closed: 2026-08-31
"""

KIND = Kind(
    name="escalation",
    plural="escalations",
    folder="escalations",
    model=Escalation,
    example=EXAMPLE,
)
