"""A meeting that was held, on a day that is still to come.

Why: nobody can hold a meeting tomorrow. It stands under what is coming up, and its actions are
not counted until then: a mistyped year hides them all.
Mend: correct the day, or write `state: planned`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Look at every meeting held."""
    for meeting in register.all(Meeting):
        day = meeting.fields.date
        if meeting.fields.state == "held" and day > as_of:
            yield Finding(
                meeting,
                ("date",),
                f"the meeting was `held`, but its `date` is {day}",
                label=f"in {plural(days_between(as_of, day), 'day')}",
                hint="correct the day, or write `state: planned`",
            )
