"""Surveys: what customers and users answered when we asked, as counts and never as persons."""

from typing import ClassVar, Literal

from pydantic import Field

from brmsite.ground.tally import SCORES, Scale, Tally
from brmsite.kinds.base import (
    Address,
    Count,
    CustomerId,
    Day,
    Fields,
    ItemId,
    Kind,
    Number,
    ServiceId,
    Text,
    Titled,
)

SurveyType = Literal["relationship", "service", "project", "transaction"]
"""What was asked about: how we get along, a service, a project, or one order or fault."""


class SurveyPeriod(Fields):
    """The days on which answers were taken."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    from_: Day = Field(
        alias="from", description="The first day for answers.", examples=["2026-10-05"]
    )
    to: Day = Field(description="The last day for answers.", examples=["2026-10-23"])


class SurveyQuestion(Fields):
    """One question, and how many gave which score."""

    id: ItemId = Field(description="Its short name, unique in the survey.", examples=["q1"])
    text: Text = Field(
        description="The question as it was asked.",
        examples=["How content are you with IT as a whole?"],
    )
    counts: dict[str, Count] = Field(
        {},
        description=(
            "How many gave each score: the score, a colon, the number of answers. Scores that "
            "nobody gave may be left out."
        ),
        examples=[{"5": 9, "4": 21, "3": 8, "2": 3}],
    )

    def tally(self, scale: Scale) -> Tally:
        """The answers by score; what is no score of the scale does not count."""
        return Tally(scale, tuple(self.counts.get(str(score), 0) for score in SCORES[scale]))


class Survey(Titled):
    """A survey among customers or users that has ended, with its answers as counts.

    Who said what is never written here: answers are counted, and the site shows no figure that
    fewer than five people stand behind.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("period.to", "published"),)
    DATED_BY: ClassVar[str] = "period.to"

    type: SurveyType = Field(
        description=(
            "What was asked about: how we get along (`relationship`), a `service`, a `project`, or "
            "one order or fault (`transaction`)."
        ),
        examples=["relationship"],
    )
    customers: tuple[CustomerId, ...] = Field(
        description="The customers whose people were asked.", examples=[["logistics"]]
    )
    services: tuple[ServiceId, ...] = Field(
        (),
        description="The services that were asked about; none for the relationship as a whole.",
        examples=[["wms", "gate-booking"]],
    )
    period: SurveyPeriod = Field(
        description="The days on which answers were taken.",
        examples=[{"from": "2026-10-05", "to": "2026-10-23"}],
    )
    scale: Scale = Field(
        description=(
            "How answers are given: `1-5` is told as the share of the contented (4 and 5), "
            "`0-10` as promoters (9 and 10) minus detractors (0 to 6)."
        ),
        examples=["1-5"],
    )
    audience: Text | None = Field(
        None,
        description="Who was asked, in words.",
        examples=["Shift leads, planners and those who sign"],
    )
    population: Count | None = Field(
        None, description="How many people there are of whom some were asked.", examples=[420]
    )
    invited: Count = Field(description="How many people were asked.", examples=[96])
    responded: Count = Field(description="How many of them answered.", examples=[41])
    sample_note: Text | None = Field(
        None,
        description="What to know about who was asked and who answered.",
        examples=["The night shift was asked on paper."],
    )
    questions: tuple[SurveyQuestion, ...] = Field(
        description="What was asked, and the answers.",
        examples=[
            [
                {
                    "id": "q1",
                    "text": "How content are you with IT as a whole?",
                    "counts": {"5": 9, "4": 21, "3": 8, "2": 3},
                }
            ]
        ],
    )
    target: Number | None = Field(
        None,
        description=(
            "What we wanted to reach: a percentage of contented answers on the scale `1-5`, "
            "promoters minus detractors (-100 to 100) on `0-10`."
        ),
        examples=[70],
    )
    analysis: Text | None = Field(
        None,
        description="What the answers say, and why, in our own words.",
        examples=["Content with the system, not with being told late."],
    )
    actions: tuple[Address, ...] = Field(
        (),
        description="What we do about it: actions in minutes, by address and `#` action.",
        examples=[["meetings/2026-10-21-gate#a1"]],
    )
    published: Day | None = Field(
        None,
        description="The day on which those who were asked were told the result.",
        examples=["2026-11-04"],
    )


EXAMPLE = """\
title: Relationship survey, Logistics, October 2026
type: relationship              # relationship, service, project or transaction
customers: [logistics]
services: []                    # for a survey about services: which
period: {from: 2026-10-05, to: 2026-10-23}
scale: 1-5                      # or 0-10
audience: Shift leads, planners and those who sign
population: 420                 # of so many people
invited: 96                     # so many were asked
responded: 41                   # and so many answered
sample_note: The night shift was asked on paper.
questions:                      # how many gave which score; never who
  - id: q1
    text: How content are you with IT as a whole?
    counts: {5: 9, 4: 21, 3: 8, 2: 3}
  - id: q2
    text: Are you told in time when something will not work?
    counts: {5: 5, 4: 16, 3: 14, 2: 5, 1: 1}
target: 70                      # percent of the answers that are 4 or 5
analysis: Content with the system, not with being told late.
actions: [meetings/2026-10-21-gate#a1]
published: 2026-11-04           # when those who were asked were told the result
"""

KIND = Kind(name="survey", plural="surveys", folder="surveys", model=Survey, example=EXAMPLE)
