"""Text without accents: the letters of many languages as those that everybody can type."""

from __future__ import annotations

from unicodedata import combining, normalize

_UNFOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
)


def folded(text: str) -> str:
    """The text in small letters without accents, as far as its letters have a plain form."""
    decomposed = normalize("NFKD", text.casefold().translate(_UNFOLDED))
    return "".join(char for char in decomposed if not combining(char))
