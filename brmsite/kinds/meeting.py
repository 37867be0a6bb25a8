"""Meetings: who met whom, what was decided, and who does what by when."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    CustomerId,
    Day,
    Fields,
    FromBody,
    ItemId,
    Kind,
    Level,
    MeetingId,
    PersonId,
    ReportId,
    Text,
    Titled,
)

MeetingType = Literal[
    "strategic-review",
    "service-review",
    "operational",
    "plan-dialogue",
    "negotiation",
    "project",
    "escalation",
]
MeetingState = Literal["planned", "held", "cancelled"]
Presence = Literal["present", "apology", "absent", "deputy"]
DecisionKind = Literal["agreement", "funding", "priority", "change", "other"]
ActionState = Literal["open", "in-progress", "done", "cancelled"]


class Attendee(Fields):
    """Somebody who was asked to the meeting."""

    ALONE_BY: ClassVar[str] = "person"

    person: PersonId = Field(description="Who.", examples=["p-lind"])
    status: Presence = Field(
        "present",
        description=(
            "Whether the person came (`present`, the default), sent word (`apology`), stayed away "
            "(`absent`), or came in another's place (`deputy`)."
        ),
        examples=["apology"],
    )
    for_: PersonId | None = Field(
        None,
        alias="for",
        description="In whose place a deputy came.",
        examples=["j-okafor"],
    )

    @property
    def took_part(self) -> bool:
        """Whether the person was there, also in another's place."""
        return self.status in ("present", "deputy")


class AgendaItem(Fields):
    """A topic to talk about."""

    topic: Text = Field(description="What to talk about.", examples=["Gate outages in February"])
    refs: tuple[Address, ...] = Field(
        (),
        description="The records it is about, by address.",
        examples=[["agreements/sla-logistics", "services/wms"]],
    )


class Decision(Fields):
    """Something that was decided in the meeting."""

    id: ItemId = Field(description="Its short name, unique in the meeting.", examples=["d1"])
    text: Text = Field(
        description="What was decided, so that it can be read on its own.",
        examples=["The nightly restart moves to 05:00."],
    )
    kind: DecisionKind = Field(
        "other",
        description="What it is about; `agreement` and `funding` need somebody with a mandate.",
        examples=["priority"],
    )
    by: PersonId = Field(description="Who decided.", examples=["p-lind"])
    refs: tuple[Address, ...] = Field(
        (),
        description="The records it is about, by address.",
        examples=[["agreements/sla-logistics"]],
    )


class Action(Fields):
    """Something one person has promised to do by a day."""

    id: ItemId = Field(description="Its short name, unique in the meeting.", examples=["a1"])
    text: Text = Field(
        description="What is to be done, so that it can be read on its own.",
        examples=["Improve the nightly restart"],
    )
    owner: PersonId = Field(
        description="The one person who sees that it is done.", examples=["k-berg"]
    )
    due: Day = Field(description="By which day.", examples=["2026-04-15"])
    state: ActionState = Field(description="How far it has come.", examples=["open"])
    closed: Day | None = Field(
        None, description="The day it was done or cancelled.", examples=["2026-04-02"]
    )
    outcome: Text | None = Field(
        None, description="What came of it.", examples=["Restart moved to 05:00."]
    )
    improves: Address | None = Field(
        None,
        description="What it is meant to better, often a target of an agreement.",
        examples=["agreements/sla-logistics#t1"],
    )

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.state in ("open", "in-progress")


class Question(Fields):
    """Something the customer was asked, and has to answer."""

    text: Text = Field(
        description="The question.", examples=["May the gate close for an hour on 7 June?"]
    )
    needed_by: Day | None = Field(
        None, description="By when the answer is needed.", examples=["2026-05-20"]
    )
    answered: Day | None = Field(
        None, description="The day it was answered.", examples=["2026-05-12"]
    )


class Approval(Fields):
    """Who approved the minutes."""

    by: PersonId = Field(description="Who approved them.", examples=["p-lind"])
    on: Day = Field(description="The day they were approved.", examples=["2026-03-18"])


