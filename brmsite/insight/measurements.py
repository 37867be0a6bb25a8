"""Every line of every service level report, held against what the agreement promises.

Met is: measured, operator, target. For a target that only a share of the cases must meet, the
share that met it is measured, and held against the share that was promised.

What was promised at the time is known only as far as the agreement's record tells: a figure from
before an amendment that changed the target is not judged by what holds now.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from brmsite.ground.money import grouped
from brmsite.kinds.agreement import Agreement, Operator, Target
from brmsite.kinds.base import Common
from brmsite.kinds.report import Report, ReportLine
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Outcome = Literal["missed", "near", "met", "not-measured", "not-judged"]
"""How a promise came out. `near` is met with little room to spare; `not-judged` was measured, but
what was promised for it is not known."""

PERCENT = ("percent", "%")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measured figure is held against: at least, at most or exactly so much."""

    operator: Operator
    value: Decimal
    unit: str

    def is_met(self, figure: Decimal) -> bool:
        """Whether a figure keeps the promise."""
        if self.operator == ">=":
            return figure >= self.value
        return figure <= self.value if self.operator == "<=" else figure == self.value

    def margin(self, figure: Decimal) -> Decimal:
        """How far a figure is on the right side, in the unit of the goal; negative on the wrong
        one."""
        if self.operator == ">=":
            return figure - self.value
        return self.value - figure if self.operator == "<=" else -abs(figure - self.value)

    def told(self, figure: Decimal) -> str:
        """A figure with the unit of the goal: "98.7 %", "1,250 minutes"."""
        return f"{grouped(figure)} {'%' if self.unit in PERCENT else self.unit}"

    def used(self, figure: Decimal) -> float | None:
        """How much of the room that the goal leaves is used up, in percent; over 100 it is missed.

        For at least so many percent this is the error budget: (100 - measured) / (100 - target).
        For at most so much it is measured / target, for at least so much of anything else
        target / measured. None where the goal leaves no room, or nothing can be divided by.
        """
        if self.operator == "=":
            return None
        if self.operator == "<=":
            part, whole = figure, self.value
        elif self.unit in PERCENT:
            part, whole = 100 - figure, 100 - self.value
        else:
            part, whole = self.value, figure
        return float(100 * part / whole) if part >= 0 and whole > 0 else None


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One line of a report, and what follows from it.

    `index` is its place in the report's `lines`. `target` is None where the agreement has no such
    target, or has no record that holds. `margin` and `used` (percent) are those of the goal; None
    where nothing was measured or it is not judged.
    """

    report: Record[Report]
    index: int
    line: ReportLine
    target: Target | None
    goal: Goal | None
    outcome: Outcome
    margin: Decimal | None
    used: float | None


@dataclass(frozen=True, slots=True)
class Measurements:
    """All lines of reports: by the report's address, and by the agreement's address and the id of
    the target, there in the order of their periods."""

    by_report: dict[str, tuple[Measurement, ...]]
    by_target: dict[tuple[str, str], tuple[Measurement, ...]]
    reports_by_agreement: dict[str, tuple[Record[Report], ...]]

    def of_report(self, report: Record[Report]) -> tuple[Measurement, ...]:
        """The lines of one report, in its order."""
        return self.by_report.get(report.address, ())

    def of_target(self, agreement: Record[Agreement], target: str) -> tuple[Measurement, ...]:
        """What was reported of one target, by period, the oldest first."""
        return self.by_target.get((agreement.address, target), ())

    def reports_on(self, agreement: Record[Agreement]) -> tuple[Record[Report], ...]:
        """The reports on one agreement, by period, the oldest first."""
        return self.reports_by_agreement.get(agreement.address, ())


def derive(register: Register, settings: Settings) -> Measurements:
    """Every line of every report, judged."""
    promises = register.each(Agreement, _promises)
    agreement_of = register.each(Report, _agreement_of)
    promised = {
        report: promises[agreement] if agreement else {}
        for report, agreement in agreement_of.items()
    }
    near = settings.service_levels.near_pct
    by_report = register.each_with(promised, Report, _judged_lines, near)
    by_target: dict[tuple[str, str], list[Measurement]] = {}
    by_agreement: dict[str, list[Record[Report]]] = {}
    for report in sorted(register.all(Report), key=_by_period):
        agreement = agreement_of[report.address]
        if agreement:
            by_agreement.setdefault(agreement, []).append(report)
            for one in by_report[report.address]:
                by_target.setdefault((agreement, one.line.target), []).append(one)
    return Measurements(
        by_report,
        {place: tuple(found) for place, found in by_target.items()},
        {address: tuple(found) for address, found in by_agreement.items()},
    )


def _agreement_of(register: Register, report: Record[Report]) -> str:
    """The address of the agreement that a report is about; empty where no record holds it."""
    agreement = register.one(Agreement, report.fields.agreement)
    return agreement.address if agreement is not None else ""


def about(measurements: Measurements, record: Record[Common]) -> dict[str, Any]:
    """How the lines of a report came out, as plain data."""
    lines = [
        {
            "target": one.line.target,
            "outcome": one.outcome,
            "margin": None if one.margin is None else str(one.margin),
            "room_used_percent": None if one.used is None else round(one.used, 1),
        }
        for one in measurements.by_report.get(record.address, ())
    ]
    return {"lines": lines} if lines else {}


def _by_period(report: Record[Report]) -> tuple[date, date, str]:
    return report.fields.period.to, report.fields.period.from_, report.address


def is_known(report: Record[Report], as_of: date) -> bool:
    """Whether a report can be read on a day: its period has ended, and it was not sent later."""
    published = report.fields.published
    return report.fields.period.to <= as_of and (published is None or published <= as_of)


def goal_of(target: Target) -> Goal:
    """What the measured figure of a target is held against."""
    if target.share_pct is not None:
        return Goal(">=", target.share_pct, "percent")
    return Goal(target.operator, target.value, target.unit)


# --- What was promised when ----------------------------------------------------------------------

_TARGETS = re.compile(r"targets(?:\[(?P<which>[^\]]+)\](?:\.(?P<key>[a-z_]+))?)?\Z")
"""How an amendment names what it changed: `targets`, `targets[0]`, `targets[t1].value`."""

_GOAL_KEYS = (None, "operator", "value", "unit", "share_pct")


@dataclass(frozen=True, slots=True)
class _Promise:
    """A target, and the day from which it is promised as it stands now; None: from the start."""

    target: Target
    since: date | None


def _promises(_register: Register, agreement: Record[Agreement]) -> dict[str, _Promise]:
    """The targets of an agreement by id; of two with one id the first."""
    fields = agreement.fields
    found: dict[str, _Promise] = {}
    for index, target in enumerate(fields.targets):
        days = list(_amended(fields, index))
        found.setdefault(target.id, _Promise(target, max((day for day, _ in days), default=None)))
    return found


def added_on(fields: Agreement, index: int) -> date | None:
    """The day from which an amendment made a whole target part of the agreement; None where it
    was there from the start."""
    days = [day for day, key in _amended(fields, index) if key == "whole"]
    return max(days, default=None)


def _amended(fields: Agreement, index: int) -> list[tuple[date, Literal["whole", "part"]]]:
    """The days from which amendments of the goal of a target hold, and how much each changed."""
    names = (str(index), fields.targets[index].id)
    found: list[tuple[date, Literal["whole", "part"]]] = []
    for amendment in fields.amendments:
        for name in amendment.fields:
            said = _TARGETS.match(name)
            if said is None or said["which"] not in (None, *names):
                continue
            if said["key"] in _GOAL_KEYS:
                is_whole = said["which"] is not None and said["key"] is None
                found.append((amendment.effective, "whole" if is_whole else "part"))
    return found


# --- Judging -------------------------------------------------------------------------------------


def _judged_lines(
    _register: Register,
    report: Record[Report],
    promised: dict[str, _Promise],
    near_percent: Decimal,
) -> tuple[Measurement, ...]:
    near = float(near_percent)
    return tuple(
        _judged(report, index, line, promised.get(line.target), near)
        for index, line in enumerate(report.fields.lines)
    )


def _judged(
    report: Record[Report], index: int, line: ReportLine, promise: _Promise | None, near: float
) -> Measurement:
    target = promise.target if promise is not None else None
    figure = line.figure
    if figure is None:
        return Measurement(report, index, line, target, None, "not-measured", None, None)
    then = report.fields.period.to
    if promise is None or (promise.since is not None and then < promise.since):
        return Measurement(report, index, line, target, None, "not-judged", None, None)
    goal = goal_of(promise.target)
    used = goal.used(figure)
    outcome: Outcome = "missed"
    if goal.is_met(figure):
        outcome = "near" if used is not None and used >= near else "met"
    return Measurement(report, index, line, target, goal, outcome, goal.margin(figure), used)
