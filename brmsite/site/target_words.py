"""A promised level in words: "at least 99.5 percent a month"."""

from __future__ import annotations

from decimal import Decimal

from brmsite.ground.money import grouped
from brmsite.kinds.agreement import Target

_OPERATORS = {">=": "at least", "<=": "at most", "=": "exactly"}


def target_words(target: Target) -> str:
    """What is promised, over which period, for which cases."""
    figure = grouped(Decimal(target.value))
    words = f"{_OPERATORS[target.operator]} {figure} {target.unit} a {target.window}"
    if target.share_pct is not None:
        words = f"{words}, in {grouped(Decimal(target.share_pct))} % of cases"
    return words if target.priority is None else f"{words}, priority {target.priority}"
