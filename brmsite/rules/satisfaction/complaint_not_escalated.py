"""A complaint that is past due for more than 14 days and was not taken to a higher level.

The days are a setting. A complaint is escalated by its state, by its `escalation`, or by an
escalation that names it as its `origin`.

Why: what one level could not settle in time it will not settle by waiting; the next one must know.
Mend: add a record under `records/escalations` with the complaint as its `origin`, or settle it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.cases import Cases
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.error
CLASS = "T"


def check(cases: Cases, settings: Settings) -> Iterator[Finding]:
    """Look at the complaints that are long past due."""
    for case in cases.all:
        if case.days_late > settings.satisfaction.escalate_days and not case.is_escalated:
            due = case.feedback.fields.due
            yield Finding(
                case.feedback,
                ("due",) if due else ("received",),
                f"the complaint is {case.days_late} days past due and was not escalated",
                label=f"to be settled by {case.settle_by}",
                hint=f"escalate it, with `origin: {case.feedback.address}`, or settle it",
            )
