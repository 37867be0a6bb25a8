"""What a Markdown body is made of: headings, paragraphs, lists, tables, code, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEEPEST = 48
"""So many quotes, lists and list items may stand inside each other; deeper marks are text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text, without their indentation; `line` counts from 1 in the body."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6, written with `#` or underlined."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """Fenced or indented code, exactly as written; `info` is what follows the opening fence."""

    text: str
    info: str


@dataclass(frozen=True, slots=True)
class RawHtml:
    """Lines that a forge takes for HTML, as written; `line` counts from 1 in the body."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `done` is set on task list items (`- [ ]` false, `- [x]` true)."""

    blocks: tuple[Block, ...]
    done: bool | None


@dataclass(frozen=True, slots=True)
class BlockList:
    """A list; `start` is the first number, or None for bullets. The text of the items of a
    `tight` list (no blank lines between them) stands without paragraphs."""

    start: int | None
    tight: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of as many columns as `aligns` (`left`, `center`, `right` or empty); the first of
    its rows is the header, later ones may be shorter."""

    aligns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


Block = Paragraph | Heading | Code | RawHtml | Rule | Quote | BlockList | Table


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reference-style link goes, with its title (empty: none); entities and backslashes
    are still as written."""

    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """All of a body: its blocks, its link references by folded label, and the first line that
    nests deeper than `DEEPEST` (0: none)."""

    blocks: tuple[Block, ...]
    references: Mapping[str, Reference]
    too_deep_at: int