class Meeting(Titled):
    """A meeting with one or more customers, planned or held, and its minutes.

    The text of the file is the minutes. Actions and decisions may be written in it as list
    items, or in the front matter; both give the same data.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (
        ("date", "next_date"),
        ("date", "approved.on"),
    )
    DATED_BY: ClassVar[str] = "date"

    date: Day = Field(description="The day of the meeting.", examples=["2026-03-11"])
    type: MeetingType = Field(
        description="What sort of meeting it is.", examples=["service-review"]
    )
    level: Level = Field(
        description=(
            "How far ahead it looks: about a year (`strategic`), months (`tactical`), weeks to "
            "hours (`operational`)."
        ),
        examples=["tactical"],
    )
    customers: tuple[CustomerId, ...] = Field(
        description="The customers it was held with.", examples=[["logistics"]]
    )
    state: MeetingState = Field(
        description="Whether it is `planned`, was `held`, or was `cancelled`.", examples=["held"]
    )
    chair: PersonId | None = Field(None, description="Who led the meeting.", examples=["k-berg"])
    minute_taker: PersonId | None = Field(
        None, description="Who wrote the minutes.", examples=["eva-holm"]
    )
    place: Text | None = Field(
        None, description="Where it took place.", examples=["Gate house, room 2"]
    )
    attendees: tuple[Attendee, ...] = Field(
        (),
        description="Who was asked to come, and who came.",
        examples=[[{"person": "p-lind"}, {"person": "j-okafor", "status": "apology"}]],
    )
    agenda: tuple[AgendaItem, ...] = Field(
        (),
        description="What there was to talk about.",
        examples=[[{"topic": "Gate outages", "refs": ["agreements/sla-logistics"]}]],
    )
    decisions: Annotated[tuple[Decision, ...], FromBody("decision")] = Field(
        (),
        description="What was decided.",
        examples=[[{"id": "d1", "text": "The restart moves to 05:00.", "by": "p-lind"}]],
    )
    actions: Annotated[tuple[Action, ...], FromBody("task")] = Field(
        (),
        description="Who does what by when.",
        examples=[
            [
                {
                    "id": "a1",
                    "text": "Improve the nightly restart",
                    "owner": "k-berg",
                    "due": "2026-04-15",
                    "state": "open",
                }
            ]
        ],
    )
    reports: tuple[ReportId, ...] = Field(
        (),
        description="The service level reports that were presented.",
        examples=[["logistics-2026-02"]],
    )
    questions: tuple[Question, ...] = Field(
        (),
        description="What the customer was asked.",
        examples=[[{"text": "May the gate close on 7 June?", "needed_by": "2026-05-20"}]],
    )
    previous: MeetingId | None = Field(
        None,
        description="The meeting before it in the same series.",
        examples=["2026-01-14-logistics"],
    )
    next_date: Day | None = Field(
        None, description="The day of the next meeting of the series.", examples=["2026-05-13"]
    )
    approved: Approval | None = Field(
        None,
        description="Who approved the minutes, and when.",
        examples=[{"by": "p-lind", "on": "2026-03-18"}],
    )


EXAMPLE = """\
---
title: Service review, Logistics, March 2026
date: 2026-03-11
type: service-review
level: tactical                 # strategic, tactical or operational
customers: [logistics]
state: held                     # planned, held or cancelled
chair: k-berg
minute_taker: eva-holm
place: Gate house, room 2
attendees:
  - {person: p-lind}
  - {person: k-berg}
  - {person: eva-holm, status: deputy, for: j-okafor}
  - {person: j-okafor, status: apology}
agenda:
  - {topic: Gate outages in February, refs: [agreements/sla-logistics, services/wms]}
previous: 2026-01-14-logistics
next_date: 2026-05-13
approved: {by: p-lind, on: 2026-03-18}
---
# Gate outages in February

Two outages of the yard system held up the morning trains. @k-berg explained that both began with
the nightly restart; see [[agreements/sla-logistics|the SLA]].

- **Decision** (d1) @p-lind: The nightly restart moves to 05:00.
- [ ] (a1) @k-berg due 2026-04-15 improves agreements/sla-logistics#t1: Improve the nightly restart
- [x] (a2) @eva-holm due 2026-03-20: Tell the gate the new time closed 2026-03-13: told by mail
"""

KIND = Kind(name="meeting", plural="meetings", folder="meetings", model=Meeting, example=EXAMPLE)
