"""How things stand, as the tags that pages show: one word and one tone for each, said once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.attested import Attested, ServiceWorth
from brmsite.insight.audited import Shown
from brmsite.insight.cases import Case
from brmsite.insight.changes import Asked
from brmsite.insight.commitments import Status
from brmsite.insight.cycle import State as CycleState
from brmsite.insight.escalated import Raised
from brmsite.insight.health import Colour
from brmsite.insight.measurements import Outcome
from brmsite.insight.objectives import Aim
from brmsite.insight.projects import Standing as ProjectStanding
from brmsite.insight.survey_results import SurveyResult
from brmsite.insight.terms import AgreementTerm, Standing
from brmsite.insight.wishes import Wish
from brmsite.insight.workload import UseLevel
from brmsite.kinds.attestation import AttestationState
from brmsite.kinds.change import ChangeState, WithinAgreement
from brmsite.kinds.customer import CustomerState
from brmsite.kinds.feedback import FeedbackState
from brmsite.kinds.idea import IdeaState, Verdict
from brmsite.kinds.meeting import Meeting, MeetingState
from brmsite.kinds.plan import CustomerPlan
from brmsite.kinds.requirement import Requirement, RequirementState
from brmsite.kinds.service import ServiceState
from brmsite.kinds.status import Light, RiskState
from brmsite.register.register import Record
from brmsite.site.language import N_, _
from brmsite.site.shapes import Cell, Tag

_STANDINGS: Mapping[Standing, Tag] = {
    "notice-passed": Tag(N_("Notice passed"), "bad"),
    "past-end": Tag(N_("Past end"), "bad"),
    "notice-due": Tag(N_("Notice due"), "warn"),
    "rolled-over": Tag(N_("Rolled over"), "warn"),
    "notice-given": Tag(N_("Notice given"), "info"),
    "in-force": Tag(N_("In force"), "ok"),
    "upcoming": Tag(N_("Upcoming"), "info"),
    "draft": Tag(N_("Draft"), "mute"),
    "closed": Tag(N_("Closed"), "mute"),
}

STANDINGS: tuple[Standing, ...] = tuple(_STANDINGS)
"""How agreements can stand, the most urgent first."""

PROPOSED = Tag(N_("Proposed"), "info")
"""A draft that lies with the other side."""

_ACTIONS: Mapping[Status, Tag] = {
    "Overdue": Tag(N_("Overdue"), "bad"),
    "Due soon": Tag(N_("Due soon"), "warn"),
    "Open": Tag(N_("Open"), "info"),
    "Done": Tag(N_("Done"), "ok"),
    "Cancelled": Tag(N_("Cancelled"), "mute"),
}

_ORDER = tuple(_ACTIONS)
"""How actions can stand, the most urgent first."""

_MEETINGS: Mapping[MeetingState, Tag] = {
    "planned": Tag(N_("Planned"), "info"),
    "held": Tag(N_("Held"), "ok"),
    "cancelled": Tag(N_("Cancelled"), "mute"),
}

NOT_WRITTEN_UP = Tag(N_("Not written up"), "warn")
"""A meeting whose day has passed and that is still planned."""

CYCLE: Mapping[CycleState, Tag] = {
    "late": Tag(N_("Late"), "bad"),
    "due": Tag(N_("Due now"), "warn"),
    "ahead": Tag(N_("Ahead"), "mute"),
    "evidenced": Tag(N_("Done"), "ok"),
}
"""How a month of an activity of the yearly cycle stands, the most urgent first."""

CUSTOMERS: Mapping[CustomerState, Tag] = {
    "prospect": Tag(N_("Prospect"), "info"),
    "active": Tag(N_("Active"), "ok"),
    "dormant": Tag(N_("Dormant"), "mute"),
    "former": Tag(N_("Former"), "mute"),
}

SERVICES: Mapping[ServiceState, Tag] = {
    "pipeline": Tag(N_("In the pipeline"), "info"),
    "live": Tag(N_("Live"), "ok"),
    "retired": Tag(N_("Retired"), "mute"),
}

_OUTCOMES: Mapping[Outcome, Tag] = {
    "missed": Tag(N_("Missed"), "bad"),
    "near": Tag(N_("Near"), "warn"),
    "not-measured": Tag(N_("Not measured"), "mute"),
    "not-judged": Tag(N_("Not judged"), "mute"),
    "met": Tag(N_("Met"), "ok"),
}

OUTCOMES: tuple[Outcome, ...] = tuple(_OUTCOMES)
"""How promises can come out, the most urgent first."""

NOTHING_DUE = Tag(N_("Nothing due"), "mute")
"""A promise of which no period has ended yet."""

USES: Mapping[UseLevel, Tag] = {
    "above": Tag(N_("Above"), "bad"),
    "near": Tag(N_("Near"), "warn"),
    "within": Tag(N_("Within"), "ok"),
    "unlimited": Tag(N_("No limit"), "mute"),
}
"""How much work there was against a limit, the most urgent first."""

_FEEDBACK: Mapping[FeedbackState, Tag] = {
    "escalated": Tag(N_("Escalated"), "warn"),
    "logged": Tag(N_("Logged"), "info"),
    "acknowledged": Tag(N_("Acknowledged"), "info"),
    "investigating": Tag(N_("Investigating"), "info"),
    "resolved": Tag(N_("Resolved"), "ok"),
    "closed": Tag(N_("Closed"), "mute"),
}

_REQUIREMENTS: Mapping[RequirementState, Tag] = {
    "prepared": Tag(N_("To be decided"), "warn"),
    "draft": Tag(N_("Draft"), "mute"),
    "accepted": Tag(N_("Accepted"), "info"),
    "declined": Tag(N_("Declined"), "mute"),
    "delivered": Tag(N_("Delivered"), "ok"),
}

CHANGES: Mapping[ChangeState, Tag] = {
    "new": Tag(N_("New"), "info"),
    "assessed": Tag(N_("Assessed"), "info"),
    "approved": Tag(N_("Approved"), "info"),
    "rejected": Tag(N_("Rejected"), "mute"),
    "done": Tag(N_("Done"), "ok"),
}
"""How far change requests have come."""

WITHIN: Mapping[WithinAgreement, Tag] = {
    "unclear": Tag(N_("Unclear"), "warn"),
    "no": Tag(N_("Outside"), "info"),
    "yes": Tag(N_("Inside"), "ok"),
}
"""Whether a change is inside the agreement, what wants somebody's eyes first."""

