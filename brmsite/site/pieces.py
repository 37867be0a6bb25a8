"""Days, money and counts as they are read, with the form that sorts; sentences with pieces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money, grouped
from brmsite.ground.period import days_between
from brmsite.ground.windows import Period
from brmsite.site.language import N_, _, counted, figure, parts_of, spoken
from brmsite.site.shapes import Day, Line, Number, Piece, Tag, Text

MISSING = Tag(N_("Missing"), "warn")
"""A fact that should be there and is not."""

GAP = Tag(N_("Gap"), "warn")
"""A place where somebody should stand and nobody does."""


def day(value: date) -> Day:
    """A day for tables and lists: 2026-12-03."""
    iso = value.isoformat()
    return Day(iso, iso)


def days(value: date | None) -> Line:
    """A day for a cell, which stays empty where there is none."""
    return () if value is None else (day(value),)


def day_in_words(value: date) -> Day:
    """A day for a sentence: 3 Dec 2026."""
    return Day(value.isoformat(), spoken().day(value))


def span(value: Period) -> str:
    """A stretch of days: 2026-02 for a month, Q3 2026, else both days: 2026-02-10 to 2026-03-09."""
    name = str(value)
    if name.startswith("Q"):
        return _("Q{quarter} {year}", quarter=name[1], year=value.start.year)
    return _("{day} to {last}", day=value.start, last=value.end) if " " in name else name


def weekday(value: date) -> str:
    """The name of the day: Monday. Not `strftime`, which speaks the language of the machine."""
    name = spoken().weekday(value)
    return name[:1].upper() + name[1:]


def month_name(number: int) -> str:
    """The short name of a month, 1 to 12: Dec."""
    return spoken().month(number)


def count(value: int) -> Number:
    """A number of things: 1,250."""
    return Number(figure(value), value)


def written(value: Decimal) -> str:
    """A figure as somebody wrote it, with decimals only where there are any: 45,000 or 99.5."""
    return figure(value, f",.{len(grouped(value).partition('.')[2])}f")


def money(value: Money) -> Number:
    """A sum with its currency: EUR 186,000."""
    return Number(spoken().money(value), float(value.amount))


def sums(values: Iterable[Money]) -> Line:
    """Sums in several currencies: EUR 186,000 + SEK 20,000. They are never added up."""
    pieces: list[Piece] = []
    for value in values:
        pieces += [Text(" + "), money(value)] if pieces else [money(value)]
    return tuple(pieces)


def from_now(value: date, as_of: date) -> str:
    """How far a day is away: "today", "in 12 days", "30 days ago"."""
    ahead = days_between(as_of, value)
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if ahead > 0:
        return counted(ahead, "in {n} day", "in {n} days")
    return counted(-ahead, "{n} day ago", "{n} days ago")


def sentence(text: str, **parts: Piece | Line) -> Line:
    """A text with pieces in its `{blanks}`: `sentence(_("Decides: {who}."), who=link)`."""
    pieces: list[Piece] = []
    for words, name in parts_of(text):
        if words:
            pieces.append(Text(words))
        if name:
            part = parts[name]
            pieces += part if isinstance(part, tuple) else (part,)
    return tuple(pieces)
