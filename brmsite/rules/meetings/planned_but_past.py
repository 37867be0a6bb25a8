"""A meeting that is still planned, though its day has passed.

Why: whether it took place, and what was said, is known only to those who were there, and it does
not count as a contact with the customer.
Mend: write the minutes and `state: held`, write `state: cancelled`, or move the day.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.info
CLASS = "T"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Look at every meeting planned."""
    for meeting in register.all(Meeting):
        day = meeting.fields.date
        if meeting.fields.state == "planned" and day < as_of:
            yield Finding(
                meeting,
                ("date",),
                f"the meeting is `planned`, but its `date` was {day}",
                label=f"{plural(days_between(day, as_of), 'day')} ago",
                hint="write `held` and the minutes, or `cancelled`, or move the day",
            )
