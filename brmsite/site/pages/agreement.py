"""The page of an agreement: does it hold, by when must we decide, what was promised for what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.period import add_months
from brmsite.insight.attainment import Attainment
from brmsite.insight.mandates import Mandates
from brmsite.insight.measurements import Measurements
from brmsite.insight.neighbours import Neighbours
from brmsite.insight.relations import Relations
from brmsite.insight.seals import Seals
from brmsite.insight.signatures import Signatures
from brmsite.insight.signed_texts import SignedTexts
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.workload import Workload
from brmsite.insight.worth import Worth
from brmsite.kinds.agreement import Agreement, Funding, Renewal
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.agreement_binding import funding_table, signature_table
from brmsite.site.agreement_delivery import (
    DELIVERY_PLACES,
    DELIVERY_TABLES,
    Delivered,
    DeliveryFacts,
    delivered,
)
from brmsite.site.agreement_document import document_link
from brmsite.site.agreement_note import agreement_note
from brmsite.site.agreement_promises import (
    amendment_list,
    exception_lines,
    obligation_list,
    responsibility_facts,
    rule_facts,
    support_table,
    target_table,
    workload_table,
)
from brmsite.site.agreement_versions import versions_fact
from brmsite.site.draw.terms import term_strip
from brmsite.site.language import N_, _, counted, figure, spoken
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, day_in_words, from_now, money, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import SHOWN, RecordParts, record_parts
from brmsite.site.relation_items import RelationsView, relations_view
from brmsite.site.shapes import (
    Fact,
    Line,
    Link,
    Listing,
    Note,
    Piece,
    Strip,
    Table,
    Tag,
    Text,
    Tile,
    Tone,
    line,
)
from brmsite.site.status import agreement_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

INDEX = "agreements/index.html"

TABLES = (
    *("service-levels", "workload-limits", "funding-lines", "signature-lines", "support-times"),
    "relations",
    *DELIVERY_TABLES,
)

PLACES = (
    *TABLES,
    *("period", "targets", "workload", "exceptions", "funding", "signatures", "support", "rules"),
    *("responsibilities", "obligations", "amendments", "text", "documents", "facts", "term"),
    "term-days",
    *("relations-heading", "relations-title", "relations-desc"),
    *("contacts", "chain", *DELIVERY_PLACES, "main", "menu"),
)
"""The names of places on the page: a target may not have one of them as its anchor."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Everything the page shows, from top to bottom; then the narrow column."""

    kicker: str
    lead: Line
    document: Link
    tiles: tuple[Tile, ...]
    note: Note | None
    strip: Strip | None
    targets: Table
    delivered: Delivered
    workload: Table
    exceptions: tuple[Line, ...]
    funding: Table
    signatures: Table
    support: Table | None
    rules: tuple[Fact, ...]
    responsibilities: tuple[Fact, ...]
    obligations: Listing | None
    amendments: Listing | None
    facts: tuple[Fact, ...]
    term: tuple[Fact, ...]
    contacts: tuple[Fact, ...]
    chain: tuple[Fact, ...]
    relations: RelationsView | None
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    neighbours: Neighbours,
    terms: Terms,
    relations: Relations,
    worth: Worth,
    mandates: Mandates,
    signatures: Signatures,
    seals: Seals,
    signed_texts: SignedTexts,
    attainment: Attainment,
    measurements: Measurements,
    workload: Workload,
    settings: Settings,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """One page for each agreement."""
    delivery = DeliveryFacts(attainment, measurements, workload)
    currency = settings.default_currency
    facts = _Facts(
        terms,
        relations,
        worth,
        mandates,
        signatures,
        seals,
        signed_texts,
        delivery,
        currency,
        as_of,
    )
    resting = _resting_on(register)

    def view(agreement: Record[Agreement]) -> AgreementView:
        here = Here(record_page(agreement))
        naming = Naming(register, titles, here)
        parts = record_parts(
            register, titles, prose, chronicle, here, agreement, neighbours.of(agreement)
        )
        versions = versions_fact(here, agreement, chronicle.versions(agreement.source))
        above = resting.get(agreement.address, ())
        return _view(agreement, facts, naming, above, parts, versions)

    for agreement in register.all(Agreement):
        yield Page(
            record_page(agreement),
            "records/agreement.html",
            titles.of(agreement),
            partial(view, agreement),
            section="Agreements",
            crumbs=((_("Home"), "index.html"), (_("Agreements"), INDEX)),
            source=agreement.path,
            judges=True,
            tags=(agreement_tag(terms.of(agreement)),),
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all agreements on the day."""

    terms: Terms
    relations: Relations
    worth: Worth
    mandates: Mandates
    signatures: Signatures
    seals: Seals
    signed_texts: SignedTexts
    delivery: DeliveryFacts
    currency: str
    as_of: date


def _resting_on(register: Register) -> dict[str, tuple[Record[Agreement], ...]]:
    """The agreements that each one carries: whose promises rest on it."""
    found: dict[str, list[Record[Agreement]]] = {}
    for agreement in register.all(Agreement):
        for identifier in agreement.fields.underpinned_by:
            below = register.one(Agreement, identifier)
            if below is not None:
                found.setdefault(below.address, []).append(agreement)
    return {address: tuple(above) for address, above in found.items()}


def _view(
    agreement: Record[Agreement],
    facts: _Facts,
    naming: Naming,
    above: Sequence[Record[Agreement]],
    parts: RecordParts,
    versions: Fact | None,
) -> AgreementView:
    fields = agreement.fields
    one = facts.terms.of(agreement)
    came = delivered(one, facts.delivery, facts.as_of, naming)
    return AgreementView(
        kicker=f"{worded(fields.type)} {fields.number}",
        lead=naming.prose(fields.summary) if fields.summary else (),
        document=document_link(naming.here, agreement),
        tiles=_tiles(agreement, one, facts, came.tile),
        note=agreement_note(one, facts.mandates, facts.as_of, naming),
        strip=term_strip((one,), (_span(one),), facts.as_of),
        targets=target_table(fields.targets, PLACES, naming),
        delivered=came,
        workload=workload_table(fields.workload_limits),
        exceptions=exception_lines(fields),
        funding=funding_table(fields.funding, facts.currency, naming),
        signatures=signature_table(
            agreement,
            facts.signatures,
            facts.seals.of(agreement),
            facts.signed_texts,
            facts.currency,
            naming,
        ),
        support=support_table(fields),
        rules=rule_facts(fields),
        responsibilities=responsibility_facts(fields),
        obligations=obligation_list(fields, naming, facts.as_of),
        amendments=amendment_list(fields, naming),
        facts=_key_facts(fields, naming, versions) + parts.facts,
        term=_term_facts(agreement, one, facts.as_of, naming),
        contacts=_contacts(fields, naming),
        chain=_chain(agreement, one, above, naming),
        relations=relations_view(naming, facts.relations, facts.terms, agreement),
        parts=parts,
    )


# --- Does it hold, and what is to be decided -----------------------------------------------------


def _tiles(
    agreement: Record[Agreement], one: AgreementTerm, facts: _Facts, levels: Tile | None
) -> tuple[Tile, ...]:
    term, as_of = one.term, facts.as_of
    end: Piece = day_in_words(term.end) if term.end else Text(_("No end"))
    ends = Tile(_end_word(term.end, as_of), end)
    if term.end is not None:
        ends = Tile(ends.label, end, line(from_now(term.end, as_of)), tone=_end_tone(one))
    tiles = [ends]
    if term.notice_by is not None and one.standing != "closed":
        said = from_now(term.notice_by, as_of)
        note = line(_("decided") if one.is_settled and not one.notice_owed else said)
        last = day_in_words(term.notice_by)
        tiles.append(Tile(_("Notice by"), last, note, tone=_notice_tone(one)))
    tiles.append(_value(agreement, facts))
    tiles.append(levels or _promises(agreement.fields))
    return tuple(tiles)


def _promises(fields: Agreement) -> Tile:
    """How many promises can be measured, while nothing was."""
    targets = len(fields.targets)
    return Tile(
        _("Targets"),
        count(targets),
        line(counted(targets, "promise that can be measured", "promises that can be measured")),
        "#targets" if targets else "",
    )


def _end_word(end: date | None, as_of: date) -> str:
    return _("Ends") if end is None or end >= as_of else _("Ended")


def _end_tone(one: AgreementTerm) -> Tone | None:
    return "bad" if one.standing == "past-end" else None


def _notice_tone(one: AgreementTerm) -> Tone | None:
    if one.standing == "notice-passed" or one.notice_owed:
        return "bad"
    return "warn" if one.standing == "notice-due" else None


def _value(agreement: Record[Agreement], facts: _Facts) -> Tile:
    """What it is worth a year, and whether that money is there today."""
    value = facts.worth.of(agreement)
    covering = [one for one in agreement.fields.funding if one.covers(facts.as_of)]
    said, tone = _funded(agreement.fields.funding, covering)
    if facts.terms.of(agreement).standing in ("draft", "closed"):
        tone = None
    amount: Piece = Text(_("Not said"))
    if len(value) == 1:
        amount = money(value[0])
    elif value:
        amount = Text(" + ".join(map(spoken().money, value)))
    return Tile(_("Value a year"), amount, line(said), tone=tone)


def _funded(funding: Sequence[Funding], covering: Sequence[Funding]) -> tuple[str, Tone | None]:
    agreed = [one for one in covering if one.model != "none-agreed"]
    if not funding:
        return _("no funding is written down"), "warn"
    if not agreed:
        return _("not funded today"), "warn"
    if not all(one.approved for one in agreed):
        return _("funded, approval missing"), "warn"
    models = ", ".join(dict.fromkeys(in_sentence(one.model) for one in agreed))
    return _("funded: {models}", models=models), None


def _span(one: AgreementTerm) -> Line:
    """The current term in words, beside its bar."""
    term = one.term
    said = _("First term, from {day}")
    if term.number:
        said = _("Renewal {number}, from {day}", number=term.number)
    return sentence(said, day=day(term.start))


# --- The narrow column ---------------------------------------------------------------------------


def _key_facts(fields: Agreement, naming: Naming, versions: Fact | None) -> tuple[Fact, ...]:
    provider = (
        line(_("IT")) if fields.provider == "provider" else (naming.one(Supplier, fields.provider),)
    )
    facts = [
        Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)),
        Fact(_("Provider"), (provider,)),
        Fact(_("Services"), tuple((naming.one(Service, each),) for each in fields.services)),
    ]
    said = ((_("Level"), fields.level), (_("Form"), fields.form), (_("State"), fields.state))
    for label, word in said:
        if word is not None:
            facts.append(Fact(label, (line(worded(word)),)))
    facts.append(Fact(_("Version"), (line(fields.version),)))
    return (*facts, versions) if versions is not None else tuple(facts)


_RENEWALS: dict[Renewal, str] = {
    "none": N_("It is not renewed"),
    "tacit": N_("Tacit: it runs on unless somebody gives notice"),
    "express": N_("Express: it goes on only if both sides say so"),
}


def _term_facts(
    agreement: Record[Agreement], one: AgreementTerm, as_of: date, naming: Naming
) -> tuple[Fact, ...]:
    written, term = agreement.fields.term, one.term
    facts = [Fact(_("First day"), ((day(written.start),),))]
    if written.months is not None:
        facts.append(Fact(_("First term"), (line(_months(written.months)),)))
    facts.append(Fact(_("Renewal"), (line(str(_RENEWALS[written.renewal])),)))
    if written.renewal_months is not None:
        facts.append(Fact(_("Each renewal"), (line(_months(written.renewal_months)),)))
    if written.notice_months is not None:
        by = (sentence(_("by {day}"), day=day(term.notice_by)),) if term.notice_by else ()
        facts.append(Fact(_("Notice"), (line(_months(written.notice_months)), *by)))
    if term.number:
        renewed = sentence(
            counted(term.number, "once, this term from {day}", "{n} times, this term from {day}"),
            day=day(term.start),
        )
        facts.append(Fact(_("Renewed"), (renewed,)))
    if term.end is not None:
        facts.append(Fact(_end_word(term.end, as_of), ((day(term.end),),)))
    if term.decide_by is not None and one.standing not in ("closed", "draft"):
        away = f" ({from_now(term.decide_by, as_of)})"
        facts.append(Fact(_("Decide by"), (line(day(term.decide_by), away),)))
    if written.notice_given is not None:
        facts.append(Fact(_("Notice given"), ((day(written.notice_given),),)))
    facts += _decisions(agreement.fields, naming)
    review = agreement.fields.review
    if review is not None:
        facts.append(
            Fact(_("Review"), _review(review.every_months, review.last, written.start, as_of))
        )
    return tuple(facts)


def _decisions(fields: Agreement, naming: Naming) -> Iterable[Fact]:
    for one in sorted(fields.term.decisions, key=lambda each: each.on, reverse=True):
        by = line(worded(one.outcome), ", ", day(one.on), ", ", naming.one(Person, one.by))
        where = ((naming.one(Meeting, one.meeting),),) if one.meeting is not None else ()
        yield Fact(_("Decided"), (by, *where))


def _review(every: int, last: date | None, start: date, as_of: date) -> tuple[Line, ...]:
    due = add_months(last or start, every)
    was = line(_("never yet"))
    if last is not None:
        was = sentence(_("last {day}"), day=day(last))
    tag: Line = (Text(" "), Tag(_("Overdue"), "bad")) if due < as_of else ()
    often = line(counted(every, "every {n} month", "every {n} months"))
    return (often, was, (*sentence(_("next by {day}"), day=day(due)), *tag))


def _months(number: int) -> str:
    return counted(number, "{n} month", "{n} months")


def _contacts(fields: Agreement, naming: Naming) -> tuple[Fact, ...]:
    found = fields.contacts
    if found is None:
        return ()
    purposes = (
        (_("Complaint"), found.complaint),
        (_("Escalation"), found.escalation),
        (_("Change"), found.change),
        (_("Review"), found.review),
        (_("Emergency"), found.emergency),
    )
    return tuple(
        Fact(label, ((naming.one(Person, person),),)) for label, person in purposes if person
    )


def _chain(
    agreement: Record[Agreement],
    one: AgreementTerm,
    above: Sequence[Record[Agreement]],
    naming: Naming,
) -> tuple[Fact, ...]:
    """What came before and after, what it rests on, and what rests on it."""
    fields = agreement.fields
    facts: list[Fact] = []
    if fields.supersedes is not None:
        facts.append(Fact(_("Before"), ((naming.one(Agreement, fields.supersedes),),)))
    if one.successor is not None:
        facts.append(Fact(_("After"), ((naming.one(Agreement, one.successor.id),),)))
    below = tuple((naming.one(Agreement, each),) for each in fields.underpinned_by)
    if below:
        facts.append(Fact(_("Rests on"), below))
    if above:
        carried = [(naming.one(Agreement, each.id),) for each in above[:SHOWN]]
        rest = figure(len(above) - SHOWN)
        more = [line(_("and {n} more, listed below", n=rest))] if above[SHOWN:] else []
        facts.append(Fact(_("Carries"), (*carried, *more)))
    return tuple(facts)
