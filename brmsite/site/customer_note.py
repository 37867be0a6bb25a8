"""The one note on a customer's page: what is late with it, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brmsite.ground.words import listed, plural
from brmsite.insight.cases import Case
from brmsite.insight.commitments import Commitment
from brmsite.insight.escalated import Raised
from brmsite.insight.satisfaction import Picture
from brmsite.kinds.person import Person
from brmsite.site.action_items import newest_first
from brmsite.site.naming import Naming
from brmsite.site.shapes import Line, Note, line

LINES = 3
"""How many late things the note names; the sections below have them all."""


def customer_note(naming: Naming, picture: Picture, overdue: Sequence[Commitment]) -> Note | None:
    """What is late: escalations without an answer, complaints, actions; None where nothing is."""
    raised = [one for one in picture.open_escalations if one.days_late]
    complaints = picture.complaints.late
    counted = (
        (len(raised), "escalation without an answer", "escalations without an answer"),
        (len(complaints), "overdue complaint", "overdue complaints"),
        (len(overdue), "overdue action", "overdue actions"),
    )
    said = [plural(number, one, many) for number, one, many in counted if number]
    if not said:
        return None
    lines = tuple(_lines(naming, raised, complaints, newest_first(overdue)))
    return Note("bad", line(listed(said)), lines[:LINES])


def _lines(
    naming: Naming,
    raised: Sequence[Raised],
    complaints: Sequence[Case],
    overdue: Sequence[Commitment],
) -> Iterator[Line]:
    for one in raised:
        late = plural(one.days_late, "day")
        who = naming.one(Person, one.escalation.fields.to)
        yield line(naming.record(one.escalation), f", no answer for {late}, asked of ", who)
    for case in complaints:
        yield line(naming.record(case.feedback), f", {plural(case.days_late, 'day')} late")
    for each in overdue:
        action = naming.here.record(each.meeting, naming.plain(each.action.text), each.action.id)
        who = naming.one(Person, each.action.owner)
        yield line(action, f", {plural(each.days_late, 'day')} late, ", who)
