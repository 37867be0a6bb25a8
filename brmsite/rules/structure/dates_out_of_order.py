"""An end before its start, or another pair of days in the wrong order; also the status of a project
that had not begun.

Why: such a period holds on no day, so the role, term or money in it counts for nothing.
Mend: correct the day that is wrong; often the year was not changed.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.base import Fields
from brmsite.kinds.project import Project
from brmsite.kinds.status import ProjectStatus
from brmsite.kinds.walk import part_at, parts_where
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Compare the days that each model says are in order, in every part of every record."""
    for record in register:
        for part in parts_where(record.fields, _has_days):
            model = type(part.fields)
            for first, second in _ordered(model):
                earlier = _day(part.fields, _attributes(model, first))
                later = _day(part.fields, _attributes(model, second))
                if earlier is not None and later is not None and later < earlier:
                    first_key, second_key = ".".join(first), ".".join(second)
                    yield Finding(
                        record,
                        (*part.path, *second),
                        f"`{second_key}` {later} is before `{first_key}` {earlier}",
                        label="too early",
                        hint="correct the day that is wrong",
                        others=(Elsewhere(record, (*part.path, *first), f"`{first_key}`"),),
                    )
    yield from _before_the_project(register)


def _before_the_project(register: Register) -> Iterator[Finding]:
    for status in register.all(ProjectStatus):
        project = register.one(Project, status.fields.project)
        start = project.fields.start if project is not None else None
        if project is not None and start is not None and status.fields.on < start:
            yield Finding(
                status,
                ("on",),
                f"`on` {status.fields.on} is before the project began on {start}",
                label="too early",
                hint="correct the day that is wrong",
                others=(Elsewhere(project, ("start",), "the project's `start`"),),
            )


def _day(fields: Fields, attributes: tuple[str, ...]) -> date | None:
    """The day that stands there; None where there is none."""
    found: object = fields
    for attribute in attributes:
        if found is not None:
            found = getattr(found, attribute)
    return found if isinstance(found, date) else None


def _has_days(model: type[Fields]) -> bool:
    return bool(model.ORDERED)


@cache
def _attributes(model: type[Fields], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Some keys, each in the part that stands at those before, as names of attributes."""
    found: list[str] = []
    here: type[Fields] | None = model
    for key in keys:
        named = here.model_fields.items() if here is not None else ()
        found.append(next(name for name, field in named if key == (field.alias or name)))
        here = part_at(model, keys[: len(found)])
    return tuple(found)


@cache
def _ordered(model: type[Fields]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The pairs of days of a model, each by its keys."""
    return tuple(
        (tuple(first.split(".")), tuple(second.split("."))) for first, second in model.ORDERED
    )
