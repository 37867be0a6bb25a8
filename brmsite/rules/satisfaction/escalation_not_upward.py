"""An escalation that does not go up: to the same or a lower level, or to who raised it.

Why: to escalate is to ask somebody who may decide more; asking around on one's own level, or
oneself, is waiting by another name.
Mend: name a higher `to_level`, and in `to` the one person there who is to answer.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.escalation import LEVELS_UP, Escalation
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at where each escalation comes from and goes."""
    for escalation in register.all(Escalation):
        fields = escalation.fields
        if LEVELS_UP.index(fields.to_level) <= LEVELS_UP.index(fields.from_level):
            same = fields.to_level == fields.from_level
            yield Finding(
                escalation,
                ("to_level",),
                f"`to_level` is `{fields.to_level}`, "
                + ("the level it comes from" if same else f"below `{fields.from_level}`"),
                label="not upward",
                hint="name a higher level, and who is to answer there",
                others=(Elsewhere(escalation, ("from_level",), "from here"),),
            )
        if fields.to == fields.raised_by:
            yield Finding(
                escalation,
                ("to",),
                f"`to` is `{fields.to}`, who raised it",
                label="to nobody else",
                hint="name somebody at the higher level who is to answer",
                others=(Elsewhere(escalation, ("raised_by",), "raised by"),),
            )
