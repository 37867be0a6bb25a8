"""A language that nobody speaks: each letter of our words is a mark, so that what was never said
in any language can be told."""

from __future__ import annotations

import re
from gettext import NullTranslations
from html.parser import HTMLParser

from babel.core import Locale

from brmsite.site.language import Language

_BLANK = re.compile(r"(\{\w+\})")
_LETTER = re.compile(r"[^\W\d_]")


class Marks(NullTranslations):
    """Marks for every word that is asked for, which `asked` remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        parts = _BLANK.split(message)
        return "".join(each if at % 2 else _LETTER.sub("¤", each) for at, each in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def marked() -> tuple[Language, Marks]:
    """The language, and its catalogue; days and figures are Portuguese."""
    marks = Marks()
    return Language("art", marks, Locale("pt", "PT")), marks


class _Shown(HTMLParser):
    """Gathers what a reader of a page sees or hears."""

    ATTRIBUTES = frozenset(("alt", "aria-label", "placeholder", "title", "value"))
    NOT_WORDS = frozenset(("code", "script", "style"))

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in self.ATTRIBUTES and value]
        if tag in self.NOT_WORDS:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within and data.strip():
            self.said.append(data)


def shown_in(html: str) -> list[str]:
    """The texts of a page, one by one; code, such as the name of a field, is no text."""
    shown = _Shown()
    shown.feed(html)
    return shown.said
