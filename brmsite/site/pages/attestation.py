"""One attestation: what a customer says has helped, what it helped to, and what it was worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.attested import Attestations, Attested
from brmsite.kinds.attestation import Attestation
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.idea_items import ATTESTATIONS, IDEAS, value_piece
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day, day_in_words, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import Empty, Fact, Item, Line, Listing, Note, line
from brmsite.site.status import attestation_tag
from brmsite.site.titles import Titles


@dataclass(frozen=True, slots=True)
class AttestationView:
    """Everything the page of an attestation shows.

    Its headings say less for what the customer has not confirmed.
    """

    lead: tuple[Line, ...]
    note: Note | None
    helped_heading: str
    about_heading: str
    helped: tuple[Fact, ...]
    about: Listing
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    attested: Attestations,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """A page for every attestation."""

    def view(attestation: Record[Attestation]) -> AttestationView:
        here = Here(record_page(attestation))
        naming = Naming(register, titles, here)
        one = attested.of(attestation)
        parts = record_parts(register, titles, prose, chronicle, here, attestation)
        given = attestation.fields.state == "given"
        return AttestationView(
            lead=_lead(naming, attestation),
            note=_note(naming, one),
            helped_heading=_("What it helped to") if given else _("What it may have helped to"),
            about_heading=_("What has helped") if given else _("What may have helped"),
            helped=_helped(attestation, settings.default_currency),
            about=_about(naming, attestation),
            facts=_facts(naming, attestation) + parts.facts,
            parts=parts,
        )

    for attestation in register.all(Attestation):
        yield Page(
            record_page(attestation),
            "records/attestation.html",
            titles.of(attestation),
            partial(view, attestation),
            section="Ideas and value",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Ideas and value"), IDEAS),
                (_("Attestations"), ATTESTATIONS),
            ),
            source=attestation.path,
            judges=True,
            tags=(attestation_tag(attested.of(attestation)),),
        )


def _lead(naming: Naming, attestation: Record[Attestation]) -> tuple[Line, ...]:
    """The customer's words; where it has not given any, what we asked."""
    fields = attestation.fields
    person, on = naming.one(Person, fields.person), day_in_words(fields.on)
    if fields.state == "given":
        said = (line(f"“{fields.statement}”"), line(person, ", ", on))
    elif fields.state == "requested":
        said = (
            line(_("We asked: {statement}", statement=fields.statement)),
            sentence(_("{person} was asked on {on}."), person=person, on=on),
        )
    else:
        said = (
            line(_("We asked: {statement}", statement=fields.statement)),
            sentence(_("{person} declined on {on}."), person=person, on=on),
        )
    return (*said, naming.prose(fields.summary)) if fields.summary else said


def _note(naming: Naming, one: Attested | None) -> Note | None:
    if one is None or one.own_side is None or one.attestation.fields.state == "declined":
        return None
    who = naming.one(Person, one.attestation.fields.person)
    why = sentence(_("{who} stands on IT's side. Ask somebody on the customer's side."), who=who)
    return Note("bad", line(_("It does not count")), (why,))


def _helped(attestation: Record[Attestation], currency: str) -> tuple[Fact, ...]:
    fields = attestation.fields
    facts = [Fact(_("They could"), (line(fields.helped_to),))]
    for label, text in ((_("Before"), fields.before), (_("Since"), fields.after)):
        if text is not None:
            facts.append(Fact(label, (line(text),)))
    if fields.value is not None:
        facts.append(Fact(_("Worth"), ((value_piece(fields.value, currency),),)))
    return tuple(facts)


def _about(naming: Naming, attestation: Record[Attestation]) -> Listing:
    items = tuple(Item((naming.at(each),)) for each in attestation.fields.about)
    return Listing(items, Empty(_("Nothing named."), _("The record does not say what has helped.")))


def _facts(naming: Naming, attestation: Record[Attestation]) -> tuple[Fact, ...]:
    fields = attestation.fields
    publish = (
        _("Yes")
        if fields.may_publish
        else _("No")
        if fields.may_publish is False
        else _("Not asked")
    )
    return (
        Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)),
        Fact(_("Person"), ((naming.one(Person, fields.person),),)),
        Fact(_("On"), ((day(fields.on),),)),
        Fact(_("May be quoted outside"), (line(publish),)),
    )
