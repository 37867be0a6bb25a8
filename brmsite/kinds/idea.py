"""Ideas: what customers wish for, and how much of it we already do."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from brmsite.kinds.base import (
    Address,
    Count,
    CustomerId,
    Day,
    Fields,
    IdeaId,
    Kind,
    PersonId,
    Ref,
    Text,
    Titled,
)

Source = Literal["internal", "external"]
"""Whether a wish comes from within our own organisation or from outside."""

Origin = Literal["customer", "provider", "market"]
IdeaState = Literal["new", "review", "planned", "started", "completed", "declined", "duplicate"]
Verdict = Literal["covered", "partly", "planned", "not-covered", "out-of-scope"]


class Match(Fields):
    """How much of a wish we already cover, as somebody judged it."""

    verdict: Verdict = Field(
        description=(
            "How much of it we cover: `covered` by what we offer today, `partly`, `planned`, "
            "`not-covered`, or `out-of-scope`: nothing that IT should do."
        ),
        examples=["covered"],
    )
    refs: tuple[Address, ...] = Field(
        (),
        description="What covers it or will: services, agreements, projects, actions.",
        examples=[["services/tracking", "meetings/2026-05-13-logistics#a1"]],
    )
    by: PersonId | None = Field(None, description="Who judged it.", examples=["y-tanaka"])
    on: Day | None = Field(None, description="The day it was judged.", examples=["2026-06-02"])
    comment: Text | None = Field(
        None,
        description="What speaks for the verdict, or what is still missing.",
        examples=["On the web since May; by message only for shipping companies."],
    )


class Idea(Titled):
    """Something that a customer, our own people or the market would have us do.

    Every wish gets a verdict: how much of it is covered by what we do already. The share of
    wishes that are covered says how well we know what is wanted.
    """

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("on", "match.on"),)
    DATED_BY: ClassVar[str] = "on"

    text: Text = Field(
        description="What is wished for, as near to the words as possible.",
        examples=["Let importers see for themselves where their containers are."],
    )
    submitted_by: Source = Field(
        description="Whether it comes from `internal` or `external` customers.",
        examples=["internal"],
    )
    customer: CustomerId | None = Field(
        None, description="The customer it comes from.", examples=["logistics"]
    )
    origin: Origin | None = Field(
        None,
        description="Who thought of it: the `customer`, IT as the `provider`, or the `market`.",
        examples=["customer"],
    )
    raised_by: Annotated[str, Ref(("people",), or_text=True)] | None = Field(
        None,
        description="Who said it: a person's id, or words where there is no record of them.",
        examples=["d-costa", "A haulier"],
    )
    on: Day = Field(description="The day it reached us.", examples=["2026-03-11"])
    votes: Count | None = Field(
        None, description="How many have asked for the same, where counted.", examples=[12]
    )
    state: IdeaState = Field(
        description="How far it has come; a `duplicate` says of what in `duplicate_of`.",
        examples=["completed"],
    )
    duplicate_of: IdeaId | None = Field(
        None,
        description="The idea that says the same; it is counted there.",
        examples=["container-position-online"],
    )
    match: Match | None = Field(
        None,
        description="How much of it we already cover.",
        examples=[{"verdict": "covered", "refs": ["services/tracking"], "on": "2026-06-02"}],
    )
    response: Text | None = Field(
        None,
        description="What whoever wished for it was told.",
        examples=["It is open since the end of May; the address stands on every invoice."],
    )


EXAMPLE = """\
title: Importers see where their containers are
text: Let importers see for themselves where their containers are. They call us, and we call you.
submitted_by: internal          # internal or external
customer: logistics
origin: customer                # customer, provider or market
raised_by: d-costa              # or words: A haulier
on: 2026-03-11
votes: 12
state: completed                # new, review, planned, started, completed, declined, duplicate
match:
  verdict: covered              # covered, partly, planned, not-covered, out-of-scope
  refs: [services/tracking, meetings/2026-05-13-logistics#a1]
  by: y-tanaka
  on: 2026-06-02
response: It is open since the end of May; the address stands on every invoice.
"""

KIND = Kind(name="idea", plural="ideas", folder="ideas", model=Idea, example=EXAMPLE)
