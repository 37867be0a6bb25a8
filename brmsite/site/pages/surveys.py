"""All surveys as one table, the latest first: who was asked, who answered, what they said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.survey_results import SurveyResults
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.figure_items import percent
from brmsite.site.language import N_, Things, _
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.satisfaction_items import (
    OVERVIEW,
    SURVEYS,
    figure_piece,
    ways,
)
from brmsite.site.shapes import Cell, Code, Column, Empty, Entry, Number, Pager, Row, Table, line
from brmsite.site.status import survey_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

COLUMNS = (
    Column(N_("Survey")),
    Column(N_("Type")),
    Column(N_("Customers")),
    Column(N_("Services")),
    Column(N_("Ended"), "date"),
    Column(N_("Score"), "number"),
    Column(N_("Answered"), "number"),
    Column(N_("Of those asked"), "number"),
    Column(N_("Status"), "status"),
)


def _empty() -> Empty:
    return Empty(
        _("No surveys."),
        _("Nobody was asked yet."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/surveys"),
            command=Code("brmsite new survey"),
        ),
    )


@dataclass(frozen=True, slots=True)
class SurveysView:
    """A page of the table of surveys."""

    ways: tuple[Entry, ...]
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles, survey_results: SurveyResults) -> Iterator[Page]:
    """The index of surveys, 200 a page."""
    surveys = sorted(
        register.all(Survey), key=lambda one: (one.fields.period.to, one.address), reverse=True
    )
    counts = (len(surveys), len(register.all(Feedback)), len(register.all(Escalation)))

    def view(part: Part[Record[Survey]]) -> SurveysView:
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(_row(naming, survey_results, survey) for survey in part.rows)
        table = Table("surveys", _("Surveys"), COLUMNS, rows, _empty(), controls=True, quiet=True)
        return SurveysView(ways(naming, SURVEYS, counts), part.table(table), part.pager)

    for part in parts(surveys, SURVEYS, Things("{n} survey", "{n} surveys")):
        yield Page(
            part.path,
            "pages/surveys.html",
            part.title(_("Surveys")),
            partial(view, part),
            section="Satisfaction",
            crumbs=((_("Home"), "index.html"), (_("Satisfaction"), OVERVIEW)),
            judges=True,
            all_rows=part.all_rows,
        )


def _row(naming: Naming, survey_results: SurveyResults, survey: Record[Survey]) -> Row:
    fields, result = survey.fields, survey_results.of(survey)
    score = Cell(())
    responded = Cell(())
    if result is not None:
        hundredth = result.score.hundredth
        order = "-1" if hundredth is None else Number("", hundredth).order
        # The status says of one with too few answers why it has no score.
        score = Cell(() if hundredth is None else (figure_piece(result.score),), order)
        responded = Cell((percent(result.response.percent),))
    return Row(
        (
            Cell((naming.here.record(survey, naming.titles.of(survey)),)),
            Cell(line(worded(fields.type))),
            Cell(naming.each(Customer, fields.customers)),
            Cell(naming.each(Service, fields.services)),
            Cell((day(fields.period.to),)),
            score,
            Cell((count(fields.responded),)),
            responded,
            Cell((survey_tag(result),)),
        )
    )
