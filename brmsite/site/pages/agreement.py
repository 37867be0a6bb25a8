"""The page of an agreement: does it hold, by when must we decide, what was promised for what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money, grouped
from brmsite.ground.period import add_months
from brmsite.ground.words import plural
from brmsite.insight.mandates import Mandates
from brmsite.insight.signatures import CustomerSignature, Signatures
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.worth import Worth
from brmsite.kinds.agreement import Agreement, Funding, Signature, Target, WorkloadLimit
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.draw.terms import term_strip
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, day, day_in_words, days, from_now, money
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Note,
    Number,
    Piece,
    Row,
    Strip,
    Table,
    Tag,
    Text,
    Tile,
    Tone,
    line,
)
from brmsite.site.status import agreement_tag
from brmsite.site.titles import unique_titles
from brmsite.site.words import in_sentence, worded

INDEX = "agreements/index.html"

TABLES = ("service-levels", "workload-limits", "funding-lines", "signature-lines", "support-times")

PLACES = (
    *TABLES,
    *(f"{table}-caption" for table in TABLES),
    *("period", "targets", "workload", "exceptions", "funding", "signatures", "support", "rules"),
    *("responsibilities", "obligations", "amendments", "text", "documents", "facts", "term"),
    *("contacts", "chain", "main", "menu"),
)
"""The names of places on the page: a target may not have one of them as its anchor."""

DECIDERS = 3
"""How many holders of a mandate the note names."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Everything the page shows, from top to bottom; then the narrow column."""

    kicker: str
    tag: Tag
    lead: Line
    tiles: tuple[Tile, ...]
    note: Note | None
    strip: Strip | None
    targets: Table
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
    parts: RecordParts


