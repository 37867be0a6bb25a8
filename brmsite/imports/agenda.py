"""What there was to talk about: the sub-headings and the first list below a heading `Agenda`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brmsite.imports.outline import Section, item_text
from brmsite.imports.plain_text import plain, shortened
from brmsite.source.blocks import BlockList

LONGEST = 200
MOST = 200


@dataclass(frozen=True, slots=True)
class Agenda:
    """The topics in order; `cut` of them are shortened, `left_out` more stand only in the text."""

    topics: tuple[str, ...]
    cut: int
    left_out: int


_HEADING = re.compile(
    r"(?:[0-9.]+\s*)?(?:actions?\s*/\s*|meeting |proposed |today.?s )?(?:agenda(?: items)?|topics)"
    r"(?: for .{1,60})?:?\Z",
    re.IGNORECASE,
)


def read_agenda(found: tuple[Section, ...]) -> Agenda:
    """The topics of the first agenda that has any.

    Lists directly below the heading and its sub-headings are topics; lists below a sub-heading
    are what was said to it.
    """
    for index, section in enumerate(found):
        if not section.level or not _HEADING.match(section.title):
            continue
        topics = [
            plain(item_text(item))
            for block in section.blocks
            if isinstance(block, BlockList)
            for item in block.items
        ]
        for below in found[index + 1 :]:
            if below.level <= section.level:
                break
            if below.level == found[index + 1].level:
                topics.append(below.title)
        topics = [topic for topic in topics if topic]
        if topics:
            return Agenda(
                tuple(shortened(topic, LONGEST) for topic in topics[:MOST]),
                sum(len(topic) > LONGEST for topic in topics[:MOST]),
                len(topics[MOST:]),
            )
    return Agenda((), 0, 0)
