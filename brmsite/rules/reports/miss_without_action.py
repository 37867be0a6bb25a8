"""A missed target without an improvement action.

Why: a miss that nothing follows from is a miss that comes again; the customer reads the figure,
and asks what is done about it. The action is named in the line, or it is an action of a meeting
that `improves` the target and was not closed before the period began.
Mend: agree on an action in a meeting, and name it in the line: `action: meetings/...#a1`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import grouped
from brmsite.insight.improvements import Improvements
from brmsite.insight.measurements import Goal, Measurement, Measurements
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(
    register: Register, measurements: Measurements, improvements: Improvements
) -> Iterator[Finding]:
    """Look at every line that was missed."""
    for report in register.all(Report):
        agreement = register.one(Agreement, report.fields.agreement)
        if agreement is None:
            continue
        begin = report.fields.period.from_
        for one in measurements.of_report(report):
            if one.outcome != "missed" or one.line.action is not None or one.goal is None:
                continue
            if not improvements.since(agreement, one.line.target, begin):
                yield _finding(agreement, one, one.goal)


def _finding(agreement: Record[Agreement], missed: Measurement, goal: Goal) -> Finding:
    words = {">=": "at least", "<=": "at most", "=": "exactly"}
    promised = f"{words[goal.operator]} {grouped(goal.value)} {goal.unit}"
    targets = [target.id for target in agreement.fields.targets]
    place = ("targets", targets.index(missed.line.target), "value")
    return Finding(
        missed.report,
        ("lines", missed.index, "measured"),
        f"`{missed.line.target}` was missed with `{missed.line.measured}`, and nothing is done "
        "about it",
        label=f"promised: {promised}",
        hint="agree on an action, and name it in the line: `action: meetings/...#a1`",
        others=(Elsewhere(agreement, place, "promised here"),),
    )
