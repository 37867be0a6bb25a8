"""One escalation: what was taken higher up, to whom, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.escalated import Escalated, Raised
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day, day_in_words, from_now
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.satisfaction_items import ESCALATIONS, OVERVIEW, records_line
from brmsite.site.shapes import Fact, Line, Text, Tile, line
from brmsite.site.status import escalation_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded


@dataclass(frozen=True, slots=True)
class EscalationView:
    """Everything the page of an escalation shows."""

    kicker: str
    lead: Line
    tiles: tuple[Tile, ...]
    told: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    escalated: Escalated,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """A page for every escalation."""

    def view(escalation: Record[Escalation]) -> EscalationView:
        here = Here(record_page(escalation))
        naming = Naming(register, titles, here)
        raised, fields = escalated.of(escalation), escalation.fields
        return EscalationView(
            kicker=_("Escalation to {to_level} level", to_level=in_sentence(fields.to_level)),
            lead=naming.prose(fields.summary) if fields.summary else (),
            tiles=_tiles(fields, raised, as_of) if raised is not None else (),
            told=_told(fields),
            facts=_facts(naming, fields, raised),
            parts=record_parts(register, titles, prose, chronicle, here, escalation),
        )

    for escalation in register.all(Escalation):
        yield Page(
            record_page(escalation),
            "records/escalation.html",
            titles.of(escalation),
            partial(view, escalation),
            section="Satisfaction",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Satisfaction"), OVERVIEW),
                (_("Escalations"), ESCALATIONS),
            ),
            source=escalation.path,
            judges=True,
            tags=(escalation_tag(escalated.of(escalation)),),
        )


def _tiles(fields: Escalation, raised: Raised, as_of: date) -> tuple[Tile, ...]:
    late = raised.days_late
    tiles = [
        Tile(_("Raised"), day_in_words(fields.raised), line(from_now(fields.raised, as_of))),
        Tile(
            _("Answer due"),
            day_in_words(fields.response_due),
            line(
                counted(late, "{n} day late", "{n} days late")
                if late
                else from_now(fields.response_due, as_of)
            ),
            tone="bad" if late else None,
        ),
    ]
    if raised.is_open:
        open_for = counted(raised.days_open or 0, "{n} day", "{n} days")
        tiles.append(Tile(_("Open for"), Text(open_for)))
    elif fields.closed is None or raised.days_open is None:
        tiles.append(Tile(_("Closed"), Text(_("Yes")), line(_("nobody wrote the day"))))
    else:
        took = counted(raised.days_open, "after {n} day", "after {n} days")
        tiles.append(Tile(_("Closed"), day_in_words(fields.closed), line(took)))
    return tuple(tiles)


def _told(fields: Escalation) -> tuple[Fact, ...]:
    outcome = line(fields.outcome) if fields.outcome else line(_("Nothing yet"))
    return (
        Fact(_("Why it went up"), (line(fields.reason),)),
        Fact(_("What came of it"), (outcome,)),
    )


def _facts(naming: Naming, fields: Escalation, raised: Raised | None) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Began with"), ((naming.at(fields.origin),),)),
        Fact(
            _("From"),
            (line(worded(fields.from_level), ", ", naming.one(Person, fields.raised_by)),),
        ),
        Fact(_("To"), (line(worded(fields.to_level), ", ", naming.one(Person, fields.to)),)),
        Fact(_("Raised"), (line(day(fields.raised)),)),
    ]
    if raised is not None and raised.customers:
        facts.append(Fact(_("Customers"), (records_line(naming, raised.customers),)))
    if raised is not None and raised.services:
        facts.append(Fact(_("Services"), (records_line(naming, raised.services),)))
    return tuple(facts)
