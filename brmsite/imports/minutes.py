"""Reads minutes as people write them: what can be recognised in a text, and where it was found.

Nothing is taken out of the text. What is recognised is told again as data; what is not stays
where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from brmsite.imports.agenda import Agenda, read_agenda
from brmsite.imports.attendance import Attendance, heading_status, read_attendance
from brmsite.imports.meeting_day import read_meeting_day
from brmsite.imports.outline import sections
from brmsite.imports.promises import Promise, read_promises
from brmsite.imports.title import Title, read_title
from brmsite.imports.verdicts import Verdict, read_verdicts
from brmsite.source.front_matter import split_front_matter
from brmsite.source.read_blocks import read_blocks
from brmsite.source.yaml_text import read_yaml


@dataclass(frozen=True, slots=True)
class Minutes:
    """What minutes say. `body` is their text, whole; `day` is None where `day_problem` says why.

    `notes` tell what a reader should know: days that differ, front matter that stays in the text.
    """

    title: Title
    day: date | None
    day_found_in: str
    day_problem: str
    attendance: Attendance
    agenda: Agenda
    promises: tuple[Promise, ...]
    verdicts: tuple[Verdict, ...]
    body: str
    lines_above: int
    """How many lines more the file has than the body; less than 0 where the body has more."""
    notes: tuple[str, ...]


def read_minutes(text: str, file_name: str) -> Minutes:
    """Read the text of minutes; `file_name` may tell their day and title. Never raises."""
    front = _read_front_matter(text)
    found = sections(read_blocks(front.rest).blocks)
    stem = re.sub(r"\.(?:md|markdown)\Z", "", file_name.rpartition("/")[2], flags=re.IGNORECASE)
    title = read_title(front.title, found, stem)
    day = read_meeting_day(front.day, title, found, stem)
    of_people = frozenset(
        section.title for section in found if heading_status(section.title) != "other"
    )
    return Minutes(
        title,
        day.day,
        day.found_in,
        day.problem,
        read_attendance(found),
        read_agenda(found),
        read_promises(found, of_people),
        read_verdicts(found),
        front.body,
        text.count("\n") - front.body.count("\n"),
        (*front.notes, *day.notes),
    )


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    """`title` and `day` as typed; `rest` is the text below, `body` what the record's text is."""

    title: str
    day: str
    rest: str
    body: str
    notes: tuple[str, ...]


_TAKEN = ("title", "date")


def _read_front_matter(text: str) -> _FrontMatter:
    """The title and day of a text's own front matter.

    A record has front matter of its own. What the text's says beyond title and day is kept as a
    block of code above the text; what cannot be read as YAML, or has no keys, is text and stays.
    """
    parts = split_front_matter(text)
    if parts.problem is not None or not parts.yaml.strip():
        return _FrontMatter("", "", text, text, ())
    data = read_yaml(parts.yaml).data
    if not data:
        note = "what stands between the lines `---` at its top has no keys and stays in the text"
        return _FrontMatter("", "", text, text, (note,))
    title, day = (str(data[key]) if isinstance(data.get(key), str) else "" for key in _TAKEN)
    is_taken = {key for key in data if isinstance(data[key], str)} == set(data) <= set(_TAKEN)
    if is_taken and "#" not in parts.yaml:
        return _FrontMatter(title, day, parts.body, parts.body, ())
    note = "its own front matter is kept as a block of code above the text"
    return _FrontMatter(title, day, parts.body, _as_code(parts.yaml) + parts.body, (note,))


def _as_code(yaml: str) -> str:
    """The lines of front matter as they were, between fences that none of them can close."""
    fence = "```"
    while fence in yaml:
        fence += "`"
    return f"{fence}yaml\n{yaml}{fence}\n\n"
