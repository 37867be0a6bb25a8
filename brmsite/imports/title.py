"""What the minutes are called: front matter, heading, first line, or the name of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brmsite.imports.outline import Section
from brmsite.imports.plain_text import plain, shortened
from brmsite.source.blocks import Paragraph

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and where it was found."""

    text: str
    found_in: str


_LEADING_MARKS = re.compile(r"^[\s*#_=>~-]+")


def read_title(given: str, found: tuple[Section, ...], stem: str) -> Title:
    """The title of minutes; `given` is that of the front matter, `stem` the file's name.

    The first heading counts where it is of level 1 or where the text begins with it: minutes
    whose title lost its mark have `Links` or `Present` for their first heading. Their title is
    the line above it.
    """
    if plain(given):
        return _title(given, "front matter")
    for section in found[1:]:
        if section.level == 1 and section.title:
            return _title(section.title, "heading")
    opening = found[0].blocks
    if not opening and len(found) > 1 and found[1].title:
        return _title(found[1].title, "heading")
    if opening and isinstance(opening[0], Paragraph):
        first = _LEADING_MARKS.sub("", plain(opening[0].text.partition("\n")[0]))
        if first and len(first) <= LONGEST and not first.endswith((".", ":", ",", ";")):
            return _title(first, "first line")
    words = " ".join(re.split(r"[\s_]+", plain(stem))).strip()
    return _title(words or "Minutes", "file name")


def _title(text: str, found_in: str) -> Title:
    return Title(shortened(plain(text), LONGEST), found_in)
