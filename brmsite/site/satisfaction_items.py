"""Surveys, complaints and escalations in short, for the pages of what they concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.ground.tally import Scale
from brmsite.ground.words import plural
from brmsite.insight.cases import Case
from brmsite.insight.escalated import Raised
from brmsite.insight.satisfaction import Picture
from brmsite.insight.survey_results import Score, SurveyResult, Trend
from brmsite.kinds.base import Common
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day
from brmsite.site.shapes import (
    Aside,
    Empty,
    Entry,
    Item,
    Line,
    Listing,
    Number,
    Piece,
    Spark,
    Text,
    Tile,
    line,
)
from brmsite.site.status import case_tag, escalation_tag, survey_tag
from brmsite.site.words import in_sentence

OVERVIEW = "satisfaction.html"
SURVEYS = "surveys/index.html"
FEEDBACK = "feedback/index.html"
ESCALATIONS = "escalations/index.html"
OPEN_COMPLAINTS = "feedback/views/open.html"

SCALE_NAMES: dict[Scale, str] = {"1-5": "Contented", "0-10": "Net promoter score"}
"""What the figure of each scale is called."""

SCALE_WORDS: dict[Scale, str] = {
    "1-5": "answers of 4 and 5, in percent of all",
    "0-10": "percent of 9 and 10, minus percent of 0 to 6",
}
"""How the figure of each scale is counted."""

LATEST = 3
"""How many surveys and compliments stand on the page of a customer or service."""

MOST_OPEN = 12
"""How many open complaints and escalations stand there."""

NOT_ASKED = "Not asked"
"""What is said of a customer without a survey; never 0."""


def figure_piece(score: Score) -> Piece:
    """The figure of a survey: "71 %", "+50"; in words where there is none to show."""
    figure = score.figure
    if figure is None:
        few = f"Fewer than {score.least} answers"
        return Text(few if score.people else "No answers")
    return points(figure, score.tally.scale)


def points(figure: float, scale: Scale) -> Number:
    """A figure on a scale: "71 %", "+50", "-8"."""
    if scale == "1-5":
        return Number(f"{figure:.0f} %", figure)
    rounded = round(figure)
    return Number(f"{rounded:+d}" if rounded else "0", figure)


def percent_piece(percent: float | None) -> Piece:
    """A share from 0 to 100; in words where there is nothing to take a share of."""
    return Text("No data") if percent is None else Number(f"{percent:.0f} %", percent)


def trend_line(trend: Trend | None) -> Line:
    """Where the last surveys go, as a small drawing and a word; nothing without a comparison."""
    if trend is None:
        return ()
    scale = trend.results[-1].score.tally.scale
    figures = " to ".join(points(figure, scale).text for figure in trend.figures)
    spark = Spark(trend.figures, f"{figures}: {trend.direction}")
    return (spark, Text(f" {trend.direction}"))


def survey_item(naming: Naming, result: SurveyResult, *, customers: bool = True) -> Item:
    """One survey: its last day, title, figure and how many answered."""
    scale = result.score.tally.scale
    remarks: list[Line] = [
        line(figure_piece(result.score), f" {in_sentence(SCALE_NAMES[scale])}")
        if result.score.figure is not None
        else (figure_piece(result.score),),
        line(f"{result.response.responded:,} of {result.response.invited:,} answered"),
    ]
    if customers and result.customers:
        remarks.append(records_line(naming, result.customers))
    title = naming.here.record(result.survey, naming.titles.of(result.survey))
    return Item((title,), tuple(remarks), (survey_tag(result),), day(result.ended))


def case_item(naming: Naming, case: Case, *, customer: bool = True) -> Item:
    """One complaint, compliment or suggestion: what, when, by whom and how it stands."""
    fields = case.feedback.fields
    remarks: list[Line] = []
    if case.is_open and case.days_open is not None:
        remarks.append(line(f"open for {plural(case.days_open, 'day')}"))
    if case.days_late:
        remarks.append(line(f"{plural(case.days_late, 'day')} late"))
    if fields.severity is not None:
        remarks.append(line(in_sentence(fields.severity)))
    if customer and case.customer is not None:
        remarks.append(records_line(naming, (case.customer,)))
    if case.service is not None:
        remarks.append(records_line(naming, (case.service,)))
    if case.is_open and fields.owner is not None:
        remarks.append((naming.one(Person, fields.owner),))
    title = naming.here.record(case.feedback, naming.titles.of(case.feedback))
    tags = () if not case.is_open else (case_tag(case),)
    return Item((title,), tuple(remarks), tags, day(case.received))


def escalation_item(naming: Naming, raised: Raised, *, customers: bool = True) -> Item:
    """One escalation: when, what, to whom, by when an answer is due, and how it stands."""
    fields = raised.escalation.fields
    remarks: list[Line] = [line("to ", naming.one(Person, fields.to))]
    if raised.is_open:
        late = f" ({plural(raised.days_late, 'day')} late)" if raised.days_late else ""
        remarks.append(line("answer due ", day(fields.response_due), late))
    if customers and raised.customers:
        remarks.append(records_line(naming, raised.customers))
    title = naming.here.record(raised.escalation, naming.titles.of(raised.escalation))
    return Item((title,), tuple(remarks), (escalation_tag(raised),), day(fields.raised))


def satisfaction_tile(naming: Naming, picture: Picture) -> Tile:
    """The latest score of a customer or service, for the first row of its page."""
    latest = picture.latest
    if latest is None:
        return Tile("Satisfaction", Text(NOT_ASKED), line("no survey names it"))
    note = line(f"{plural(latest.response.responded, 'answer')}, ", day(latest.ended))
    trend = picture.trend
    if trend is not None:
        note = (*note, Aside(f", {trend.direction}"))
    below = latest.is_below_target
    href = naming.here.record(latest.survey).href
    return Tile("Satisfaction", figure_piece(latest.score), note, href, "bad" if below else None)


@dataclass(frozen=True, slots=True)
class SatisfactionLists:
    """What a customer or service was asked and said, for its own page."""

    surveys: Listing
    complaints: Listing
    escalations: Listing | None
    compliments: Listing | None


def satisfaction_lists(naming: Naming, picture: Picture) -> SatisfactionLists:
    """The last surveys, the open complaints and escalations, the last compliments."""
    complaints, raised = picture.complaints.open, picture.open_escalations
    praise = picture.of_type("compliment")[:LATEST]
    surveys = tuple(survey_item(naming, one) for one in picture.own[:LATEST])
    whole = naming.here.page("Satisfaction of all customers", OVERVIEW)
    all_open = naming.here.page("All open complaints", OPEN_COMPLAINTS)
    all_raised = naming.here.page("All escalations", ESCALATIONS)
    return SatisfactionLists(
        Listing(surveys, Empty(f"{NOT_ASKED}.", "No survey names it."), whole),
        Listing(
            tuple(case_item(naming, one) for one in complaints[:MOST_OPEN]),
            Empty("No open complaints."),
            all_open if len(complaints) > MOST_OPEN else None,
        ),
        Listing(
            tuple(escalation_item(naming, one) for one in raised[:MOST_OPEN]),
            Empty("None."),
            all_raised if len(raised) > MOST_OPEN else None,
        )
        if raised
        else None,
        Listing(tuple(case_item(naming, one) for one in praise), Empty("None."))
        if praise
        else None,
    )


def records_line(naming: Naming, records: Sequence[Record[Common]]) -> Line:
    """Records as links, parted by commas."""
    return joined(naming.here.record(one, naming.titles.of(one)) for one in records)


def ways(naming: Naming, current: str, counts: tuple[int, int, int]) -> tuple[Entry, ...]:
    """From the overview to all surveys, all feedback, all escalations, and back."""
    surveys, feedback, escalations = counts
    offered = (
        ("Overview", OVERVIEW, ""),
        ("Surveys", SURVEYS, f"{surveys:,}"),
        ("Feedback", FEEDBACK, f"{feedback:,}"),
        ("Escalations", ESCALATIONS, f"{escalations:,}"),
    )
    return tuple(
        Entry(label, naming.here.to(path), path == current, count) for label, path, count in offered
    )
