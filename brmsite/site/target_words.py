"""A promised level in words: "at least 99.5 percent a month"."""

from __future__ import annotations

from decimal import Decimal

from brmsite.kinds.agreement import Target
from brmsite.site.language import N_, _, filled
from brmsite.site.pieces import written

_LEVELS = {
    ">=": {
        "month": N_("at least {figure} {unit} a month"),
        "quarter": N_("at least {figure} {unit} a quarter"),
        "year": N_("at least {figure} {unit} a year"),
    },
    "<=": {
        "month": N_("at most {figure} {unit} a month"),
        "quarter": N_("at most {figure} {unit} a quarter"),
        "year": N_("at most {figure} {unit} a year"),
    },
    "=": {
        "month": N_("exactly {figure} {unit} a month"),
        "quarter": N_("exactly {figure} {unit} a quarter"),
        "year": N_("exactly {figure} {unit} a year"),
    },
}


def target_words(target: Target) -> str:
    """What is promised, over which period, for which cases."""
    values = {"figure": written(Decimal(target.value)), "unit": target.unit}
    words = filled(str(_LEVELS[target.operator][target.window]), values)
    if target.share_pct is not None:
        share = written(Decimal(target.share_pct))
        words = _("{level}, in {percent} % of cases", level=words, percent=share)
    if target.priority is None:
        return words
    return _("{level}, priority {priority}", level=words, priority=target.priority)