VERDICTS: Mapping[Verdict, Tag] = {
    "not-covered": Tag(N_("Not covered"), "warn"),
    "partly": Tag(N_("Partly covered"), "info"),
    "planned": Tag(N_("Planned"), "info"),
    "covered": Tag(N_("Covered"), "ok"),
    "out-of-scope": Tag(N_("Out of scope"), "mute"),
}
"""How much of a wish we cover, the least first."""

NO_VERDICT = Tag(N_("No verdict"), "mute")
"""A wish that nobody has judged yet."""

VERDICT_LATE = Tag(N_("Verdict late"), "warn")
"""A wish that nobody has judged for too long."""

IDEAS: Mapping[IdeaState, Tag] = {
    "new": Tag(N_("New"), "info"),
    "review": Tag(N_("In review"), "info"),
    "planned": Tag(N_("Planned"), "info"),
    "started": Tag(N_("Started"), "info"),
    "completed": Tag(N_("Completed"), "ok"),
    "declined": Tag(N_("Declined"), "mute"),
    "duplicate": Tag(N_("Duplicate"), "mute"),
}
"""How far a wish has come."""

_ATTESTATIONS: Mapping[AttestationState, Tag] = {
    "requested": Tag(N_("Asked for"), "info"),
    "given": Tag(N_("Given"), "ok"),
    "declined": Tag(N_("Declined"), "mute"),
}

OUR_OWN_WORD = Tag(N_("Our own word"), "bad")
"""An attestation by somebody on IT's side, which does not count."""

NOT_YET = Tag(N_("Not yet"), "mute")
"""Something whose day lies after the as-of date."""

PROJECTS: Mapping[ProjectStanding, Tag] = {
    "late": Tag(N_("Late"), "bad"),
    "at-risk": Tag(N_("At risk"), "warn"),
    "no-status": Tag(N_("No status"), "warn"),
    "on-track": Tag(N_("On track"), "ok"),
    "planned": Tag(N_("Planned"), "info"),
    "stopped": Tag(N_("Stopped"), "mute"),
    "done": Tag(N_("Done"), "ok"),
}
"""How projects can stand, the most urgent first."""

