"""Plain words for the fixed words of records: `service-desk` is read "Service desk"."""

from __future__ import annotations

from functools import lru_cache

from brmsite.site.language import Language, spoken

_NOT_AS_SPELT = {
    "sla": "SLA",
    "ola": "OLA",
    "it-management": "IT management",
    "customer-facing": "customer-facing",
    "a": "A",
    "b": "B",
    "c": "C",
    "provider": "IT",
    "push-status": "We send status",
    "close-involvement": "We work side by side",
    "mixed": "Status and working side by side",
    "none": "Just ends",
    "tacit": "Tacit: goes on unless somebody gives notice",
    "express": "Express: goes on only if both sides say so",
    "none-agreed": "Not agreed yet",
}
"""What does not read well with its dashes taken out."""


def spelt(word: str) -> str:
    """A word that somebody chose, such as the name of a field of their own, as it stands at the
    head of a cell or line: "Cost centre". It is never translated."""
    plain = _NOT_AS_SPELT.get(word) or word.replace("-", " ")
    return plain[:1].upper() + plain[1:]


def worded(word: str) -> str:
    """A fixed word of records as it stands at the head of a cell or line, in the language of the
    site: "Service level manager"."""
    return _worded(word, spoken())


@lru_cache(maxsize=4096)
def _worded(word: str, language: Language) -> str:
    return language.text(spelt(word))


def in_sentence(word: str) -> str:
    """A fixed word of records in the middle of a sentence: "service level manager", "SLA"."""
    plain = worded(word)
    return plain if plain[:2].isupper() else plain[:1].lower() + plain[1:]
