"""One survey: what was answered, how many answered, what it means, and what is done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.tally import GOOD, Scale
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.neighbours import Neighbours
from brmsite.insight.survey_results import Score, SurveyResult, SurveyResults, trend_of
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.action_items import action_item
from brmsite.site.addresses import Here, record_page
from brmsite.site.figure_items import percent
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.satisfaction_items import (
    DIRECTIONS,
    OVERVIEW,
    SCALE_NAMES,
    SCALE_WORDS,
    SURVEYS,
    figure_piece,
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
    Text,
    Tile,
    line,
)
from brmsite.site.status import survey_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

_BANDS: dict[Scale, tuple[tuple[str, int, int], ...]] = {
    "1-5": (
        (N_("Score 5"), 5, 5),
        (N_("Score 4"), 4, 4),
        (N_("Score 3"), 3, 3),
        (N_("Score 2"), 2, 2),
        (N_("Score 1"), 1, 1),
    ),
    "0-10": ((N_("9 and 10"), 9, 10), (N_("7 and 8"), 7, 8), (N_("0 to 6"), 0, 6)),
}
"""The columns in which answers are counted: a name, the lowest and the highest score."""

EARLIER = 5
"""How many earlier surveys of the same customers are listed."""


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Everything the page of a survey shows; lists that do not concern it are None."""

    kicker: str
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
    neighbours: Neighbours,
    survey_results: SurveyResults,
    commitments: Commitments,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """A page for every survey."""
    actions = {(one.meeting.address, one.action.id): one for one in commitments.all}
    rows = _rows(survey_results)

    def view(survey: Record[Survey]) -> SurveyView:
        here = Here(record_page(survey))
        naming = Naming(register, titles, here)
        result = survey_results.of(survey)
        row = rows.get(survey.address, ())
        fields = survey.fields
        return SurveyView(
            kicker=_("{type} survey", type=worded(fields.type)),
            lead=naming.prose(fields.summary) if fields.summary else (),
            tiles=_tiles(fields, result, row) if result is not None else (),
            questions=_questions(fields, result),
            analysis=line(fields.analysis) if fields.analysis else (),
            actions=_actions(naming, fields, result, actions),
            earlier=_earlier(naming, row),
            facts=_facts(naming, fields),
            parts=record_parts(
                register, titles, prose, chronicle, here, survey, neighbours.of(survey)
            ),
        )

    for survey in register.all(Survey):
        yield Page(
            record_page(survey),
            "records/survey.html",
            titles.of(survey),
            partial(view, survey),
            section="Satisfaction",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Satisfaction"), OVERVIEW),
                (_("Surveys"), SURVEYS),
            ),
            source=survey.path,
            judges=True,
            tags=(survey_tag(survey_results.of(survey)),),
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
    note = line(SCALE_WORDS[scale]) if score.figure is not None else ()
    if score.figure is not None and scale == "1-5":
        note = line(
            counted(
                score.tally.of,
                "{good} of {n} answer were 4 or 5",
                "{good} of {n} answers were 4 or 5",
                good=figure(score.tally.good),
            )
        )
    tiles = [Tile(SCALE_NAMES[scale], figure_piece(score), note, tone="bad" if below else None)]
    target: Piece = Text(_("None"))
    if fields.target is not None:
        target = points(float(fields.target), scale)
    tiles.append(Tile(_("Target"), target, line(_against(below))))
    response = result.response
    tiles.append(
        Tile(
            _("Answered"),
            percent(response.percent),
            line(
                _(
                    "{responded} of {invited} who were asked",
                    responded=figure(response.responded),
                    invited=figure(response.invited),
                )
            ),
        )
    )
    trend = trend_of(row)
    if trend is not None:
        direction = str(DIRECTIONS[trend.direction])
        word = Text(f"{direction[:1].upper()}{direction[1:]}")
        course = (*trend_line(trend)[:1], Text(" "), _span(trend.figures, scale))
        tiles.append(Tile(_("Trend"), word, course, "#earlier"))
    return tuple(tiles)


