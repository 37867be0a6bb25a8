"""Text from records made safe for a terminal and a build log."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

MAX_LENGTH = 200
LONGEST_PATH = 4_096
"""So many characters of a path are told where a forge looks it up: as long as one may be."""

# Escape sequences would move the cursor or colour the log; marks of direction would reorder it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str, longest: int = MAX_LENGTH) -> str:
    """Text in which nothing acts on a terminal, cut at `longest` characters."""
    shown = _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
