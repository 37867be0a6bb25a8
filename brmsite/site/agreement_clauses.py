"""An agreement as the numbered sections of a contract, in words that both sides would sign.

Every agreement has the same sections, so that "section 4" is the service levels in all of them;
one on which nothing was agreed says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from brmsite.ground.money import Money
from brmsite.ground.value import Value
from brmsite.kinds.agreement import Agreement, Funding, Renewal, Target
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Per
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record
from brmsite.site.agreement_promises import support_table, workload_table
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming
from brmsite.site.pieces import day_in_words, days, money, sentence, written
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.rendered_body import RenderedBody
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Line,
    Number,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from brmsite.site.target_words import target_words
from brmsite.site.words import worded

NOTHING = N_("Nothing is agreed on this.")
NONE = N_("There are none.")


class Clause(Value):
    """One sentence or point of a section, under its own number: "3.2"."""

    number: str
    said: Line


class ContractSection(Value):
    """One section: its clauses, then its table, then the text somebody wrote for it."""

    number: str
    id: str
    heading: str
    clauses: tuple[Clause, ...]
    table: Table | None = None
    html: str = ""


def contract_sections(
    agreement: Record[Agreement], body: RenderedBody | None, currency: str, naming: Naming
) -> tuple[ContractSection, ...]:
    """All sections in order; `currency` is that of sums which name none."""
    fields = agreement.fields
    workload = workload_table(fields.workload_limits) if fields.workload_limits else None
    parts: tuple[tuple[str, str, list[Line], Table | None], ...] = (
        ("parties", _("Parties"), _parties(fields, naming), None),
        ("services", _("Services"), _services(fields, naming), None),
        ("term", _("Term and notice"), _term(fields), None),
        ("levels", _("Service levels"), _levels(fields), _targets(fields, naming)),
        ("limits", _("Limits and exceptions"), _exceptions(fields), workload),
        ("support", _("Support"), [], support_table(fields)),
        ("responsibilities", _("Responsibilities"), _responsibilities(fields, naming), None),
        ("price", _("Funding and price"), _price(fields, currency), _funding(fields, currency)),
        ("changes", _("Changes and termination"), _changes(fields, naming), None),
        ("contacts", _("Contacts"), _contacts(fields, naming), None),
        ("amendments", _("Amendments"), _amendments(fields, naming), None),
        ("text", _("Further terms"), [], None),
    )
    return tuple(
        _section(number, id, heading, said, table, body if id == "text" else None)
        for number, (id, heading, said, table) in enumerate(parts, 1)
    )


def _section(
    number: int,
    id: str,
    heading: str,
    said: Sequence[Line],
    table: Table | None,
    body: RenderedBody | None,
) -> ContractSection:
    if not said and table is None and body is None:
        said = [line(str(NONE if id in ("amendments", "text") else NOTHING))]
    clauses = tuple(Clause(f"{number}.{point}", each) for point, each in enumerate(said, 1))
    html = body.html if body is not None else ""
    return ContractSection(str(number), id, heading, clauses, table, html)


def parties(fields: Agreement, naming: Naming) -> tuple[Piece, Piece]:
    """The customer and the provider, as they are called in it."""
    return naming.one(Customer, fields.customer), _provider(fields, naming)


def _provider(fields: Agreement, naming: Naming) -> Piece:
    if fields.provider == "provider":
        return Text(worded("provider"))
    return naming.one(Supplier, fields.provider)


# --- Who, what, how long -------------------------------------------------------------------------


def _parties(fields: Agreement, naming: Naming) -> list[Line]:
    customer, provider = parties(fields, naming)
    said = [
        sentence(_("The customer is {customer}."), customer=customer),
        sentence(_("The provider is {provider}."), provider=provider),
    ]
    sides = (
        ("customer", _("The customer is represented by {people}.")),
        ("provider", _("The provider is represented by {people}.")),
    )
    for side, words in sides:
        signers = dict.fromkeys(one.person for one in fields.signatures if one.side == side)
        if signers:
            said.append(sentence(words, people=naming.each(Person, signers)))
    return said


def _services(fields: Agreement, naming: Naming) -> list[Line]:
    said: list[Line] = []
    for identifier in fields.services:
        service = naming.register.one(Service, identifier)
        summary = service.fields.summary if service is not None else None
        what = line(": ", *naming.prose(summary)) if summary else ()
        said.append((naming.one(Service, identifier), *what))
    return said


_RENEWALS: dict[Renewal, str] = {
    "none": N_("It ends on its last day and is not renewed."),
    "tacit": N_("At its end it goes on unless one side gives notice."),
    "express": N_("At its end it goes on only if both sides say so."),
}


def _term(fields: Agreement) -> list[Line]:
    term = fields.term
    first = day_in_words(term.start)
    if term.end is not None:
        last = day_in_words(term.end)
        words = _("The agreement is in force from {first} to {last}.")
        said = [sentence(words, first=first, last=last)]
    elif term.months is not None:
        words = _("The agreement is in force from {first}, for a first term of {months}.")
        said = [sentence(words, first=first, months=_months(term.months))]
    else:
        said = [sentence(_("The agreement is in force from {first}, without an end."), first=first)]
    said.append(line(str(_RENEWALS[term.renewal])))
    if term.renewal_months is not None and term.renewal != "none":
        words = _("Each time it goes on for {months}.")
        said.append(sentence(words, months=_months(term.renewal_months)))
    if term.notice_months is not None:
        words = _("Notice is given at least {months} before the end of a term.")
        said.append(sentence(words, months=_months(term.notice_months)))
    if term.cancellation:
        said.append(_point(_("How notice is given: {terms}"), term.cancellation))
    if fields.review is not None:
        words = _("Both sides go through the agreement every {months}.")
        said.append(sentence(words, months=_months(fields.review.every_months)))
    return said


def _months(count: int) -> Piece:
    return Text(counted(count, "{n} month", "{n} months"))


def _point(words: str, text: str) -> Line:
    """What stands in the record, after the words that say what it is about."""
    return sentence(words, terms=Text(text))


# --- What is promised ----------------------------------------------------------------------------


def _levels(fields: Agreement) -> list[Line]:
    said: list[Line] = []
    if fields.service_hours:
        said.append(_point(_("Service hours: {terms}"), fields.service_hours))
    if fields.critical_periods:
        said.append(_point(_("Critical periods: {terms}"), "; ".join(fields.critical_periods)))
    maintenance = fields.maintenance
    if maintenance is not None:
        told = maintenance.notice_days
        notice = ""
        if told is not None:
            notice = counted(
                told, "the customer is told {n} day before", "the customer is told {n} days before"
            )
        said += _points(_("Maintenance: {terms}"), (maintenance.window, notice))
    found = fields.continuity
    if found is not None:
        back, lost = found.rto_hours, found.rpo_hours
        points = (
            _("the service is back within {hours}", hours=_hours(back)) if back else "",
            _("at most {hours} of work may be lost", hours=_hours(lost)) if lost else "",
            found.plan,
        )
        said += _points(_("Continuity: {terms}"), points)
    if fields.targets:
        said.append(line(_("The provider promises the service levels below.")))
    return said


def _points(words: str, points: Iterable[str | None]) -> list[Line]:
    """Several points in one clause; none where nothing is said."""
    text = "; ".join(filter(None, points))
    return [_point(words, text)] if text else []


def _hours(amount: Decimal) -> str:
    # Parts of an hour are told as many.
    whole = int(amount) if amount == int(amount) else 2
    return counted(whole, "{n} hour", "{n} hours", n=written(amount))


def _targets(fields: Agreement, naming: Naming) -> Table | None:
    rows = tuple(_target(target, naming) for target in fields.targets)
    columns = (
        Column(_("Promise")),
        Column(_("Service")),
        Column(_("Level")),
        Column(_("How it is measured")),
        Column(_("Weight"), "number"),
    )
    table = Table("levels-table", _("Service levels"), columns, rows, NEVER_EMPTY, quiet=True)
    return table if rows else None


def _target(target: Target, naming: Naming) -> Row:
    method = line(target.method)
    if target.exclusions:
        left_out = _("Left out: {cases}", cases="; ".join(target.exclusions))
        method += line(" ", left_out)
    weight = Decimal(1) if target.weight is None else Decimal(target.weight)
    return Row(
        (
            Cell(line(target.description, " ", Aside(f"{target.id}, {target.metric}"))),
            Cell((naming.one(Service, target.service),)),
            Cell(line(target_words(target))),
            Cell(method),
            Cell((Number(written(weight), float(weight)),)),
        )
    )


def _exceptions(fields: Agreement) -> list[Line]:
    said: list[Line] = []
    if fields.exceptions == "none":
        said.append(line(_("There are no exceptions: the promises cover everything.")))
    elif fields.exceptions:
        said += [_point(_("Not covered: {terms}"), each) for each in fields.exceptions]
    if fields.workload_limits:
        said.append(line(_("The promises hold within the limits of work below.")))
    return said


# --- Who does what, and who pays -----------------------------------------------------------------


def _responsibilities(fields: Agreement, naming: Naming) -> list[Line]:
    said: list[Line] = []
    found = fields.responsibilities
    if found is not None:
        sides = (
            (_("The customer: {terms}"), found.customer),
            (_("The provider: {terms}"), found.provider),
            (_("Every user: {terms}"), found.user),
        )
        said += [_point(words, text) for words, texts in sides for text in texts]
    for one in sorted(fields.obligations, key=lambda each: each.due):
        words = _("By {day}: {terms}")
        said.append(sentence(words, day=day_in_words(one.due), terms=naming.prose(one.text)))
    return said


def _price(fields: Agreement, currency: str) -> list[Line]:
    said: list[Line] = []
    currencies = {one.currency or currency for one in fields.funding if one.amount is not None}
    if fields.annual_cost is not None:
        unit = currencies.pop() if len(currencies) == 1 else currency
        cost = money(Money(Decimal(fields.annual_cost), unit))
        said.append(sentence(_("The agreement costs {sum} in a year."), sum=cost))
    if fields.penalties:
        said.append(_point(_("Where a promise is missed: {terms}"), fields.penalties))
    if fields.funding:
        said.append(line(_("It is paid as follows.")))
    return said


def _funding(fields: Agreement, currency: str) -> Table | None:
    rows = tuple(_funded(one, currency) for one in fields.funding)
    columns = (
        Column(_("How it is paid")),
        Column(_("Amount"), "number"),
        Column(_("Account")),
        Column(_("From"), "date"),
        Column(_("To"), "date"),
    )
    table = Table("price-table", _("Funding"), columns, rows, NEVER_EMPTY, quiet=True)
    return table if rows else None


_EACH: dict[Per, str] = {
    "year": N_("{sum} a year"),
    "month": N_("{sum} a month"),
    "once": N_("{sum} once"),
    "unit": N_("{sum} a unit"),
}


def _funded(one: Funding, currency: str) -> Row:
    amount: Line = ()
    if one.amount is not None:
        paid = money(Money(Decimal(one.amount), one.currency or currency))
        amount = sentence(str(_EACH[one.per]), sum=paid)
    return Row(
        (
            Cell(line(worded(one.model))),
            Cell(amount),
            Cell(line(one.cost_center or "")),
            Cell(days(one.from_)),
            Cell(days(one.to)),
        )
    )


# --- How it changes ------------------------------------------------------------------------------


def _changes(fields: Agreement, naming: Naming) -> list[Line]:
    texts = (
        (_("How it is changed: {terms}"), fields.change_rules),
        (_("When it may end early: {terms}"), fields.termination_rules),
        (_("What goes before it: {terms}"), fields.precedence),
    )
    said = [sentence(words, terms=naming.prose(text)) for words, text in texts if text]
    if fields.supersedes is not None:
        old = naming.one(Agreement, fields.supersedes)
        said.append(sentence(_("It takes the place of {agreement}."), agreement=old))
    return said


def _contacts(fields: Agreement, naming: Naming) -> list[Line]:
    found = fields.contacts
    if found is None:
        return []
    purposes = (
        (_("For a change of the agreement: {person}"), found.change),
        (_("For a complaint: {person}"), found.complaint),
        (_("When nothing else has helped: {person}"), found.escalation),
        (_("For reviews: {person}"), found.review),
        (_("In an emergency: {person}"), found.emergency),
    )
    return [
        sentence(words, person=naming.one(Person, person)) for words, person in purposes if person
    ]


def _amendments(fields: Agreement, naming: Naming) -> list[Line]:
    return [
        sentence(
            _("Amendment {number}, in force from {day}: {terms}"),
            number=Text(one.no),
            day=day_in_words(one.effective),
            terms=naming.prose(one.summary),
        )
        + _signed(one.signed_by, naming)
        for one in fields.amendments
    ]


def _signed(people: Sequence[str], naming: Naming) -> Line:
    if not people:
        return ()
    return sentence(_(" Signed by {people}."), people=naming.each(Person, people))
