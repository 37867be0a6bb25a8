"""On which day the meeting was: looked for in several places, in an order that is always the same.

The order is: `date` of the front matter, the title, a line such as `Date: 7 January 2019`, the
name of the file, and a day in the text above the second heading, if there is only one. The first
that gives one day counts; what the others say is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import listed
from brmsite.imports.dates import DaysFound, days_in, days_in_name
from brmsite.imports.outline import Section, lines
from brmsite.imports.plain_text import plain
from brmsite.imports.title import Title


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """The day, or None with the reason in `problem`; `notes` tell of places that differ."""

    day: date | None
    found_in: str
    problem: str
    notes: tuple[str, ...]


_LABEL = re.compile(
    r"(?:meeting |the )?(?:date|day|when|held on|date of (?:the )?meeting|date and time)"
    r"(?:\s*[:–-]\s*|\s+(?=[0-9]))(?P<said>.+)",
    re.IGNORECASE,
)


def read_meeting_day(given: str, title: Title, found: tuple[Section, ...], stem: str) -> MeetingDay:
    """The day of the meeting; `given` is the `date` of the front matter."""
    said = [
        ("front matter", days_in(given)),
        ("heading" if title.found_in == "heading" else "title", days_in(title.text)),
        ("line `Date:`", days_in(_labelled(found))),
        ("file name", days_in_name(stem)),
    ]
    chosen = next(((place, days.days[0]) for place, days in said if len(days.days) == 1), None)
    if chosen is None:
        said.append(("text", days_in(_opening(found))))
        chosen = next(((place, days.days[0]) for place, days in said if len(days.days) == 1), None)
    if chosen is None:
        return MeetingDay(None, "", _problem(said), ())
    return MeetingDay(chosen[1], chosen[0], "", tuple(_differing(chosen, said)))


def _labelled(found: tuple[Section, ...]) -> str:
    """What stands behind the first `Date:` of the text."""
    for section in found:
        for line in lines(section.blocks):
            matched = _LABEL.match(plain(line.text))
            if matched:
                return matched["said"]
    return ""


def _opening(found: tuple[Section, ...]) -> str:
    """The text above the second heading."""
    return "\n".join(plain(line.text) for section in found[:2] for line in lines(section.blocks))


def _differing(chosen: tuple[str, date], said: list[tuple[str, DaysFound]]) -> Iterator[str]:
    for place, days in said:
        others = [day.isoformat() for day in days.days if day != chosen[1]]
        if others and place != chosen[0]:
            yield f"the day {chosen[1]} is from the {chosen[0]}; the {place} says {listed(others)}"


def _problem(said: list[tuple[str, DaysFound]]) -> str:
    for place, days in said:
        if len(days.days) > 1:
            several = listed(day.isoformat() for day in days.days[:4])
            return f"which day it was is not clear: the {place} says {several}"
    for place, days in said:
        if days.ambiguous:
            return (
                f"which day it was is not clear: `{days.ambiguous[0]}` in the {place} could be "
                "two days; write it as YYYY-MM-DD"
            )
    return (
        "no day was found: write one as `YYYY-MM-DD` into the title, a line `Date:` or the "
        "name of the file"
    )
