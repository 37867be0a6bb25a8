"""Where links begin and end in a Markdown text, by the rules of CommonMark and the forges."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARENS_DEEP = 32
"""As in cmark: so many parentheses may nest in a link's target."""

_BARE_URL_END = frozenset("?!.,:;*_~'\"")
_ENTITY_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_ANGLE_TARGET = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(
    r"""\s++(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\))""", re.DOTALL
)
_SPACE = re.compile(r"\s*+")
_TARGET_STEP = re.compile(r"\\.|[()]|[^\\()\s\x00-\x20]+|\\", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InlineTarget:
    """What stands in the parentheses of `[text](target "title")`; `end` is the offset after it."""

    target: str
    title: str
    end: int


def inline_target(text: str, at: int) -> InlineTarget | None:
    """What stands in the parentheses that open at offset `at`, or None if that is no link."""
    start = _end_of(_SPACE, text, at + 1)
    angle = _ANGLE_TARGET.match(text, start)
    if angle:
        target, end = angle[1], angle.end()
    else:
        end = _end_of_target(text, start)
        target = text[start:end]
    title = _TITLE.match(text, end)
    if title:
        after = _end_of(_SPACE, text, title.end())
        if text.startswith(")", after):
            return InlineTarget(target, title[title.lastindex or 1], after + 1)
    after = _end_of(_SPACE, text, end)
    return InlineTarget(target, "", after + 1) if text.startswith(")", after) else None


def _end_of_target(text: str, at: int) -> int:
    """The offset after a target without angle brackets: no blanks, parentheses in pairs."""
    depth = 0
    while step := _TARGET_STEP.match(text, at):
        if step[0] == "(":
            depth += 1
            if depth > _PARENS_DEEP:
                return at
        elif step[0] == ")":
            if depth == 0:
                return at
            depth -= 1
        at = step.end()
    return at


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def bracket_pairs(text: str) -> dict[int, int]:
    """The offset of each `[` that is closed, with the offset of its `]`."""
    waiting: list[int] = []
    pairs: dict[int, int] = {}
    for found in re.finditer(r"[\[\]]", text):
        if found[0] == "[":
            waiting.append(found.start())
        elif waiting:
            pairs[waiting.pop()] = found.start()
    return pairs


def bare_link_end(text: str, start: int, end: int) -> int:
    """Where a link that is simply typed ends: not on punctuation, not on a parenthesis that was
    opened before it (GitHub Flavored Markdown, "Extended autolink path validation")."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last == ";" and (entity := _ENTITY_END.search(text, max(start, end - 40), end)):
            end = entity.start()
        elif last in _BARE_URL_END:
            end -= 1
        else:
            break
    return end
