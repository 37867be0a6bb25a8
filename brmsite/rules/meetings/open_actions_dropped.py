"""An open action of a meeting that the next minutes of its series neither close nor carry on.

Carried on is an action whose id the next meeting has again with the same text, or with the same
owner and due day. Closed is one that says so in its own minutes, whenever that was written.

Why: what the next meeting does not ask for is done by nobody.
Mend: close the action where it stands, or write it into the next minutes again, with its id.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.carried import CarriedActions
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register, carried: CarriedActions) -> Iterator[Finding]:
    """Look at what every meeting held found in the minutes before it; each action once."""
    told: set[tuple[str, int]] = set()
    for meeting in register.all(Meeting):
        previous = carried.previous.get(meeting.address)
        if previous is None or meeting.fields.state != "held":
            continue
        for index, action in enumerate(previous.fields.actions):
            place = previous.address, index
            if not action.is_open or place in carried.continued or place in told:
                continue
            told.add(place)
            yield Finding(
                previous,
                ("actions", index, "id"),
                f"action `{action.id}` is `{action.state}`, but `{meeting.id}` after it says "
                "nothing of it",
                label="neither closed nor carried on",
                hint="close it here, or carry it on there with the same id and text",
                others=(Elsewhere(meeting, ("previous",), "the next minutes"),),
            )
