"""How much work there was, against the limits that the agreements set: use = actual / upper."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from brmsite.insight.measurements import is_known
from brmsite.kinds.agreement import Agreement, WorkloadLimit
from brmsite.kinds.base import Common
from brmsite.kinds.report import Report, WorkloadLine
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

UseLevel = Literal["above", "near", "within", "unlimited"]
"""Where a use stands: above the limit, so near that it should be talked about, within it."""


@dataclass(frozen=True, slots=True, eq=False)
class WorkloadUse:
    """One workload figure of a report.

    `index` is its place in the report's `workload`. `limit` is None where the agreement names no
    such measure; `percent` (of the upper limit) is None where there is no upper limit.
    """

    report: Record[Report]
    index: int
    line: WorkloadLine
    limit: WorkloadLimit | None
    percent: float | None
    level: UseLevel


@dataclass(frozen=True, slots=True)
class Workload:
    """All workload figures: by the addresses of reports, and of agreements, there by period."""

    by_report: dict[str, tuple[WorkloadUse, ...]]
    by_agreement: dict[str, tuple[WorkloadUse, ...]]

    def of_report(self, report: Record[Report]) -> tuple[WorkloadUse, ...]:
        """The figures of one report, in its order."""
        return self.by_report.get(report.address, ())

    def of_agreement(self, agreement: Record[Agreement]) -> tuple[WorkloadUse, ...]:
        """All figures reported on one agreement, by period, the oldest first."""
        return self.by_agreement.get(agreement.address, ())

    def latest(self, agreement: Record[Agreement], as_of: date) -> tuple[WorkloadUse, ...]:
        """The last figure of each measure that is known on a day, in the order of the reports."""
        known = (use for use in self.of_agreement(agreement) if is_known(use.report, as_of))
        return tuple({use.line.measure.casefold(): use for use in known}.values())


def derive(register: Register, settings: Settings) -> Workload:
    """Every workload figure of every report."""
    by_report: dict[str, tuple[WorkloadUse, ...]] = {}
    by_agreement: dict[str, list[WorkloadUse]] = {}
    alert = float(settings.service_levels.near_pct)
    reports = sorted(register.all(Report), key=lambda one: (one.fields.period.to, one.address))
    for report in reports:
        agreement = register.one(Agreement, report.fields.agreement)
        limits = agreement.fields.workload_limits if agreement is not None else ()
        by_measure = {limit.measure.casefold(): limit for limit in reversed(limits)}
        uses = tuple(
            _use(report, index, line, by_measure.get(line.measure.casefold()), alert)
            for index, line in enumerate(report.fields.workload)
        )
        by_report[report.address] = uses
        if agreement is not None:
            by_agreement.setdefault(agreement.address, []).extend(uses)
    return Workload(by_report, {address: tuple(uses) for address, uses in by_agreement.items()})


def about(workload: Workload, record: Record[Common]) -> dict[str, Any]:
    """How much work a report counts against the limits, as plain data."""
    uses = [
        {
            "measure": use.line.measure,
            "actual": str(use.line.actual),
            "percent_of_limit": None if use.percent is None else round(use.percent, 1),
            "level": use.level,
        }
        for use in workload.by_report.get(record.address, ())
    ]
    return {"uses": uses} if uses else {}


def _use(
    report: Record[Report],
    index: int,
    line: WorkloadLine,
    limit: WorkloadLimit | None,
    alert: float,
) -> WorkloadUse:
    upper = limit.upper if limit is not None else None
    if limit is None or upper is None:
        return WorkloadUse(report, index, line, limit, None, "unlimited")
    percent = float(100 * line.actual / upper) if upper else None
    alert_at = alert if limit.alert_at_pct is None else float(limit.alert_at_pct)
    level: UseLevel = "within"
    if line.actual > upper:
        level = "above"
    elif percent is not None and percent >= alert_at:
        level = "near"
    return WorkloadUse(report, index, line, limit, percent, level)
