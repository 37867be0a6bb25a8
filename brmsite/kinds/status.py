"""Project statuses: what was done, what comes next, what may go wrong, what is to be decided."""

from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Currency,
    Day,
    Fields,
    ItemId,
    Kind,
    Percent,
    PersonId,
    ProjectId,
    Score,
    SumOfMoney,
    Text,
    Titled,
)

Light = Literal["green", "amber", "red"]
"""How a project stands: as planned, at risk, or not as planned any more."""

RiskState = Literal["open", "happened", "closed"]


class Milestone(Fields):
    """A day on which something should be reached."""

    ALONE_BY: ClassVar[str] = "name"

    name: Text = Field(
        description="What should be reached, named alike in every status.",
        examples=["Cameras in all lanes"],
    )
    baseline: Day | None = Field(
        None,
        description="The day as decided at the start of the project; it is never moved.",
        examples=["2026-06-12"],
    )
    forecast: Day | None = Field(
        None,
        description="The day as expected now; without it, the baseline still holds.",
        examples=["2026-07-10"],
    )
    actual: Day | None = Field(
        None, description="The day on which it was reached.", examples=["2026-07-08"]
    )
    reason: Text | None = Field(
        None,
        description="Why it is expected later than planned.",
        examples=["The cameras stand in customs."],
    )


class Risk(Fields):
    """Something that may go wrong, and what is done about it."""

    id: ItemId = Field(
        description="Its short name, the same in every status of the project.", examples=["r1"]
    )
    text: Text = Field(
        description="What may happen, and what that would mean.",
        examples=["In low sun the cameras may not read a plate; lanes would have to be manned."],
    )
    probability: Score = Field(
        description="How likely it is, from 1 (hardly) to 5 (almost certainly).", examples=[3]
    )
    impact: Score = Field(
        description="How much it would hurt, from 1 (a little) to 5 (the project fails).",
        examples=[4],
    )
    mitigation: Text | None = Field(
        None,
        description="What is done against it.",
        examples=["Hoods over the cameras; a trial at sunrise in May."],
    )
    owner: PersonId | None = Field(None, description="Who sees to that.", examples=["d-novak"])
    due: Day | None = Field(None, description="By when.", examples=["2026-05-29"])
    state: RiskState = Field(
        "open",
        description="Whether it may still happen (`open`), has `happened`, or is over (`closed`).",
        examples=["open"],
    )

    @property
    def score(self) -> int:
        """Probability times impact, from 1 to 25."""
        return self.probability * self.impact

    @property
    def is_open(self) -> bool:
        """Whether it still has to be dealt with, also because it has happened."""
        return self.state != "closed"

    @property
    def lacks(self) -> tuple[str, ...]:
        """What nobody has written down of how it is handled: `mitigation`, `owner`, `due`."""
        handling = {"mitigation": self.mitigation, "owner": self.owner, "due": self.due}
        return tuple(name for name, value in handling.items() if value is None)


class DecisionNeeded(Fields):
    """Something the customer has to decide, so that the project can go on."""

    question: Text = Field(
        description="What is to be decided.",
        examples=["Do the old card readers stay for a winter?"],
    )
    recommendation: Text | None = Field(
        None,
        description="What we would decide, and why.",
        examples=["Yes, until March: 1,200 a month against a gate that stands still."],
    )
    from_: PersonId | None = Field(
        None, alias="from", description="Who has to decide.", examples=["p-lind"]
    )
    by: Day | None = Field(
        None, description="By when the decision is needed.", examples=["2026-10-16"]
    )


class Savings(Fields):
    """What the project saves or earns, as far as is known."""

    amount: SumOfMoney = Field(description="How much a year.", examples=[22000])
    currency: Currency | None = Field(
        None, description="The currency; without it, that of the settings.", examples=["EUR"]
    )
    basis: Text | None = Field(
        None,
        description="What the figure rests on.",
        examples=["Forty minutes a day in each of three shifts, as counted in October."],
    )


class ProjectStatus(Titled):
    """How a project stands on a day: short enough to be read in a minute.

    The latest one counts. Earlier ones stay as they were written.
    """

    DATED_BY: ClassVar[str] = "on"

    project: ProjectId = Field(
        description="The project that it is about.", examples=["gate-without-paper"]
    )
    on: Day = Field(description="The day on which it was written.", examples=["2026-06-30"])
    rag: Light = Field(
        description=(
            "How it stands: `green` as planned, `amber` at risk, `red` not as planned any more."
        ),
        examples=["amber"],
    )
    percent: Percent | None = Field(
        None, description="How much of the work is done.", examples=[60]
    )
    done: tuple[Text, ...] = Field(
        (),
        description="What was done since the last status.",
        examples=[["Cameras in lanes 1 to 4"]],
    )
    next: tuple[Text, ...] = Field(
        (), description="What is done until the next one.", examples=[["Trial on the night shift"]]
    )
    milestones: tuple[Milestone, ...] = Field(
        (),
        description="The days that matter, as planned, as expected, as reached.",
        examples=[[{"name": "Cameras in all lanes", "baseline": "2026-06-12"}]],
    )
    risks: tuple[Risk, ...] = Field(
        (),
        description="What may go wrong, and how it is handled.",
        examples=[[{"id": "r1", "text": "Low sun", "probability": 3, "impact": 4}]],
    )
    decisions_needed: tuple[DecisionNeeded, ...] = Field(
        (),
        description="What the customer has to decide, each with our recommendation.",
        examples=[[{"question": "Do the readers stay?", "recommendation": "Yes, until March."}]],
    )
    savings: Savings | None = Field(
        None,
        description="What the project saves or earns a year.",
        examples=[{"amount": 22000, "basis": "Forty minutes a day"}],
    )


EXAMPLE = """\
title: Gate without paper, June 2026
project: gate-without-paper
on: 2026-06-30
rag: amber                      # green, amber (at risk) or red (not as planned any more)
percent: 60
summary: The cameras came four weeks late; everything else is ready and waits for them.
done:
  - Cameras in lanes 1 to 4
next:
  - Trial on the night shift, from 6 July

milestones:                     # named alike in every status
  - name: Cameras in all lanes
    baseline: 2026-06-12        # as decided at the start
    forecast: 2026-07-10        # as expected now
    reason: Two of eight stood in customs.
  - {name: Last card handed out, baseline: 2026-10-30}

risks:
  - id: r1
    text: In low sun the cameras may not read a plate; lanes would have to be manned.
    probability: 3              # 1 hardly, 5 almost certainly
    impact: 4                   # 1 hurts a little, 5 the project fails
    mitigation: Hoods over the cameras, tried at sunrise.
    owner: d-novak
    due: 2026-07-17

decisions_needed:
  - question: Do the old card readers stay for a winter?
    recommendation: "Yes, until March: 1,200 a month against a gate that stands still."
    from: p-lind
    by: 2026-07-24

savings: {amount: 22000, currency: EUR, basis: "Forty minutes a day in each of three shifts"}
"""

KIND = Kind(
    name="status", plural="statuses", folder="statuses", model=ProjectStatus, example=EXAMPLE
)
