"""Projects: what IT builds, changes or helps with for customers, and how it is planned."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    CustomerId,
    Day,
    DayCount,
    Fields,
    Kind,
    PersonId,
    ServiceId,
    Text,
    Titled,
)

ProjectType = Literal["new", "running", "support"]
"""Something customers did not have; a change to what they use; help with a project of their own."""

Phase = Literal["planned", "under-way", "done", "stopped"]

Element = Literal["buffer", "training", "development", "testing"]
"""What the plan of a new project must have, or give a reason for not having."""


class PlanElement(Fields):
    """One of the things that plans forget, and whether this plan has it."""

    planned: bool = Field(description="Whether there is time for it in the plan.", examples=[True])
    days: DayCount | None = Field(
        None, description="How many working days are set aside for it.", examples=[10]
    )
    reason: Text | None = Field(
        None,
        description="Why it is not planned, or why it is planned so.",
        examples=["Everybody at the gate knows the screens already."],
    )


class Plan(Fields):
    """What the plan of the project has room for."""

    buffer: PlanElement | None = Field(
        None,
        description="Room for what nobody foresaw.",
        examples=[{"planned": True, "days": 15}],
    )
    training: PlanElement | None = Field(
        None,
        description="Time in which people learn to use it.",
        examples=[{"planned": True, "days": 4}],
    )
    development: PlanElement | None = Field(
        None,
        description="Time to build it.",
        examples=[{"planned": False, "reason": "It is bought as it is."}],
    )
    testing: PlanElement | None = Field(
        None,
        description="Time to try it out before it counts.",
        examples=[{"planned": True, "days": 8}],
    )

    @property
    def elements(self) -> dict[Element, PlanElement | None]:
        """The four elements by name; None where the plan does not speak of one."""
        return {
            "buffer": self.buffer,
            "training": self.training,
            "development": self.development,
            "testing": self.testing,
        }


class Involvement(Fields):
    """Somebody of the customer who takes part in something."""

    activity: Text = Field(
        description="What they take part in.", examples=["Trying the new screens on one shift"]
    )
    person: PersonId = Field(description="Who takes part.", examples=["i-kaya"])
    how: Text | None = Field(
        None,
        description="How, and how much of their time it takes.",
        examples=["Decides whether it is good enough; two days in March"],
    )


class Project(Titled):
    """A project of IT that concerns customers.

    How it goes is not written here but in its statuses, one record each, so that what was said
    in spring can still be read in autumn.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "end_baseline"),
        ("start", "ended"),
    )

    customers: tuple[CustomerId, ...] = Field(
        description="The customers that it concerns.", examples=[["logistics", "rail-services"]]
    )
    type: ProjectType = Field(
        description=(
            "Whether it makes something that customers did not have (`new`), changes what they "
            "use (`running`), or helps with a project of their own (`support`)."
        ),
        examples=["new"],
    )
    sponsor: PersonId | None = Field(
        None, description="Who wants it, and decides about it.", examples=["p-lind"]
    )
    manager: PersonId = Field(
        description="Who leads it and writes its status.", examples=["k-berg"]
    )
    phase: Phase = Field(
        "under-way",
        description="Whether it is `planned`, `under-way`, `done` or `stopped`.",
        examples=["under-way"],
    )
    start: Day | None = Field(None, description="Its first day.", examples=["2026-02-02"])
    end_baseline: Day | None = Field(
        None,
        description="The day on which it should end, as decided at its start; it is never moved.",
        examples=["2026-10-30"],
    )
    ended: Day | None = Field(
        None, description="The day on which it was done or stopped.", examples=["2026-11-13"]
    )
    plan: Plan | None = Field(
        None,
        description=(
            "What its plan has room for; a new project has `buffer`, `training`, `development` "
            "and `testing`, or says why not."
        ),
        examples=[{"testing": {"planned": True, "days": 8}}],
    )
    status_every_days: DayCount | None = Field(
        None,
        description=(
            "At most so many days pass between two statuses; without it, as many as the settings "
            "say."
        ),
        examples=[14],
    )
    objectives: tuple[Address, ...] = Field(
        (),
        description="The objectives of customers that it serves, by their plans' addresses.",
        examples=[["plans/logistics-2026#o1"]],
    )
    services: tuple[ServiceId, ...] = Field(
        (), description="The services that it makes or changes.", examples=[["gate-booking"]]
    )
    involvement: tuple[Involvement, ...] = Field(
        (),
        description="Who of the customers takes part, and in what.",
        examples=[[{"activity": "Trying it on one shift", "person": "i-kaya"}]],
    )

    def has_ended(self, day: date) -> bool:
        """Whether it was done or stopped by the end of a day."""
        is_over = self.phase in ("done", "stopped")
        return is_over and (self.ended is None or self.ended <= day)


EXAMPLE = """\
title: Gate without paper
summary: Lorries are let in by their number plate; nobody hands a card through a window any more.
customers: [gate-operations]
type: new                       # new, running (changes what is in use) or support
sponsor: p-lind
manager: d-novak                # leads it and writes its status
phase: under-way                # planned, under-way, done or stopped
start: 2026-02-02
end_baseline: 2026-10-30        # as decided at the start; forecasts stand in the statuses
status_every_days: 31
services: [gate-booking]

plan:                           # a new project has all four, or a reason
  buffer: {planned: true, days: 15}
  training: {planned: true, days: 4}
  development: {planned: false, reason: The cameras are bought as they are.}
  testing: {planned: true, days: 8}

involvement:
  - {activity: Trying it on one shift, person: i-kaya, how: "Says when it is good enough, two days"}
"""

KIND = Kind(name="project", plural="projects", folder="projects", model=Project, example=EXAMPLE)
