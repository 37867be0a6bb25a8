"""Actions in minutes: boxes, lines such as `Action: ...` or `TODO @kari ...`, lists and tables.

What is found is only what is written: an owner is every name that could be meant, to be looked
up among the people; a day only one that stands behind `due`, `by`, `until` and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.imports.dates import days_in
from brmsite.imports.named_by import handle_in, name_at_end, name_at_start
from brmsite.imports.outline import Line, Section, lines
from brmsite.imports.person_entry import PersonEntry, read_entry
from brmsite.imports.plain_text import plain, shortened
from brmsite.imports.table_rows import table_rows
from brmsite.source.blocks import Block, Table

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Promise:
    """Something to be done. `owners` are those who may be meant, the likeliest first."""

    text: str
    owners: tuple[PersonEntry, ...]
    due: date | None
    done: bool


_HEADING = re.compile(
    r"(?:[0-9.]+\s*)?(?:new |open |agreed )?(?:actions?|action (?:items|points|list|log)|"
    r"to[- ]?dos?|tasks|follow[- ]?ups?|next steps)(?: (?:and|&) next steps)?:?\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?i:action(?: item| point)?s?|to[- ]?do|task)|AI)"
    r"(?:(?P<aside>(?:\s+|\s*\()[^:]{1,60}?)?\s*:\s*|\s*[-–—]\s+|\s+(?=@))(?P<said>.*)",
    re.DOTALL,
)
_ASIDE_START = re.compile(r"\A[\s(]*(?:on|for|by|with|owner)?\b(?:\s+|\Z)")
_LEADING_HANDLE = re.compile(r"\A\s*@[\w-]+(?:\s*[:,–—]\s*|\s+(?:to\s+)?)")
_DUE = re.compile(
    r"\b(?:due|by|until|before|deadline|no later than|not later than)\b"
    r"(?:\s+(?:on|date|the))?\s*:?\s*",
    re.IGNORECASE,
)
_KNOWN_TO_US = re.compile(r"\([^()\s]{1,40}\)")
"""An id behind the box: such an item is an action of the record already, where it stands."""


def read_promises(found: tuple[Section, ...], attendance: frozenset[str]) -> tuple[Promise, ...]:
    """Every action of the text, in order; boxes under the headings of attendance are people."""
    return tuple(
        promise
        for section in found
        if section.title not in attendance
        for promise in _from_section(section)
    )


def _from_section(section: Section) -> Iterator[Promise]:
    expected = bool(section.level) and _HEADING.match(section.title) is not None
    for line in lines(section.blocks):
        if line.done is not None and _KNOWN_TO_US.match(line.text):
            continue
        if line.done is not None or _LABEL.match(plain(line.text)) or (expected and line.in_list):
            promise = _from_line(line)
            if promise is not None:
                yield promise
    if expected:
        for block in section.blocks:
            yield from _from_block(block)


def _from_line(line: Line) -> Promise | None:
    text = plain(line.text)
    found = _LABEL.match(text)
    said = found["said"] if found else text
    aside = _ASIDE_START.sub("", found["aside"] or "").strip(" ()") if found else ""
    owners = [read_entry(aside)] if aside else []
    owners += [handle_in(said), *name_at_start(said), name_at_end(said)]
    if not said.strip():
        return None
    return Promise(
        shortened(_LEADING_HANDLE.sub("", said).strip() or said, LONGEST),
        tuple(dict.fromkeys(owner for owner in owners if owner is not None)),
        _due(text),
        bool(line.done),
    )


def _due(text: str) -> date | None:
    """The day behind the first word such as `due` that is followed by one."""
    for found in _DUE.finditer(text):
        following = text[found.end() : found.end() + 40]
        days = days_in(following).days
        if days and re.match(r"(?:[A-Z][a-z]+day,?\s+)?[A-Z0-9]", following):
            return days[0]
    return None


# Tables ---------------------------------------------------------------------------------------

_WHAT = frozenset(("action", "actions", "action item", "what", "task", "description", "item"))
_WHO = frozenset(("owner", "who", "responsible", "assigned to", "assignee", "by whom", "person"))
_WHEN = frozenset(("due", "due date", "deadline", "when", "by when", "by", "date"))


def _from_block(block: Block) -> Iterator[Promise]:
    """The rows of a table with columns for what, who and when."""
    if not isinstance(block, Table):
        return
    first, rows = table_rows(block)
    header = [plain(cell).casefold() for cell in first]
    what, who, when = (
        next((index for index, cell in enumerate(header) if cell in names), None)
        for names in (_WHAT, _WHO, _WHEN)
    )
    if what is None:
        return
    for row in rows:
        owner = read_entry(row[who]) if who is not None else None
        days = days_in(plain(row[when])).days if when is not None else ()
        if plain(row[what]):
            yield Promise(
                shortened(plain(row[what]), LONGEST),
                (owner,) if owner else (),
                days[0] if len(days) == 1 else None,
                False,
            )