HEALTH: Mapping[Colour | None, Tag] = {
    "red": Tag(N_("Red"), "bad"),
    "amber": Tag(N_("Amber"), "warn"),
    "green": Tag(N_("Green"), "ok"),
    None: Tag(N_("No score"), "mute"),
}
"""The health of customers, the worst first; None where nothing is known."""

CARE: Mapping[Colour | None, Tag] = {
    "red": Tag(N_("Attention"), "bad"),
    "amber": Tag(N_("Attention"), "warn"),
    "green": Tag(N_("In order"), "ok"),
    None: HEALTH[None],
}
"""Whether we are all right with a customer, for the head of its page."""

LIGHTS: Mapping[Light, Tag] = {
    "red": PROJECTS["late"],
    "amber": PROJECTS["at-risk"],
    "green": PROJECTS["on-track"],
}
"""How a project stood when its status was written, the most urgent first."""

RISKS: Mapping[RiskState, Tag] = {
    "happened": Tag(N_("Happened"), "bad"),
    "open": Tag(N_("Open"), "info"),
    "closed": Tag(N_("Over"), "mute"),
}

SEVERITIES: Mapping[Severity, Tag] = {
    Severity.error: Tag(N_("Error"), "bad"),
    Severity.warning: Tag(N_("Warning"), "warn"),
    Severity.info: Tag(N_("Info"), "info"),
}
"""Findings, the gravest first."""


SHOWN: Mapping[Shown, Tag] = {
    "none": Tag(N_("No evidence"), "bad"),
    "partly": Tag(N_("Partly"), "warn"),
    "evidenced": Tag(N_("Evidenced"), "ok"),
    "nothing-due": Tag(N_("Nothing to show"), "mute"),
}
"""How far something is evidenced for an audit, the most urgent first."""


def shown_cell(shown: Shown) -> Cell:
    """How far something is evidenced, for a table: it sorts the most urgent first."""
    return Cell((SHOWN[shown],), str(tuple(SHOWN).index(shown)))


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


def meeting_state(meeting: Record[Meeting], as_of: date) -> MeetingState:
    """How a meeting stood on a day: what was held later was still planned."""
    fields = meeting.fields
    return "planned" if fields.state == "held" and fields.date > as_of else fields.state


def meeting_tag(meeting: Record[Meeting], as_of: date) -> Tag:
    """How a meeting stands: a planned one whose day has passed was not written up."""
    state = meeting_state(meeting, as_of)
    if state == "planned" and meeting.fields.date < as_of:
        return NOT_WRITTEN_UP
    return _MEETINGS[state]


def outcome_cell(outcome: Outcome | None) -> Cell:
    """How a promise came out, for a table: the most urgent first; None where nothing was due."""
    if outcome is None:
        return Cell((NOTHING_DUE,), str(len(OUTCOMES)))
    return Cell((_OUTCOMES[outcome],), str(OUTCOMES.index(outcome)))


def outcome_tag(outcome: Outcome) -> Tag:
    """How a promise came out."""
    return _OUTCOMES[outcome]


def use_cell(level: UseLevel) -> Cell:
    """How much work there was, for a table: the most urgent first."""
    return Cell((USES[level],), str(tuple(USES).index(level)))


def case_tag(case: Case | None) -> Tag:
    """How a complaint, compliment or suggestion stands; None before it was received."""
    if case is None:
        return NOT_YET
    if case.days_late:
        return Tag(_("Overdue"), "bad")
    if not case.is_open:
        return _FEEDBACK["closed"]
    if case.type == "complaint" and not case.is_acknowledged and case.acknowledged_in_time is False:
        return Tag(_("Not acknowledged"), "bad")
    if case.is_escalated and not case.is_settled:
        return _FEEDBACK["escalated"]
    state = case.feedback.fields.state
    return _FEEDBACK["investigating" if state == "closed" else state]


def case_cell(case: Case) -> Cell:
    """How feedback stands, for a table: it sorts the most urgent first."""
    tag = case_tag(case)
    tones = ("bad", "warn", "info", "ok", "mute")
    return Cell((tag,), str(tones.index(tag.tone)))


def escalation_tag(raised: Raised | None) -> Tag:
    """How an escalation stands; None before it was raised."""
    if raised is None:
        return NOT_YET
    if not raised.is_open:
        return Tag(_("Closed"), "mute")
    if raised.days_late:
        return Tag(_("No answer"), "bad")
    is_answered = raised.escalation.fields.state != "open"
    return Tag(_("Answered"), "info") if is_answered else Tag(_("Open"), "warn")


