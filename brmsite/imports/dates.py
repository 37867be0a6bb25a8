"""Finds days in ordinary text, as people write them, and never guesses.

`2019-01-07`, `2019/1/7`, `January 7, 2019`, `7 Jan 2019`, `7th of January 2019`, `7.1.2019` (with
dots the day comes first), and `10/13/2018` or `13/10/2018`, where one of the two can only be the
day. `10/11/2018` could be either and is no day, only something to tell of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DaysFound:
    """The days in a text, in order, each once; and what could be one of two days."""

    days: tuple[date, ...]
    ambiguous: tuple[str, ...]


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
# Only plain letters: else one without a dot, or a long s, would be as good, and name no month.
_MONTH = rf"(?P<month>(?ai:{'|'.join(sorted(_MONTHS, key=len, reverse=True))}))\b\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})(?![0-9])"
_YEAR_FIRST = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20|21)[0-9]{2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)"
    r"(?P<day>[0-9]{1,2})(?![0-9])"
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} *{_DAY},? +{_YEAR}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(?<![0-9]){_DAY}[ .-]*(?:of +)?{_MONTH}[ ,-]*{_YEAR}", re.IGNORECASE)
_NUMBERS = re.compile(
    rf"(?<![0-9])(?P<first>[0-9]{{1,2}})(?P<sign>[-/.])(?P<second>[0-9]{{1,2}})(?P=sign){_YEAR}"
)
_PATTERNS = (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _NUMBERS)
_COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")


def days_in(text: str) -> DaysFound:
    """Every day written in a text."""
    days: dict[date, None] = {}
    ambiguous: dict[str, None] = {}
    matches = (found for pattern in _PATTERNS for found in pattern.finditer(text))
    for found in sorted(matches, key=lambda found: found.start()):
        read = _read(found)
        if read is None:
            ambiguous[found[0]] = None
        for day in read or ():
            days[day] = None
    return DaysFound(tuple(days), tuple(ambiguous))


def days_in_name(stem: str) -> DaysFound:
    """Every day in the name of a file, where `20190107` is one, too."""
    found = days_in(stem.replace("_", "-"))
    compact = [
        day
        for year, month, number in _COMPACT.findall(stem)
        for day in _in_calendar(int(year), int(month), int(number))
    ]
    return found if found.days or not compact else DaysFound(tuple(compact), found.ambiguous)


def without_days(text: str) -> str:
    """The text with every day taken out, for a name that has the day already."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return text


def _read(found: re.Match[str]) -> tuple[date, ...] | None:
    """The day of a match; nothing for one that is in no calendar; None where it could be two."""
    year = int(found["year"])
    if found.re is not _NUMBERS:
        month = _MONTHS.get(found["month"].lower()) or int(found["month"])
        return _in_calendar(year, month, int(found["day"]))
    first, second = int(found["first"]), int(found["second"])
    if found["sign"] == "." or first > 12 or first == second:
        return _in_calendar(year, second, first)
    return _in_calendar(year, first, second) if second > 12 else None


def _in_calendar(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()
