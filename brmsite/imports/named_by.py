"""People named inside a sentence, at the places where minutes name who does or decides a thing."""

from __future__ import annotations

import re

from brmsite.imports.person_entry import PersonEntry, looks_like_name, read_entry

_NAME = r"(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}?)"
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z0-9](?:[A-Za-z0-9_-]{0,60}[A-Za-z0-9])?")
_AT_START = (
    re.compile(rf"{_NAME}\s*:\s"),
    re.compile(rf"{_NAME} (?:to|will|shall|should|must|has to|is to)\b"),
)
_AT_END = (
    re.compile(
        r"(?:owner|assigned to|assignee|responsible|who)\s*:?\s+(?P<name>[^,;.()]{1,80})",
        re.IGNORECASE,
    ),
    re.compile(r"\((?:decided by |owner:? )?(?P<name>[^(),;]{1,80})(?:[,;][^()]*)?\)[.\s]*\Z"),
    re.compile(r"\[(?P<name>[^\[\],;]{1,80})\][.\s]*\Z"),
    re.compile(r"\s[–—-]\s(?P<name>[^–—()]{1,60})\Z"),
)


def handle_in(text: str) -> PersonEntry | None:
    """The one `@handle` of a text; None where there is none, or where there are several."""
    handles = dict.fromkeys(_HANDLE.findall(text))
    return read_entry(next(iter(handles))) if len(handles) == 1 else None


def name_at_start(text: str) -> tuple[PersonEntry, ...]:
    """The name that a sentence begins with: `Kari Berg: ...`, `Kari Berg will ...`."""
    found = (pattern.match(text) for pattern in _AT_START)
    return tuple(
        PersonEntry(match["name"]) for match in found if match and looks_like_name(match["name"])
    )


def name_at_end(text: str) -> PersonEntry | None:
    """The name that a sentence ends with: `... (Kari Berg)`, `... owner: Kari Berg`."""
    for pattern in _AT_END:
        found = pattern.search(text[-200:])
        entry = read_entry(found["name"]) if found else None
        if entry is not None:
            return entry
    return None
