"""An agreement that does not begin on the day after the one whose place it takes.

Days between the two are found always. An overlap is found as long as the former agreement is still
in force: once it is closed, the successor has taken over, whatever its own term says. An agreement
that goes on until somebody gives notice has no last day yet.

Why: in a gap nothing is promised and nothing paid; in an overlap two promises hold.
Mend: correct `term.start` of the successor or the end of the former agreement, or write that the
former was renewed until then.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.terms import CLOSED, settled_end
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every agreement that supersedes another."""
    for agreement in register.all(Agreement):
        former = register.one(Agreement, agreement.fields.supersedes)
        if former is None or former is agreement:
            continue
        end = settled_end(former.fields.term)
        if end is None:
            continue
        days = days_between(end, agreement.fields.term.start) - 1
        if days > 0:
            yield _finding(agreement, former, end, plural(days, "day") + " without an agreement")
        elif days < 0 and former.fields.state not in CLOSED:
            yield _finding(agreement, former, end, plural(-days, "day") + " with both")


def _finding(
    agreement: Record[Agreement], former: Record[Agreement], end: date, label: str
) -> Finding:
    start = agreement.fields.term.start
    where = "end" if former.fields.term.end else "months"
    return Finding(
        agreement,
        ("term", "start"),
        f"`start` is {start}, but `{former.id}`, which it supersedes, ends on {end}",
        label=label,
        hint="let one begin on the day after the other's last",
        others=(Elsewhere(former, ("term", where), f"the last day is {end}"),),
    )
