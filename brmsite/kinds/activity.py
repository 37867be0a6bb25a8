"""Activities of the yearly cycle, as the settings declare them: what is done, when, for whom, and
which records show that it was done."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from brmsite.kinds.base import (
    Count,
    CustomerId,
    Day,
    DayCount,
    Fields,
    ItemId,
    Level,
    Month,
    Text,
)
from brmsite.kinds.customer import CustomerState, Tier
from brmsite.kinds.role import RoleName

EVIDENCE_DAYS = {
    "agreement": "review.last",
    "plan": "reviewed.on",
    "report": "published",
}
"""The field that says on which day a record of a kind was evidence, where that is not the day of
its own events, or it has none: a plan is gone through, a report is published."""


EVIDENCE_STATES = {"attestation": "given", "meeting": "held"}
"""The state that records of a kind must have to count as evidence, unless told otherwise: a
cancelled meeting shows nothing."""


class Concerned(Fields):
    """Some customers: those that are all that is said here."""

    tiers: tuple[Tier, ...] = Field(
        (), description="Only customers of these tiers.", examples=[["a", "b"]]
    )
    states: tuple[CustomerState, ...] = Field(
        ("active",),
        description="Only customers in these states: the active ones, unless told otherwise.",
        examples=[["prospect", "active"]],
    )
    customers: tuple[CustomerId, ...] = Field(
        (), description="Only these customers.", examples=[["logistics", "finance"]]
    )


def mapping_or_word(value: object) -> str:
    """Which of the two `applies_to` holds; see `list_or_word`."""
    return "mapping" if isinstance(value, dict | Concerned) else "word"


AppliesTo = Annotated[
    Annotated[Concerned, Tag("mapping")] | Annotated[Literal["all", "organisation"], Tag("word")],
    Discriminator(mapping_or_word),
]
"""Some customers, `all` active ones, or the IT `organisation` itself."""


class Activity(Fields):
    """One thing that is done every year, or several times a year, and must leave a trace.

    With `every_months` the fiscal year is cut into stretches of so many months, and the activity
    is due by the end of each; with `months` it is due in these months; with both it is due in
    these months and again every so many months. Evidence from before or after counts, too: for the
    month that it is nearest to, or for the stretch in which it lies.
    """

    id: ItemId = Field(
        description="A short name, unique in the list.", examples=["satisfaction-survey"]
    )
    name: Text = Field(
        description="What is done, as people call it.", examples=["Ask how content they are"]
    )
    level: Level | None = Field(
        None,
        description="At which level it takes place, if at one.",
        examples=["tactical"],
    )
    every_months: Count | None = Field(
        None,
        description="Every how many months it is due: 1, 2, 3, 4, 6 or 12.",
        examples=[12],
    )
    months: tuple[Month, ...] = Field(
        (),
        description="The months in which it is due, as numbers from 1 (January) to 12.",
        examples=[[3, 9]],
    )
    owner_role: RoleName | None = Field(
        None,
        description="The role that sees that it is done.",
        examples=["business-relationship-manager"],
    )
    applies_to: AppliesTo = Field(
        "all",
        description=(
            "For whom it is done: `all` active customers, some of them, or once for the IT "
            "`organisation` itself."
        ),
        examples=[{"tiers": ["a", "b"]}, "organisation"],
    )
    evidence: dict[str, Any] = Field(
        description=(
            "The records that show that it was done: their `kind`, and any of its fields with the "
            "value, or a list of values, that they must have. `day` names the field with the day "
            "on which it was done, where the kind's own is not meant. Meetings must be held and "
            "attestations given, unless `state` says otherwise."
        ),
        examples=[
            {"kind": "meeting", "type": "strategic-review"},
            {"kind": "agreement", "state": "active", "day": "review.last"},
        ],
    )
    grace_days: DayCount = Field(
        14,
        description="So many days after the end of its month it is late.",
        examples=[30],
    )
    from_: Day | None = Field(
        None,
        alias="from",
        description="The day from which it is done; months that began before are not expected.",
        examples=["2026-07-01"],
    )

    @property
    def is_for_customers(self) -> bool:
        """Whether it is done for each of some customers, not once for IT itself."""
        return self.applies_to != "organisation"

    @property
    def kind(self) -> str:
        """The kind of record that shows that it was done."""
        return str(self.evidence.get("kind", ""))

    def due_months(self, year_start: int) -> frozenset[int]:
        """The months (1 to 12) in which it is due, for fiscal years that begin with a month."""
        step = self.every_months or 12
        last_of_stretch = year_start - 2 + step
        begins = [month - 1 for month in self.months] or [last_of_stretch]
        return frozenset(
            (begin + ahead) % 12 + 1 for begin in begins for ahead in range(0, 12, step)
        )
