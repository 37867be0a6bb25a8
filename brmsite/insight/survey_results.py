"""What surveys say: their scores, how many answered, and whether it reached the target.

Known on a day are the surveys whose last day for answers has come. A figure that fewer people
stand behind than the settings want (five) is never told: `Score.figure` is None then. Nor do such
answers count in a sum, from which they could be told by taking away the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from brmsite.ground.tally import Scale, Tally, added
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

STEADY = 5.0
"""Two figures that are nearer than this (points) are called about the same."""

TREND = 3
"""How many surveys a trend looks at."""

Direction = Literal["better", "worse", "about the same"]


@dataclass(frozen=True, slots=True)
class Score:
    """The answers of some people, told as one figure when there are enough of them.

    `people` is how many answered; with several questions the tally has more answers than that.
    """

    tally: Tally
    people: int
    least: int

    @property
    def is_enough(self) -> bool:
        """Whether so many people stand behind it that nobody is told apart."""
        return self.people >= self.least and self.tally.of >= self.least

    @property
    def figure(self) -> float | None:
        """Percent contented, or promoters minus detractors; None without enough answers."""
        return self.tally.figure if self.is_enough else None

    @property
    def hundredth(self) -> float | None:
        """The figure from 0 (worst) to 100 (best) whatever the scale; None without one."""
        if self.figure is None or self.tally.scale == "1-5":
            return self.figure
        return (self.figure + 100) / 2


@dataclass(frozen=True, slots=True)
class Response:
    """How many of those who were asked answered."""

    responded: int
    invited: int

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where nobody was asked."""
        return 100 * self.responded / self.invited if self.invited else None


@dataclass(frozen=True, slots=True, eq=False)
class SurveyResult:
    """One survey that has ended, and what it says.

    `customers` and `services` are those whose records there are. `by_question` is in the order of
    the survey's questions.
    """

    survey: Record[Survey]
    customers: tuple[Record[Customer], ...]
    services: tuple[Record[Service], ...]
    score: Score
    by_question: tuple[Score, ...]
    response: Response

    @property
    def ended(self) -> date:
        """The last day for answers."""
        return self.survey.fields.period.to

    @property
    def is_below_target(self) -> bool | None:
        """Whether it missed its target; None without a target, or without enough answers."""
        target, figure = self.survey.fields.target, self.score.figure
        return None if target is None or figure is None else figure < target


@dataclass(frozen=True, slots=True)
class Trend:
    """Two or three surveys of the same kind in a row, the oldest first."""

    results: tuple[SurveyResult, ...]

    @property
    def figures(self) -> tuple[float, ...]:
        """Their figures, the oldest first."""
        figures = (result.score.figure for result in self.results)
        return tuple(figure for figure in figures if figure is not None)

    @property
    def direction(self) -> Direction:
        """Where it goes, from the oldest to the latest."""
        change = self.figures[-1] - self.figures[0]
        if abs(change) < STEADY:
            return "about the same"
        return "better" if change > 0 else "worse"


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """All surveys known on the day, the latest first."""

    all: tuple[SurveyResult, ...]
    by_address: dict[str, SurveyResult]

    def of(self, survey: Record[Survey]) -> SurveyResult | None:
        """What one survey says; None while it has not ended."""
        return self.by_address.get(survey.address)


def score_of(survey: Survey, least: int) -> Score:
    """The answers to all questions of a survey together, each of the same weight; questions that
    fewer than `least` answered are left out."""
    tallies = (each.tally(survey.scale) for each in survey.questions)
    enough = tuple(tally for tally in tallies if tally.of >= least)
    return Score(added(survey.scale, enough), survey.responded, least)


def pooled(results: Iterable[SurveyResult], scale: Scale, least: int) -> Score:
    """The answers of several surveys on one scale together, of those with enough answers."""
    alike = [
        result for result in results if result.score.tally.scale == scale and result.score.is_enough
    ]
    return Score(
        added(scale, tuple(result.score.tally for result in alike)),
        sum(result.score.people for result in alike),
        least,
    )


def answered(results: Iterable[SurveyResult]) -> Response:
    """How many answered in several surveys together; who was asked twice counts twice."""
    responses = [result.response for result in results]
    return Response(sum(one.responded for one in responses), sum(one.invited for one in responses))


def latest_of(results: Iterable[SurveyResult]) -> SurveyResult | None:
    """The latest survey about the relationship; without any, the latest of all. `results` are
    the latest first."""
    found = tuple(results)
    about_us = (result for result in found if result.survey.fields.type == "relationship")
    return next(about_us, found[0] if found else None)


def trend_of(results: Iterable[SurveyResult]) -> Trend | None:
    """How the latest survey compares with up to two before it of the same type, about the same
    services and on the same scale; None where there is nothing to compare it with. `results`
    are the latest first."""
    row = series_of(results)
    told = [result for result in row if result.score.figure is not None]
    if len(told) < 2 or told[-1] is not row[-1]:
        return None
    return Trend(tuple(told[-TREND:]))


def series_of(results: Iterable[SurveyResult]) -> tuple[SurveyResult, ...]:
    """The latest survey and all before it of the same type, about the same services and on the
    same scale, the oldest first; also those with too few answers. `results` come the latest first.
    """
    found = tuple(results)
    latest = latest_of(found)
    if latest is None:
        return ()
    return tuple(one for one in reversed(found) if _series(one) == _series(latest))


def _series(result: SurveyResult) -> tuple[object, ...]:
    fields = result.survey.fields
    return fields.type, fields.scale, frozenset(fields.services)


def derive(register: Register, settings: Settings, as_of: date) -> SurveyResults:
    """What every survey says that has ended by a day."""
    ended = (survey for survey in register.all(Survey) if survey.fields.period.to <= as_of)
    results = sorted(
        (_result(register, survey, settings.satisfaction.least_answers) for survey in ended),
        key=lambda one: (one.ended, one.survey.address),
        reverse=True,
    )
    return SurveyResults(tuple(results), {one.survey.address: one for one in results})


def about(survey_results: SurveyResults, record: Record[Common]) -> dict[str, Any]:
    """What a survey says, as plain data."""
    result = survey_results.by_address.get(record.address)
    if result is None:
        return {}
    tally = result.score.tally
    return {
        "scale": tally.scale,
        "score": result.score.figure,
        "answers": tally.of,
        "good": tally.good,
        "bad": tally.bad,
        "responded": result.response.responded,
        "invited": result.response.invited,
        "below_target": result.is_below_target,
    }


def _result(register: Register, survey: Record[Survey], least: int) -> SurveyResult:
    fields = survey.fields
    customers = dict.fromkeys(register.one(Customer, each) for each in fields.customers)
    services = dict.fromkeys(register.one(Service, each) for each in fields.services)
    return SurveyResult(
        survey,
        tuple(customer for customer in customers if customer is not None),
        tuple(service for service in services if service is not None),
        score_of(fields, least),
        tuple(
            Score(each.tally(fields.scale), fields.responded, least) for each in fields.questions
        ),
        Response(fields.responded, fields.invited),
    )
