"""Words cut to the room they have in a picture, whose letters nobody can measure when it is made.

Widths are those of a sans-serif a little wider than most, so that what is said to fit does fit
with whatever the reader's system brings. The whole words always stand in a title or a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, combining, east_asian_width

TEXT, SMALL = 14, 13
"""The two sizes of type in a picture, in pixels; the stylesheet says the same."""

_THIN = frozenset("iljfI.,:;'|/- ")
_NARROW = frozenset("tr!()[]")
_BROAD = frozenset("mwMW@%—…")


def width_of(words: str, size: int = TEXT) -> float:
    """About how wide words are, in pixels; rather too much than too little."""
    return size * sum(map(_em, str(words)))


def fit(words: str, room: float, size: int = TEXT) -> str:
    """As much of the words as fits into so many pixels, with `…` where they are cut."""
    words = str(words)  # marked words are measured as they are said, not in English
    if width_of(words, size) <= room:
        return words
    free = room / size - _em("…")
    end = 0
    for place, letter in enumerate(words):
        free -= _em(letter)
        if free < 0:
            break
        end = place + 1
    while end and end < len(words) and _joins(words[end]):
        end -= 1
    return f"{words[:end].rstrip()}…"


def lines_of(words: str, room: float, most: int, size: int = TEXT) -> tuple[str, ...]:
    """Words on at most so many lines, broken at spaces; the last one is cut where they do not fit,
    and so is a line whose first word alone is too long."""
    lines: list[str] = []
    rest = str(words).split()
    while rest and len(lines) < most - 1:
        taken = _that_fit(rest, room, size)
        lines.append(" ".join(rest[:taken]) if taken else fit(rest[0], room, size))
        rest = rest[max(1, taken) :]
    return (*lines, fit(" ".join(rest), room, size)) if rest else tuple(lines)


def _that_fit(words: Sequence[str], room: float, size: int) -> int:
    """How many of the first words fit on one line."""
    free = room + width_of(" ", size)
    for count, word in enumerate(words):
        free -= width_of(f"{word} ", size)
        if free < 0:
            return count
    return len(words)


def _joins(letter: str) -> bool:
    """Whether a letter belongs to the one before it: an accent, a joiner, a colour of skin."""
    return bool(combining(letter)) or category(letter) in ("Mn", "Me", "Cf", "Sk")


# The letters of most words are few.
@lru_cache(maxsize=1024)
def _em(letter: str) -> float:
    if letter in _THIN:
        return 0.36
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 1.0
    if letter.isdigit() and letter.isascii():
        return 0.64
    if letter.isascii():
        return 0.72 if letter.isupper() else 0.6
    if _joins(letter):
        return 0.0
    if east_asian_width(letter) in "WF" or category(letter) == "So":
        return 1.4
    return 0.8 if letter.isupper() else 0.7
