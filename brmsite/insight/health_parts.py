"""What the health of every active customer is made of: seven parts, with the records behind each.

A part is counted / of, in percent. One without data stays without a value, and says why: no data
is neither 0 nor 100. All numbers are exact.

The parts of a unit are about it and the units below it: what is delivered to them, said by them
and promised to them is its business too. Two parts look at the unit first: whether we meet it (its
own cadence; meetings with units below count), and what it answered (its own survey; those of units
below where it was not asked itself). What a unit below uses counts while that unit is active.

- attainment: targets met / judged, by weight, in the last windows of agreements in force.
- satisfaction: contented answers / answers on the scale 1-5; on 0-10 the net promoter score, moved
  to 0-100. Surveys count that are not too old and have enough answers.
- engagement: levels of the cadence met in time / levels; half for those past their target and
  within their maximum. A level that was never met counts once its first meeting is overdue.
- commitments: actions of our side done in time / those that should be done, in six months.
- feedback: 100 less points for every open complaint and escalation, not below 0. Where nobody ever
  said anything there is no data: silence is not contentment.
- agreements: services used with an agreement that is in force, funded whole and signed with a
  mandate / services used.
- projects: on track / under way with a status; half for those at risk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from brmsite.ground.period import add_months
from brmsite.ground.words import english
from brmsite.insight.attainment import Attainment, TargetResults, attained
from brmsite.insight.cadence import Rhythm, Rhythms
from brmsite.insight.commitments import Commitment, Commitments, on_time, timed
from brmsite.insight.contacts import LEVEL_NAMES
from brmsite.insight.coverage import Coverage, Use
from brmsite.insight.funded import Fundings, is_secured
from brmsite.insight.projects import Course, Projects, Standing, on_track
from brmsite.insight.satisfaction import Picture, Satisfaction
from brmsite.insight.signatures import Signatures
from brmsite.insight.structure import Structure
from brmsite.insight.survey_results import SurveyResult, latest_of, pooled
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common, Level
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.settings import HealthSettings, Settings

PartName = Literal[
    "attainment",
    "satisfaction",
    "engagement",
    "commitments",
    "feedback",
    "agreements",
    "projects",
]
"""What the health of a customer is made of."""

PARTS: tuple[PartName, ...] = get_args(PartName)

NOTHING = Fraction(0)
HALF = Fraction(1, 2)
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a figure: `part` of it (the id of an action; empty for the whole record),
    what it `says` in a few words (or none), and whether it `lowers` the figure."""

    record: Record[Common]
    part: str
    says: str
    lowers: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: `counted` of `of`, and the records behind both.

    `of` is 0 where there is no data, and `silence` then says why, in a sentence.
    """

    name: PartName
    weight: Fraction
    counted: Fraction = NOTHING
    of: Fraction = NOTHING
    behind: tuple[Behind, ...] = ()
    silence: str = ""

    @property
    def value(self) -> Fraction | None:
        """From 0 to 100; None without data."""
        return 100 * self.counted / self.of if self.of else None

    @property
    def lowering(self) -> tuple[Behind, ...]:
        """The records for which it is not higher."""
        return tuple(one for one in self.behind if one.lowers)


@dataclass(frozen=True, slots=True)
class CustomerParts:
    """The seven parts of one customer, always all and in one order; `bare` are the uses of vital
    services, in the unit and those below it, that no agreement in force covers."""

    customer: Record[Customer]
    parts: tuple[Part, ...]
    bare: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class HealthParts:
    """The parts of all active customers, by address."""

    by_address: dict[str, CustomerParts]


def derive(
    register: Register,
    structure: Structure,
    settings: Settings,
    attainment: Attainment,
    satisfaction: Satisfaction,
    cadence: Rhythms,
    commitments: Commitments,
    coverage: Coverage,
    funded: Fundings,
    signatures: Signatures,
    projects: Projects,
    as_of: date,
) -> HealthParts:
    """The parts of every active customer on a day, from the facts of that day."""
    owed = _owed(structure, commitments, as_of)
    uses = _uses(register, structure, coverage)
    order = _Order(funded, signatures, as_of)
    lacking = {one.address: order.lacks(one) for one in register.all(Agreement)}
    known = {}
    for customer in register.all(Customer):
        used = tuple(uses.get(customer.address, ()))
        known[customer.address] = _Known(
            attainment.of_customer(customer),
            satisfaction.of_customer(customer),
            cadence.of_customer(customer),
            tuple(owed.get(customer.address, ())),
            used,
            tuple(lacking[term.agreement.address] for use in used for term in use.covered_by),
            projects.of_customer(customer),
        )
    found = register.each_with(known, Customer, _parts, settings.health, as_of)
    return HealthParts({address: one for address, one in found.items() if one is not None})


class _Known(NamedTuple):
    """What is known of one customer and of the units below it. `lacking` has what each agreement
    that covers a use lacks, in their order."""

    results: tuple[TargetResults, ...]
    picture: Picture
    rhythms: tuple[Rhythm, ...]
    owed: tuple[Commitment, ...]
    used: tuple[Use, ...]
    lacking: tuple[str, ...]
    courses: tuple[Course, ...]


def _parts(
    _register: Register,
    customer: Record[Customer],
    known: _Known,
    limits: HealthSettings,
    as_of: date,
) -> CustomerParts | None:
    """The parts of one customer; None where it is not active."""
    if customer.fields.state != "active":
        return None
    parts = (
        _attainment(known.results, limits),
        _satisfaction(known.picture, limits),
        _engagement(known.rhythms, limits, as_of),
        _commitments(known.owed, limits, as_of),
        _feedback(known.picture, limits),
        _agreements(known.used, known.lacking, limits),
        _projects(known.courses, limits),
    )
    bare = (use for use in known.used if use.consumption.vital and not use.covered_by)
    return CustomerParts(customer, parts, tuple(_bare(use) for use in bare))


def _owed(
    structure: Structure, commitments: Commitments, as_of: date
) -> dict[str, list[Commitment]]:
    """What our side should have done by now, by the units that it is owed to and those above."""
    found: dict[str, list[Commitment]] = {}
    above: dict[tuple[Record[Customer], ...], set[str]] = {}
    for one in timed(commitments.all, as_of):
        if one.side == "provider":
            if one.customers not in above:
                above[one.customers] = _above(structure, one.customers)
            for address in above[one.customers]:
                found.setdefault(address, []).append(one)
    return found


def _uses(register: Register, structure: Structure, coverage: Coverage) -> dict[str, list[Use]]:
    """What active units use, by their addresses and those of the units above."""
    found: dict[str, list[Use]] = {}
    for customer in register.all(Customer):
        if customer.fields.state == "active":
            above = _above(structure, (customer,))
            for use in coverage.of_customer(customer):
                # What is used of a service without a record that holds is another fault.
                if use.service is not None:
                    for address in above:
                        found.setdefault(address, []).append(use)
    return found


def _above(structure: Structure, units: Iterable[Record[Customer]]) -> set[str]:
    """The addresses of some units and of all above them."""
    return {above.address for unit in units for above in structure.chain(unit.address)}


# --- Each part -----------------------------------------------------------------------------------


def _attainment(results: tuple[TargetResults, ...], limits: HealthSettings) -> Part:
    weight = Fraction(limits.weights.attainment)
    windows = limits.attainment_windows
    # With 0 windows nothing counts; a list cut at minus nought would be whole.
    found = attained(results if windows else (), windows)
    if not found.judged_weight:
        silence = english("No target of an agreement in force was judged in its latest windows.")
        if not results:
            silence = english("No agreement in force with this customer has targets.")
        return Part("attainment", weight, silence=silence)
    behind = tuple(
        Behind(
            reading.measurement.report,
            "",
            _came_out(one.target.metric, is_missed=reading.outcome == "missed"),
            reading.outcome == "missed",
        )
        for one in results
        for reading in reversed(one.readings[-windows:])
        if reading.measurement is not None and reading.outcome in ("met", "near", "missed")
    )
    return Part(
        "attainment",
        weight,
        Fraction(found.met_weight),
        Fraction(found.judged_weight),
        behind,
    )


# The same is said of every window of a target.
@lru_cache(maxsize=4_096)
def _came_out(metric: str, *, is_missed: bool) -> str:
    if is_missed:
        return english("{metric} missed", metric=metric)
    return english("{metric} met", metric=metric)


def _satisfaction(picture: Picture, limits: HealthSettings) -> Part:
    weight = Fraction(limits.weights.satisfaction)
    told = tuple(one for one in picture.fresh if one.score.is_enough and one.score.tally.of)
    if not told:
        silence = english("No survey of late asked this customer.")
        if picture.fresh:
            silence = english("Too few people answered the surveys of late.")
        return Part("satisfaction", weight, silence=silence)
    asked = _asked(picture, told)
    tally = pooled(asked, asked[0].score.tally.scale, picture.least_answers).tally
    # On 0-10 the score runs from -100 to 100: (NPS + 100) / 2, kept exact.
    is_nps = tally.scale == "0-10"
    counted = tally.good - tally.bad + tally.of if is_nps else tally.good
    behind = tuple(
        Behind(
            one.survey,
            "",
            english("answered until {day}", day=one.ended.isoformat()),
            bool(one.is_below_target),
        )
        for one in asked
    )
    return Part(
        "satisfaction", weight, Fraction(counted), Fraction(tally.of * (1 + is_nps)), behind
    )


def _asked(picture: Picture, told: tuple[SurveyResult, ...]) -> tuple[SurveyResult, ...]:
    """The latest survey of the customer itself; where there is none, those of the units below on
    the scale of the latest of them."""
    latest = latest_of(one for one in told if one in picture.own)
    if latest is not None:
        return (latest,)
    below = latest_of(told)
    scale = below.score.tally.scale if below is not None else "1-5"
    return tuple(one for one in told if one.score.tally.scale == scale)


def _engagement(rhythms: tuple[Rhythm, ...], limits: HealthSettings, as_of: date) -> Part:
    weight = Fraction(limits.weights.engagement)
    by_level: dict[Level, Rhythm] = {}
    for rhythm in rhythms:
        by_level.setdefault(rhythm.cadence.level, rhythm)
    met: list[Fraction] = []
    behind: list[Behind] = []
    for level, rhythm in by_level.items():
        kept = _kept(rhythm, as_of)
        if kept is not None:
            met.append(kept)
            word = _KEPT[kept] if rhythm.last is not None else english("never met")
            where = rhythm.last or rhythm.customer
            says = english("{level}: {state}", level=LEVEL_NAMES[level], state=word)
            behind.append(Behind(where, "", says, kept < WHOLE))
    if met:
        return Part("engagement", weight, sum(met, NOTHING), Fraction(len(met)), tuple(behind))
    silence = english("Its record does not say how often we mean to meet.")
    if rhythms:
        silence = english("We have not met yet, and no first meeting is overdue.")
    return Part("engagement", weight, silence=silence)


_KEPT = {
    WHOLE: english("in time"),
    HALF: english("past the target"),
    NOTHING: english("too long ago"),
}


def _kept(rhythm: Rhythm, as_of: date) -> Fraction | None:
    """How well the rhythm of one level is kept; None where there is nothing to judge yet."""
    if rhythm.last is not None and as_of <= add_months(
        rhythm.last.fields.date, rhythm.cadence.target_months
    ):
        return WHOLE
    if rhythm.due is None or (rhythm.last is None and as_of <= rhythm.due):
        return None
    return HALF if as_of <= rhythm.due else NOTHING


def _commitments(owed: tuple[Commitment, ...], limits: HealthSettings, as_of: date) -> Part:
    weight = Fraction(limits.weights.commitments)
    rate = on_time(owed, as_of)
    if not rate.of:
        silence = english("Nothing that our side promised was done or due of late.")
        return Part("commitments", weight, silence=silence)
    behind = tuple(
        Behind(one.meeting, one.action.id, _due(one), bool(one.days_late)) for one in owed
    )
    return Part("commitments", weight, Fraction(rate.in_time), Fraction(rate.of), behind)


def _due(one: Commitment) -> str:
    if one.status == "Overdue":
        return english("{action}: overdue", action=one.action.text)
    if one.days_late:
        return english("{action}: done late", action=one.action.text)
    return english("{action}: done in time", action=one.action.text)


def _feedback(picture: Picture, limits: HealthSettings) -> Part:
    weight = Fraction(limits.weights.feedback)
    if not picture.cases and not picture.escalations:
        silence = english(
            "No complaint, compliment, suggestion or escalation was ever written down."
        )
        return Part("feedback", weight, silence=silence)
    complaints, raised = picture.complaints.open, picture.open_escalations
    taken = len(complaints) * Fraction(limits.complaint_points)
    taken += len(raised) * Fraction(limits.escalation_points)
    behind = (
        *(Behind(one.feedback, "", english("open complaint"), True) for one in complaints),
        *(Behind(one.escalation, "", english("open escalation"), True) for one in raised),
    )
    return Part("feedback", weight, max(NOTHING, 100 - taken), Fraction(100), behind)


@dataclass(frozen=True, slots=True)
class _Order:
    """Tells whether an agreement in force is in order on a day: funded whole, and signed."""

    funded: Fundings
    signatures: Signatures
    as_of: date

    def lacks(self, agreement: Record[Agreement]) -> str:
        """What is missing, in two words; empty where nothing is."""
        if not self._is_funded(agreement):
            return english("not funded whole")
        return "" if self._is_signed(agreement) else english("not signed")

    def _is_funded(self, agreement: Record[Agreement]) -> bool:
        known = self.funded.of(agreement)
        if known is not None and known.open is not None:
            return not known.open.amount
        # What it costs a year is not said: then any money that was approved will do.
        return any(is_secured(one, self.as_of) for one in agreement.fields.funding)

    def _is_signed(self, agreement: Record[Agreement]) -> bool:
        side = self.signatures.of(agreement)
        if side is None:
            return any(
                one.side == "customer" and one.on <= self.as_of
                for one in agreement.fields.signatures
            )
        decided = any(one.deciding and one.signature.on <= self.as_of for one in side.signatures)
        return decided and not side.uncovered


def _agreements(uses: tuple[Use, ...], lacking: tuple[str, ...], limits: HealthSettings) -> Part:
    weight = Fraction(limits.weights.agreements)
    if not uses:
        silence = english("No record says which services it uses.")
        return Part("agreements", weight, silence=silence)
    behind: list[Behind] = []
    lacks = iter(lacking)
    for use in uses:
        agreements = [(term.agreement, next(lacks)) for term in use.covered_by]
        sound = next((one for one, lack in agreements if not lack), None)
        if sound is not None:
            behind.append(Behind(sound, "", english("in order"), False))
        elif agreements:
            first, lack = agreements[0]
            behind.append(Behind(first, "", lack, True))
        else:
            behind.append(_bare(use))
    counted = sum(not one.lowers for one in behind)
    return Part("agreements", weight, Fraction(counted), Fraction(len(uses)), tuple(behind))


def _bare(use: Use) -> Behind:
    service = use.service.title if use.service is not None else use.consumption.service
    return Behind(use.customer, "", english("no agreement about {service}", service=service), True)


_BY_STANDING: dict[Standing, Fraction] = {"on-track": WHOLE, "at-risk": HALF, "late": NOTHING}
_STANDING_WORDS: dict[Standing, str] = {
    "on-track": english("on track"),
    "at-risk": english("at risk"),
    "late": english("late"),
}


def _projects(courses: tuple[Course, ...], limits: HealthSettings) -> Part:
    weight = Fraction(limits.weights.projects)
    known = on_track(courses).of
    if not known:
        silence = english("No project is under way.")
        if any(course.is_live for course in courses):
            silence = english("No project that is under way has a status.")
        return Part("projects", weight, silence=silence)
    values = [_BY_STANDING[course.standing] for course in known]
    behind = tuple(
        Behind(course.project, "", _STANDING_WORDS[course.standing], value < WHOLE)
        for course, value in zip(known, values, strict=True)
    )
    return Part("projects", weight, sum(values, NOTHING), Fraction(len(known)), behind)
