"""A lower limit above its upper one, or a meeting wanted less often than it must at least be held.

Why: no figure can keep both, so whatever is measured against them is wrong.
Mend: correct the limit that is wrong; often the two were exchanged.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.base import Fields
from brmsite.kinds.walk import parts_where
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Compare the numbers that each model says are in order, in every part of every record."""
    for record in register:
        for part in parts_where(record.fields, _has_limits):
            for lower, upper in part.fields.RISING:
                low, high = getattr(part.fields, lower), getattr(part.fields, upper)
                if low is not None and high is not None and low > high:
                    yield Finding(
                        record,
                        (*part.path, upper),
                        f"`{upper}` {high} is less than `{lower}` {low}",
                        label="too low",
                        hint="correct the one that is wrong",
                        others=(Elsewhere(record, (*part.path, lower), f"`{lower}`"),),
                    )


def _has_limits(model: type[Fields]) -> bool:
    return bool(model.RISING)
