"""Plain words for the fixed words of records: `service-desk` is read "Service desk"."""

from __future__ import annotations

from functools import lru_cache

from brmsite.kinds.spelling import spelt
from brmsite.site.language import Language, begun_small, spoken


def worded(word: str) -> str:
    """A fixed word of records as it stands at the head of a cell or line, in the language of the
    site: "Service level manager"."""
    return _worded(word, spoken())


@lru_cache(maxsize=4096)
def _worded(word: str, language: Language) -> str:
    return language.text(spelt(word))


def in_sentence(word: str) -> str:
    """A fixed word of records in the middle of a sentence: "service level manager", "SLA"."""
    return begun_small(worded(word))
