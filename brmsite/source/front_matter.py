"""Splits a Markdown record into its front matter (YAML) and its body, keeping line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brmsite.ground.span import START, Position
from brmsite.source.lines import Lines
from brmsite.source.problem import Problem

MAX_CHARACTERS = 256_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two parts of a Markdown record and where each begins in the file.

    A text that does not begin with a line `---` is all body, and `problem` says so.
    """

    yaml: str
    yaml_origin: Position
    body: str
    body_origin: Position
    problem: Problem | None


def split_front_matter(text: str) -> FrontMatter:
    """Split at the two lines `---`; the first must be the first of the text."""
    opening = _MARK.match(text)
    if opening is None:
        return FrontMatter("", START, text, START, _absent(Lines(text)))
    closing = _MARK.search(text, opening.end())
    if closing is None:
        return FrontMatter("", START, "", START, _unclosed(Lines(text)))
    begin, end, body = opening.end(), closing.start(), closing.end()
    problem = None
    if end - begin > MAX_CHARACTERS:
        problem = Problem(
            "file-too-large",
            f"the front matter has more than {MAX_CHARACTERS:,} characters",
            Lines(text).rest_of_line(0),
            hint="long text belongs in the body, below the second line `---`",
        )
    yaml_origin, body_origin = (_position(text, offset) for offset in (begin, body))
    return FrontMatter(text[begin:end], yaml_origin, text[body:], body_origin, problem)


# A line with nothing but these three and white space, and its end.
_MARK = re.compile(r"^---[^\S\n]*(?:\n|\Z)", re.MULTILINE)


def _position(text: str, offset: int) -> Position:
    """As `Lines.at`, for one place near the start: the lines of the body are not looked at."""
    column = offset - text.rfind("\n", 0, offset)
    return Position(text.count("\n", 0, offset) + 1, column, offset)


def _absent(lines: Lines) -> Problem:
    """Points at the first line with text: there the front matter should have begun."""
    written = next((index for index in range(len(lines)) if lines.line(index).strip()), 0)
    hint = "begin the file with a line `---`, then the keys, then a second line `---`"
    if lines.line(written).strip() == "---":
        hint = "make this the first line of the file, without spaces before it"
    return Problem(
        "front-matter-missing",
        "a Markdown record begins with its keys, between two lines `---`",
        lines.rest_of_line(lines.start_of(written)),
        hint=hint,
    )


def _unclosed(lines: Lines) -> Problem:
    return Problem(
        "front-matter-not-closed",
        "the front matter is never closed",
        lines.rest_of_line(0),
        "opens here",
        hint="write a line `---` below the last key, before the text",
    )