def pages(
    register: Register,
    terms: Terms,
    worth: Worth,
    mandates: Mandates,
    signatures: Signatures,
    settings: Settings,
    prose: Prose,
    as_of: date,
) -> Iterator[Page]:
    """One page for each agreement."""
    titles = unique_titles(register)
    facts = _Facts(terms, worth, mandates, signatures, settings.default_currency, as_of)
    resting = _resting_on(register)
    for agreement in register.all(Agreement):
        here = Here(record_page(agreement))
        naming = Naming(register, titles, here)
        parts = record_parts(register, titles, prose, here, agreement)
        yield Page(
            here.path,
            "records/agreement.html",
            titles.of(agreement),
            _view(agreement, facts, naming, resting.get(agreement.address, ()), parts),
            section="Agreements",
            crumbs=(("Home", "index.html"), ("Agreements", INDEX)),
            source=agreement.path,
            judges=True,
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all agreements on the day."""

    terms: Terms
    worth: Worth
    mandates: Mandates
    signatures: Signatures
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
) -> AgreementView:
    fields = agreement.fields
    one = facts.terms.of(agreement)
    return AgreementView(
        kicker=f"{worded(fields.type)} {fields.number}",
        tag=agreement_tag(one),
        lead=line(fields.summary) if fields.summary else (),
        tiles=_tiles(agreement, one, facts),
        note=_note(one, facts, naming),
        strip=term_strip((one,), (_span(one),), facts.as_of),
        targets=_targets(fields.targets, naming),
        workload=_workload(fields.workload_limits),
        exceptions=_exceptions(fields),
        funding=_funding(fields.funding, facts, naming),
        signatures=_signatures(agreement, facts, naming),
        support=_support(fields),
        rules=_rules(fields),
        responsibilities=_responsibilities(fields),
        obligations=_obligations(fields, facts.as_of),
        amendments=_amendments(fields, naming),
        facts=_key_facts(fields, naming) + parts.facts,
        term=_term_facts(agreement, one, facts.as_of, naming),
        contacts=_contacts(fields, naming),
        chain=_chain(agreement, one, above, naming),
        parts=parts,
    )


# --- Does it hold, and what is to be decided -----------------------------------------------------


def _tiles(agreement: Record[Agreement], one: AgreementTerm, facts: _Facts) -> tuple[Tile, ...]:
    fields, term, as_of = agreement.fields, one.term, facts.as_of
    end: Piece = day_in_words(term.end) if term.end else Text("No end")
    ends = Tile("Ends" if term.end is None or term.end >= as_of else "Ended", end)
    if term.end is not None:
        ends = Tile(ends.label, end, line(from_now(term.end, as_of)), tone=_end_tone(one))
    tiles = [ends]
    if term.notice_by is not None and one.standing != "closed":
        said = from_now(term.notice_by, as_of)
        note = line("decided" if one.is_settled and not one.notice_owed else said)
        tiles.append(Tile("Notice by", day_in_words(term.notice_by), note, tone=_notice_tone(one)))
    targets = len(fields.targets)
    tiles.append(_value(agreement, facts))
    tiles.append(
        Tile(
            "Targets",
            Text(f"{targets:,}" if targets else "None"),
            line("promises that can be measured" if targets else "nothing that can be measured"),
            "#targets" if targets else "",
        )
    )
    return tuple(tiles)


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
    amount: Piece = Text("Not said")
    if len(value) == 1:
        amount = money(value[0])
    elif value:
        amount = Text(" + ".join(map(str, value)))
    return Tile("Value a year", amount, line(said), tone=tone)


def _funded(funding: Sequence[Funding], covering: Sequence[Funding]) -> tuple[str, Tone | None]:
    agreed = [one for one in covering if one.model != "none-agreed"]
    if not funding:
        return "no funding is written down", "warn"
    if not agreed:
        return "not funded today", "warn"
    if not all(one.approved for one in agreed):
        return "funded, approval missing", "warn"
    return f"funded: {', '.join(dict.fromkeys(in_sentence(one.model) for one in agreed))}", None


def _note(one: AgreementTerm, facts: _Facts, naming: Naming) -> Note | None:
    """The one thing to decide or to know, where there is one."""
    term, as_of = one.term, facts.as_of
    deciders = _deciders(one.agreement, facts, naming)
    if one.standing == "past-end" and term.end is not None:
        state = in_sentence(one.agreement.fields.state)
        title = line("It ended on ", day_in_words(term.end), f", and its state is still {state}")
        if one.successor is not None:
            now = line("In its place: ", naming.one(Agreement, one.successor.id), ".")
            return Note("bad", title, (now,))
        return Note("bad", title, (line("Nobody is bound by its promises. ", *deciders),))
    if one.standing == "closed":
        if one.successor is None:
            return None
        instead = naming.one(Agreement, one.successor.id)
        return Note("mute", line("Closed; in its place: ", instead))
    if one.notice_owed and term.notice_by is not None and term.runs_on_to is not None:
        title = line("It was decided to end it, but no notice was given")
        runs = day_in_words(term.runs_on_to)
        if as_of > term.notice_by:
            passed = line("The day was ", day_in_words(term.notice_by), "; it runs on to ", runs)
            return Note("bad", title, ((*passed, Text(".")),))
        by = line("Give notice by ", day_in_words(term.notice_by), " or it runs on to ", runs, ".")
        return Note("warn", title, (by,))
    if one.standing == "notice-passed" and term.notice_by is not None and term.runs_on_to:
        title = line("The day for notice, ", day_in_words(term.notice_by), ", has passed")
        runs_on = line("It runs on to ", day_in_words(term.runs_on_to), ". ", *deciders)
        return Note("bad", title, (runs_on,))
    if one.standing == "notice-due" and term.end is not None:
        return _due(one, term.end, deciders)
    return None


def _due(one: AgreementTerm, end: date, deciders: Line) -> Note:
    """A decision that can still be taken in time."""
    term = one.term
    if term.runs_on_to is not None and term.notice_by is not None:
        title = line(
            "Give notice by ",
            day_in_words(term.notice_by),
            " or it runs on to ",
            day_in_words(term.runs_on_to),
        )
        return Note("warn", title, (deciders,))
    title = line("Decide what follows: it ends on ", day_in_words(end))
    express = one.agreement.fields.term.renewal == "express"
    how = "It goes on only if both sides say so. " if express else "It is not renewed. "
    return Note("warn", title, (line(how, *deciders),))


def _deciders(agreement: Record[Agreement], facts: _Facts, naming: Naming) -> Line:
    """Who decides for the customer today."""
    customer = naming.register.one(Customer, agreement.fields.customer)
    found = facts.mandates.deciding(customer.address, facts.as_of) if customer is not None else ()
    people = list(dict.fromkeys(holding.role.person for holding in found))[:DECIDERS]
    if not people:
        return line("Nobody has a mandate to decide for the customer.")
    return line("Decides: ", *naming.each(Person, people), ".")


def _span(one: AgreementTerm) -> Line:
    """The current term in words, beside its bar."""
    term = one.term
    name = f"Renewal {term.number}" if term.number else "First term"
    return line(f"{name}, from ", day(term.start))


# --- What is promised ----------------------------------------------------------------------------

_OPERATORS = {">=": "at least", "<=": "at most", "=": "exactly"}


def _targets(targets: Sequence[Target], naming: Naming) -> Table:
    ids = anchors((target.id for target in targets), PLACES)
    return Table(
        "service-levels",
        "Service levels",
        (
            Column("Promise"),
            Column("Service"),
            Column("Level"),
            Column("Over a"),
            Column("How it is measured"),
        ),
        tuple(_target(target, id, naming) for target, id in zip(targets, ids, strict=True)),
        Empty(
            "No service levels.",
            "Nothing in this agreement can be measured.",
            line("Add ", "targets", " to the record."),
        ),
        quiet=True,
    )


def _target(target: Target, id: str, naming: Naming) -> Row:
    level = f"{_OPERATORS[target.operator]} {_plain(target.value)} {target.unit}"
    share = "" if target.share_pct is None else f", in {_plain(target.share_pct)} % of cases"
    priority = "" if target.priority is None else f", priority {target.priority}"
    method = line(target.method)
    if target.exclusions:
        method += line(" ", Aside(f"Left out: {'; '.join(target.exclusions)}"))
    return Row(
        (
            Cell(line(target.description, " ", Aside(f"{target.id}, {target.metric}"))),
            Cell((naming.one(Service, target.service),)),
            Cell(line(level + share + priority)),
            Cell(line(target.window)),
            Cell(method),
        ),
        id,
    )


def _workload(limits: Sequence[WorkloadLimit]) -> Table:
    return Table(
        "workload-limits",
        "Workload limits",
        (
            Column("Measure"),
            Column("From", "number"),
            Column("Up to", "number"),
            Column("Counted in"),
            Column("Over a"),
            Column("Talk about it at", "number"),
        ),
        tuple(
            Row(
                (
                    Cell(line(limit.measure)),
                    Cell(_figure(limit.lower)),
                    Cell(_figure(limit.upper)),
                    Cell(line(limit.unit or "")),
                    Cell(line(limit.window or "")),
                    Cell(_figure(limit.alert_at_pct, " %")),
                )
            )
            for limit in limits
        ),
        Empty("No workload limits.", "The promises name no amount of work they were made for."),
        quiet=True,
    )


def _exceptions(fields: Agreement) -> tuple[Line, ...]:
    if fields.exceptions == "none":
        return (line("None: the promises cover everything."),)
    if not fields.exceptions:
        return (line(MISSING, " The agreement does not say; ", "none is an answer, too."),)
    return tuple(line(each) for each in fields.exceptions)


def _support(fields: Agreement) -> Table | None:
    rows = tuple(
        Row(
            (
                Cell(line(worded(one.priority))),
                Cell(line(one.response or "")),
                Cell(line(one.resolution or "")),
                Cell(line(one.channel or "")),
            )
        )
        for one in fields.support
    )
    columns = (Column("Priority"), Column("Taken up"), Column("Solved"), Column("How to report"))
    table = Table("support-times", "Support times", columns, rows, Empty("None."), quiet=True)
    return table if rows else None


def _rules(fields: Agreement) -> tuple[Fact, ...]:
    """What else was agreed, in the words of the record."""
    facts: list[Fact] = []
    texts = (
        ("Service hours", fields.service_hours),
        ("Critical periods", "; ".join(fields.critical_periods)),
        ("Maintenance", _maintenance(fields)),
    )
    facts += [Fact(label, (line(text),)) for label, text in texts if text]
    if fields.continuity is not None:
        facts.append(Fact("Continuity", _continuity(fields)))
    later = (
        ("Penalties", fields.penalties),
        ("Changes", fields.change_rules),
        ("Early end", fields.termination_rules),
        ("Notice", fields.term.cancellation),
        ("Precedence", fields.precedence),
    )
    facts += [Fact(label, (line(text),)) for label, text in later if text]
    return tuple(facts)


def _maintenance(fields: Agreement) -> str:
    if fields.maintenance is None:
        return ""
    told = fields.maintenance.notice_days
    said = f"told {plural(told, 'day')} before" if told is not None else ""
    return ", ".join(filter(None, (fields.maintenance.window, said)))


def _continuity(fields: Agreement) -> tuple[Line, ...]:
    found = fields.continuity
    if found is None:
        return ()
    lines: list[Line] = []
    if found.rto_hours is not None:
        lines.append(line(f"Back within {_hours(found.rto_hours)}"))
    if found.rpo_hours is not None:
        lines.append(line(f"At most {_hours(found.rpo_hours)} of work lost"))
    if found.plan:
        lines.append(line(found.plan))
    tested = (
        line("Last tested ", day(found.last_tested)) if found.last_tested else line("Never tested")
    )
    return (*lines, tested)


def _hours(amount: Decimal) -> str:
    return f"{_plain(amount)} {'hour' if amount == 1 else 'hours'}"


def _responsibilities(fields: Agreement) -> tuple[Fact, ...]:
    found = fields.responsibilities
    if found is None:
        return ()
    sides = (("Customer", found.customer), ("IT", found.provider), ("Every user", found.user))
    return tuple(Fact(label, tuple(map(line, texts))) for label, texts in sides if texts)


def _obligations(fields: Agreement, as_of: date) -> Listing | None:
    items = []
    for one in sorted(fields.obligations, key=lambda each: each.due):
        if one.done is not None and one.done <= as_of:
            tag, said = Tag("Done", "ok"), line("done ", day(one.done))
        elif one.due < as_of:
            tag, said = Tag("Overdue", "bad"), line(from_now(one.due, as_of))
        else:
            tag, said = Tag("Open", "info"), line(from_now(one.due, as_of))
        items.append(Item(line(one.text), (line("Due ", day(one.due)), said), (tag,)))
    return Listing(tuple(items), Empty("No obligations.")) if items else None


def _amendments(fields: Agreement, naming: Naming) -> Listing | None:
    items: list[Item] = []
    for one in fields.amendments:
        remarks = [line(f"No {one.no}"), line("holds from ", day(one.effective))]
        if one.signed_by:
            remarks.append(line("signed by ", *naming.each(Person, one.signed_by)))
        if one.change is not None:
            remarks.append(line("after ", naming.at(f"changes/{one.change}")))
        items.append(Item(line(one.summary), tuple(remarks), day=day(one.on)))
    return Listing(tuple(items), Empty("No amendments.")) if items else None


# --- Money and signatures ------------------------------------------------------------------------


def _funding(funding: Sequence[Funding], facts: _Facts, naming: Naming) -> Table:
    return Table(
        "funding-lines",
        "Funding",
        (
            Column("Model"),
            Column("Amount", "number"),
            Column("Per"),
            Column("Account"),
            Column("From", "date"),
            Column("To", "date"),
            Column("Approved"),
        ),
        tuple(
            Row(
                (
                    Cell(line(worded(one.model))),
                    Cell(
                        ()
                        if one.amount is None
                        else (money(Money(Decimal(one.amount), one.currency or facts.currency)),)
                    ),
                    Cell(line(one.per if one.amount is not None else "")),
                    Cell(line(one.cost_center or "")),
                    Cell(days(one.from_)),
                    Cell(days(one.to)),
                    Cell(_approved(one, naming)),
                )
            )
            for one in funding
        ),
        Empty(
            "No funding.", "Nobody has said who pays.", line("Add ", "funding", " to the record.")
        ),
        quiet=True,
    )


def _approved(one: Funding, naming: Naming) -> Line:
    if one.approved_by is None or one.approved_on is None:
        return () if one.model == "none-agreed" else (MISSING,)
    return line(naming.one(Person, one.approved_by), " ", day(one.approved_on))


def _signatures(agreement: Record[Agreement], facts: _Facts, naming: Naming) -> Table:
    """Who signed, and whether the signer held a mandate on that day."""
    side = facts.signatures.of(agreement)
    judged = {one.index: one for one in side.signatures} if side is not None else {}
    rows = tuple(
        Row(
            (
                Cell((naming.one(Person, one.person),)),
                Cell(line(worded(one.side))),
                Cell(days(one.on)),
                Cell(_mandate(one, judged.get(index), facts, naming)),
                Cell(line("sealed with a digest" if one.digest else "")),
            )
        )
        for index, one in enumerate(agreement.fields.signatures)
    )
    return Table(
        "signature-lines",
        "Signatures",
        (
            Column("Who"),
            Column("For"),
            Column("On", "date"),
            Column("Mandate on that day"),
            Column("Text"),
        ),
        rows,
        Empty(
            "No signatures.",
            "Nobody is bound by it yet.",
            line("Add ", "signatures", " once both sides have signed."),
        ),
        quiet=True,
    )


def _mandate(
    signature: Signature, judged: CustomerSignature | None, facts: _Facts, naming: Naming
) -> Line:
    if signature.side == "provider":
        return (Aside("signs for IT"),)
    if judged is None:
        return (Aside("cannot be judged: the customer's record is missing"),)
    if judged.by_purchaser:
        return (Tag("Purchaser only", "bad"),)
    if not judged.deciding:
        return (Tag("No mandate", "bad"),)
    holding = judged.deciding[0]
    unit = naming.here.record(holding.unit, naming.titles.of(holding.unit))
    limit = facts.mandates.limit(holding)
    up_to = "without a limit" if limit is None else f"up to {limit}"
    return line(Tag("Mandate", "ok"), " for ", unit, ", ", up_to)


# --- The narrow column ---------------------------------------------------------------------------


def _key_facts(fields: Agreement, naming: Naming) -> tuple[Fact, ...]:
    provider = (
        line("IT") if fields.provider == "provider" else (naming.one(Supplier, fields.provider),)
    )
    facts = [
        Fact("Customer", ((naming.one(Customer, fields.customer),),)),
        Fact("Provider", (provider,)),
        Fact("Services", tuple((naming.one(Service, each),) for each in fields.services)),
    ]
    for label, word in (("Level", fields.level), ("Form", fields.form), ("State", fields.state)):
        if word is not None:
            facts.append(Fact(label, (line(worded(word)),)))
    return (*facts, Fact("Version", (line(fields.version),)))


def _term_facts(
    agreement: Record[Agreement], one: AgreementTerm, as_of: date, naming: Naming
) -> tuple[Fact, ...]:
    written, term = agreement.fields.term, one.term
    facts = [Fact("First day", ((day(written.start),),))]
    if written.months is not None:
        facts.append(Fact("First term", (line(plural(written.months, "month")),)))
    facts.append(Fact("Renewal", (line(worded(written.renewal)),)))
    if written.renewal_months is not None:
        facts.append(Fact("Each renewal", (line(plural(written.renewal_months, "month")),)))
    if written.notice_months is not None:
        facts.append(Fact("Notice", (line(plural(written.notice_months, "month")),)))
    if term.number:
        renewed = plural(term.number, "time")
        facts.append(Fact("Renewed", (line(renewed, ", this term from ", day(term.start)),)))
    if term.decide_by is not None and one.standing not in ("closed", "draft"):
        facts.append(Fact("Decide by", ((day(term.decide_by),),)))
    if written.notice_given is not None:
        facts.append(Fact("Notice given", ((day(written.notice_given),),)))
    facts += _decisions(agreement.fields, naming)
    review = agreement.fields.review
    if review is not None:
        facts.append(
            Fact("Review", _review(review.every_months, review.last, written.start, as_of))
        )
    return tuple(facts)


def _decisions(fields: Agreement, naming: Naming) -> Iterable[Fact]:
    for one in sorted(fields.term.decisions, key=lambda each: each.on, reverse=True):
        by = line(worded(one.outcome), ", ", day(one.on), ", ", naming.one(Person, one.by))
        where = ((naming.one(Meeting, one.meeting),),) if one.meeting is not None else ()
        yield Fact("Decided", (by, *where))


def _review(every: int, last: date | None, start: date, as_of: date) -> tuple[Line, ...]:
    due = add_months(last or start, every)
    was = line("last ", day(last)) if last is not None else line("never yet")
    tag: Line = (Text(" "), Tag("Overdue", "bad")) if due < as_of else ()
    return (line(f"every {plural(every, 'month')}"), was, (*line("next by ", day(due)), *tag))


def _contacts(fields: Agreement, naming: Naming) -> tuple[Fact, ...]:
    found = fields.contacts
    if found is None:
        return ()
    purposes = (
        ("Complaint", found.complaint),
        ("Escalation", found.escalation),
        ("Change", found.change),
        ("Review", found.review),
        ("Emergency", found.emergency),
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
        facts.append(Fact("Before", ((naming.one(Agreement, fields.supersedes),),)))
    if one.successor is not None:
        facts.append(Fact("After", ((naming.one(Agreement, one.successor.id),),)))
    below = tuple((naming.one(Agreement, each),) for each in fields.underpinned_by)
    if below:
        facts.append(Fact("Rests on", below))
    if above:
        facts.append(Fact("Carries", tuple((naming.one(Agreement, each.id),) for each in above)))
    return tuple(facts)


def _plain(amount: Decimal) -> str:
    """A figure as it was written, without zeros nobody typed: 99.5, 45,000."""
    return grouped(Decimal(amount))


def _figure(amount: Decimal | None, unit: str = "") -> Line:
    return () if amount is None else (Number(_plain(amount) + unit, float(amount)),)