def _against(below: bool | None) -> str:
    if below is None:
        return _("nothing to compare with")
    return _("missed") if below else _("reached")


def _span(figures: tuple[float, ...], scale: Scale) -> Text:
    return Text(
        _(
            "{first} to {last}",
            first=points(figures[0], scale).text,
            last=points(figures[-1], scale).text,
        )
    )


def _questions(fields: Survey, result: SurveyResult | None) -> Table:
    """Every question with its figure and how many gave which score."""
    bands = _BANDS[fields.scale]
    columns = (
        Column(_("Question")),
        Column(SCALE_NAMES[fields.scale], "number"),
        Column(_("Mean"), "number"),
        Column(_("Answers"), "number"),
        *(Column(name, "number") for name, _, _ in bands),
    )
    rows: list[Row] = []
    if result is not None:
        asked = zip(fields.questions, result.by_question, strict=True)
        rows = [_row(line(one.text), score) for one, score in asked]
        if len(rows) > 1:
            rows.append(_row(line(_("All questions together")), result.score))
    empty = Empty(_("No answers yet."), _("The survey runs until {to}.", to=fields.period.to))
    return Table("questions", _("Answers by question"), columns, tuple(rows), empty, quiet=True)


def _row(head: Line, score: Score) -> Row:
    tally = score.tally
    if not score.is_enough:
        # So few that a count would tell who said it.
        hidden = Cell(line(Aside(_("not shown"))))
        nothing = tuple(Cell(()) for _ in range(2 + len(_BANDS[tally.scale])))
        return Row((Cell(head), hidden if tally.of else Cell(line(_("No answers"))), *nothing))
    mean = tally.mean or 0.0
    return Row(
        (
            Cell(head),
            Cell((figure_piece(score),)),
            Cell((Number(figure(mean, ".1f"), mean),)),
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
        address, _mark, part = written.partition("#")
        meeting = naming.register.find(address)
        found = actions.get((meeting.address, part)) if meeting is not None else None
        if found is not None:
            items.append(action_item(naming, found, customers=False))
        else:
            items.append(Item((naming.at(written),)))
    todo = sentence(_("Name actions of minutes under {field}."), field=Code("actions"))
    if result is not None and result.is_below_target:
        return Listing(
            tuple(items), Empty(_("Nothing yet, although it missed its target."), "", todo)
        )
    return Listing(tuple(items), Empty(_("No actions."), _("None is needed for what was reached.")))


def _earlier(naming: Naming, row: tuple[SurveyResult, ...]) -> Listing | None:
    items = tuple(survey_item(naming, result, customers=False) for result in row[1:])
    return Listing(items, Empty(_("None."))) if items else None


def _facts(naming: Naming, fields: Survey) -> tuple[Fact, ...]:
    facts = [Fact(_("Customers"), (naming.each(Customer, fields.customers),))]
    if fields.services:
        facts.append(Fact(_("Services"), (naming.each(Service, fields.services),)))
    first, last = fields.period.from_, fields.period.to
    facts.append(
        Fact(
            _("Answers taken"), (sentence(_("{start} to {end}"), start=day(first), end=day(last)),)
        )
    )
    facts.append(
        Fact(
            _("Scale"),
            (
                line(
                    _(
                        "{scale}; from {good} on an answer is good",
                        scale=fields.scale,
                        good=GOOD[fields.scale],
                    )
                ),
            ),
        )
    )
    if fields.audience:
        facts.append(Fact(_("Who was asked"), (line(fields.audience),)))
    if fields.population is not None:
        facts.append(Fact(_("Of so many people"), (line(count(fields.population)),)))
    if fields.sample_note:
        facts.append(Fact(_("To know about the answers"), (line(fields.sample_note),)))
    told = line(day(fields.published)) if fields.published else line(_("Not yet"))
    facts.append(Fact(_("Result told to those who were asked"), (told,)))
    return tuple(facts)
