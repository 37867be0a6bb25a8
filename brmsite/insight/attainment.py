"""Did we measure and meet what was agreed: every target, window by window, and the sums of it.

A window is a month or a quarter of the calendar, or a year counted from the agreement's start. It
is measured by the report whose period holds its last day. Expected are the whole windows of the
agreement's term that have ended and whose report is due; a window cut off by the start of the
term is asked for by nobody, and counts if it was reported all the same.

Sums count only what there is: met / judged, and measured / expected, never a silence as 0 or 100.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from brmsite.ground.period import ONE_DAY, add_days
from brmsite.ground.windows import Period, windows_ending
from brmsite.insight.measurements import (
    Goal,
    Measurement,
    Measurements,
    Outcome,
    added_on,
    goal_of,
    is_known,
)
from brmsite.insight.structure import Structure
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.kinds.agreement import Agreement, Target, Window
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

MONTHS: dict[Window, int] = {"month": 1, "quarter": 3, "year": 12}

RECENT = 12
"""So many windows, the latest of a target, make up a sparkline and the sums of it."""

MOST = 120
"""So many windows of a target are looked at, the latest ones: ten years of months."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One window of a target; `measurement` is None where no report covers it."""

    window: Period
    measurement: Measurement | None

    @property
    def outcome(self) -> Outcome:
        """How it came out; what nobody reported was not measured."""
        return "not-measured" if self.measurement is None else self.measurement.outcome

    @property
    def figure(self) -> Decimal | None:
        """What was measured; None where nothing was."""
        return None if self.measurement is None else self.measurement.line.figure


@dataclass(frozen=True, slots=True, eq=False)
class TargetResults:
    """One target of an agreement and how it came out in its windows, the oldest first.

    `index` is its place in the agreement's `targets`.
    """

    agreement: Record[Agreement]
    index: int
    target: Target
    goal: Goal
    readings: tuple[Reading, ...]

    @property
    def last(self) -> Reading | None:
        """The latest window; None where nothing was due yet."""
        return self.readings[-1] if self.readings else None

    @property
    def recent(self) -> tuple[Reading, ...]:
        """The last twelve windows, as many as there are."""
        return self.readings[-RECENT:]

    @property
    def weight(self) -> Decimal:
        """How much it counts beside other targets."""
        return Decimal(1) if self.target.weight is None else self.target.weight

    @property
    def misses_running(self) -> int:
        """How many windows running it was missed until now. Windows that were not judged prove
        nothing: they neither count nor end the row."""
        count = 0
        for reading in reversed(self.readings):
            if reading.outcome in ("met", "near"):
                break
            count += reading.outcome == "missed"
        return count


@dataclass(frozen=True, slots=True)
class Attained:
    """A sum of windows: how many were met of those judged, measured of those expected.

    `judged` are the readings that could be judged and `met` those among them that were met;
    `expected` are all that should have been measured and `measured` those among them that were.
    The weights are the sums over `met` and `judged` of how much each target counts.
    """

    met: tuple[Reading, ...]
    judged: tuple[Reading, ...]
    measured: tuple[Reading, ...]
    expected: tuple[Reading, ...]
    met_weight: Decimal
    judged_weight: Decimal

    @property
    def percent(self) -> float | None:
        """Met of judged, each target counting by its weight; None where nothing was judged."""
        return float(100 * self.met_weight / self.judged_weight) if self.judged_weight else None

    @property
    def coverage(self) -> float | None:
        """Measured of expected, in percent; None where nothing was expected."""
        return 100 * len(self.measured) / len(self.expected) if self.expected else None


def attained(results: Iterable[TargetResults], windows: int = RECENT) -> Attained:
    """The sum over some targets, each with its latest `windows`."""
    pairs = [(reading, one.weight) for one in results for reading in one.readings[-windows:]]
    met = [(one, weight) for one, weight in pairs if one.outcome in ("met", "near")]
    judged = [*met, *((one, weight) for one, weight in pairs if one.outcome == "missed")]
    return Attained(
        met=tuple(one for one, _ in met),
        judged=tuple(one for one, _ in judged),
        measured=tuple(one for one, _ in pairs if one.outcome != "not-measured"),
        expected=tuple(one for one, _ in pairs),
        met_weight=sum((weight for _, weight in met), Decimal(0)),
        judged_weight=sum((weight for _, weight in judged), Decimal(0)),
    )


