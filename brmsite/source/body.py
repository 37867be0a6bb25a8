"""Walks the lines of a Markdown body that are neither code nor comment, for everything that is
read from text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from brmsite.source.comments import lines_in_comments, without_comments

_FENCE = re.compile(r"[ >]*(?:[-*+] +|[0-9]{1,9}[.)] +)*(`{3,}|~{3,})([^\n]*)")
_BACKTICKS = re.compile(r"`+")
_ESCAPED = re.compile(r"\\[@\[\]\\]")


class BodyLine(NamedTuple):
    """A line of prose: `offset` is that of its first character in the body, `text` the line as
    written, with spaces in place of comments."""

    offset: int
    text: str

    @property
    def prose(self) -> str:
        """The text with code spans and escaped characters blanked out, so that offsets stay."""
        return _without_code(self.text)


def is_all_prose(body: str) -> bool:
    """Whether a body surely has neither fenced code nor comments, as most have not."""
    return not ("```" in body or "~~~" in body or "<!--" in body)


def has_code_or_escapes(body: str) -> bool:
    """Whether there may be lines in a body whose prose is not simply their text."""
    return "`" in body or "\\" in body


def prose_lines(body: str) -> Iterator[BodyLine]:
    """The lines outside fenced code and comments, in order. Linear in the length of the body."""
    return lines_from(body, 0) if is_all_prose(body) else _prose_lines(body)


def lines_from(body: str, offset: int) -> Iterator[BodyLine]:
    """The lines of a body that is all prose, from the one that begins at `offset`."""
    while offset <= len(body):
        end = body.find("\n", offset)
        end = len(body) if end < 0 else end
        yield BodyLine(offset, body[offset:end].removesuffix("\r"))
        offset = end + 1


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
            yield BodyLine(offset, text)
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
