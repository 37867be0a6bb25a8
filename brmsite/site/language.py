"""The language that the site speaks: its words from the catalogue, its days and figures by locale.
The only door to Babel.

English stands in the code. `_("Nothing is late.")` gives a text in the language now spoken,
`counted(3, "{n} record", "{n} records")` one that depends on a number, `Things` is the same for
later, and `N_("Open")` marks words that stand in a constant, where no language is spoken yet: they
are said when they are printed.
`{names}` in a text are filled in by keyword. Names, titles and texts from records are never
translated.

The language is not handed from function to function, because words stand in some hundred small
ones: `speaking` sets it for a while, in this thread only. Only the build of the site does so, from
the settings, so that the same inputs give the same bytes.

Catalogues are `locale/<tag>/LC_MESSAGES/brmsite.po` in the package. A language without one gets
English words, and still its own days and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

import brmsite
from brmsite.ground.money import Money, grouped
from brmsite.ground.words import Filling, FixedWord, Phrase
from brmsite.ground.words import listed as listed_in_english

T = TypeVar("T")

CATALOGUES = Path(brmsite.__file__).parent / "locale"
CATALOGUE = "LC_MESSAGES/brmsite.po"

_BLANK = re.compile(r"\{(\w+)\}")
_ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Our Portuguese words are those of Portugal; to the locale data, plain `pt` is Brazil.
_LOCALES = {"pt": "pt-PT"}


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: its tag, and how it says words, days and figures. There is one of each.

    English has no locale: its forms are ours ("3 Dec 2026", "EUR 186,000").
    """

    tag: str
    _words: NullTranslations = field(default_factory=NullTranslations, repr=False)
    _locale: Locale | None = None

    def text(self, message: str, **values: object) -> str:
        """A text, its `{blanks}` filled; the English one where the catalogue has none."""
        # Where nothing is said, a catalogue would tell of itself.
        said = self._words.gettext(message) if message else ""
        return filled(said, values) if values else said

    def plural(self, count: int, one: str, many: str, **values: object) -> str:
        """The form of a text that a number asks for; `{n}` is the number."""
        said = self._words.ngettext(one, many, count)
        return filled(said, {"n": self.figure(count), **values})

    def figure(self, value: float | Decimal, form: str = ",") -> str:
        """A number, `form` as in Python's format: 1,250 or, with ",.1f", 1,250.5."""
        text = format(value, form)
        if self._locale is None:
            return text
        pattern = self._locale.decimal_formats[None].pattern.partition(".")[0]
        pattern = pattern if "," in form else "0"
        decimals = len(text.partition(".")[2])
        figure = format_decimal(
            Decimal(text.replace(",", "")),
            format=f"{pattern}.{'0' * decimals}" if decimals else pattern,
            locale=self._locale,
        )
        return f"+{figure}" if text.startswith("+") else figure

    def money(self, value: Money) -> str:
        """A sum with its currency: EUR 186,000, or 186.000 EUR where that is the custom."""
        if self._locale is None:
            return str(value)
        decimals = len(grouped(value.amount).partition(".")[2])
        figure = self.figure(value.amount, f",.{decimals}f")
        is_before = self._locale.currency_formats["standard"].pattern.startswith("¤")
        pair = (value.currency, figure) if is_before else (figure, value.currency)
        return "\N{NO-BREAK SPACE}".join(pair)

    def day(self, value: date) -> str:
        """A day in a sentence: 3 Dec 2026."""
        if self._locale is None:
            return f"{value.day} {_ENGLISH_MONTHS[value.month - 1]} {value.year}"
        return format_date(value, "long", self._locale)

    def day_of_year(self, value: date) -> str:
        """A day whose year is plain: 3 Dec."""
        if self._locale is None:
            return f"{value.day} {_ENGLISH_MONTHS[value.month - 1]}"
        return format_skeleton("MMMMd", value, locale=self._locale)

    def weekday(self, value: date) -> str:
        """The name of the day: Monday."""
        if self._locale is None:
            return _ENGLISH_DAYS[value.weekday()]
        return str(get_day_names("wide", "stand-alone", self._locale)[value.weekday()])

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12: Dec."""
        if self._locale is None:
            return _ENGLISH_MONTHS[number - 1]
        return str(get_month_names("abbreviated", "stand-alone", self._locale)[number])

    def listed(self, words: Iterable[str], last: str = "and") -> str:
        """`a`, `a and b`, `a, b and c`; `last` is "and" or "or"."""
        # Said now: joining would take the English of words that stand in constants.
        items = [str(word) for word in words]
        if self._locale is None:
            return listed_in_english(items, last)
        return format_list(items, "or" if last == "or" else "standard", self._locale)


ENGLISH = Language("en")

_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def languages() -> tuple[str, ...]:
    """The tags of the languages that the site has words in."""
    folders = CATALOGUES.iterdir() if CATALOGUES.is_dir() else ()
    return ("en", *sorted(each.name for each in folders if (each / CATALOGUE).is_file()))


def language_of(tag: str) -> Language:
    """The language of a tag ("pt-BR"), or of the nearest wider one that has words ("pt")."""
    return _language(tag.lower())


@cache
def _language(tag: str) -> Language:
    if tag.split("-", maxsplit=1)[0] == "en":
        return ENGLISH
    return Language(tag, _words(tag), _locale(tag))


def _words(tag: str) -> NullTranslations:
    for wider in _wider(tag):
        file = CATALOGUES / wider / CATALOGUE
        if file.is_file():
            with file.open("rb") as text:
                catalogue = read_po(text)
            packed = BytesIO()
            write_mo(packed, catalogue)
            packed.seek(0)
            return GNUTranslations(packed)
    return NullTranslations()


def _locale(tag: str) -> Locale | None:
    for wider in _wider(tag):
        try:
            return Locale.parse(_LOCALES.get(wider, wider), sep="-")
        except (UnknownLocaleError, ValueError):  # a tag may be well formed and no language
            continue
    return None


def _wider(tag: str) -> Iterator[str]:
    """The tag, and those it is a part of: `pt-br`, `pt`."""
    parts = tag.split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, this thread speaks a language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_in(language: Language, things: Iterator[T]) -> Iterator[T]:
    """The same things, each made while a language is spoken, and handed over when it is not."""
    while True:
        with speaking(language):
            try:
                thing = next(things)
            except StopIteration:
                return
        yield thing


def spoken() -> Language:
    """The language now spoken."""
    return _spoken.get()


def _(message: str, **values: object) -> str:
    """A text in the language now spoken, its `{blanks}` filled: `_("Page {n}", n=2)`."""
    return _spoken.get().text(message, **values)


def said(words: str) -> str:
    """Words that stand elsewhere, marked there by `N_` or `english`, in the language now spoken."""
    language = spoken()
    if not isinstance(words, Phrase):
        return language.text(words)
    if language is ENGLISH:
        return str(words)
    values = {name: _value(each) for name, each in words.values.items()}
    plain = language.text(words.text, **values)
    return begun_small(plain) if isinstance(words, FixedWord) else plain


def _value(value: Filling) -> str:
    """What stands in a blank of marked words: all but a text of somebody's is said, too."""
    if isinstance(value, str):
        return said(value) if isinstance(value, Phrase) else value
    if isinstance(value, int):
        return figure(value)
    if isinstance(value, Decimal):
        decimals = len(grouped(value.normalize()).partition(".")[2])
        return figure(value, f",.{decimals}f")
    if isinstance(value, Money):
        return spoken().money(value)
    if isinstance(value, date):
        return spoken().day(value)
    return listed(map(_value, value))


