"""Days, money and counts as they are read, with the form that sorts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brmsite.ground.money import Money
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.site.shapes import Day, Line, Number, Piece, Tag, Text

MISSING = Tag("Missing", "warn")
"""A fact that should be there and is not."""

GAP = Tag("Gap", "warn")
"""A place where somebody should stand and nobody does."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(value: date) -> Day:
    """A day for tables and lists: 2026-12-03."""
    iso = value.isoformat()
    return Day(iso, iso)


def days(value: date | None) -> Line:
    """A day for a cell, which stays empty where there is none."""
    return () if value is None else (day(value),)


def day_in_words(value: date) -> Day:
    """A day for a sentence: 3 Dec 2026."""
    return Day(value.isoformat(), f"{value.day} {MONTHS[value.month - 1]} {value.year}")


def weekday(value: date) -> str:
    """The name of the day: Monday. Not `strftime`, which speaks the language of the machine."""
    return WEEKDAYS[value.weekday()]


def count(value: int) -> Number:
    """A number of things: 1,250."""
    return Number(f"{value:,}", value)


def money(value: Money) -> Number:
    """A sum with its currency: EUR 186,000."""
    return Number(str(value), float(value.amount))


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
        return "today"
    if ahead == 1:
        return "tomorrow"
    return f"in {plural(ahead, 'day')}" if ahead > 0 else f"{plural(-ahead, 'day')} ago"
