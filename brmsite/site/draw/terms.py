"""Terms of agreements over time: one bar each, on a strip that shows the years around today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brmsite.ground.period import days_between
from brmsite.insight.terms import AgreementTerm
from brmsite.site.language import _
from brmsite.site.pieces import day_in_words
from brmsite.site.shapes import Bar, Line, Strip, Tick, Tone

YEARS = 8
"""The longest stretch a strip shows; bars beyond are cut at its ends."""


def term_strip(terms: Sequence[AgreementTerm], titles: Sequence[Line], as_of: date) -> Strip | None:
    """The current terms in the given order, with their titles; None where there are none.

    The strip runs over whole years, from the earliest start to the latest end, at most four years
    back and as many ahead of the year of today.
    """
    if not terms:
        return None
    starts = [one.term.start for one in terms]
    ends = [one.term.end for one in terms if one.term.end is not None]
    first = max(min(*starts, as_of).year, as_of.year - YEARS // 2)
    last = min(max([*ends, as_of]).year + 1, as_of.year + YEARS // 2, 9999)
    begin, end = date(first, 1, 1), date(last, 1, 1)
    return Strip(
        _(
            "Terms; colour after the last notice day, the line is {day}",
            day=day_in_words(as_of).text,
        ),
        tuple(Tick(_place(date(year, 1, 1), begin, end), str(year)) for year in range(first, last)),
        tuple(_bar(one, title, begin, end) for one, title in zip(terms, titles, strict=True)),
        _place(as_of, begin, end),
    )


def _bar(one: AgreementTerm, title: Line, begin: date, end: date) -> Bar:
    term = one.term
    last = term.end or end
    decided = term.notice_by if term.notice_by is not None and not one.is_settled else None
    drawn = decided if decided is not None and begin <= decided < min(last, end) else None
    return Bar(
        title,
        _place(term.start, begin, end),
        _place(last, begin, end),
        _in_words(one),
        None if drawn is None else _place(drawn, begin, end),
        _tone(one),
    )


def _tone(one: AgreementTerm) -> Tone:
    return "bad" if one.standing in ("notice-passed", "past-end") else "warn"


def _in_words(one: AgreementTerm) -> str:
    term = one.term
    start = day_in_words(term.start).text
    if term.end is None:
        return _("From {start}, without an end", start=start)
    end = day_in_words(term.end).text
    if one.is_settled:
        return _("{start} to {end}, what follows is settled", start=start, end=end)
    if term.notice_by is None:
        return _("{start} to {end}", start=start, end=end)
    notice = day_in_words(term.notice_by).text
    return _("{start} to {end}, notice by {notice}", start=start, end=end, notice=notice)


def _place(day: date, begin: date, end: date) -> float:
    """A day as a percentage of the stretch, held inside it."""
    share = 100 * days_between(begin, day) / max(1, days_between(begin, end))
    return round(min(100.0, max(0.0, share)), 2)
