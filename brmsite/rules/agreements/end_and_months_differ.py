"""A written `end` that is not the day to which `start` and `months` lead.

The written end wins: it is the last day of the first term, and renewals count from the day after
it. A period that starts on the 15th ends on the 14th, one that starts on the 1st ends with the
month before. Agreements that are over are left alone: their end may have been set to the day on
which they really ended.

Why: one of the two is a mistake, and a notice date counted from the wrong one is wrong, too.
Mend: leave out whichever is redundant; usually `months` is what was agreed.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import end_of_period
from brmsite.ground.words import plural
from brmsite.insight.terms import CLOSED
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Compare `end` with `start` and `months` wherever both are written."""
    for agreement in register.all(Agreement):
        term = agreement.fields.term
        if agreement.fields.state in CLOSED or term.end is None or term.months is None:
            continue
        counted = end_of_period(term.start, term.months)
        if term.end != counted:
            yield Finding(
                agreement,
                ("term", "end"),
                f"`end` is {term.end}, but {plural(term.months, 'month')} from {term.start} "
                f"end on {counted}",
                label="counts as the end of the first term",
                hint="leave out `end` or `months`, whichever was not agreed",
                others=(Elsewhere(agreement, ("term", "months"), f"ends on {counted}"),),
            )
