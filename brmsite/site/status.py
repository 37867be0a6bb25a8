"""How things stand, as the tags that pages show: one word and one tone for each, said once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.commitments import Status
from brmsite.insight.terms import AgreementTerm, Standing
from brmsite.kinds.customer import CustomerState
from brmsite.kinds.meeting import Meeting, MeetingState
from brmsite.kinds.service import ServiceState
from brmsite.register.register import Record
from brmsite.site.shapes import Cell, Tag

_STANDINGS: Mapping[Standing, Tag] = {
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

STANDINGS: tuple[Standing, ...] = tuple(_STANDINGS)
"""How agreements can stand, the most urgent first."""

PROPOSED = Tag("Proposed", "info")
"""A draft that lies with the other side."""

_ACTIONS: Mapping[Status, Tag] = {
    "Overdue": Tag("Overdue", "bad"),
    "Due soon": Tag("Due soon", "warn"),
    "Open": Tag("Open", "info"),
    "Done": Tag("Done", "ok"),
    "Cancelled": Tag("Cancelled", "mute"),
}

_ORDER = tuple(_ACTIONS)
"""How actions can stand, the most urgent first."""

_MEETINGS: Mapping[MeetingState, Tag] = {
    "planned": Tag("Planned", "info"),
    "held": Tag("Held", "ok"),
    "cancelled": Tag("Cancelled", "mute"),
}

NOT_WRITTEN_UP = Tag("Not written up", "warn")
"""A meeting whose day has passed and that is still planned."""

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


def standing_tag(standing: Standing) -> Tag:
    """How an agreement stands on the as-of date."""
    return _STANDINGS[standing]


def agreement_tag(term: AgreementTerm) -> Tag:
    """How an agreement stands on the as-of date; a draft that was sent out is `Proposed`."""
    is_proposed = term.agreement.fields.state == "proposed"
    return PROPOSED if is_proposed else standing_tag(term.standing)


def agreement_cell(term: AgreementTerm) -> Cell:
    """How an agreement stands, for a table: it sorts the most urgent first."""
    return Cell((agreement_tag(term),), str(STANDINGS.index(term.standing)))


def action_tag(status: Status) -> Tag:
    """How an action stands on the as-of date."""
    return _ACTIONS[status]


def action_cell(status: Status) -> Cell:
    """How an action stands, for a table: it sorts the most urgent first."""
    return Cell((action_tag(status),), str(_ORDER.index(status)))


def meeting_tag(meeting: Record[Meeting], as_of: date) -> Tag:
    """How a meeting stands: a planned one whose day has passed was not written up."""
    fields = meeting.fields
    if fields.state == "planned" and fields.date < as_of:
        return NOT_WRITTEN_UP
    return _MEETINGS[fields.state]
