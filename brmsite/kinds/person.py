"""People on both sides of the relationship, with the fewest fields that serve."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from brmsite.kinds.base import Day, Email, Kind, Named, Ref, Text


class Person(Named):
    """Somebody who has a role, signs, attends or owns an action, on either side.

    Only what is needed to reach the person is kept; git remembers every earlier version.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    org: Annotated[str, Ref(("customers", "suppliers"), words=("provider",))] = Field(
        description=(
            "Whom the person works for: the id of a customer or a supplier, or `provider` for the "
            "IT organisation itself."
        ),
        examples=["provider", "logistics"],
    )
    job_title: Text | None = Field(
        None, description="What the person's card says.", examples=["Head of Gate Operations"]
    )
    email: Email | None = Field(
        None, description="The e-mail address at work.", examples=["k.berg@it.calvoort.example"]
    )
    phone: Text | None = Field(
        None, description="The telephone number at work.", examples=["+00 55 010 2417"]
    )
    from_: Day | None = Field(
        None,
        alias="from",
        description="The first day with this organisation, where it matters.",
        examples=["2022-08-01"],
    )
    to: Day | None = Field(
        None,
        description="The last day with this organisation, once it is known.",
        examples=["2026-12-31"],
    )

    def covers(self, day: date) -> bool:
        """Whether the person is with the organisation on `day`."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


EXAMPLE = """\
name: Kari Berg
org: provider                   # the IT organisation; or the id of a customer or a supplier
job_title: Business relationship manager
email: k.berg@it.calvoort.example
phone: +00 55 010 2417
from: 2022-08-01
"""

KIND = Kind(name="person", plural="people", folder="people", model=Person, example=EXAMPLE)
