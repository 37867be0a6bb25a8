"""An end before its start, or another pair of days in the wrong order.

Why: such a period holds on no day, so the role, term or money in it counts for nothing.
Mend: correct the day that is wrong; often the year was not changed.
"""

from collections.abc import Iterator
from functools import cache

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.base import Fields
from brmsite.kinds.walk import parts
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Compare the days that each model says are in order, in every part of every record."""
    for record in register:
        for part in parts(record.fields):
            for (first, first_key), (second, second_key) in _ordered(type(part.fields)):
                earlier = getattr(part.fields, first)
                later = getattr(part.fields, second)
                if earlier is not None and later is not None and later < earlier:
                    yield Finding(
                        record,
                        (*part.path, second_key),
                        f"`{second_key}` {later} is before `{first_key}` {earlier}",
                        label="too early",
                        hint="correct the day that is wrong",
                        others=(Elsewhere(record, (*part.path, first_key), f"`{first_key}`"),),
                    )


@cache
def _ordered(model: type[Fields]) -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    """The pairs of days of a model, each day by its attribute and its key."""
    attributes = {field.alias or name: name for name, field in model.model_fields.items()}
    return tuple(
        ((attributes[first], first), (attributes[second], second))
        for first, second in model.ORDERED
    )
