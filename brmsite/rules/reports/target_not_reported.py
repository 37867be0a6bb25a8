"""A target that should have been measured in the period of a report, and has no line in it.

Why: a promise that is left out of the report is the one that somebody would rather not see there;
`not-measured` with an explanation is honest, and an empty place is not. A line in another report
on the same period will do. A quarterly target is looked for in the report that holds the last day
of the quarter.
Mend: add a line for the target, with the figure or with `measured: not-measured`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.attainment import target_windows
from brmsite.insight.measurements import Measurement, Measurements, added_on
from brmsite.kinds.agreement import Agreement, Target
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, measurements: Measurements) -> Iterator[Finding]:
    """Look at reports that cite the version at hand; all targets that one lacks are one finding."""
    for report in register.all(Report):
        agreement = register.one(Agreement, report.fields.agreement)
        if agreement is None or agreement.fields.version != report.fields.agreement_version:
            continue
        told = {line.target for line in report.fields.lines}
        lacking = [
            index
            for index, target in enumerate(agreement.fields.targets)
            if target.id not in told and _is_due(agreement, index, target, report, measurements)
        ]
        if lacking:
            names = [f"`{agreement.fields.targets[index].id}`" for index in lacking]
            yield Finding(
                report,
                ("lines",),
                f"`lines` has nothing about {listed(names)} of `{agreement.id}`",
                label="a target without a line",
                hint="add a line with the figure, or with `measured: not-measured` and why",
                others=tuple(
                    Elsewhere(agreement, ("targets", index, "id"), "promised here")
                    for index in lacking
                ),
                on="key",
            )


def _is_due(
    agreement: Record[Agreement],
    index: int,
    target: Target,
    report: Record[Report],
    measurements: Measurements,
) -> bool:
    """Whether a whole window of the target ended in the period, and no report has a line for it."""
    period = report.fields.period
    if period.from_ > period.to:
        return False
    begins = max(agreement.fields.term.start, added_on(agreement.fields, index) or date.min)
    windows = target_windows(agreement.fields, target, period.from_, period.to)
    if not windows or windows[-1].start < begins:
        return False
    return not _is_measured(windows[-1].end, measurements.of_target(agreement, target.id))


def _is_measured(day: date, lines: Sequence[Measurement]) -> bool:
    """Whether one of the lines, which are in the order of their last days, is about a day."""
    first = bisect_left(lines, day, key=lambda one: one.report.fields.period.to)
    return any(lines[place].report.fields.period.covers(day) for place in range(first, len(lines)))
