"""An agreement in force whose funding is below its annual cost, or does not last for its term.

Looked at is the term as the record has it: the first one, with the renewals that somebody decided
on. Money counts here also where nobody approved it yet, because `not-funded` tells that; what has
no amount a year, or comes in several currencies, is only looked at for its days.

Why: what is promised is more than what is paid for; the rest is missed in the middle of the term,
when it is nobody's budget any more.
Mend: have the missing money approved and add it to `funding`, or bring `annual_cost` back to what
is paid for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import Money
from brmsite.ground.period import ONE_DAY, add_days
from brmsite.insight.terms import IN_FORCE, end_of_term, settled_end
from brmsite.kinds.agreement import Agreement, Funding
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "S"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a term on which the same entries of `funding`, by their places, pay for it."""

    first: date
    last: date
    paid_by: tuple[int, ...]


def check(register: Register, settings: Settings) -> Iterator[Finding]:
    """Look at the money of every agreement in force, stretch by stretch of its term."""
    for agreement in register.all(Agreement):
        funding = agreement.fields.funding
        agreed = any(one.model != "none-agreed" for one in funding)
        if agreement.fields.state in IN_FORCE and agreed:
            stretches = _stretches(agreement.fields)
            bare = next((each for each in stretches if not each.paid_by), None)
            if bare is not None:
                yield _unpaid(agreement, bare)
            paid = [each for each in stretches if each.paid_by]
            yield from _too_little(agreement, paid, settings.default_currency)


def _stretches(fields: Agreement) -> list[Stretch]:
    """The term, cut on every day on which its funding changes."""
    start, last = fields.term.start, _last_day(fields)
    if last < start:
        return []  # the days of the term are out of order, which is told elsewhere
    cuts = {start}
    for one in fields.funding:
        if one.from_ is not None and start < one.from_ <= last:
            cuts.add(one.from_)
        if one.to is not None and start <= one.to < last:
            cuts.add(one.to + ONE_DAY)
    begins = sorted(cuts)
    ends = [*(add_days(day, -1) for day in begins[1:]), last]
    return [
        Stretch(day, end, tuple(i for i, one in enumerate(fields.funding) if one.covers(day)))
        for day, end in zip(begins, ends, strict=True)
    ]


def _last_day(fields: Agreement) -> date:
    """The end of the term; where it has none, money need not last longer than it is written."""
    term = fields.term
    end = settled_end(term) or end_of_term(term, 0)
    return end or max((one.to for one in fields.funding if one.to), default=term.start)


def _unpaid(agreement: Record[Agreement], bare: Stretch) -> Finding:
    """Pointed at is the entry that ends before those days, else the one that begins after them."""
    funding = agreement.fields.funding
    ended = [(one.to, index) for index, one in enumerate(funding) if one.to and one.to < bare.first]
    later = [(one.from_, index) for index, one in enumerate(funding) if one.from_]
    path = ("funding", max(ended)[1], "to") if ended else ("funding", min(later)[1], "from")
    where = "end" if agreement.fields.term.end else "months"
    return Finding(
        agreement,
        path,
        f"no `funding` covers the agreement from {bare.first} to {bare.last}",
        label="paid until here" if ended else "paid from here",
        hint="add an entry to `funding` for these days",
        others=(Elsewhere(agreement, ("term", where), "the term"),),
    )


def _too_little(
    agreement: Record[Agreement], stretches: list[Stretch], default_currency: str
) -> Iterator[Finding]:
    """The stretch in which least is paid, where that is less than the cost."""
    fields = agreement.fields
    currencies = {one.currency or default_currency for one in fields.funding}
    if fields.annual_cost is None or len(currencies) > 1 or not stretches:
        return
    cost = Money(Decimal(fields.annual_cost), currencies.pop())
    known = [(brings, each) for each in stretches if (brings := _yearly(fields, each)) is not None]
    brings, least = min(known, key=lambda one: one[0], default=(cost.amount, stretches[0]))
    if brings >= cost.amount:
        return
    since = "" if least.first == fields.term.start else f" from {least.first}"
    yield Finding(
        agreement,
        ("annual_cost",),
        f"`annual_cost` is {cost}, but the funding brings {Money(brings, cost.currency)} a "
        f"year{since}",
        label=f"{Money(cost.amount - brings, cost.currency)} a year are not paid for",
        hint="have the rest approved and add it to `funding`",
        others=tuple(
            Elsewhere(agreement, ("funding", index, "amount"), "funded here")
            for index in least.paid_by
        ),
    )


def _yearly(fields: Agreement, stretch: Stretch) -> Decimal | None:
    """What a stretch brings in a year; None where some of it has no amount a year."""
    amounts: list[Funding] = [fields.funding[index] for index in stretch.paid_by]
    known = [Decimal(one.yearly) for one in amounts if one.yearly is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