@dataclass(frozen=True, slots=True)
class Attainment:
    """The results of all targets, by the addresses of their agreements.

    `binding` are those of agreements in force on the day: what is owed now. `by_customer` has
    those of a unit and of every unit below it, by the unit's address. `unreported` are, by
    agreement, the windows that no report covers at all although one is due.
    """

    by_agreement: dict[str, tuple[TargetResults, ...]]
    by_customer: dict[str, tuple[TargetResults, ...]]
    binding: tuple[TargetResults, ...]
    unreported: dict[str, tuple[Period, ...]]

    def of_agreement(self, agreement: Record[Agreement]) -> tuple[TargetResults, ...]:
        """The targets of one agreement, in the order of its record."""
        return self.by_agreement.get(agreement.address, ())

    def of_customer(self, customer: Record[Customer]) -> tuple[TargetResults, ...]:
        """What is owed now to a customer and to every unit below it, by agreement."""
        return self.by_customer.get(customer.address, ())


def derive(
    register: Register,
    structure: Structure,
    terms: Terms,
    measurements: Measurements,
    settings: Settings,
    as_of: date,
) -> Attainment:
    """The results of all targets on a day; what was reported later is not yet known."""
    known = {
        agreement.address: _known(agreement, terms, measurements, as_of)
        for agreement in register.all(Agreement)
    }
    grace_days = settings.service_levels.report_grace_days
    found = register.each_with(known, Agreement, _attainment, grace_days, as_of)
    by_agreement = {address: one.targets for address, one in found.items()}
    return Attainment(
        by_agreement,
        _by_customer(register, structure, terms, by_agreement),
        tuple(one for term in terms.in_force for one in by_agreement[term.agreement.address]),
        {address: one.unreported for address, one in found.items()},
    )


class _Known(NamedTuple):
    """What is known of an agreement: its term, the reports on it, and of each of its targets what
    was ever reported."""

    term: AgreementTerm
    reports: tuple[Record[Report], ...]
    lines: tuple[tuple[Measurement, ...], ...]


def _known(
    agreement: Record[Agreement], terms: Terms, measurements: Measurements, as_of: date
) -> _Known:
    reports = (one for one in measurements.reports_on(agreement) if is_known(one, as_of))
    targets = agreement.fields.targets
    lines = (measurements.of_target(agreement, target.id) for target in targets)
    return _Known(terms.of(agreement), tuple(reports), tuple(lines))


class _OfOne(NamedTuple):
    """The targets of one agreement, and the windows that no report covers."""

    targets: tuple[TargetResults, ...]
    unreported: tuple[Period, ...]


def _attainment(
    _register: Register,
    agreement: Record[Agreement],
    known: _Known,
    grace_days: int,
    as_of: date,
) -> _OfOne:
    looked_at = _Looked(
        agreement,
        *_days(known.term, known.reports, as_of),
        add_days(as_of, -grace_days),
        frozenset(report.address for report in known.reports),
    )
    targets = tuple(_results(looked_at, index, lines) for index, lines in enumerate(known.lines))
    return _OfOne(targets, _unreported(targets, known.reports))


@dataclass(frozen=True, slots=True)
class _Looked:
    """An agreement, the days from `first` to `last` on which it held, the day up to which the
    windows that ended before it are due, and the addresses of the reports that are known."""

    agreement: Record[Agreement]
    first: date
    last: date
    due_before: date
    known: frozenset[str]


def _days(term: AgreementTerm, known: tuple[Record[Report], ...], as_of: date) -> tuple[date, date]:
    """The first and the last day on which the promises held; reversed where they do not hold yet.

    Of a closed agreement the record does not always say when it ended; its last report does.
    """
    start = term.agreement.fields.term.start
    if term.standing in ("draft", "upcoming"):
        return date.max, date.min
    last = min(as_of - ONE_DAY if as_of > date.min else as_of, term.term.end or date.max)
    if term.standing == "closed":
        last = min(last, max((one.fields.period.to for one in known), default=date.min))
    return start, last


def _results(looked_at: _Looked, index: int, lines: tuple[Measurement, ...]) -> TargetResults:
    agreement = looked_at.agreement
    target = agreement.fields.targets[index]
    first = max(looked_at.first, added_on(agreement.fields, index) or date.min)
    windows: tuple[Period, ...] = ()
    if first <= looked_at.last:
        windows = target_windows(agreement.fields, target, first, looked_at.last)
    measured = _measured(windows, looked_at, lines)
    readings = tuple(
        Reading(window, measured.get(window))
        for window in windows
        if window in measured or (window.start >= first and window.end < looked_at.due_before)
    )
    return TargetResults(agreement, index, target, goal_of(target), readings)


