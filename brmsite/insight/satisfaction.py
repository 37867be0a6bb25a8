"""How satisfied our customers are: what they answered, what they complained of, what they praised.

The same picture can be asked for all customers, for one with the units below it, and for one
service. Figures of surveys look back over the months in the settings (fifteen), figures about
complaints over twelve; "no data" is None.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from brmsite.ground.period import add_months
from brmsite.ground.tally import Scale
from brmsite.insight.cases import Case, Cases, Complaints, complaints_in
from brmsite.insight.escalated import Escalated, Raised
from brmsite.insight.structure import Structure
from brmsite.insight.survey_results import (
    Response,
    Score,
    SurveyResult,
    SurveyResults,
    Trend,
    answered,
    latest_of,
    pooled,
    trend_of,
)
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.feedback import FeedbackType
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Picture:
    """What was asked and said in one part of the house, each list the latest first.

    `own` are the surveys that name the customer (or service) itself; `results` also those of the
    units below. Everything else includes the units below.
    """

    own: tuple[SurveyResult, ...]
    results: tuple[SurveyResult, ...]
    cases: tuple[Case, ...]
    escalations: tuple[Raised, ...]
    as_of: date
    fresh_since: date
    least_answers: int

    @property
    def latest(self) -> SurveyResult | None:
        """The latest survey of the customer itself; None if it was not asked."""
        return latest_of(self.own)

    @property
    def trend(self) -> Trend | None:
        """How the latest survey compares with those before it."""
        return trend_of(self.own)

    @property
    def fresh(self) -> tuple[SurveyResult, ...]:
        """The surveys that are young enough to count today."""
        return tuple(result for result in self.results if result.ended > self.fresh_since)

    def score(self, scale: Scale) -> Score:
        """The fresh answers on one scale together."""
        return pooled(self.fresh, scale, self.least_answers)

    @property
    def response(self) -> Response:
        """How many answered the fresh surveys."""
        return answered(self.fresh)

    @property
    def complaints(self) -> Complaints:
        """How complaints are handled."""
        return complaints_in(self.cases, self.as_of)

    @property
    def open_escalations(self) -> tuple[Raised, ...]:
        """Escalations that are not closed, the one raised first to begin with."""
        return tuple(one for one in reversed(self.escalations) if one.is_open)

    def of_type(self, type: FeedbackType) -> tuple[Case, ...]:
        """All complaints, compliments or suggestions."""
        return tuple(case for case in self.cases if case.type == type)


@dataclass(frozen=True, slots=True)
class NextSurvey:
    """When a customer is to be asked next about the relationship.

    `last` is its latest relationship survey, None if it was never asked; `due` the last day for
    the next one. A customer that was never asked is counted from the day its record begins: its
    first role or service; `due` is None where that has none.
    """

    last: SurveyResult | None
    due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The pictures of the whole, of every customer, and of every service, by address."""

    overall: Picture
    by_customer: dict[str, Picture]
    by_service: dict[str, Picture]
    next_surveys: dict[str, NextSurvey]

    def of_customer(self, customer: Record[Customer]) -> Picture:
        """The picture of a customer and the units below it."""
        return self.by_customer[customer.address]

    def of_service(self, service: Record[Service]) -> Picture:
        """The picture of a service."""
        return self.by_service[service.address]

    def next_survey(self, customer: Record[Customer]) -> NextSurvey | None:
        """When a customer is to be asked next; None where nobody says how often."""
        return self.next_surveys.get(customer.address)


@dataclass(slots=True)
class _Gathered:
    """What belongs to one picture, while it is put together; by address, so that each is once."""

    own: dict[str, SurveyResult]
    results: dict[str, SurveyResult]
    cases: dict[str, Case]
    escalations: dict[str, Raised]


def derive(
    register: Register,
    structure: Structure,
    survey_results: SurveyResults,
    cases: Cases,
    escalated: Escalated,
    settings: Settings,
    as_of: date,
) -> Satisfaction:
    """All pictures on a day."""
    fresh_since = add_months(as_of, -settings.satisfaction.fresh_months)
    least = settings.satisfaction.least_answers
    customers = {one.address: _nothing() for one in register.all(Customer)}
    services = {one.address: _nothing() for one in register.all(Service)}

    def above(units: Iterable[Record[Customer] | None]) -> list[_Gathered]:
        chains = (structure.chain(unit.address) for unit in units if unit is not None)
        return [customers[address] for address in _each(unit for chain in chains for unit in chain)]

    for result in survey_results.all:
        address = result.survey.address
        for unit in result.customers:
            customers[unit.address].own[address] = result
        for service in result.services:
            services[service.address].own[address] = result
            services[service.address].results[address] = result
        for gathered in above(result.customers):
            gathered.results[address] = result
    for case in cases.all:
        service_s = () if case.service is None else (services[case.service.address],)
        for gathered in (*above((case.customer,)), *service_s):
            gathered.cases[case.feedback.address] = case
    for one in escalated.all:
        concerned = (services[service.address] for service in one.services)
        for gathered in (*above(one.customers), *concerned):
            gathered.escalations[one.escalation.address] = one

    def picture(found: _Gathered) -> Picture:
        return Picture(
            tuple(found.own.values()),
            tuple(found.results.values()),
            tuple(found.cases.values()),
            tuple(found.escalations.values()),
            as_of,
            fresh_since,
            least,
        )

    whole = Picture(
        survey_results.all,
        survey_results.all,
        cases.all,
        escalated.all,
        as_of,
        fresh_since,
        least,
    )
    by_customer = {address: picture(found) for address, found in customers.items()}
    return Satisfaction(
        whole,
        by_customer,
        {address: picture(found) for address, found in services.items()},
        {
            one.address: _next_survey(one, by_customer[one.address].own, as_of)
            for one in register.all(Customer)
            if one.fields.survey_months is not None
        },
    )


def about(satisfaction: Satisfaction, record: Record[Common]) -> dict[str, Any]:
    """The picture of a customer or a service, as plain data."""
    picture = satisfaction.by_customer.get(record.address)
    picture = picture or satisfaction.by_service.get(record.address)
    if picture is None or not (picture.results or picture.cases or picture.escalations):
        return {}
    complaints = picture.complaints
    said: dict[str, Any] = {"surveys": [one.survey.address for one in picture.results]}
    if picture.latest is not None:
        said["latest"] = picture.latest.survey.address
        said["score"] = picture.latest.score.figure
        said["trend"] = picture.trend.direction if picture.trend else None
    return said | {
        "complaints_open": [one.feedback.address for one in complaints.open],
        "complaints_acknowledged_in_time": complaints.acknowledged_in_time.percent,
        "complaints_median_days_to_close": complaints.median_days_to_close,
        "escalations_open": [one.escalation.address for one in picture.open_escalations],
    }


def _nothing() -> _Gathered:
    return _Gathered({}, {}, {}, {})


def _each(units: Iterable[Record[Customer]]) -> tuple[str, ...]:
    """The addresses of units, each once."""
    return tuple(dict.fromkeys(unit.address for unit in units))


def _next_survey(
    customer: Record[Customer], own: tuple[SurveyResult, ...], as_of: date
) -> NextSurvey:
    asked = (one for one in own if one.survey.fields.type == "relationship")
    last = next(asked, None)
    since = last.ended if last else customer.fields.known_since
    due = add_months(since, customer.fields.survey_months or 0) if since else None
    return NextSurvey(last, due, as_of > due if due else last is None)
