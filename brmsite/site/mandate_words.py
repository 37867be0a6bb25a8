"""What a mandate allows, in words: "decides and funds, up to EUR 250,000 a year"."""

from __future__ import annotations

from brmsite.ground.money import Money
from brmsite.kinds.role import Mandate
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.site.language import N_, _, listed, spoken

_PER = {"year": N_("a year"), "month": N_("a month"), "once": N_("at once")}


def mandate_words(register: Register, mandate: Mandate | None, default_currency: str) -> str:
    """A mandate as a part of a sentence; "no mandate" where there is none."""
    if mandate is None or not (mandate.decide or mandate.fund):
        return _("no mandate")
    rights = [_("decides")] if mandate.decide else []
    rights += [_("funds")] if mandate.fund else []
    words = f"{listed(rights)}, {limit_words(mandate, default_currency)}"
    if "all" in mandate.services:
        return words
    found = (register.one(Service, each) for each in mandate.services)
    names = (
        each if one is None else one.title
        for each, one in zip(mandate.services, found, strict=True)
    )
    return _("{mandate}, for {services}", mandate=words, services=listed(names))


def limit_words(mandate: Mandate, default_currency: str) -> str:
    """How far a mandate reaches: "up to EUR 250,000 a year", "without limit"."""
    limit = mandate.limit
    if limit is None:
        return _("without limit")
    amount = spoken().money(Money(limit.amount, limit.currency or default_currency))
    return _("up to {sum} {per}", sum=amount, per=_PER[limit.per])
