"""The meeting pack as a Markdown text: what the one who chairs the meeting has before them.

Every entry begins with a link to its record, so that nothing anybody typed elsewhere is read as an
action or a decision of this meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.exports.markdown_words import phrase, plain, sentence
from brmsite.ground.words import plural
from brmsite.insight.attainment import TargetResults
from brmsite.insight.burden import Asked as Question
from brmsite.insight.cases import Case
from brmsite.insight.changes import Asked as ChangeAsked
from brmsite.insight.commitments import Commitment
from brmsite.insight.escalated import Raised
from brmsite.insight.notices import Notice
from brmsite.insight.pack import Delivery, Pack
from brmsite.insight.projects import Asked as DecisionAsked
from brmsite.insight.projects import Course
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.wishes import Wish
from brmsite.kinds.base import Common
from brmsite.kinds.meeting import Question as MeetingQuestion
from brmsite.kinds.plan import CustomerPlan
from brmsite.kinds.requirement import Requirement
from brmsite.register.register import Record

MOST = 12
"""So many entries of a sort stand in the text; the pack's own page has more."""

RISKS = 2
"""So many risks of one project, the gravest."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the entries below it, each a line of Markdown."""

    heading: str
    entries: tuple[str, ...]


def pack_text(pack: Pack, carried: tuple[Commitment, ...], as_of: date) -> str:
    """The text of a planned meeting whose front matter has the actions that were carried over."""
    sections = [
        Section(heading, tuple(entries))
        for heading, entries in (
            ("Decisions needed", map(_decision, pack.decisions)),
            ("Service levels missed", _misses(pack.deliveries)),
            ("Complaints and escalations", _complaints(pack)),
            ("Notice dates", _notices(pack, as_of)),
            ("Projects", map(_project, pack.courses)),
            ("Asked for", _asked(pack, as_of)),
            ("Wishes", _wishes(pack)),
            ("What is going to change", _changes_ahead(pack.plans)),
            ("Also open", _other_actions(pack.actions, carried)),
            ("Questions without an answer", map(_question, pack.questions)),
            (
                "What helped",
                (
                    f"{_link(one.attestation)}: {sentence(one.attestation.fields.statement)}"
                    for one in pack.attestations
                ),
            ),
        )
    ]
    told = "\n".join(line for section in sections for line in _lines(section))
    intro = (
        f"Prepared on {as_of} from the records of that day. Take out what need not be talked\n"
        "about; the minutes go where this text stands.\n"
    )
    return f"{intro}\n{told}" if told else intro


def _lines(section: Section) -> Iterator[str]:
    if not section.entries:
        return
    yield f"# {section.heading}\n"
    yield from (f"- {entry}" for entry in section.entries[:MOST])
    rest = len(section.entries) - MOST
    if rest > 0:
        yield f"- and {rest} more"
    yield ""


def _link(record: Record[Common], part: str = "") -> str:
    return f"[[{record.address}#{part}]]" if part else f"[[{record.address}]]"


# --- What is to be decided -----------------------------------------------------------------------


def _decision(asked: DecisionAsked) -> str:
    decision = asked.decision
    advice = decision.recommendation
    said = f"We recommend: {sentence(advice)}" if advice else "What we recommend is still missing."
    when = f" Needed by {decision.by}." if decision.by else ""
    return f"{_link(asked.project)}: {sentence(decision.question)} {said}{when}"


def _notices(pack: Pack, as_of: date) -> Iterator[str]:
    yield from map(_too_late, pack.too_late)
    for notice in pack.notices:
        if notice.days_left <= AHEAD_DAYS:
            yield _notice(notice, as_of)


AHEAD_DAYS = 366
"""For how many days ahead notice dates are told: an agreement is talked about once a year."""


def _notice(notice: Notice, as_of: date) -> str:
    term = notice.term.term
    left = plural((notice.act_by - as_of).days, "day")
    if term.runs_on_to is not None:
        after = f"without notice it runs on to {term.runs_on_to}"
    else:
        after = "then it ends"
    return f"{_link(notice.term.agreement)}: decide by {notice.act_by} ({left} left); {after}."


def _too_late(term: AgreementTerm) -> str:
    if term.standing == "past-end":
        return f"{_link(term.agreement)}: ended on {term.term.end}, and is still kept as in force."
    return f"{_link(term.agreement)}: the notice date {term.term.notice_by} has passed undecided."


# --- What was delivered --------------------------------------------------------------------------


def _misses(deliveries: Iterable[Delivery]) -> Iterator[str]:
    for delivery in deliveries:
        yield from map(_miss, delivery.missed)


