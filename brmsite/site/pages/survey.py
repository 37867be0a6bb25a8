"""One survey: what was answered, how many answered, what it means, and what is done about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.tally import GOOD, SCORES, Scale
from brmsite.ground.words import plural
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.survey_results import Score, SurveyResult, SurveyResults, trend_of
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Register
from brmsite.site.action_items import action_item
from brmsite.site.addresses import Here, record_page
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.satisfaction_items import (
    OVERVIEW,
    SCALE_NAMES,
    SCALE_WORDS,
    SURVEYS,
    figure_piece,
    percent_piece,
    points,
    survey_item,
    trend_line,
)
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Number,
    Piece,
    Row,
    Table,
    Tag,
    Text,
    Tile,
    line,
)
from brmsite.site.status import survey_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

_BANDS: dict[Scale, tuple[tuple[str, int, int], ...]] = {
    "1-5": tuple((f"Score {score}", score, score) for score in reversed(SCORES["1-5"])),
    "0-10": (("9 and 10", 9, 10), ("7 and 8", 7, 8), ("0 to 6", 0, 6)),
}
"""The columns in which answers are counted: a name, the lowest and the highest score."""

EARLIER = 5
"""How many earlier surveys of the same customers are listed."""


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Everything the page of a survey shows; lists that do not concern it are None."""

    kicker: str
    tag: Tag
    lead: Line
    tiles: tuple[Tile, ...]
    questions: Table
    analysis: Line
    actions: Listing
    earlier: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    survey_results: SurveyResults,
    commitments: Commitments,
    prose: Prose,
) -> Iterator[Page]:
    """A page for every survey."""
    actions = {(one.meeting.address, one.action.id): one for one in commitments.all}
    rows = _rows(survey_results)
    for survey in register.all(Survey):
        here = Here(record_page(survey))
        naming = Naming(register, titles, here)
        result = survey_results.of(survey)
        row = rows.get(survey.address, ())
        fields = survey.fields
        view = SurveyView(
            kicker=f"{worded(fields.type)} survey",
            tag=survey_tag(result),
            lead=naming.prose(fields.summary) if fields.summary else (),
            tiles=_tiles(fields, result, row) if result is not None else (),
            questions=_questions(fields, result),
            analysis=line(fields.analysis) if fields.analysis else (),
            actions=_actions(naming, fields, result, actions),
            earlier=_earlier(naming, row),
            facts=_facts(naming, fields),
            parts=record_parts(register, titles, prose, here, survey),
        )
        yield Page(
            here.path,
            "records/survey.html",
            titles.of(survey),
            view,
            section="Satisfaction",
            crumbs=(("Home", "index.html"), ("Satisfaction", OVERVIEW), ("Surveys", SURVEYS)),
            source=survey.path,
            judges=True,
        )


def _rows(survey_results: SurveyResults) -> dict[str, tuple[SurveyResult, ...]]:
    """Each survey, by address, and those before it of the same sort among the same customers,
    the latest first."""
    series: dict[tuple[object, ...], list[SurveyResult]] = {}
    found: dict[str, tuple[SurveyResult, ...]] = {}
    for result in reversed(survey_results.all):
        fields = result.survey.fields
        customers = frozenset(customer.address for customer in result.customers)
        key = fields.type, fields.scale, frozenset(fields.services), customers
        row = series.setdefault(key, [])
        row.append(result)
        found[result.survey.address] = tuple(reversed(row[-EARLIER - 1 :]))
    return found


# --- What it says --------------------------------------------------------------------------------


def _tiles(fields: Survey, result: SurveyResult, row: tuple[SurveyResult, ...]) -> tuple[Tile, ...]:
    score = result.score
    scale = fields.scale
    below = result.is_below_target
    counted = line(SCALE_WORDS[scale]) if score.figure is not None else ()
    if score.figure is not None and scale == "1-5":
        counted = line(f"{score.tally.good:,} of {plural(score.tally.of, 'answer')} were 4 or 5")
    tiles = [Tile(SCALE_NAMES[scale], figure_piece(score), counted, tone="bad" if below else None)]
    target: Piece = Text("None")
    if fields.target is not None:
        target = points(float(fields.target), scale)
    tiles.append(Tile("Target", target, line(_against(below))))
    response = result.response
    tiles.append(
        Tile(
            "Answered",
            percent_piece(response.percent),
            line(f"{response.responded:,} of {response.invited:,} who were asked"),
        )
    )
    trend = trend_of(row)
    if trend is not None:
        word = Text(worded(trend.direction))
        tiles.append(
            Tile("Trend", word, (*trend_line(trend)[:1], Text(" "), _span(trend.figures, scale)))
        )
    return tuple(tiles)


