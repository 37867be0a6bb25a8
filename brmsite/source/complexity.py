"""Says of a Markdown body, before anyone renders it, whether that could take unduly long.

Reading emphasis and links takes time that grows with the marks in one paragraph times its length;
a short table or link reference can be written out to a very long page. The limits lie far above
what people write (minutes of 200 kB pass) and bound the rendering of 64 kB to about a second.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from brmsite.source.blocks import (
    DEEPEST,
    Block,
    BlockList,
    Blocks,
    Heading,
    Paragraph,
    Quote,
    Table,
    read_blocks,
)

MOST_MARKS = 2_000
"""In one paragraph, heading or cell: emphasis, brackets, code, backslashes, typed links."""

MOST_CELLS = 40_000
"""In all tables of a body, with the empty cells that fill up short rows."""

MOST_REFERENCE_TEXT = 2_000_000
"""Characters, if every bracket of a body referred to its longest link reference."""

_MARK = re.compile(r"\*+|_+|[\[`\\<~@]|://|www\.| {2}(?=\n)")
_SIGNS = ("*", "_", "[", "`", "\\", "<", "~", "@", "://", "www.", "  \n")
"""A text has at most as many marks as it has of these."""

_INDENT = re.compile(rf"^[ \t>*+\-\d.)]{{{DEEPEST // 4},}}", re.MULTILINE)
"""What a line that nests too deep begins with, at least: a tab may stand for four of them."""


def too_complex(body: str) -> str:
    """Why the body is too complex to be rendered, in our words; empty if it is not.

    Takes time in proportion to the length of the body.
    """
    if not _could_be(body):
        return ""
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
        or sum(map(body.count, _SIGNS)) > MOST_MARKS
        or _INDENT.search(body) is not None
    )


def _too_deep(blocks: Blocks) -> str:
    if not blocks.too_deep_at:
        return ""
    return (
        f"lists and quotes more than {DEEPEST} deep inside each other in line {blocks.too_deep_at}"
    )


def _too_many_cells(blocks: Blocks) -> str:
    cells = 0
    for leaf in _leaves(blocks.blocks):
        if isinstance(leaf, Table):
            cells += len(leaf.aligns) * len(leaf.rows)
            if cells > MOST_CELLS:
                return (
                    f"more than {MOST_CELLS:,} table cells, the table in line {leaf.line} included"
                )
    return ""


def _too_much_reference_text(body: str, blocks: Blocks) -> str:
    longest = max((len(r.target) + len(r.title) for r in blocks.references.values()), default=0)
    if longest * body.count("[") <= MOST_REFERENCE_TEXT:
        return ""
    return f"a link reference of {longest:,} characters that could be repeated too often"


def _too_many_marks(blocks: Blocks) -> str:
    for leaf in _leaves(blocks.blocks):
        texts = itertools.chain(*leaf.rows) if isinstance(leaf, Table) else (leaf.text,)
        if any(len(text) > MOST_MARKS < len(_MARK.findall(text)) for text in texts):
            return f"more than {MOST_MARKS:,} marks such as * _ [ ` in one text, line {leaf.line}"
    return ""


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
