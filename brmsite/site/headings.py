"""The headings of a body as they stand on its page: how deep they are, and by which name they are
found."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_ID = 60


class Headings:
    """Those of one body so far, below a heading of the page of level `below`; None leaves their
    levels as written."""

    def __init__(self, below: int | None) -> None:
        self._below = below
        self._above: list[int] = []
        """The levels, as written, of the headings that the next one may be under."""
        self._ids: dict[str, int] = {}
        """How often each id was asked for."""

    def level(self, written: int) -> int:
        """The level of the next heading on the page: one deeper than the heading it is under."""
        if self._below is None:
            return written
        while self._above and self._above[-1] >= written:
            self._above.pop()
        self._above.append(written)
        return min(self._below + len(self._above), 6)

    def id(self, text: str) -> str:
        """The name of the next heading on the page: its words with dashes, `_gate-outages`; a
        second one of the same words is `_gate-outages-2`."""
        words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
        name = f"_{'-'.join(words)}"[:_LONGEST_ID].rstrip("-_") or "_"
        while name in self._ids:
            self._ids[name] += 1
            name = f"{name}-{self._ids[name]}"
        self._ids[name] = 1
        return name