def _against(below: bool | None) -> str:
    if below is None:
        return "nothing to compare with"
    return "missed" if below else "reached"


def _span(figures: tuple[float, ...], scale: Scale) -> Text:
    return Text(f"{points(figures[0], scale).text} to {points(figures[-1], scale).text}")


def _questions(fields: Survey, result: SurveyResult | None) -> Table:
    """Every question with its figure and how many gave which score."""
    bands = _BANDS[fields.scale]
    columns = (
        Column("Question"),
        Column(SCALE_NAMES[fields.scale], "number"),
        Column("Mean", "number"),
        Column("Answers", "number"),
        *(Column(name, "number") for name, _, _ in bands),
    )
    rows: list[Row] = []
    if result is not None:
        asked = zip(fields.questions, result.by_question, strict=True)
        rows = [_row(line(one.text), score) for one, score in asked]
        if len(rows) > 1:
            rows.append(_row(line("All questions together"), result.score))
    empty = Empty("No answers yet.", f"The survey runs until {fields.period.to}.")
    return Table("questions", "Answers by question", columns, tuple(rows), empty, quiet=True)


def _row(head: Line, score: Score) -> Row:
    tally = score.tally
    if not score.is_enough:
        # So few that a count would tell who said it.
        hidden = Cell(line(Aside("not shown")))
        nothing = tuple(Cell(()) for _ in range(2 + len(_BANDS[tally.scale])))
        return Row((Cell(head), hidden if tally.of else Cell(line("No answers")), *nothing))
    mean = tally.mean or 0.0
    return Row(
        (
            Cell(head),
            Cell((figure_piece(score),)),
            Cell((Number(f"{mean:.1f}", mean),)),
            Cell((count(tally.of),)),
            *(
                Cell((count(tally.between(lowest, highest)),))
                for _, lowest, highest in _BANDS[tally.scale]
            ),
        )
    )


# --- What is done about it -----------------------------------------------------------------------


def _actions(
    naming: Naming,
    fields: Survey,
    result: SurveyResult | None,
    actions: dict[tuple[str, str], Commitment],
) -> Listing:
    items: list[Item] = []
    for written in fields.actions:
        address, _, part = written.partition("#")
        meeting = naming.register.find(address)
        found = actions.get((meeting.address, part)) if meeting is not None else None
        if found is not None:
            items.append(action_item(naming, found, customers=False))
        else:
            items.append(Item((naming.at(written),)))
    todo = line("Name actions of minutes under ", Code("actions"), ".")
    if result is not None and result.is_below_target:
        return Listing(tuple(items), Empty("Nothing yet, although it missed its target.", "", todo))
    return Listing(tuple(items), Empty("No actions.", "None is needed for what was reached."))


def _earlier(naming: Naming, row: tuple[SurveyResult, ...]) -> Listing | None:
    items = tuple(survey_item(naming, result, customers=False) for result in row[1:])
    return Listing(items, Empty("None.")) if items else None


def _facts(naming: Naming, fields: Survey) -> tuple[Fact, ...]:
    facts = [Fact("Customers", (naming.each(Customer, fields.customers),))]
    if fields.services:
        facts.append(Fact("Services", (naming.each(Service, fields.services),)))
    first, last = fields.period.from_, fields.period.to
    facts.append(Fact("Answers taken", (line(day(first), " to ", day(last)),)))
    facts.append(
        Fact("Scale", (line(f"{fields.scale}; from {GOOD[fields.scale]} on an answer is good"),))
    )
    if fields.audience:
        facts.append(Fact("Who was asked", (line(fields.audience),)))
    if fields.population is not None:
        facts.append(Fact("Of so many people", (line(count(fields.population)),)))
    if fields.sample_note:
        facts.append(Fact("To know about the answers", (line(fields.sample_note),)))
    told = line(day(fields.published)) if fields.published else line("Not yet")
    facts.append(Fact("Result told to those who were asked", (told,)))
    return tuple(facts)
