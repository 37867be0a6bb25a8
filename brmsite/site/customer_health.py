"""How a customer stands, for the head of its page: in order or not, and why in one sentence."""

from __future__ import annotations

from math import floor

from brmsite.insight.health import CustomerHealth
from brmsite.insight.health_parts import Part
from brmsite.site.health_items import PART_NAMES, in_short, score_words
from brmsite.site.language import _, listed
from brmsite.site.naming import Naming
from brmsite.site.shapes import Line, line

WEAKEST = 2
"""So many parts of the score the sentence names."""


def health_line(naming: Naming, found: CustomerHealth) -> Line:
    """The score, what keeps its colour down, and its weakest parts; nothing without a score."""
    if found.score is None:
        return ()
    health = _("Health {score}", score=score_words(found))
    link = naming.here.page(health, naming.here.path, "health")
    why = [_("limited by {caps}", caps=in_short(found.capping))] if found.capping else []
    low = sorted((part for part in found.parts if _is_low(found, part)), key=_value)
    if low:
        why.append(_("weakest in {parts}", parts=listed(map(_words, low[:WEAKEST]))))
    return line(link, f", {', '.join(why)}." if why else ".")


def _is_low(found: CustomerHealth, part: Part) -> bool:
    return part.value is not None and part.value < found.limits.green_from and part.weight > 0


def _value(part: Part) -> tuple[float, str]:
    return float(part.value or 0), part.name


def _words(part: Part) -> str:
    return f"{PART_NAMES[part.name].lower()} {floor(part.value or 0)}"
