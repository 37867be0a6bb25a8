"""Decisions in minutes: lines that begin with `Decision:`, `Agreed`, `RESOLVED` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.imports.named_by import handle_in, name_at_end, name_at_start
from brmsite.imports.outline import Section, lines
from brmsite.imports.person_entry import PersonEntry, looks_like_name, read_entry
from brmsite.imports.plain_text import plain, shortened

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """Something that was decided. `deciders` are those who may be meant, the likeliest first."""

    text: str
    deciders: tuple[PersonEntry, ...]


_HEADING = re.compile(
    r"(?:[0-9.]+\s*)?(?:key )?(?:decisions?|resolutions?)(?: (?:made|taken))?:?\Z", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:decision|decided|resolution|resolved|agreed|approved)\b"
    r"(?:\s+by\s+(?P<by>[^:,.]{1,80})(?=[:,])|\s*\((?P<aside>[^()]{1,80})\))?"
    r"\s*[:,–-]*\s*(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN_TO_US = re.compile(r"\*\*Decision:?\*\*:?\s+\([^()\s]{1,40}\)", re.IGNORECASE)
"""A decision with an id: it is one of the record already, where it stands."""


def read_verdicts(found: tuple[Section, ...]) -> tuple[Verdict, ...]:
    """Every decision of the text, in order."""
    return tuple(verdict for section in found for verdict in _from_section(section))


def _from_section(section: Section) -> Iterator[Verdict]:
    expected = bool(section.level) and _HEADING.match(section.title) is not None
    for line in lines(section.blocks):
        text = plain(line.text)
        label = _LABEL.match(text)
        if line.done is not None or _KNOWN_TO_US.match(line.text):
            continue
        if label is None and not (expected and line.in_list):
            continue
        named = (label["by"] or label["aside"] or "") if label else ""
        said = label["said"].strip() if label else text
        deciders = [read_entry(named) if named else None, handle_in(text)]
        if label is None or re.match(r"(?:decision|resolution)s?\s*:", text, re.IGNORECASE):
            deciders += [one for one in name_at_start(said) if looks_like_name(one.name)]
        deciders.append(name_at_end(text))
        # `Approved.` alone says nothing that could be read on its own: the whole line is kept.
        yield Verdict(
            shortened(said if len(said) > 1 else text, LONGEST),
            tuple(dict.fromkeys(one for one in deciders if one is not None)),
        )
