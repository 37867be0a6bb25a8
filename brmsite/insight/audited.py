"""The months that an audit looks at, and how what it asks is held against the records.

A requirement asks something of each of several *subjects*: of every customer, every agreement,
every complaint. A subject is evidenced where records show it and nothing is lacking.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from brmsite.ground.period import ONE_DAY, add_months
from brmsite.ground.windows import Period
from brmsite.kinds.base import Common
from brmsite.register.register import Record

MONTHS = 12
"""How many months back an audit looks."""

Shown = Literal["evidenced", "partly", "none", "nothing-due"]
"""How far something is evidenced; `nothing-due` where there was nothing to show."""


@dataclass(frozen=True, slots=True)
class Audited:
    """The days from which evidence counts: the twelve months that end on the as-of date."""

    period: Period

    @property
    def start(self) -> date:
        """The first day."""
        return self.period.start

    @property
    def end(self) -> date:
        """The last day, the as-of date."""
        return self.period.end


@dataclass(frozen=True, slots=True, eq=False)
class Lack:
    """Something that is not evidenced: a few words, and the record to look at if there is one."""

    words: str
    record: Record[Common] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One thing of which something is asked.

    `part` is the id of the part of `about` that is meant, a target for example. `records` are
    the evidence, `lacks` what is missing from it.
    """

    about: Record[Common]
    records: tuple[Record[Common], ...]
    lacks: tuple[Lack, ...]
    part: str = ""

    @property
    def shown(self) -> Shown:
        """How far it is evidenced."""
        if not self.lacks:
            return "evidenced"
        return "partly" if self.records else "none"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a clause asks, in our own words, and what shows it.

    `id` is unique in the index; `one` and `many` name a subject, `none` says in a sentence what
    it means that there are no subjects.
    """

    id: str
    title: str
    asks: str
    one: str
    many: str
    none: str
    subjects: tuple[Subject, ...]

    @property
    def evidenced(self) -> tuple[Subject, ...]:
        """The subjects of which nothing is lacking."""
        return tuple(one for one in self.subjects if not one.lacks)

    @property
    def open(self) -> tuple[Subject, ...]:
        """The subjects of which something is lacking, those without any evidence first."""
        lacking = (one for one in self.subjects if one.lacks)
        return tuple(sorted(lacking, key=lambda one: one.shown != "none"))

    @property
    def shown(self) -> Shown:
        """How far it is evidenced as a whole."""
        if not self.subjects:
            return "nothing-due"
        if not self.open:
            return "evidenced"
        return "partly" if any(one.records for one in self.subjects) else "none"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the standard by its number, and what it asks."""

    number: str
    title: str
    requirements: tuple[Requirement, ...]


def derive(as_of: date) -> Audited:
    """The twelve months that end on a day."""
    start = add_months(as_of, -MONTHS)
    return Audited(Period(start if start == date.min else start + ONE_DAY, as_of))
