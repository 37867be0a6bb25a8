"""Minutes that nobody has approved two weeks after the meeting.

The days are those of `thresholds.minutes_approval_days` in `brmsite.yaml`.

Why: minutes are believed as long as people remember; later everybody recalls another meeting.
Mend: send them to the customer's side, and write who approved them, and when, under `approved`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.info
CLASS = "T"


def check(register: Register, settings: Settings, as_of: date) -> Iterator[Finding]:
    """Look at the minutes of every meeting held."""
    allowed = settings.thresholds.minutes_approval_days
    for meeting in register.all(Meeting):
        approved = meeting.fields.approved
        is_approved = approved is not None and approved.on <= as_of
        age = days_between(meeting.fields.date, as_of)
        if meeting.fields.state == "held" and not is_approved and age > allowed:
            yield Finding(
                meeting,
                ("date",),
                f"the minutes of {meeting.fields.date} are not approved",
                label=f"{plural(age, 'day')} ago",
                hint="add `approved` with the person and the day",
            )
