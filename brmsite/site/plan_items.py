"""Objectives and plans as entries of lists: what is to be reached by when, and what supports it."""

from __future__ import annotations

from datetime import date

from brmsite.ground.words import plural
from brmsite.insight.objectives import Aim, ObjectiveCoverage, Standing
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day
from brmsite.site.shapes import Aside, Item, Line, Piece, Tag, Text, line
from brmsite.site.status import objective_tag, plan_tag, support_tag

_SUPPORTED: tuple[tuple[Standing, str], ...] = (
    ("live", "supported by "),
    ("planned", "may come: "),
    ("over", "has ended: "),
    ("named", "named: "),
)


def objective_item(naming: Naming, aim: Aim, *, plan: bool = True, id: str = "") -> Item:
    """One objective; with `plan` its title leads to its plan, and the customer is named."""
    objective = aim.objective
    title: Piece = Text(objective.statement)
    remarks: list[Line] = []
    if plan:
        title = naming.here.record(aim.plan, objective.statement, objective.id)
        if aim.customer is not None:
            remarks.append((naming.here.record(aim.customer, naming.titles.of(aim.customer)),))
    else:
        remarks.append(line(Aside(objective.id)))
    if objective.target is not None:
        remarks.append(line(f"target: {objective.target}"))
    if not plan and objective.measure is not None:
        remarks.append(line(objective.measure))
    if objective.due is not None:
        late = f" ({plural(-(aim.days_left or 0), 'day')} late)" if aim.is_late else ""
        remarks.append(line("due ", day(objective.due), late))
    remarks += support_lines(naming, aim)
    return Item((title,), tuple(remarks), _tags(aim), id=id)


def support_lines(naming: Naming, aim: Aim) -> tuple[Line, ...]:
    """What supports an objective: what works first, then what may come, what has ended."""
    found: list[Line] = []
    for standing, words in _SUPPORTED:
        alike = [support for support in aim.supports if support.standing == standing]
        if alike:
            found.append(line(words, *joined(naming.at(each.written) for each in alike)))
    if not found and aim.objective.state == "open":
        found.append(line("nothing supports it"))
    return tuple(found)


def plan_item(naming: Naming, plan: Record[CustomerPlan], as_of: date) -> Item:
    """One plan: its time, and where the day lies in it."""
    period = plan.fields.period
    return Item(
        (naming.here.record(plan, naming.titles.of(plan)),),
        (line(day(period.from_), " to ", day(period.to)),),
        (plan_tag(plan, as_of),),
    )


def coverage_words(found: ObjectiveCoverage) -> str:
    """The figure with what it is made of: "7 of 9"; said in words where there is nothing."""
    return f"{len(found.supported):,} of {len(found.of):,}" if found.of else "No objectives"


def _tags(aim: Aim) -> tuple[Tag, ...]:
    """How far it has come; for one that is late also whether anything supports it."""
    tag = objective_tag(aim)
    return (tag, support_tag(aim)) if aim.is_late and not aim.is_supported else (tag,)
