"""Words as search compares them: without capitals, accents and punctuation.

`layouts/assets/search.js` folds what the reader types in the same way; a test holds the two
together. Whoever types `hakon` finds Håkon; `agr0042` finds AGR-0042.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

LETTERS = {
    "ø": "o",
    "æ": "ae",
    "å": "a",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ß": "ss",
    "þ": "th",
    "œ": "oe",
}
"""Letters that Unicode does not take apart into a plain letter and a mark."""

LONGEST = 32
"""A word is known by so many of its first letters: nobody types the rest of a digest."""

_FOLDED = str.maketrans(LETTERS)
_MARK = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-_./][^\W_]+){1,3}")


def fold(text: str) -> str:
    """The text in lower case, its letters without marks."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return _MARK.sub("", normalize("NFKD", lower)).translate(_FOLDED)


def tokens(text: str) -> set[str]:
    """The words of a text, folded and each once; compounds such as `agr-0042` also as one word."""
    return set().union(*map(_tokens, set(text.split())))


@lru_cache(30_000)
def _tokens(piece: str) -> tuple[str, ...]:
    """The words of what stands between two blanks: no word reaches further, and the same few
    thousand pieces come again and again."""
    folded = fold(piece)
    # Only what looks like a number of something: joined words would double the index.
    joined = (
        "".join(_WORD.findall(compound))
        for compound in _COMPOUND.findall(folded)
        if any(letter.isdigit() for letter in compound)
    )
    return tuple(word[:LONGEST] for word in (*_WORD.findall(folded), *joined))
