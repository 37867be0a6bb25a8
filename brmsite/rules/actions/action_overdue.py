"""An action that is past its due day and still open.

An action that was carried over is told once, in the latest minutes that have it.

Why: a promise made in a meeting is kept, or moved before it is broken.
Mend: close the action with its outcome, or agree on a new day in the next meeting.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.commitments import Commitments
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(commitments: Commitments) -> Iterator[Finding]:
    """Look at all open actions of meetings."""
    for commitment in commitments.with_status("Overdue"):
        action = commitment.action
        if action.is_open and action.closed is not None:
            continue  # told as open-but-closed
        carried = f", carried over {plural(commitment.carried, 'time')}"
        yield Finding(
            commitment.meeting,
            ("actions", commitment.index, "due"),
            f"action `{action.id}` of `{action.owner}` was `due` on {action.due} and is not closed",
            label=f"{plural(commitment.days_late, 'day')} late"
            + (carried if commitment.carried else ""),
            hint="close it with its outcome, or agree on a new day",
        )
