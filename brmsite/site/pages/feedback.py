"""One complaint, compliment or suggestion: what was said, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.cases import Case, Cases
from brmsite.insight.escalated import Raised
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, day, day_in_words, from_now
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.satisfaction_items import FEEDBACK, OVERVIEW, escalation_item
from brmsite.site.shapes import Empty, Fact, Line, Listing, Tag, Text, Tile, Tone, line
from brmsite.site.status import case_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Everything the page shows. Only complaints have `tiles`; `escalations` is None where it
    was not taken higher up."""

    kicker: str
    tag: Tag
    lead: Line
    tiles: tuple[Tile, ...]
    said: tuple[Fact, ...]
    escalations: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register, titles: Titles, cases: Cases, prose: Prose, as_of: date
) -> Iterator[Page]:
    """A page for every complaint, compliment and suggestion."""
    for feedback in register.all(Feedback):
        here = Here(record_page(feedback))
        naming = Naming(register, titles, here)
        case, fields = cases.of(feedback), feedback.fields
        severity = f", {in_sentence(fields.severity)}" if fields.severity else ""
        view = FeedbackView(
            kicker=f"{worded(fields.type)}{severity}",
            tag=case_tag(case),
            lead=naming.prose(fields.summary) if fields.summary else (),
            tiles=_tiles(case, as_of) if case is not None and case.type == "complaint" else (),
            said=_said(fields),
            escalations=_escalations(naming, case.escalations if case is not None else ()),
            facts=_facts(naming, feedback, case),
            parts=record_parts(register, titles, prose, here, feedback),
        )
        yield Page(
            here.path,
            "records/feedback.html",
            titles.of(feedback),
            view,
            section="Satisfaction",
            crumbs=(("Home", "index.html"), ("Satisfaction", OVERVIEW), ("Feedback", FEEDBACK)),
            source=feedback.path,
            judges=True,
        )


# --- How a complaint stands ----------------------------------------------------------------------


def _tiles(case: Case, as_of: date) -> tuple[Tile, ...]:
    tiles = [
        Tile("Received", day_in_words(case.received), line(from_now(case.received, as_of))),
        _acknowledged(case, as_of),
        _settled(case, as_of),
    ]
    if case.is_escalated:
        href = "#escalations" if case.escalations else ""
        tiles.append(Tile("Escalated", Text("Yes"), line("to a higher level"), href))
    elif case.is_open:
        tiles.append(Tile("Escalated", Text("No")))
    return tuple(tiles)


def _acknowledged(case: Case, as_of: date) -> Tile:
    """When the customer was told that we have it, against the last day in time."""
    on = case.feedback.fields.acknowledged
    by = line("by ", day_in_words(case.acknowledge_by))
    tone: Tone | None = "bad" if case.acknowledged_in_time is False else None
    if on is not None and on <= as_of:
        late = line("late: it was due ", *by) if tone else line("in time")
        return Tile("Acknowledged", day_in_words(on), late, tone=tone)
    if case.is_acknowledged:
        return Tile("Acknowledged", Text("Yes"), line("nobody wrote the day"))
    return Tile("Acknowledged", Text("Not yet"), line("due ", *by), tone=tone)


def _settled(case: Case, as_of: date) -> Tile:
    """When it was closed, or by when it is to be settled."""
    if case.closed is not None:
        took = plural(days_between(case.received, case.closed), "day")
        over = days_between(case.settle_by, case.closed)
        note = f"after {took}" + (f", {plural(over, 'day')} late" if over > 0 else "")
        return Tile("Closed", day_in_words(case.closed), line(note))
    if not case.is_open:
        return Tile("Closed", Text("Yes"), line("nobody wrote the day"))
    if case.is_settled:
        return Tile("Resolved", Text("Yes"), line("waits for the customer's word"))
    note = f"{plural(case.days_late, 'day')} late" if case.days_late else ""
    return Tile(
        "To be settled by",
        day_in_words(case.settle_by),
        line(note or from_now(case.settle_by, as_of)),
        tone="bad" if case.days_late else None,
    )


# --- What was said and done ----------------------------------------------------------------------


def _said(fields: Feedback) -> tuple[Fact, ...]:
    told = (
        ("What was said", fields.text),
        ("What the customer wants", fields.remedy_sought),
        ("What it came from", fields.cause),
        ("What was done", fields.resolution),
    )
    facts = [Fact(label, (line(text),)) for label, text in told if text]
    if fields.accepted is not None:
        content = "Content with it" if fields.accepted else "Not content with it"
        facts.append(Fact("The customer is", (line(content),)))
    return tuple(facts)


def _escalations(naming: Naming, raised: tuple[Raised, ...]) -> Listing | None:
    items = tuple(escalation_item(naming, one, customers=False) for one in raised)
    return Listing(items, Empty("None.")) if items else None


def _facts(naming: Naming, feedback: Record[Feedback], case: Case | None) -> tuple[Fact, ...]:
    fields = feedback.fields
    facts = [Fact("Customer", ((naming.one(Customer, fields.customer),),))]
    if fields.raised_by is not None:
        person = naming.register.one(Person, fields.raised_by)
        said = line(fields.raised_by) if person is None else (naming.one(Person, fields.raised_by),)
        facts.append(Fact("Raised by", (said,)))
    facts.append(Fact("Received", (line(day(fields.received)),)))
    if fields.channel is not None:
        facts.append(Fact("Reached us by", (line(fields.channel),)))
    if fields.service is not None:
        facts.append(Fact("Service", ((naming.one(Service, fields.service),),)))
    if fields.agreement is not None:
        facts.append(Fact("Agreement", ((naming.one(Agreement, fields.agreement),),)))
    is_wanted = fields.type == "complaint" and case is not None and case.is_open
    if fields.owner is not None:
        facts.append(Fact("Owner", ((naming.one(Person, fields.owner),),)))
    elif is_wanted:
        facts.append(Fact("Owner", ((MISSING,),)))
    facts.append(Fact("State", (line(worded(fields.state)),)))
    return tuple(facts)
