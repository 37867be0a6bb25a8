"""One complaint, compliment or suggestion: what was said, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.period import days_between
from brmsite.insight.cases import Case, Cases
from brmsite.insight.escalated import Raised
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, day, day_in_words, from_now, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.satisfaction_items import FEEDBACK, OVERVIEW, escalation_item
from brmsite.site.shapes import Empty, Fact, Line, Listing, Text, Tile, Tone, line
from brmsite.site.status import case_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Everything the page shows. Only complaints have `tiles`; `escalations` is None where it
    was not taken higher up."""

    kicker: str
    lead: Line
    tiles: tuple[Tile, ...]
    said: tuple[Fact, ...]
    escalations: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    cases: Cases,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """A page for every complaint, compliment and suggestion."""

    def view(feedback: Record[Feedback]) -> FeedbackView:
        here = Here(record_page(feedback))
        naming = Naming(register, titles, here)
        case, fields = cases.of(feedback), feedback.fields
        severity = f", {in_sentence(fields.severity)}" if fields.severity else ""
        return FeedbackView(
            kicker=f"{worded(fields.type)}{severity}",
            lead=naming.prose(fields.summary) if fields.summary else (),
            tiles=_tiles(case, as_of) if case is not None and case.type == "complaint" else (),
            said=_said(fields),
            escalations=_escalations(naming, case.escalations if case is not None else ()),
            facts=_facts(naming, feedback, case),
            parts=record_parts(register, titles, prose, chronicle, here, feedback),
        )

    for feedback in register.all(Feedback):
        yield Page(
            record_page(feedback),
            "records/feedback.html",
            titles.of(feedback),
            partial(view, feedback),
            section="Satisfaction",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Satisfaction"), OVERVIEW),
                (_("Feedback"), FEEDBACK),
            ),
            source=feedback.path,
            judges=True,
            tags=(case_tag(cases.of(feedback)),),
        )


# --- How a complaint stands ----------------------------------------------------------------------


def _tiles(case: Case, as_of: date) -> tuple[Tile, ...]:
    tiles = [
        Tile(_("Received"), day_in_words(case.received), line(from_now(case.received, as_of))),
        _acknowledged(case, as_of),
        _settled(case, as_of),
    ]
    if case.is_escalated:
        href = "#escalations" if case.escalations else ""
        tiles.append(Tile(_("Escalated"), Text(_("Yes")), line(_("to a higher level")), href))
    elif case.is_open:
        tiles.append(Tile(_("Escalated"), Text(_("No"))))
    return tuple(tiles)


def _acknowledged(case: Case, as_of: date) -> Tile:
    """When the customer was told that we have it, against the last day in time."""
    on = case.feedback.fields.acknowledged
    by = sentence(_("by {day}"), day=day_in_words(case.acknowledge_by))
    tone: Tone | None = "bad" if case.acknowledged_in_time is False else None
    if on is not None and on <= as_of:
        late = sentence(_("late: it was due {by}"), by=by) if tone else line(_("in time"))
        return Tile(_("Acknowledged"), day_in_words(on), late, tone=tone)
    if case.is_acknowledged:
        return Tile(_("Acknowledged"), Text(_("Yes")), line(_("nobody wrote the day")))
    return Tile(_("Acknowledged"), Text(_("Not yet")), sentence(_("due {by}"), by=by), tone=tone)


def _settled(case: Case, as_of: date) -> Tile:
    """When it was closed, or by when it is to be settled."""
    if case.closed is not None:
        over = days_between(case.settle_by, case.closed)
        took = days_between(case.received, case.closed)
        note = counted(took, "after {n} day", "after {n} days")
        if over > 0:
            note = counted(over, "{note}, {n} day late", "{note}, {n} days late", note=note)
        return Tile(_("Closed"), day_in_words(case.closed), line(note))
    if not case.is_open:
        return Tile(_("Closed"), Text(_("Yes")), line(_("nobody wrote the day")))
    if case.is_settled:
        return Tile(_("Resolved"), Text(_("Yes")), line(_("waits for the customer's word")))
    note = counted(case.days_late, "{n} day late", "{n} days late") if case.days_late else ""
    return Tile(
        _("To be settled by"),
        day_in_words(case.settle_by),
        line(note or from_now(case.settle_by, as_of)),
        tone="bad" if case.days_late else None,
    )


# --- What was said and done ----------------------------------------------------------------------


def _said(fields: Feedback) -> tuple[Fact, ...]:
    told = (
        (_("What was said"), fields.text),
        (_("What the customer wants"), fields.remedy_sought),
        (_("What it came from"), fields.cause),
        (_("What was done"), fields.resolution),
    )
    facts = [Fact(label, (line(text),)) for label, text in told if text]
    if fields.accepted is not None:
        content = _("Content with it") if fields.accepted else _("Not content with it")
        facts.append(Fact(_("The customer is"), (line(content),)))
    return tuple(facts)


def _escalations(naming: Naming, raised: tuple[Raised, ...]) -> Listing | None:
    items = tuple(escalation_item(naming, one, customers=False) for one in raised)
    return Listing(items, Empty(_("None."))) if items else None


def _facts(naming: Naming, feedback: Record[Feedback], case: Case | None) -> tuple[Fact, ...]:
    fields = feedback.fields
    facts = [Fact(_("Customer"), ((naming.one(Customer, fields.customer),),))]
    if fields.raised_by is not None:
        person = naming.register.one(Person, fields.raised_by)
        said = line(fields.raised_by) if person is None else (naming.one(Person, fields.raised_by),)
        facts.append(Fact(_("Raised by"), (said,)))
    facts.append(Fact(_("Received"), (line(day(fields.received)),)))
    if fields.channel is not None:
        facts.append(Fact(_("Reached us by"), (line(fields.channel),)))
    if fields.service is not None:
        facts.append(Fact(_("Service"), ((naming.one(Service, fields.service),),)))
    if fields.agreement is not None:
        facts.append(Fact(_("Agreement"), ((naming.one(Agreement, fields.agreement),),)))
    is_wanted = fields.type == "complaint" and case is not None and case.is_open
    if fields.owner is not None:
        facts.append(Fact(_("Owner"), ((naming.one(Person, fields.owner),),)))
    elif is_wanted:
        facts.append(Fact(_("Owner"), ((MISSING,),)))
    facts.append(Fact(_("State"), (line(worded(fields.state)),)))
    return tuple(facts)
