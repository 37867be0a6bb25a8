"""An action that is open although three meetings of its series have carried it over.

Carried over is an open action whose id the next meeting has again with the same text, or with the
same owner and due day.

Why: what is carried from meeting to meeting is either not wanted or not possible; the minutes only
hide it.
Mend: do it, give it to somebody who can, or cancel it and say why.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.carried import CarriedActions
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"

MOST = 3
"""How many meetings may carry an action over before it is told."""


def check(register: Register, carried: CarriedActions) -> Iterator[Finding]:
    """Look at the open actions of every meeting, where the latest minutes have them."""
    for meeting in register.all(Meeting):
        if meeting.fields.state == "cancelled":
            continue
        for index, action in enumerate(meeting.fields.actions):
            past = carried.past(meeting, index)
            is_latest = (meeting.address, index) not in carried.continued
            if action.is_open and is_latest and past.times >= MOST:
                yield Finding(
                    meeting,
                    ("actions", index, "id"),
                    f"action `{action.id}` of `{action.owner}` is open since {past.raised}, "
                    f"carried over {plural(past.times, 'time')}",
                    label="comes back in every meeting",
                    hint="do it, give it to somebody who can, or cancel it with a reason",
                )