def target_windows(
    fields: Agreement, target: Target, first: date, last: date
) -> tuple[Period, ...]:
    """The windows of a target whose last day lies between two days, the oldest first; the first
    of them may have begun before `first`."""
    start = fields.term.start
    counted_from = start if target.window == "year" else start.replace(month=1, day=1)
    return windows_ending(MONTHS[target.window], counted_from, first, last, MOST)


def _measured(
    windows: tuple[Period, ...], looked_at: _Looked, lines: tuple[Measurement, ...]
) -> dict[Period, Measurement]:
    """The line that measures each window: of several reports that hold its last day the one on
    the shortest period, so that a yearly summary does not hide the month."""
    known = sorted(
        (one for one in lines if one.report.address in looked_at.known),
        key=lambda one: (_length(one.report), one.report.fields.period.to, one.report.address),
    )
    found: dict[Period, Measurement] = {}
    ends = [window.end for window in windows]
    for one in known:
        period = one.report.fields.period
        for place in range(bisect_left(ends, period.from_), bisect_right(ends, period.to)):
            found.setdefault(windows[place], one)
    return found


def _length(report: Record[Report]) -> int:
    return (report.fields.period.to - report.fields.period.from_).days


def _unreported(
    results: tuple[TargetResults, ...], known: tuple[Record[Report], ...]
) -> tuple[Period, ...]:
    """The windows of an agreement, of whatever length, whose last day no report covers.

    What ended before the first report is not asked for: nobody measures the past. Where there is
    no report at all, everything is.
    """
    since = min((one.fields.period.from_ for one in known), default=date.min)
    silent = {
        reading.window
        for one in results
        for reading in one.readings
        if reading.measurement is None and reading.window.end >= since
    }
    covered = [Period(one.fields.period.from_, one.fields.period.to) for one in known]
    ends = _covered({window.end for window in silent}, covered)
    return tuple(sorted(window for window in silent if window.end not in ends))


def _covered(days: set[date], periods: list[Period]) -> set[date]:
    """The days that lie in one of the periods."""
    ordered = sorted(days)
    found: set[date] = set()
    for period in periods:
        found.update(
            ordered[bisect_left(ordered, period.start) : bisect_right(ordered, period.end)]
        )
    return found


def _by_customer(
    register: Register,
    structure: Structure,
    terms: Terms,
    by_agreement: dict[str, tuple[TargetResults, ...]],
) -> dict[str, tuple[TargetResults, ...]]:
    """What is owed to each unit and those below it: each unit's own, handed up the tree."""
    found: dict[str, list[TargetResults]] = {}
    for term in terms.in_force:
        results = by_agreement[term.agreement.address]
        customer = register.one(Customer, term.agreement.fields.customer)
        if customer is not None and results:
            for unit in structure.chain(customer.address):
                found.setdefault(unit.address, []).extend(results)
    return {address: tuple(results) for address, results in found.items()}


# --- As plain data -------------------------------------------------------------------------------


def about(attainment: Attainment, record: Record[Common]) -> dict[str, Any]:
    """How the targets of an agreement, or all that is owed to a customer, came out."""
    results = attainment.by_agreement.get(record.address)
    if results is None:
        results = attainment.by_customer.get(record.address)
    if not results:
        return {}
    return {"targets": [_plain(one) for one in results], **_sums(attained(results))}


def _plain(one: TargetResults) -> dict[str, Any]:
    last = one.last
    figure = last.figure if last is not None else None
    measurement = last.measurement if last is not None else None
    return {
        "target": f"{one.agreement.address}#{one.target.id}",
        "window_end": last.window.end.isoformat() if last is not None else None,
        "measured": None if figure is None else str(figure),
        "outcome": last.outcome if last is not None else None,
        "report": measurement.report.address if measurement is not None else None,
        "misses_running": one.misses_running,
    }


def _sums(found: Attained) -> dict[str, Any]:
    return {
        "met": len(found.met),
        "judged": len(found.judged),
        "attainment_percent": found.percent,
        "measured": len(found.measured),
        "expected": len(found.expected),
    }
