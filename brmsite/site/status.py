"""How things stand, as the tags that pages show: one word and one tone for each state, said once."""

from __future__ import annotations

from collections.abc import Mapping

from brmsite.ground.diagnostic import Severity
from brmsite.insight.commitments import Status
from brmsite.insight.terms import AgreementTerm, Standing
from brmsite.kinds.agreement import AgreementState
from brmsite.kinds.customer import CustomerState
from brmsite.kinds.meeting import Meeting, MeetingState, Presence
from brmsite.kinds.service import ServiceState
from brmsite.register.register import Record
from brmsite.site.shapes import Cell, Tag

STANDINGS: Mapping[Standing, Tag] = {
    "notice-passed": Tag("Notice passed", "bad"),
    "past-end": Tag("Past end", "bad"),
    "notice-due": Tag("Notice due", "warn"),
    "rolled-over": Tag("Rolled over", "warn"),
    "notice-given": Tag("Notice given", "info"),
    "in-force": Tag("In force", "ok"),
    "upcoming": Tag("Upcoming", "info"),
    "draft": Tag("Draft", "mute"),
    "closed": Tag("Closed", "mute"),
}
"""Agreements, the most urgent first."""

PROPOSED = Tag("Proposed", "info")
"""A draft that lies with the other side."""

ACTIONS: Mapping[Status, Tag] = {
    "Overdue": Tag("Overdue", "bad"),
    "Due soon": Tag("Due soon", "warn"),
    "Open": Tag("Open", "info"),
    "Done": Tag("Done", "ok"),
    "Cancelled": Tag("Cancelled", "mute"),
}
"""Actions, the most urgent first."""

MEETINGS: Mapping[MeetingState, Tag] = {
    "planned": Tag("Planned", "info"),
    "held": Tag("Held", "ok"),
    "cancelled": Tag("Cancelled", "mute"),
}

NOT_WRITTEN_UP = Tag("Not written up", "warn")
"""A meeting whose day has passed and that is still planned."""

PRESENCE: Mapping[Presence, Tag] = {
    "present": Tag("Present", "ok"),
    "deputy": Tag("Deputy", "ok"),
    "apology": Tag("Apology", "mute"),
    "absent": Tag("Absent", "warn"),
}

CUSTOMERS: Mapping[CustomerState, Tag] = {
    "prospect": Tag("Prospect", "info"),
    "active": Tag("Active", "ok"),
    "dormant": Tag("Dormant", "mute"),
    "former": Tag("Former", "mute"),
}

SERVICES: Mapping[ServiceState, Tag] = {
    "pipeline": Tag("In the pipeline", "info"),
    "live": Tag("Live", "ok"),
    "retired": Tag("Retired", "mute"),
}

SEVERITIES: Mapping[Severity, Tag] = {
    Severity.error: Tag("Error", "bad"),
    Severity.warning: Tag("Warning", "warn"),
    Severity.info: Tag("Info", "info"),
}
"""Findings, the gravest first."""

_PROPOSED: AgreementState = "proposed"


def agreement_tag(term: AgreementTerm) -> Tag:
    """How an agreement stands on the as-of date."""
    if term.agreement.fields.state == _PROPOSED:
        return PROPOSED
    return STANDINGS[term.standing]


def agreement_cell(term: AgreementTerm) -> Cell:
    """How an agreement stands, for a table: it sorts the most urgent first."""
    return Cell((agreement_tag(term),), str(list(STANDINGS).index(term.standing)))


def action_cell(status: Status) -> Cell:
    """How an action stands, for a table: it sorts the most urgent first."""
    return Cell((ACTIONS[status],), str(list(ACTIONS).index(status)))


def meeting_tag(meeting: Record[Meeting], is_past: bool) -> Tag:
    """How a meeting stands; `is_past` says that its day lies before the as-of date."""
    if is_past and meeting.fields.state == "planned":
        return NOT_WRITTEN_UP
    return MEETINGS[meeting.fields.state]
