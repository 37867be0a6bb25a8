"""An action that is done or cancelled, but does not say when or with what outcome.

Why: nobody can tell later whether it was done in time, what came of it, or why it was dropped.
Mend: write `closed` and `outcome`; in the body of minutes, end the task with
`closed 2026-04-02: delivered in March`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at all actions of meetings that are no longer open."""
    for meeting in register.all(Meeting):
        for index, action in enumerate(meeting.fields.actions):
            if action.is_open or (action.closed and action.outcome):
                continue
            fields = {"closed": action.closed, "outcome": action.outcome}
            missing = [f"`{name}`" for name, value in fields.items() if value is None]
            verb = "is" if len(missing) == 1 else "are"
            yield Finding(
                meeting,
                ("actions", index, "state"),
                f"action `{action.id}` is `{action.state}`, but {listed(missing)} {verb} missing",
                label="closed, but how?" if action.closed else "closed, but when?",
                hint="write the day and what came of it; in a body: `closed 2026-04-02: outcome`",
            )
