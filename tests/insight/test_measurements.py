"""Lines of reports, judged: each row is a promise, a figure, and what follows from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brmsite.insight.measurements import Goal, Measurement, Measurements, Outcome
from brmsite.insight.workload import Workload, WorkloadUse
from brmsite.kinds.report import Report
from brmsite.register.register import Register
from tests.site.pages_of import insight_of

AGREEMENT = """\
title: SLA
number: A1
type: sla
customer: yard
provider: provider
services: [wms]
version: "1"
state: active
term: {{start: 2026-01-01, months: 24, renewal: none}}
funding: []
{more}
targets:
  - {{id: t1, service: wms, metric: m, description: D, {goal}, window: month, method: M}}
"""
REPORT = """\
title: Report
agreement: sla
agreement_version: "1"
period: {from: 2026-02-01, to: 2026-02-28}
prepared_by: eva-holm
"""


def measured(goal: str, figure: str, more: str = "") -> Measurement:
    """The one line of the one report on an agreement with one target."""

    def asked(measurements: Measurements) -> Measurements:
        return measurements

    files = {
        "records/agreements/sla.yaml": AGREEMENT.format(goal=goal, more=more),
        "records/reports/r1.yaml": f"{REPORT}lines: [{{target: t1, measured: {figure}}}]\n",
    }
    (found,) = insight_of(files, date(2026, 6, 15)).ask(asked).by_report["reports/r1"]
    return found


@pytest.mark.parametrize(
    "goal, figure, outcome, margin, used",
    [
        pytest.param('operator: ">=", value: 99.5, unit: percent', "99.8", "met", "0.3", 40.0, id="error budget"),
        pytest.param('operator: ">=", value: 99.5, unit: percent', "99.55", "near", "0.05", 90.0, id="nine tenths of the budget"),
        pytest.param('operator: ">=", value: 99.5, unit: percent', "99.56", "met", "0.06", 88.0, id="a little less"),
        pytest.param('operator: ">=", value: 99.5, unit: percent', "99.50", "near", "0.00", 100.0, id="just met"),
        pytest.param('operator: ">=", value: 99.5, unit: percent', "98.7", "missed", "-0.8", 260.0, id="missed"),
        pytest.param('operator: ">=", value: 100, unit: percent', "100", "met", "0", None, id="no budget at all"),
        pytest.param('operator: ">=", value: 40, unit: calls', "50", "met", "10", 80.0, id="at least so many"),
        pytest.param('operator: ">=", value: 40, unit: calls', "0", "missed", "-40", None, id="none of so many"),
        pytest.param('operator: "<=", value: 4, unit: hours', "2", "met", "2", 50.0, id="at most"),
        pytest.param('operator: "<=", value: 4, unit: hours', "5", "missed", "-1", 125.0, id="more than at most"),
        pytest.param('operator: "<=", value: 0, unit: faults', "0", "met", "0", None, id="at most none"),
        pytest.param('operator: "=", value: 100, unit: percent', "100.0", "met", "0.0", None, id="exactly"),
        pytest.param('operator: "=", value: 10, unit: copies', "11", "missed", "-1", None, id="too many is not exact"),
        pytest.param('operator: "<=", value: 1.5, unit: seconds, share_pct: 95', "96", "met", "1", 80.0, id="a share of the cases"),
        pytest.param('operator: "<=", value: 1.5, unit: seconds, share_pct: 95', "94", "missed", "-1", 120.0, id="too small a share"),
        pytest.param('operator: ">=", value: 99.5, unit: percent', "not-measured", "not-measured", None, None, id="not measured"),
    ],
)  # fmt: skip
def test_a_figure_is_held_against_the_promise(
    goal: str, figure: str, outcome: Outcome, margin: str | None, used: float | None
) -> None:
    found = measured(goal, figure)

    assert found.outcome == outcome
    assert found.margin == (None if margin is None else Decimal(margin))
    assert found.used == (None if used is None else pytest.approx(used))


def amended(effective: str, field: str) -> str:
    return (
        "amendments: [{no: 1, on: 2026-01-20, "
        f"effective: {effective}, summary: S, fields: ['{field}']}}]"
    )


@pytest.mark.parametrize(
    "more, outcome",
    [
        pytest.param(amended("2026-03-01", "targets[0].value"), "not-judged", id="raised later"),
        pytest.param(amended("2026-02-28", "targets[0].value"), "met", id="raised on its last day"),
        pytest.param(amended("2026-03-01", "targets[t1].value"), "not-judged", id="by id"),
        pytest.param(amended("2026-03-01", "targets"), "not-judged", id="all targets"),
        pytest.param(amended("2026-03-01", "targets[1].value"), "met", id="another target"),
        pytest.param(amended("2026-03-01", "targets[0].method"), "met", id="another field"),
        pytest.param(amended("2026-03-01", "term.end"), "met", id="the term"),
    ],
)
def test_what_was_promised_at_another_time_is_not_judged(more: str, outcome: Outcome) -> None:
    assert measured('operator: ">=", value: 99.5, unit: percent', "99.9", more).outcome == outcome


def test_a_goal_keeps_its_figure_exact() -> None:
    goal = Goal(">=", Decimal("99.95"), "percent")

    assert goal.is_met(Decimal("99.95"))
    assert not goal.is_met(Decimal("99.949999999999"))


# --- Workload ------------------------------------------------------------------------------------


def used(limit: str, actual: str) -> WorkloadUse:
    def asked(workload: Workload) -> Workload:
        return workload

    goal = 'operator: ">=", value: 99, unit: percent'
    more = f"workload_limits: [{{measure: Gate moves, {limit}}}]"
    files = {
        "records/agreements/sla.yaml": AGREEMENT.format(goal=goal, more=more),
        "records/reports/r1.yaml": (
            f"{REPORT}lines: []\nworkload: [{{measure: gate moves, actual: {actual}}}]\n"
        ),
    }
    (found,) = insight_of(files, date(2026, 6, 15)).ask(asked).by_agreement["agreements/sla"]
    return found


@pytest.mark.parametrize(
    "limit, actual, percent, level",
    [
        pytest.param("upper: 200", "179", 89.5, "within", id="within"),
        pytest.param("upper: 200", "180", 90.0, "near", id="at nine tenths, where nothing else is said"),
        pytest.param("upper: 200, alert_at_pct: 80", "160", 80.0, "near", id="at its own alert"),
        pytest.param("upper: 200, alert_at_pct: 80", "159", 79.5, "within", id="below its own alert"),
        pytest.param("upper: 200", "200", 100.0, "near", id="at the limit"),
        pytest.param("upper: 200", "201", 100.5, "above", id="above"),
        pytest.param("lower: 10", "5", None, "unlimited", id="no upper limit"),
        pytest.param("upper: 0", "0", None, "within", id="nothing of nothing"),
    ],
)  # fmt: skip
def test_work_is_held_against_its_limit(
    limit: str, actual: str, percent: float | None, level: str
) -> None:
    found = used(limit, actual)

    assert (found.percent, found.level) == (percent, level)


def test_show_tells_how_a_report_came_out() -> None:
    files = {
        "records/agreements/sla.yaml": AGREEMENT.format(
            goal='operator: ">=", value: 99.5, unit: percent',
            more="workload_limits: [{measure: Gate moves, upper: 200}]",
        ),
        "records/reports/r1.yaml": (
            f"{REPORT}lines: [{{target: t1, measured: 98.7}}]\n"
            "workload: [{measure: Gate moves, actual: 201}]\n"
        ),
    }
    insight = insight_of(files, date(2026, 6, 15))

    def asked(register: Register) -> Register:
        return register

    (report,) = insight.ask(asked).all(Report)
    said = insight.about(report)
    assert said["measurements"]["lines"] == [
        {"target": "t1", "outcome": "missed", "margin": "-0.8", "room_used_percent": 260.0}
    ]
    assert said["workload"]["uses"] == [
        {"measure": "Gate moves", "actual": "201", "percent_of_limit": 100.5, "level": "above"}
    ]
