"""The page of a change request: inside or outside the agreement, whose it is, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.changes import Asked, Changes
from brmsite.insight.objectives import Objectives
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.change import ChangeRequest
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.change_items import results_lines, routed_line
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day, sentence
from brmsite.site.plan_items import objective_item
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.shapes import Code, Empty, Fact, Item, Line, Listing, Note, Piece, Text, line
from brmsite.site.status import WITHIN, change_tag
from brmsite.site.titles import Titles

INDEX = "changes/index.html"

WHERE = {
    "yes": N_("Inside {agreement}."),
    "no": N_("Outside {agreement}."),
    "unclear": N_("Inside or outside {agreement}: nobody has said yet."),
}
"""Where a change belongs."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What the page shows; `objectives` is None where the change supports none."""

    kicker: str
    lead: Line
    note: Note | None
    route: tuple[Line, ...]
    results: Listing
    objectives: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    changes: Changes,
    objectives: Objectives,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """One page for each change request."""

    def view(change: Record[ChangeRequest]) -> ChangeView:
        here = Here(record_page(change))
        naming = Naming(register, titles, here)
        asked = changes.of(change)
        parts = record_parts(register, titles, prose, chronicle, here, change)
        aims = tuple(objective_item(naming, one) for one in objectives.supported_by(change))
        return ChangeView(
            kicker=_("Change request"),
            lead=naming.prose(change.fields.text),
            note=_note(asked),
            route=_route(change, asked, naming),
            results=_results(change, asked, naming),
            objectives=Listing(aims, NEVER_EMPTY) if aims else None,
            facts=_facts(change, naming, as_of) + parts.facts,
            parts=parts,
        )

    for change in register.all(ChangeRequest):
        yield Page(
            record_page(change),
            "records/change.html",
            titles.of(change),
            partial(view, change),
            section="Change requests",
            crumbs=((_("Home"), "index.html"), (_("Change requests"), INDEX)),
            source=change.path,
            judges=True,
            tags=(WITHIN[change.fields.within_agreement], change_tag(changes.of(change))),
        )


def _note(asked: Asked | None) -> Note | None:
    """What wants a decision: that nobody has said where it belongs, or that nothing came of it."""
    if asked is None:
        return None
    if asked.is_unclear_too_long and asked.days_unclear is not None:
        return Note(
            "warn",
            line(
                counted(
                    asked.days_unclear,
                    "For {n} day nobody has said where it belongs",
                    "For {n} days nobody has said where it belongs",
                )
            ),
            (
                sentence(
                    _("Read the agreement and set {field} to yes or no."),
                    field=Code("within_agreement"),
                ),
            ),
        )
    if asked.within == "no" and asked.state in ("approved", "done") and not asked.results:
        todo = sentence(
            _("Amend the agreement or make a new one, and name it in {field}."),
            field=Code("results_in"),
        )
        return Note(
            "bad",
            line(_("Outside the agreement, and no agreement came of it")),
            (todo,),
        )
    return None


def _route(change: Record[ChangeRequest], asked: Asked | None, naming: Naming) -> tuple[Line, ...]:
    """Where it belongs and why, and who takes it further."""
    fields = change.fields
    agreement: Piece = Text(_("the agreement"))
    if fields.agreement is not None:
        agreement = naming.one(Agreement, fields.agreement)
    lines = [sentence(str(WHERE[fields.within_agreement]), agreement=agreement)]
    if fields.reason is not None:
        lines.append(line(fields.reason))
    if asked is not None:
        words = _("It goes to {whom}.") if asked.is_open else _("It went to {whom}.")
        lines.append(sentence(words, whom=routed_line(naming, asked, in_sentence=True)))
    return tuple(lines)


def _results(change: Record[ChangeRequest], asked: Asked | None, naming: Naming) -> Listing:
    items = tuple(Item(each) for each in results_lines(naming, asked)) if asked else ()
    why = {
        "yes": _("Change management carries it out; no agreement has to change."),
        "no": _("An amendment or a new agreement has to come of it before it is done."),
        "unclear": _("First somebody has to say whether it is inside the agreement."),
    }[change.fields.within_agreement]
    is_closed = asked is not None and not asked.is_open
    return Listing(items, Empty(_("Nothing."), "" if is_closed else why))


def _facts(change: Record[ChangeRequest], naming: Naming, as_of: date) -> tuple[Fact, ...]:
    fields = change.fields
    asked_by = line(naming.one(Person, fields.requested_by), " ", day(fields.on))
    facts = [
        Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)),
        Fact(_("Asked for by"), (asked_by,)),
        Fact(_("Services"), tuple((naming.one(Service, each),) for each in fields.services)),
    ]
    if fields.agreement is not None:
        facts.append(Fact(_("Agreement"), ((naming.one(Agreement, fields.agreement),),)))
    known = fields.decided is None or fields.decided <= as_of
    if fields.decided_by is not None and known:
        decided = line(naming.one(Person, fields.decided_by))
        if fields.decided is not None:
            decided = line(*decided, " ", day(fields.decided))
        facts.append(Fact(_("Decided by"), (decided,)))
    if fields.external_ref is not None:
        facts.append(Fact(_("Elsewhere"), ((Code(fields.external_ref),),)))
    if fields.summary is not None:
        facts.append(Fact(_("In short"), (naming.prose(fields.summary),)))
    return tuple(fact for fact in facts if fact.values)
