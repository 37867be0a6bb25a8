"""Objectives and plans as entries of lists: what is to be reached by when, and what supports it."""

from __future__ import annotations

from datetime import date

from brmsite.insight.objectives import Aim, ObjectiveCoverage, Standing
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day, sentence
from brmsite.site.shapes import Aside, Item, Line, Piece, Tag, Text, line
from brmsite.site.status import objective_tag, plan_tag, support_tag

_SUPPORTED: tuple[tuple[Standing, str], ...] = (
    ("live", N_("supported by {records}")),
    ("planned", N_("may come: {records}")),
    ("over", N_("has ended: {records}")),
    ("named", N_("named: {records}")),
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
        remarks.append(line(_("target: {target}", target=objective.target)))
    if not plan and objective.measure is not None:
        remarks.append(line(objective.measure))
    if objective.due is not None:
        words = _("due {day}")
        if aim.is_late:
            late = -(aim.days_left or 0)
            words = counted(late, "due {day} ({n} day late)", "due {day} ({n} days late)")
        remarks.append(sentence(words, day=day(objective.due)))
    remarks += support_lines(naming, aim)
    return Item((title,), tuple(remarks), _tags(aim), id=id)


def support_lines(naming: Naming, aim: Aim) -> tuple[Line, ...]:
    """What supports an objective: what works first, then what may come, what has ended."""
    found: list[Line] = []
    for standing, words in _SUPPORTED:
        alike = [support for support in aim.supports if support.standing == standing]
        if alike:
            records = joined(naming.at(each.written) for each in alike)
            found.append(sentence(str(words), records=records))
    if not found and aim.objective.state == "open":
        found.append(line(_("nothing supports it")))
    return tuple(found)


def plan_item(naming: Naming, plan: Record[CustomerPlan], as_of: date) -> Item:
    """One plan: its time, and where the day lies in it."""
    period = plan.fields.period
    return Item(
        (naming.here.record(plan, naming.titles.of(plan)),),
        (sentence(_("{day} to {last}"), day=day(period.from_), last=day(period.to)),),
        (plan_tag(plan, as_of),),
    )


def coverage_words(found: ObjectiveCoverage) -> str:
    """The figure with what it is made of: "7 of 9"; said in words where there is nothing."""
    if not found.of:
        return _("No objectives")
    part, whole = figure(len(found.supported)), figure(len(found.of))
    return _("{part} of {whole}", part=part, whole=whole)


def _tags(aim: Aim) -> tuple[Tag, ...]:
    """How far it has come; for one that is late also whether anything supports it."""
    tag = objective_tag(aim)
    return (tag, support_tag(aim)) if aim.is_late and not aim.is_supported else (tag,)
