"""A missed target without an improvement action.

Why: a miss that nothing follows from is a miss that comes again; the customer reads the figure,
and asks what is done about it. The action is named in the line, or it is an action of a meeting
that `improves` the target and was not closed before the period began.
Mend: agree on an action in a meeting, and name it in the line: `action: meetings/...#a1`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import grouped
from brmsite.insight.measurements import Goal, Measurement, Measurements
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, measurements: Measurements) -> Iterator[Finding]:
    """Look at every line that was missed."""
    improved = _improved(register)
    for report in register.all(Report):
        agreement = register.one(Agreement, report.fields.agreement)
        if agreement is None:
            continue
        for one in measurements.of_report(report):
            if one.outcome != "missed" or one.line.action is not None:
                continue
            until = improved.get(f"{agreement.address}#{one.line.target}", date.min)
            if one.goal is not None and until < report.fields.period.from_:
                yield _finding(agreement, one, one.goal)


def _improved(register: Register) -> dict[str, date]:
    """Until when somebody worked on each target: the day on which the last action that improves
    it was closed, the end of time while one is open."""
    found: dict[str, date] = {}
    for meeting in register.all(Meeting):
        if meeting.fields.state == "cancelled":
            continue
        for action in meeting.fields.actions:
            address, _, part = (action.improves or "").partition("#")
            improves = register.find(address)
            if improves is not None and part:
                target = f"{improves.address}#{part}"
                until = date.max if action.closed is None else action.closed
                found[target] = max(found.get(target, date.min), until)
    return found


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
