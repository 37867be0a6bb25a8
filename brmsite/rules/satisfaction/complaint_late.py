"""A complaint that nobody has acknowledged within two working days, or that is past due.

Working days are Monday to Friday. A complaint without `due` is to be settled within 30 days (both
are settings); one that is resolved and waits for the customer's word is not late. One that is
past due for so long that it must be escalated is told by `complaint-not-escalated` instead.

Why: a complaint is a customer who still talks to us; silence is the answer that is not forgiven.
Mend: tell the customer that we have it and write `acknowledged`; settle it, or agree on a new
`due` with the customer.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.cases import Case, Cases
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "T"


def check(cases: Cases, settings: Settings) -> Iterator[Finding]:
    """Look at all open complaints."""
    limits = settings.satisfaction
    for case in cases.all:
        if case.type != "complaint" or not case.is_open:
            continue
        must_go_up = case.days_late > limits.escalate_days and not case.is_escalated
        if case.days_late and not must_go_up:
            yield _past_due(case)
        elif not case.days_late and not case.is_acknowledged and case.acknowledged_in_time is False:
            yield _not_acknowledged(case)


def _past_due(case: Case) -> Finding:
    due = case.feedback.fields.due
    said = f"was `due` on {due}" if due else f"should have been settled by {case.settle_by}"
    return Finding(
        case.feedback,
        ("due",) if due else ("received",),
        f"the complaint {said} and is `{case.feedback.fields.state}`",
        label=f"{plural(case.days_late, 'day')} late",
        hint="settle it, or agree on a new `due` with the customer",
    )


def _not_acknowledged(case: Case) -> Finding:
    return Finding(
        case.feedback,
        ("received",),
        f"the complaint was `received` on {case.received} and not acknowledged by "
        f"{case.acknowledge_by}",
        label="no answer yet",
        hint="tell the customer that we have it, and write `acknowledged`",
    )