def _miss(one: TargetResults) -> str:
    last = one.last
    figure = last.figure if last is not None else None
    measured = one.goal.told(figure) if figure is not None else "missed"
    window = f" in {last.window}" if last is not None else ""
    promised = f"promised {_OPERATORS[one.goal.operator]} {one.goal.told(one.goal.value)}"
    running = f"; {one.misses_running} times running" if one.misses_running > 1 else ""
    link = _link(one.agreement, one.target.id)
    told = f"{link}: {phrase(one.target.description)}: **{measured}**{window}, {promised}{running}."
    measurement = last.measurement if last is not None else None
    if measurement is None:
        return told
    why = measurement.line.explanation
    return (
        f"{told} {sentence(why)} See {_link(measurement.report)}."
        if why
        else f"{told} See {_link(measurement.report)}."
    )


_OPERATORS = {">=": "at least", "<=": "at most", "=": "exactly"}


# --- How content they are ------------------------------------------------------------------------


def _complaints(pack: Pack) -> Iterator[str]:
    yield from map(_escalation, pack.escalations)
    yield from map(_complaint, pack.complaints)


def _complaint(case: Case) -> str:
    fields = case.feedback.fields
    since = f"complaint of {case.received}, {fields.state}"
    late = f", {plural(case.days_late, 'day')} late" if case.days_late else ""
    return f"{_link(case.feedback)}: {since}{late}."


def _escalation(raised: Raised) -> str:
    fields = raised.escalation.fields
    late = f" ({plural(raised.days_late, 'day')} late)" if raised.days_late else ""
    return (
        f"{_link(raised.escalation)}: escalated on {fields.raised}, {fields.state}; "
        f"answer due {fields.response_due}{late}."
    )


# --- Projects, plans and wishes ------------------------------------------------------------------


def _project(course: Course) -> str:
    standing = course.standing.replace("-", " ")
    told = [f"{_link(course.project)}: {standing}."]
    if course.latest is not None:
        told[0] = f"{_link(course.project)}: {standing}, as told on {course.latest.fields.on}."
    for one in course.risks[:RISKS]:
        handling = one.risk.mitigation
        what = f"Handling: {sentence(handling)}" if handling else "Handling: not said."
        told.append(f"Risk: {sentence(one.risk.text)} {what}")
    return " ".join(told)


def _asked(pack: Pack, as_of: date) -> Iterator[str]:
    yield from (_requirement(one, as_of) for one in pack.requirements)
    yield from map(_change, pack.changes)


def _requirement(one: Record[Requirement], as_of: date) -> str:
    return f"{_link(one)}: required on {one.fields.raised}, {one.fields.state_on(as_of)}."


_WITHIN = {
    "yes": "inside the agreement",
    "no": "outside the agreement",
    "unclear": "inside or outside the agreement is not known",
}


def _change(asked: ChangeAsked) -> str:
    on = asked.change.fields.on
    return f"{_link(asked.change)}: asked for on {on}, {asked.state}; {_WITHIN[asked.within]}."


def _wishes(pack: Pack) -> Iterator[str]:
    yield from map(_judged, pack.wishes_judged)
    for wish in pack.wishes_waiting:
        late = f", {plural(wish.days_late, 'day')} late" if wish.days_late else ""
        yield f"{_link(wish.idea)}: no verdict yet{late}."


def _judged(wish: Wish) -> str:
    comment = wish.match.comment if wish.match else None
    why = f" {sentence(comment)}" if comment else ""
    verdict = (wish.verdict or "").replace("-", " ")
    return f"{_link(wish.idea)}: {verdict}.{why}"


def _changes_ahead(plans: Iterable[Record[CustomerPlan]]) -> Iterator[str]:
    for plan in plans:
        for change in plan.fields.expected_changes:
            when = f" ({phrase(change.when)})" if change.when else ""
            effect = f" {sentence(change.effect)}" if change.effect else ""
            yield f"{_link(plan)}: {phrase(change.text)}{when}.{effect}"


# --- What is still open --------------------------------------------------------------------------


def _other_actions(actions: Iterable[Commitment], carried: tuple[Commitment, ...]) -> Iterator[str]:
    for one in actions:
        if one in carried:
            continue
        owner = f"@{one.owner.id}" if one.owner else plain(one.action.owner)
        late = f" ({plural(one.days_late, 'day')} late)" if one.days_late else ""
        link = _link(one.meeting, one.action.id)
        yield f"{link}: {plain(one.action.text)}, {owner}, due {one.action.due}{late}"


def _question(asked: Question) -> str:
    needed = asked.matter.needed_by if isinstance(asked.matter, MeetingQuestion) else None
    by = f" Needed by {needed}." if needed else ""
    return f"{_link(asked.meeting)}: {sentence(asked.matter.text)}{by}"
