"""Links to records in the text of a body: `[[agreements/x]]`, paths of files, @mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from brmsite.source.body import prose_lines

MAX_LINKS = 10_000

_LINK = re.compile(
    r"\[\[(?P<address>[^\[\]|\n\0]{1,200})(?:\|[^\[\]\n]{0,300})?\]\]"
    r"|\]\((?P<path>(?:\.{1,2}/|[A-Za-z0-9_-])[^\s()<>:#\0]{0,300}\.(?:yaml|md))(?:#[^\s()]*)?\)"
    r"|(?<![\w@/.+\[-])@(?P<person>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@/-]|\.\w)"
)


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link as written: its target, what sort it is, and its offsets in the body."""

    sort: Literal["address", "path", "person"]
    target: str
    start: int
    end: int


def find_links(body: str) -> tuple[TextLink, ...]:
    """The links to records in the prose of a body, in order: at most one more than `MAX_LINKS`,
    so that it can be told where there are too many."""
    if "[" not in body and "@" not in body:
        return ()
    return tuple(islice(_links(body), MAX_LINKS + 1))


def _links(body: str) -> Iterator[TextLink]:
    for line in prose_lines(body):
        if "[" not in line.prose and "@" not in line.prose:
            continue
        for match in _LINK.finditer(line.prose):
            sort: Literal["address", "path", "person"] = match.lastgroup  # type: ignore[assignment]
            start, end = match.span(sort)
            target = match[sort].strip()
            if target:
                yield TextLink(sort, target, line.offset + start, line.offset + end)