def begun_small(words: str) -> str:
    """Words as they stand in the middle of a sentence: "service level manager", "SLA"."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def counted(count: int, one: str, many: str, **values: object) -> str:
    """The text that fits a number: `counted(3, "{n} record", "{n} records")`."""
    return spoken().plural(count, one, many, **values)


def figure(value: float | Decimal, form: str = ",") -> str:
    """A number as it is read, `form` as in Python's format: 1,250."""
    return spoken().figure(value, form)


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; `last` is "and" or "or"."""
    return spoken().listed(words, last)


class Words(str):
    """English words in a constant, made by `N_`: printed, they are said in the language spoken.

    They compare, sort and join as the English they are; `str()`, an f-string and a layout say them.
    """

    def __str__(self) -> str:
        return spoken().text(str.__str__(self))

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def lower(self) -> str:
        """The words as they are said, in small letters."""
        return str(self).lower()


def N_(message: str) -> Words:  # noqa: N802  # the name that gettext's tools know
    """Marks words that stand in a constant, to be said when they are printed."""
    return Words(message)


@dataclass(frozen=True, slots=True)
class Things:
    """What is counted, for later: `Things("{n} record", "{n} records").said(3)`."""

    one: str
    many: str

    def said(self, count: int) -> str:
        """So many of them, in the language now spoken."""
        return spoken().plural(count, self.one, self.many)


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with its `{blanks}` filled, those that have a value; nothing else is looked at.

    Not `str.format`, which would let a layout of somebody's reach into the values.
    """
    if not values:
        return text
    said = []
    for words, name in parts_of(text):
        said.append(words)
        if name:
            said.append(str(values[name]) if name in values else f"{{{name}}}")
    return "".join(said)


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """A text cut at its `{blanks}`: pairs of words and the name of the blank that follows them.

    The texts of a site are few, and said again and again.
    """
    *pairs, rest = _BLANK.split(text)
    return (*zip(pairs[::2], pairs[1::2], strict=True), (rest, ""))
