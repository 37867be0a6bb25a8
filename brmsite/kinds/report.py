"""Service level reports: what was measured in a period, against what an agreement promises."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from brmsite.kinds.base import (
    Address,
    AgreementId,
    Amount,
    Count,
    Day,
    Fields,
    ItemId,
    Kind,
    MeetingId,
    Number,
    PersonId,
    Text,
    Titled,
)


def number_or_word(value: object) -> str:
    """Which of the two a field holds that takes a number, or one word that stands for none.

    Made for `Discriminator`: what begins with a letter was meant as the word, so that one mistake
    is one finding. The answer is a `Tag` of the field's type.
    """
    return "word" if isinstance(value, str) and value[:1].isalpha() else "number"


Measured = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Literal["not-measured"], Tag("word")],
    Discriminator(number_or_word),
]
"""A measured figure, or the word that says that there is none."""


class ReportPeriod(Fields):
    """The days that a report is about."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    from_: Day = Field(alias="from", description="The first day.", examples=["2026-02-01"])
    to: Day = Field(description="The last day.", examples=["2026-02-28"])

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.from_ <= day <= self.to


class ReportLine(Fields):
    """What was measured for one target of the agreement."""

    ALONE_BY: ClassVar[str] = "target"

    target: ItemId = Field(
        description="The target of the agreement that was measured, by its short name.",
        examples=["t1"],
    )
    measured: Measured = Field(
        description=(
            "The figure, in the unit of the target; for a target that only a share of the cases "
            "must meet (`share_pct`), the share that met it, in percent. `not-measured` where "
            "there is none: silence is never taken for zero, nor for a hundred."
        ),
        examples=[98.7, "not-measured"],
    )
    sample: Count | None = Field(
        None, description="How many measurements or cases the figure rests on.", examples=[8064]
    )
    excluded: Text | None = Field(
        None,
        description="What was left out of the measurement, as the agreement allows.",
        examples=["Announced maintenance, 4 hours"],
    )
    explanation: Text | None = Field(
        None,
        description="Why the figure is what it is, or why there is none.",
        examples=["Two outages after the nightly restart, 51 and 68 minutes."],
    )
    action: Address | None = Field(
        None,
        description="What is done about a miss: an action of a meeting, by its address.",
        examples=["meetings/2026-03-11-logistics#a1"],
    )

    @property
    def figure(self) -> Decimal | None:
        """The measured figure; None where nothing was measured."""
        return None if self.measured == "not-measured" else Decimal(self.measured)


class WorkloadLine(Fields):
    """How much work there was, of what the agreement sets a limit for."""

    ALONE_BY: ClassVar[str] = "measure"

    measure: Text = Field(
        description="What was counted, in the words of the agreement's workload limits.",
        examples=["Gate moves"],
    )
    actual: Amount = Field(description="How much there was.", examples=[42300])
    comment: Text | None = Field(
        None,
        description="What stands behind the figure.",
        examples=["Fruit season; the alert came at 38,250 as agreed."],
    )


class Report(Titled):
    """What was measured in a period for the targets of one agreement, and how much work there was.

    Whether a target was met is not written: it follows from the figure and the agreement. What is
    written is what nobody can work out later: the figures, why they are so, and what is done
    about a miss.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("period.to", "published"),)
    DATED_BY: ClassVar[str] = "period.to"

    agreement: AgreementId = Field(
        description="The agreement that it reports on.", examples=["sla-logistics"]
    )
    agreement_version: Text = Field(
        description="The version of the agreement that held in the period.", examples=["1.1"]
    )
    period: ReportPeriod = Field(
        description="The days that it is about.",
        examples=[{"from": "2026-02-01", "to": "2026-02-28"}],
    )
    lines: tuple[ReportLine, ...] = Field(
        description="What was measured, one line a target.",
        examples=[[{"target": "t1", "measured": 98.7}, {"target": "t2", "measured": 96.1}]],
    )
    workload: tuple[WorkloadLine, ...] = Field(
        (),
        description="How much work there was, one line a limit of the agreement.",
        examples=[[{"measure": "Gate moves", "actual": 42300}]],
    )
    events: tuple[Text, ...] = Field(
        (),
        description="What happened in the period that the reader should know.",
        examples=[["9 February, 04:31 to 05:22: the yard system stood still"]],
    )
    trend: Text | None = Field(
        None,
        description="Where it is heading, in a sentence.",
        examples=["Steady since the restart was moved."],
    )
    prepared_by: PersonId = Field(description="Who put it together.", examples=["eva-holm"])
    published: Day | None = Field(
        None, description="The day it was sent to the customer.", examples=["2026-03-09"]
    )
    presented_at: MeetingId | None = Field(
        None,
        description="The meeting in which it was gone through with the customer.",
        examples=["2026-03-11-logistics"],
    )


EXAMPLE = """\
title: Service levels of Logistics, February 2026
agreement: sla-logistics
agreement_version: "1.0"        # the version that held in the period
period: {from: 2026-02-01, to: 2026-02-28}

lines:                          # one line a target of the agreement
  - target: t1
    measured: 98.7              # met or missed follows from the agreement
    sample: 8064
    excluded: Announced maintenance, 4 hours
    explanation: Two outages after the nightly restart, 51 and 68 minutes.
    action: meetings/2026-03-11-logistics#a1
  - {target: t2, measured: 95.2}            # of 95 % of the scans: the share that met it
  - {target: t3, measured: not-measured, explanation: The test station was being moved.}

workload:
  - {measure: Gate moves, actual: 33800}
events:
  - "9 February, 04:31 to 05:22: the yard system stood still"
trend: The restart takes longer every week.

prepared_by: eva-holm
published: 2026-03-09
presented_at: 2026-03-11-logistics
"""

KIND = Kind(name="report", plural="reports", folder="reports", model=Report, example=EXAMPLE)
