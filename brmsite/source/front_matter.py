"""Splits a Markdown record into its front matter (YAML) and its body, keeping line numbers."""

from __future__ import annotations

from dataclasses import dataclass

from brmsite.ground.span import START, Position
from brmsite.source.lines import Lines
from brmsite.source.problem import Problem

MAX_CHARACTERS = 256_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two parts of a Markdown record and where each begins in the file.

    A text that does not begin with a line `---` is all body.
    """

    yaml: str
    yaml_origin: Position
    body: str
    body_origin: Position
    problem: Problem | None


def split_front_matter(text: str) -> FrontMatter:
    """Split at the two lines `---`; the first must be the first of the text."""
    first, _, _ = text.partition("\n")
    if first.rstrip() != "---":
        return FrontMatter("", START, text, START, None)
    lines = Lines(text)
    for index in range(1, len(lines)):
        if lines.line(index).rstrip() != "---":
            continue
        begin, end = lines.start_of(1), lines.start_of(index)
        problem = None
        if end - begin > MAX_CHARACTERS:
            problem = Problem(
                "file-too-large",
                f"the front matter has more than {MAX_CHARACTERS:,} characters",
                lines.rest_of_line(0),
                hint="long text belongs in the body, below the second line `---`",
            )
        body = lines.start_of(index + 1) if index + 1 < len(lines) else len(text)
        return FrontMatter(text[begin:end], lines.at(begin), text[body:], lines.at(body), problem)
    unclosed = Problem(
        "front-matter-not-closed",
        "the front matter is never closed",
        lines.rest_of_line(0),
        "opens here",
        hint="write a line `---` below the last key, before the text",
    )
    return FrontMatter("", START, "", START, unclosed)
