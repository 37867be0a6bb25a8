"""Links to records in the text of a body: `[[agreements/x]]`, paths of files, @mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from brmsite.source.body import has_code_or_escapes, is_all_prose, prose_lines

MAX_LINKS = 10_000

_LINK = re.compile(
    r"\[\[(?P<address>[^\[\]|\n\0]{1,200})(?:\|[^\[\]\n]{0,300})?\]\]"
    r"|\]\((?P<path>(?:\.{1,2}/|[A-Za-z0-9_-])[^\s()<>:#\0]{0,300}\.(?:yaml|md))(?:#[^\s()]*)?\)"
    r"|@(?<![\w@/.+\[-]@)(?P<person>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@/-]|\.\w)"
)


class TextLink(NamedTuple):
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
    if is_all_prose(body) and not has_code_or_escapes(body):
        # What we look for never goes over the end of a line: no need to look line by line.
        yield from _links_in(body, 0)
        return
    for line in prose_lines(body):
        if "[" in line.text or "@" in line.text or "](" in line.text:
            yield from _links_in(line.prose, line.offset)


def _links_in(prose: str, offset: int) -> Iterator[TextLink]:
    for match in _LINK.finditer(prose):
        sort: Literal["address", "path", "person"] = match.lastgroup  # type: ignore[assignment]
        start, end = match.span(sort)
        target = match[sort].strip()
        if target:
            yield TextLink(sort, target, offset + start, offset + end)
