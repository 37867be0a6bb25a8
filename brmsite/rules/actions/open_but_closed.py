"""An action that is open or in progress, and says on which day it was closed.

Why: it is counted as not done and soon as overdue, though whoever wrote the line says that it is.
Mend: tick the box (`[x]`, or `[~]` for what was dropped; in front matter `state: done`), or take
`closed` and its day out.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at all actions of meetings that are still open."""
    for meeting in register.all(Meeting):
        for index, action in enumerate(meeting.fields.actions):
            if action.is_open and action.closed is not None:
                yield Finding(
                    meeting,
                    ("actions", index, "state"),
                    f"action `{action.id}` is `{action.state}`, but was `closed` on "
                    f"{action.closed}",
                    label="open or closed?",
                    hint="tick the box: `[x]`, or in front matter `state: done`; or leave "
                    "`closed` out",
                    others=(Elsewhere(meeting, ("actions", index, "closed"), "closed here"),),
                )
