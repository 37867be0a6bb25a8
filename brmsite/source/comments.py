"""Finds the comments of a Markdown body that go over several lines: nothing in them is read.

A comment that begins a block goes on to its `-->`, over blank lines too; one in the middle of a
paragraph ends with it, or is text. Either way as the site shows it, which shows no comment.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from brmsite.source.blocks import Block, BlockList, Paragraph, Quote, RawHtml
from brmsite.source.complexity import MOST_LINES
from brmsite.source.read_blocks import read_blocks

_IN_HTML = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TICKS = re.compile("`+")
_IN_TEXT = re.compile(r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)|(?P<comment><!--)")


def lines_in_comments(body: str) -> frozenset[int]:
    """The lines of a body, counted from 1, at whose beginning a comment is open.

    None are found in a body of more lines than are formatted.
    """
    if "<!--" not in body or body.count("\n") >= MOST_LINES:
        return frozenset()
    return frozenset(_lines(read_blocks(body).blocks))


def without_comments(line: str, goes_on: bool) -> str:
    """A line with its comments blanked out; `goes_on` says that the last of them ends later."""
    parts: list[str] = []
    at = 0
    for start, closed in _spans(line):
        end = closed or (len(line) if goes_on else start)
        parts += (line[at:start], " " * (end - start))
        at = end
    return "".join((*parts, line[at:]))


def _lines(blocks: tuple[Block, ...]) -> Iterator[int]:
    for block in blocks:
        match block:
            case RawHtml():
                spans = (found.span() for found in _IN_HTML.finditer(block.text))
                yield from _begun_inside(block, spans)
            case Paragraph():
                closed = ((start, end) for start, end in _spans(block.text) if end is not None)
                yield from _begun_inside(block, closed)
            case Quote():
                yield from _lines(block.blocks)
            case BlockList():
                for item in block.items:
                    yield from _lines(item.blocks)


def _begun_inside(block: RawHtml | Paragraph, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The lines of a block that begin within one of some stretches of its text, in order."""
    line, counted = block.line, 0
    for start, end in spans:
        line += block.text.count("\n", counted, start)
        inside = block.text.count("\n", start, end)
        yield from range(line + 1, line + 1 + inside)
        line, counted = line + inside, end


def _spans(text: str) -> Iterator[tuple[int, int | None]]:
    """The comments in running text, where code and escaped characters bind tighter; the end of
    one that does not end in the text is None."""
    if "<!--" not in text:
        return
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text):
        runs.setdefault(len(run[0]), []).append(run.start())
    at = 0
    while found := _IN_TEXT.search(text, at):
        at = found.end()
        if ticks := found["ticks"]:
            alike = runs.get(len(ticks), [])
            closing = bisect_left(alike, at)
            at = alike[closing] + len(ticks) if closing < len(alike) else at
        elif found["comment"]:
            end = text.find("-->", found.start() + 2)
            yield found.start(), None if end < 0 else end + 3
            if end < 0:
                return
            at = end + 3
