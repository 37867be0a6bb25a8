"""Actions as entries of a list: what, by when, who, for whom, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.commitments import Commitment
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day, sentence
from brmsite.site.shapes import Item, Line, line
from brmsite.site.status import action_tag


def action_item(
    naming: Naming, one: Commitment, *, owner: bool = True, customers: bool = True
) -> Item:
    """One action, its title a link to the minutes it stands in."""
    action = one.action
    title = naming.here.record(one.meeting, naming.plain(action.text), action.id)
    words = _("Due {day}")
    if one.is_open and one.days_late:
        words = counted(one.days_late, "Due {day} ({n} day late)", "Due {day} ({n} days late)")
    remarks: list[Line] = [sentence(words, day=day(action.due))]
    if owner:
        name = line(action.owner) if one.owner is None else (naming.here.record(one.owner),)
        remarks.append(name)
    if customers and one.customers:
        remarks.append(joined(map(naming.record, one.customers)))
    if one.carried:
        times = counted(one.carried, "carried over {n} time", "carried over {n} times")
        remarks.append(line(times))
    return Item((title,), tuple(remarks), (action_tag(one.status),))


def newest_first(overdue: Sequence[Commitment]) -> list[Commitment]:
    """Overdue actions as one can still mend them: what has just slipped, before old junk."""
    return sorted(overdue, key=lambda one: (one.days_late, one.meeting.address, one.index))
