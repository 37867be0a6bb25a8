"""Walks the lines of a Markdown body that are neither code nor comment, for everything that is
read from text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from brmsite.source.comments import lines_in_comments, without_comments

_FENCE = re.compile(r"[ >]*(?:[-*+] +|[0-9]{1,9}[.)] +)*(`{3,}|~{3,})([^\n]*)")
_BACKTICKS = re.compile(r"`+")
_ESCAPED = re.compile(r"\\[@\[\]\\]")


class BodyLine(NamedTuple):
    """A line of prose; code spans and escaped characters are blanked out, so that offsets stay.

    `offset` is that of the line's first character in the body; `text` is the line as written, with
    spaces in place of comments.
    """

    offset: int
    text: str
    prose: str


@lru_cache(maxsize=1)
def prose_lines(body: str) -> tuple[BodyLine, ...]:
    """The lines outside fenced code and comments, in order. Linear in the length of the body.

    The last answer is kept, because actions and links are looked for one after the other.
    """
    has_marks = any(mark in body for mark in ("```", "~~~", "<!--"))
    return tuple(_prose_lines(body) if has_marks else _all_lines(body))


def _all_lines(body: str) -> Iterator[BodyLine]:
    """Most bodies have neither fenced code nor comments, so that every line is prose."""
    offset = 0
    for raw in body.split("\n"):
        text = raw.removesuffix("\r")
        yield BodyLine(offset, text, _without_code(text))
        offset += len(raw) + 1


def _prose_lines(body: str) -> Iterator[BodyLine]:
    commented = lines_in_comments(body)
    offset = number = 0
    fence = ""
    for raw in body.split("\n"):
        text = raw.removesuffix("\r")
        begins_inside = number + 1 in commented
        number += 1 + text.count("\r")
        if begins_inside:
            end = text.find("-->") + 3
            if end < 3:
                offset += len(raw) + 1
                continue
            text = f"{' ' * end}{text[end:]}"
        if not fence:
            text = without_comments(text, number + 1 in commented)
        found = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if fence:
            closes = found and found[1].startswith(fence) and not found[2].strip()
            if closes:
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        else:
            yield BodyLine(offset, text, _without_code(text))
        offset += len(raw) + 1


def _without_code(text: str) -> str:
    if "`" in text:
        parts: list[str] = []
        at = 0
        for start, end in _code_spans(text):
            parts += (text[at:start], "\0" * (end - start))
            at = end
        text = "".join((*parts, text[at:]))
    return _ESCAPED.sub("\0\0", text) if "\\" in text else text


def _code_spans(text: str) -> list[tuple[int, int]]:
    """A code span goes from a run of backticks to the next run of the same length."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    next_alike: list[int | None] = [None] * len(runs)
    seen: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        next_alike[index] = seen.get(length)
        seen[length] = index
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        closing = next_alike[index]
        if closing is None:
            index += 1
        else:
            spans.append((runs[index][0], runs[closing][1]))
            index = closing + 1
    return spans
