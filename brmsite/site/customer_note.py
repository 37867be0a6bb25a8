"""The one note on a customer's page: what is late with it, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brmsite.insight.cases import Case
from brmsite.insight.commitments import Commitment
from brmsite.insight.escalated import Raised
from brmsite.insight.satisfaction import Picture
from brmsite.kinds.person import Person
from brmsite.site.action_items import newest_first
from brmsite.site.language import Things, counted, listed
from brmsite.site.naming import Naming
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Line, Note, line

LINES = 3
"""How many late things the note names; the sections below have them all."""


LATE = (
    Things("{n} escalation without an answer", "{n} escalations without an answer"),
    Things("{n} overdue complaint", "{n} overdue complaints"),
    Things("{n} overdue action", "{n} overdue actions"),
)
"""What can be late, the worst first."""


def customer_note(naming: Naming, picture: Picture, overdue: Sequence[Commitment]) -> Note | None:
    """What is late: escalations without an answer, complaints, actions; None where nothing is."""
    raised = [one for one in picture.open_escalations if one.days_late]
    complaints = picture.complaints.late
    late = [
        things.said(number)
        for number, things in zip((len(raised), len(complaints), len(overdue)), LATE, strict=True)
        if number
    ]
    if not late:
        return None
    lines = tuple(_lines(naming, raised, complaints, newest_first(overdue)))
    return Note("bad", line(listed(late)), lines[:LINES])


def _lines(
    naming: Naming,
    raised: Sequence[Raised],
    complaints: Sequence[Case],
    overdue: Sequence[Commitment],
) -> Iterator[Line]:
    for one in raised:
        words = counted(
            one.days_late,
            "{escalation}, no answer for {n} day, asked of {person}",
            "{escalation}, no answer for {n} days, asked of {person}",
        )
        who = naming.one(Person, one.escalation.fields.to)
        yield sentence(words, escalation=naming.record(one.escalation), person=who)
    for case in complaints:
        words = counted(case.days_late, "{complaint}, {n} day late", "{complaint}, {n} days late")
        yield sentence(words, complaint=naming.record(case.feedback))
    for each in overdue:
        action = naming.here.record(each.meeting, naming.plain(each.action.text), each.action.id)
        who = naming.one(Person, each.action.owner)
        words = counted(
            each.days_late, "{action}, {n} day late, {person}", "{action}, {n} days late, {person}"
        )
        yield sentence(words, action=action, person=who)
