"""What the minutes are called: front matter, subject, heading, first line or name of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brmsite.imports.outline import Section
from brmsite.imports.plain_text import plain, shortened
from brmsite.source.blocks import Block, Paragraph

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and where it was found."""

    text: str
    found_in: str


_SUBJECT = re.compile(
    r"(?P<label>subject|betreff|assunto)\s*:\s*(?:(?:re|fwd?|aw|wg|enc)\s*:\s*)*(?P<said>\S.*)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_][\w-]*\s?:(?:\s|\Z)")
"""`From: ...`, `Present: ...`: something of the meeting is told, but not what it is called."""
_LEADING_MARKS = re.compile(r"^[\s*#_=>~-]+")


def read_title(given: str, found: tuple[Section, ...], stem: str) -> Title:
    """The title of minutes; `given` is that of the front matter, `stem` the file's name.

    What begins as a mail does is called what its `Subject:` says.
    The first heading counts where it is of level 1 or where the text begins with it: minutes
    whose title lost its mark have `Links` or `Present` for their first heading. Their title is
    the line above it.
    """
    if plain(given):
        return _title(given, "front matter")
    opening = found[0].blocks
    subject = _subject(opening[0]) if opening else None
    if subject is not None:
        return subject
    for section in found[1:]:
        if section.level == 1 and section.title:
            return _title(section.title, "heading")
    if not opening and len(found) > 1 and found[1].title:
        return _title(found[1].title, "heading")
    if opening and isinstance(opening[0], Paragraph):
        first = _LEADING_MARKS.sub("", plain(opening[0].text.partition("\n")[0]))
        if _may_be_title(first):
            return _title(first, "first line")
    words = " ".join(re.split(r"[\s_]+", plain(stem))).strip()
    return _title(words or "Minutes", "file name")


def _subject(opening: Block) -> Title | None:
    """The subject of a mail, without `Re:` and the like."""
    if isinstance(opening, Paragraph):
        for line in opening.text.split("\n"):
            said = _SUBJECT.match(_LEADING_MARKS.sub("", plain(line)))
            if said is not None:
                return _title(said["said"], f"line `{said['label'].capitalize()}:`")
    return None


def _may_be_title(line: str) -> bool:
    return (
        0 < len(line) <= LONGEST
        and not line.endswith((".", ":", ",", ";"))
        and not _LABELLED.match(line)
    )


def _title(text: str, found_in: str) -> Title:
    return Title(shortened(plain(text), LONGEST), found_in)