def survey_tag(result: SurveyResult | None) -> Tag:
    """How a survey came out against its target; None while it has not ended."""
    if result is None:
        return Tag(_("Not ended"), "info")
    if not result.score.is_enough:
        return Tag(_("Too few answers"), "mute")
    if result.is_below_target is None:
        return Tag(_("No target"), "mute")
    return Tag(_("Below target"), "bad") if result.is_below_target else Tag(_("On target"), "ok")


def plan_tag(plan: Record[CustomerPlan], as_of: date) -> Tag:
    """Where the day lies in the time of a plan."""
    period = plan.fields.period
    if period.covers(as_of):
        return Tag(_("Current"), "ok")
    return Tag(_("Ended"), "mute") if period.to < as_of else Tag(_("Ahead"), "info")


def objective_tag(aim: Aim) -> Tag:
    """How far an objective has come; of an open one in time, what supports it."""
    if aim.objective.state != "open":
        reached = aim.objective.state == "reached"
        return Tag(_("Reached"), "ok") if reached else Tag(_("Dropped"), "mute")
    if aim.is_late:
        return Tag(_("Overdue"), "bad")
    return support_tag(aim)


def support_tag(aim: Aim) -> Tag:
    """Whether something that works supports an objective."""
    if aim.is_supported:
        return Tag(_("Supported"), "ok")
    may_come = any(support.standing == "planned" for support in aim.supports)
    return Tag(_("Only planned"), "warn") if may_come else Tag(_("Unsupported"), "warn")


def requirement_tag(requirement: Record[Requirement], as_of: date) -> Tag:
    """How far a requirement has come on the day."""
    fields = requirement.fields
    return NOT_YET if fields.raised > as_of else _REQUIREMENTS[fields.state_on(as_of)]


def requirement_cell(requirement: Record[Requirement], as_of: date) -> Cell:
    """How far a requirement has come, for a table: what waits for a decision first."""
    tag = requirement_tag(requirement, as_of)
    return Cell((tag,), str([*_REQUIREMENTS.values(), NOT_YET].index(tag)))


def change_tag(asked: Asked | None) -> Tag:
    """How far a change request has come; None before it was made."""
    return NOT_YET if asked is None else CHANGES[asked.state]


def change_cell(asked: Asked) -> Cell:
    """How far a change request has come, for a table: it sorts the newest steps first."""
    return Cell((CHANGES[asked.state],), str(tuple(CHANGES).index(asked.state)))


def within_cell(asked: Asked) -> Cell:
    """Inside or outside the agreement, for a table: what is unclear first."""
    return Cell((WITHIN[asked.within],), str(tuple(WITHIN).index(asked.within)))


def verdict_tag(wish: Wish) -> Tag:
    """How much of a wish we cover; of a duplicate, that it is one."""
    if wish.is_duplicate:
        return IDEAS["duplicate"]
    if wish.verdict is not None:
        return VERDICTS[wish.verdict]
    return VERDICT_LATE if wish.days_late else NO_VERDICT


def verdict_cell(wish: Wish) -> Cell:
    """How much of a wish we cover, for a table: those without a verdict first."""
    tag = verdict_tag(wish)
    order = (VERDICT_LATE, NO_VERDICT, *VERDICTS.values(), IDEAS["duplicate"])
    return Cell((tag,), str(order.index(tag)))


def idea_cell(wish: Wish) -> Cell:
    """How far a wish has come, for a table: it sorts in the order of the steps."""
    state = wish.idea.fields.state
    return Cell((IDEAS[state],), str(tuple(IDEAS).index(state)))


def attestation_tag(one: Attested | None) -> Tag:
    """How an attestation stands; None before its day."""
    if one is None:
        return NOT_YET
    state = one.attestation.fields.state
    if one.own_side is not None and state != "declined":
        return OUR_OWN_WORD
    return _ATTESTATIONS[state]


def worth_cell(worth: ServiceWorth) -> Cell:
    """Whether customers attest a service, for a table: those that nobody attests first."""
    if worth.is_recent:
        return Cell((Tag(_("Attested"), "ok"),), "2")
    if worth.given:
        return Cell((Tag(_("Too long ago"), "warn"),), "1")
    return Cell((Tag(_("Never"), "warn"),), "0")
