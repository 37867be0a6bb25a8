"""Wishes and attestations in short, for the pages of what they concern."""

from __future__ import annotations

from brmsite.ground.money import Money
from brmsite.insight.attested import Attestations, Attested
from brmsite.insight.wishes import Wish, WishCoverage
from brmsite.kinds.attestation import Value
from brmsite.kinds.person import Person
from brmsite.site.language import _, counted, figure, spoken
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, sentence, written
from brmsite.site.shapes import Empty, Entry, Item, Line, Listing, Number, Piece, Text, line
from brmsite.site.status import attestation_tag, verdict_tag

IDEAS = "ideas/index.html"
ATTESTATIONS = "attestations/index.html"


MOST_WISHES = 5
"""So many wishes stand on the page of a customer."""


def half_counted(number: float) -> str:
    """A number of wishes in which partly covered ones count half: "5.5", "4"."""
    return figure(number, ",.0f" if f"{number:.1f}".endswith(".0") else ",.1f")


def covered_words(coverage: WishCoverage) -> str:
    """The numbers behind a coverage: "4 of 11 assessed wishes"."""
    if not coverage.assessed:
        return _("no wish is assessed yet")
    return counted(
        coverage.assessed,
        "{part} of {n} assessed wish",
        "{part} of {n} assessed wishes",
        part=figure(coverage.covered),
    )


def wish_item(naming: Naming, wish: Wish, *, customer: bool = True) -> Item:
    """One wish: its day, title, who asked for it, and how much of it we cover."""
    fields = wish.idea.fields
    remarks: list[Line] = []
    if wish.days_late:
        remarks.append(sentence(_("a verdict was due by {day}"), day=day(wish.assess_by)))
    if customer and wish.customer is not None:
        remarks.append((naming.here.record(wish.customer, naming.titles.of(wish.customer)),))
    elif fields.raised_by is not None and wish.customer is None:
        remarks.append((raised_by(naming, fields.raised_by),))
    if fields.votes:
        remarks.append(line(counted(fields.votes, "{n} vote", "{n} votes")))
    title = naming.here.record(wish.idea, naming.titles.of(wish.idea))
    return Item((title,), tuple(remarks), (verdict_tag(wish),), day(fields.on))


def wish_list(naming: Naming, wishes: tuple[Wish, ...]) -> Listing:
    """The latest wishes of one customer, duplicates left out, for its own page."""
    own = [wish for wish in wishes if not wish.is_duplicate]
    items = tuple(wish_item(naming, wish, customer=False) for wish in own[:MOST_WISHES])
    more = naming.here.page(_("All wishes"), IDEAS) if len(own) > MOST_WISHES else None
    return Listing(items, Empty(_("No wishes."), _("Nobody has written one down.")), more)


def attestation_item(
    naming: Naming, one: Attested, currency: str, *, customer: bool = True
) -> Item:
    """One attestation: what the customer says, who says so, and what it was worth."""
    fields = one.attestation.fields
    remarks: list[Line] = []
    if one.counts:
        remarks.append(line(_("“{statement}”", statement=fields.statement)))
    remarks.append((naming.one(Person, fields.person),))
    if customer and one.customer is not None:
        remarks.append((naming.here.record(one.customer, naming.titles.of(one.customer)),))
    if one.counts and fields.value is not None:
        remarks.append((value_piece(fields.value, currency),))
    title = naming.here.record(one.attestation, naming.titles.of(one.attestation))
    tags = () if one.counts else (attestation_tag(one),)
    return Item((title,), tuple(remarks), tags, day(fields.on))


def attestation_list(
    naming: Naming,
    found: tuple[Attested, ...],
    currency: str,
    most: int = 3,
    *,
    customer: bool = True,
) -> Listing:
    """The latest of some attestations, for the page of a customer or a service; `currency` is
    that of values which name none."""
    items = tuple(
        attestation_item(naming, one, currency, customer=customer) for one in found[:most]
    )
    more = naming.here.page(_("All attestations"), ATTESTATIONS) if len(found) > most else None
    empty = Empty(_("Nothing attested."), _("No customer has been asked what it helped to."))
    return Listing(items, empty, more)


def value_piece(value: Value, currency: str) -> Piece:
    """What something was worth: "EUR 46,000", "240 hours of typing a year"."""
    amount = written(value.amount)
    if value.currency is not None or value.measure is None:
        amount = spoken().money(Money(value.amount, value.currency or currency))
    return Number(f"{amount} {value.measure or ''}".strip(), float(value.amount))


def raised_by(naming: Naming, written: str) -> Piece:
    """Who said it: a person as a link, other words as they stand."""
    known = naming.register.one(Person, written)
    return Text(written) if known is None else naming.one(Person, written)


def attested_words(attested: Attestations) -> str:
    """The numbers behind the share of attested services: "4 of 12 live services in use"."""
    return counted(
        len(attested.services),
        "{part} of {n} live service in use",
        "{part} of {n} live services in use",
        part=figure(len(attested.recent_services)),
    )


def ways(naming: Naming, current: str, ideas: int, attestations: int) -> tuple[Entry, ...]:
    """From the wishes to the attestations and back."""
    offered = ((_("Wishes"), IDEAS, ideas), (_("Attestations"), ATTESTATIONS, attestations))
    return tuple(
        Entry(label, naming.here.to(path), path == current, figure(number))
        for label, path, number in offered
    )
