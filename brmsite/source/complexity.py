"""Says of a Markdown body, before anyone renders it, whether that could take unduly long.

Reading emphasis and links takes time that grows with the marks in one paragraph times its length;
a short table or link reference can be written out to a very long page. The limits lie far above
what people write (minutes of 200 kB pass) and bound the rendering of 64 kB to about a second.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.words import english
from brmsite.source.blocks import (
    DEEPEST,
    Block,
    BlockList,
    Blocks,
    Heading,
    Paragraph,
    Quote,
    Table,
)
from brmsite.source.read_blocks import read_blocks

MOST_LINES = 20_000
"""In a body: ten times as many as the longest minutes have. More are not looked at."""

MOST_MARKS = 2_000
"""In one paragraph, heading or cell: emphasis, brackets, code, backslashes, typed links."""

MOST_CELLS = 40_000
"""In all tables of a body, with the empty cells that fill up short rows."""

MOST_REFERENCE_TEXT = 2_000_000
"""Characters, if every bracket of a body referred to its longest link reference."""

_MARK = re.compile(r"\*+|_+|[\[`\\<~@]|://|www\.| {2}(?=\n)")
_SIGNS = ("*", "_", "[", "`", "\\", "<", "~", "@", "://", "www.", "  \n")
"""A text has at most as many marks as it has of these."""

_IN_SIGNS = "*_[`\\<~@:.\n"
"""One character of each sign: to count these is the quickest look of all."""

_INDENT = re.compile(rf"\n[ \t>*+\-\d.)]{{{DEEPEST // 4}}}")
"""What a line that nests too deep begins with, at least: a tab may stand for four of them. To look
for the line break before it is several times as fast as to look for the beginning of a line."""


@dataclass(frozen=True, slots=True)
class TooComplex:
    """Why a body is too complex to be rendered, in our words, and the line of the body, from 1,
    with the text that is; 0 where it is the whole."""

    reason: str
    line: int = 0


def too_complex(body: str) -> TooComplex | None:
    """Why the body is too complex to be rendered; None if it is not.

    Takes time in proportion to the length of the body.
    """
    if body.count("\n") >= MOST_LINES:
        return TooComplex(english("more than {number} lines", number=MOST_LINES))
    if not _could_be(body):
        return None
    blocks = read_blocks(body)
    return (
        _too_deep(blocks)
        or _too_many_cells(blocks)
        or _too_much_reference_text(body, blocks)
        or _too_many_marks(blocks)
    )


def _could_be(body: str) -> bool:
    """A quick look at the whole, which spares nearly all bodies the reading of their blocks."""
    return (
        (body.count("|") + 1) * (body.count("\n") + 1) > MOST_CELLS
        or body.count("[") * len(body) > MOST_REFERENCE_TEXT
        or sum(map(body.count, _IN_SIGNS)) > MOST_MARKS < sum(map(body.count, _SIGNS))
        or _INDENT.search(f"\n{body}") is not None
    )


def _too_deep(blocks: Blocks) -> TooComplex | None:
    if not blocks.too_deep_at:
        return None
    reason = english("lists and quotes more than {number} deep inside each other", number=DEEPEST)
    return TooComplex(reason, blocks.too_deep_at)


def _too_many_cells(blocks: Blocks) -> TooComplex | None:
    cells = 0
    for leaf in _leaves(blocks.blocks):
        if isinstance(leaf, Table):
            cells += len(leaf.aligns) * len(leaf.rows)
            if cells > MOST_CELLS:
                reason = english("more than {number} table cells", number=MOST_CELLS)
                return TooComplex(reason, leaf.line)
    return None


def _too_much_reference_text(body: str, blocks: Blocks) -> TooComplex | None:
    longest = max((len(r.target) + len(r.title) for r in blocks.references.values()), default=0)
    if longest * body.count("[") <= MOST_REFERENCE_TEXT:
        return None
    reason = english(
        "a link reference of {number} characters that could be repeated too often", number=longest
    )
    return TooComplex(reason)


def _too_many_marks(blocks: Blocks) -> TooComplex | None:
    for leaf in _leaves(blocks.blocks):
        texts = itertools.chain(*leaf.rows) if isinstance(leaf, Table) else (leaf.text,)
        if any(len(text) > MOST_MARKS < len(_MARK.findall(text)) for text in texts):
            reason = english(
                "more than {number} marks such as * _ [ ` in one text", number=MOST_MARKS
            )
            return TooComplex(reason, leaf.line)
    return None


def _leaves(blocks: tuple[Block, ...]) -> Iterator[Paragraph | Heading | Table]:
    """The blocks, at any depth, that hold text with marks in it."""
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Table():
                yield block
            case Quote():
                yield from _leaves(block.blocks)
            case BlockList():
                for item in block.items:
                    yield from _leaves(item.blocks)
