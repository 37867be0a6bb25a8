"""Surveys, complaints and escalations in short, for the pages of what they concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.ground.tally import Scale
from brmsite.insight.cases import Case
from brmsite.insight.escalated import Raised
from brmsite.insight.satisfaction import Picture
from brmsite.insight.survey_results import Direction, Score, SurveyResult, Trend
from brmsite.kinds.base import Common
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day, sentence
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
    Tone,
    line,
)
from brmsite.site.status import case_tag, escalation_tag, survey_tag
from brmsite.site.words import in_sentence

OVERVIEW = "satisfaction.html"
SURVEYS = "surveys/index.html"
FEEDBACK = "feedback/index.html"
ESCALATIONS = "escalations/index.html"
OPEN_COMPLAINTS = "feedback/views/open.html"

SCALE_NAMES: dict[Scale, str] = {"1-5": N_("Contented"), "0-10": N_("Net promoter score")}
"""What the figure of each scale is called."""

SCALE_WORDS: dict[Scale, str] = {
    "1-5": N_("answers of 4 and 5, in percent of all"),
    "0-10": N_("percent of 9 and 10, minus percent of 0 to 6"),
}
"""How the figure of each scale is counted."""

DIRECTIONS: dict[Direction, str] = {
    "better": N_("better"),
    "worse": N_("worse"),
    "about the same": N_("about the same"),
}
"""Where the last surveys go."""

LATEST = 3
"""How many surveys and compliments stand on the page of a customer or service."""

MOST_OPEN = 12
"""How many open complaints and escalations stand there."""

NOT_ASKED = N_("Not asked")
"""What is said of a customer without a survey; never 0."""


def figure_piece(score: Score) -> Piece:
    """The figure of a survey: "71 %", "+50"; in words where there is none to show."""
    if score.figure is None:
        return Text(_few(score) if score.people else _("No answers"))
    return points(score.figure, score.tally.scale)


def _few(score: Score) -> str:
    return counted(score.least, "Fewer than {n} answer", "Fewer than {n} answers")


def points(value: float, scale: Scale) -> Number:
    """A figure on a scale: "71 %", "+50", "-8"."""
    if scale == "1-5":
        return Number(_("{figure} %", figure=figure(value, ".0f")), value)
    rounded = round(value)
    return Number(figure(rounded, "+d") if rounded else "0", value)


def trend_line(trend: Trend | None) -> Line:
    """Where the last surveys go, as a small drawing and a word; nothing without a comparison."""
    if trend is None:
        return ()
    scale = trend.results[-1].score.tally.scale
    first, *later = (points(value, scale).text for value in trend.figures)
    way = first
    for each in later:
        way = _("{figures} to {last}", figures=way, last=each)
    direction = DIRECTIONS[trend.direction]
    return (Spark(trend.figures, f"{way}: {direction}"), Text(f" {direction}"))


def survey_item(naming: Naming, result: SurveyResult, *, customers: bool = True) -> Item:
    """One survey: its last day, title, figure and how many answered."""
    scale = result.score.tally.scale
    remarks: list[Line] = [
        line(figure_piece(result.score), f" {in_sentence(SCALE_NAMES[scale])}")
        if result.score.figure is not None
        else (figure_piece(result.score),),
        line(
            _(
                "{part} of {whole} answered",
                part=figure(result.response.responded),
                whole=figure(result.response.invited),
            )
        ),
    ]
    if customers and result.customers:
        remarks.append(records_line(naming, result.customers))
    title = naming.here.record(result.survey, naming.titles.of(result.survey))
    return Item((title,), tuple(remarks), (survey_tag(result),), day(result.ended))


def case_item(naming: Naming, case: Case) -> Item:
    """One complaint, compliment or suggestion: what, when, by whom and how it stands."""
    fields = case.feedback.fields
    remarks: list[Line] = []
    if case.is_open and case.days_open is not None:
        remarks.append(line(counted(case.days_open, "open for {n} day", "open for {n} days")))
    if case.days_late:
        remarks.append(line(counted(case.days_late, "{n} day late", "{n} days late")))
    if fields.severity is not None:
        remarks.append(line(in_sentence(fields.severity)))
    if case.customer is not None:
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
    remarks = [sentence(_("to {person}"), person=naming.one(Person, fields.to))]
    if raised.is_open:
        words = _("answer due {day}")
        if raised.days_late:
            words = counted(
                raised.days_late,
                "answer due {day} ({n} day late)",
                "answer due {day} ({n} days late)",
            )
        remarks.append(sentence(words, day=day(fields.response_due)))
    if customers and raised.customers:
        remarks.append(records_line(naming, raised.customers))
    title = naming.here.record(raised.escalation, naming.titles.of(raised.escalation))
    return Item((title,), tuple(remarks), (escalation_tag(raised),), day(fields.raised))


def satisfaction_tile(naming: Naming, picture: Picture) -> Tile:
    """The latest score of a customer or service, for the first row of its page."""
    latest = picture.latest
    if latest is None:
        return Tile(_("Satisfaction"), Text(str(NOT_ASKED)), line(_("no survey names it")))
    answers = counted(latest.response.responded, "{n} answer", "{n} answers")
    note = line(f"{answers}, ", day(latest.ended))
    trend = picture.trend
    if trend is not None:
        note = (*note, Aside(f", {DIRECTIONS[trend.direction]}"))
    tone: Tone | None = "bad" if latest.is_below_target else None
    href = naming.here.record(latest.survey).href
    return Tile(_("Satisfaction"), figure_piece(latest.score), note, href, tone)


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
    whole = naming.here.page(_("Satisfaction of all customers"), OVERVIEW)
    all_open = naming.here.page(_("All open complaints"), OPEN_COMPLAINTS)
    all_raised = naming.here.page(_("All escalations"), ESCALATIONS)
    return SatisfactionLists(
        Listing(surveys, Empty(_("Not asked."), _("No survey names it.")), whole),
        Listing(
            tuple(case_item(naming, one) for one in complaints[:MOST_OPEN]),
            Empty(_("No open complaints.")),
            all_open if len(complaints) > MOST_OPEN else None,
        ),
        Listing(
            tuple(escalation_item(naming, one) for one in raised[:MOST_OPEN]),
            Empty(_("None.")),
            all_raised if len(raised) > MOST_OPEN else None,
        )
        if raised
        else None,
        Listing(tuple(case_item(naming, one) for one in praise), Empty(_("None.")))
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
        (_("Overview"), OVERVIEW, ""),
        (_("Surveys"), SURVEYS, figure(surveys)),
        (_("Feedback"), FEEDBACK, figure(feedback)),
        (_("Escalations"), ESCALATIONS, figure(escalations)),
    )
    return tuple(
        Entry(label, naming.here.to(path), path == current, count) for label, path, count in offered
    )
