"""The text of minutes as sections under their headings, and as the lines a person would read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.imports.plain_text import plain
from brmsite.source.blocks import Block, BlockList, Heading, Item, Paragraph, Quote, Table


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading, up to the next; level 0 and no title before the first."""

    level: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph or the text of a list item, in Markdown; `done` is set for a box.

    A row of a table with two cells is the line `first: second`.
    """

    text: str
    in_list: bool
    done: bool | None = None


def sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The text by its headings, in order; headings inside lists and quotes do not count."""
    found: list[Section] = []
    level, title, gathered = 0, "", list[Block]()
    for block in blocks:
        if isinstance(block, Heading):
            found.append(Section(level, title, tuple(gathered)))
            level, title, gathered = block.level, plain(block.text), []
        else:
            gathered.append(block)
    found.append(Section(level, title, tuple(gathered)))
    return tuple(found)


def lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """Every line of prose, in order; code and raw HTML are left out."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from (Line(text, False) for text in block.text.split("\n"))
            case BlockList():
                for item in block.items:
                    yield from _item_lines(item)
            case Quote():
                yield from lines(block.blocks)
            case Table():
                yield from (
                    Line(f"{row[0]}: {row[1]}", False) for row in block.rows if len(row) == 2
                )
            case _:
                pass


def item_text(item: Item) -> str:
    """The first paragraph of a list item, on one line; empty where it begins otherwise."""
    first = item.blocks[0] if item.blocks else None
    return " ".join(first.text.split("\n")) if isinstance(first, Paragraph) else ""


def _item_lines(item: Item) -> Iterator[Line]:
    text = item_text(item)
    if text:
        yield Line(text, True, item.done)
    yield from lines(item.blocks[1:] if text else item.blocks)
