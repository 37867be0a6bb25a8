"""Two parts of one record under one name: targets or actions with the same id, two lines of a
report for one target, two milestones of one name.

Why: whatever refers to the name finds only one of them, and what is reckoned from them counts one
twice or the other never. An id is unique in the whole record, since `meetings/m1#a1` names both
actions and decisions.
Mend: give one of the two another id, or join what was written twice.
"""

from collections.abc import Iterator
from functools import cache

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.base import Fields
from brmsite.kinds.walk import DataPath, parts_where
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every part of every record that has a name; the first of two keeps it."""
    for record in register:
        first: dict[tuple[DataPath, str], DataPath] = {}
        for part in parts_where(record.fields, _has_keys):
            for key in _keys(type(part.fields)) if part.path else ():
                name = str(getattr(part.fields, key))
                scope = () if key == "id" else part.path[:-1]
                path = (*part.path, key)
                held = first.setdefault((scope, name.casefold()), path)
                if held == path:
                    continue
                yield Finding(
                    record,
                    path,
                    f"`{key}` is `{name}`, as of another part of the record",
                    label="named again",
                    hint="give it an id of its own"
                    if key == "id"
                    else "join the two, or correct the one that is wrong",
                    others=(Elsewhere(record, held, "the first of that name"),),
                )


def _has_keys(model: type[Fields]) -> bool:
    return bool(_keys(model))


@cache
def _keys(model: type[Fields]) -> tuple[str, ...]:
    """The keys by which a part is named: its id, and what else is its own in a list."""
    names = ("id", model.ALONE_BY)
    return tuple(name for name in names if name in model.model_fields)
