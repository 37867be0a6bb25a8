"""The blocks of a body that may still grow while it is read: one class for each sort.

Each tells whether the next line belongs to it, takes in what does, and when it is closed becomes a
value that no longer changes, in the block around it.
"""

from __future__ import annotations

import re

from brmsite.source.blocks import (
    Block,
    BlockList,
    Code,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Reference,
    Rule,
    Table,
)
from brmsite.source.cursor import Cursor
from brmsite.source.link_references import take_references
from brmsite.source.raw_html import in_comment_after
from brmsite.source.table_row import cells

_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


class OpenBlock:
    """A block that may still grow; `line` is where it began, `last` the last line that belongs to
    it, without blank lines at its end."""

    __slots__ = ("last", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.last = line

    def goes_on(self, cursor: Cursor) -> bool:  # noqa: ARG002
        """Whether the line still belongs to the block, as every line does to some; if so, the mark
        of the block in the line is read."""
        return True

    def close(self) -> None:
        """Become a part of the block around this one."""
        raise NotImplementedError


# Containers -----------------------------------------------------------------------------------


class Container(OpenBlock):
    """The whole body; or, as the classes below, a part of it that holds blocks of any sort."""

    __slots__ = ("blocks", "is_loose", "parts_last")

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.blocks: list[Block] = []
        self.parts_last = line
        """The last line of the last of its blocks."""
        self.is_loose = False
        """Whether there are blank lines between two of them."""

    def add(self, block: Block, line: int, last: int) -> None:
        """Take in a block that stands on these lines."""
        if self.blocks and line > self.parts_last + 1:
            self.is_loose = True
        self.blocks.append(block)
        self.parts_last = last
        self.last = max(self.last, last)

    def add_blank(self, line: int) -> None:
        """Take in a blank line. As cmark has it, a rule takes those after it; lists stay tight."""
        if self.blocks and isinstance(self.blocks[-1], Rule):
            self.last = self.parts_last = line


class OpenQuote(Container):
    """A quotation: every line begins with its mark."""

    __slots__ = ("around",)

    def __init__(self, around: Container, line: int) -> None:
        super().__init__(line)
        self.around = around

    def goes_on(self, cursor: Cursor) -> bool:
        if cursor.indent >= 4 or not cursor.rest.startswith(">"):
            return False
        cursor.move_over(2 if cursor.rest.startswith("> ") else 1)
        self.last = cursor.number
        return True

    def close(self) -> None:
        self.around.add(Quote(tuple(self.blocks)), self.line, self.last)


class OpenList(OpenBlock):
    """A list with its items; `marker` is their bullet, or the sign after their number."""

    __slots__ = ("around", "is_loose", "items", "items_last", "marker", "start")

    def __init__(self, around: Container, line: int, marker: str, start: int | None) -> None:
        super().__init__(line)
        self.around = around
        self.marker = marker
        self.start = start
        self.items: list[Item] = []
        self.items_last = line
        self.is_loose = False

    def add(self, item: OpenItem) -> None:
        """Take in an item. A blank line between two, or between the blocks of one, shows."""
        if item.is_loose or (self.items and item.line > self.items_last + 1):
            self.is_loose = True
        self.items.append(Item(tuple(item.blocks), item.done))
        self.items_last = item.last
        self.last = max(self.last, item.last)

    def close(self) -> None:
        value = BlockList(self.start, not self.is_loose, tuple(self.items))
        self.around.add(value, self.line, self.last)


class OpenItem(Container):
    """An item of a list: `offset` is the column, counted from its container, at which its content
    begins; `done` is as for `Item`."""

    __slots__ = ("around", "done", "offset")

    def __init__(self, around: OpenList, line: int, offset: int) -> None:
        super().__init__(line)
        self.around = around
        self.offset = offset
        self.done: bool | None = None

    def goes_on(self, cursor: Cursor) -> bool:
        if not cursor.rest:
            cursor.move_over(0)
            return True
        if cursor.indent < self.offset:
            return False
        cursor.move_to(cursor.at + self.offset)
        return True

    def take_task_mark(self, cursor: Cursor) -> None:
        """Read the box of a task, with which the text of an item may begin."""
        found = _TASK.match(cursor.rest)
        if found:
            self.done = found[1] != " "
            cursor.move_over(found.end())

    def close(self) -> None:
        self.around.add(self)


# Text -----------------------------------------------------------------------------------------


class OpenParagraph(OpenBlock):
    """Lines of text. What there is of link references at their head goes to `references`."""

    __slots__ = ("around", "is_no_table", "is_ragged", "lines", "references")

    def __init__(
        self, around: Container, line: int, first: str, references: dict[str, Reference]
    ) -> None:
        self.line = self.last = line
        self.around = around
        self.lines = [first]
        self.references = references
        self.is_ragged = False
        """Whether the last line lacked the mark of its container and was indented instead. To cmark
        that is no header of a table."""
        self.is_no_table = False
        """Whether a delimiter row did not fit the line before it; cmark tries only once."""

    def goes_on(self, cursor: Cursor) -> bool:
        return cursor.rest != ""

    def add(self, cursor: Cursor) -> None:
        """Take in a line."""
        self.lines.append(cursor.rest)
        self.last = cursor.number
        self.is_ragged = False

    def add_lazy(self, cursor: Cursor) -> None:
        """Take in a line that lacks the mark of a container."""
        self.add(cursor)
        self.is_ragged = cursor.indent > 0

    def text(self) -> str:
        """What there is but link references."""
        return take_references("\n".join(self.lines), self.references)

    def close(self) -> None:
        if text := self.text().rstrip(" \t\n"):
            self.around.add(Paragraph(text, self.line), self.line, self.last)
        elif self.last > self.around.last:
            self.around.last = self.last


class OpenTable(OpenBlock):
    """A table, of which the header and the delimiter row have been read."""

    __slots__ = ("aligns", "around", "lines")

    def __init__(
        self, around: Container, delimiters: int, header: str, aligns: tuple[str, ...]
    ) -> None:
        self.line = delimiters - 1
        self.last = delimiters
        self.around = around
        self.lines = [header]
        self.aligns = aligns

    def goes_on(self, cursor: Cursor) -> bool:
        return cursor.rest != ""

    def add(self, cursor: Cursor) -> None:
        """Take in a row."""
        self.lines.append(cursor.rest)
        self.last = cursor.number

    def close(self) -> None:
        width = len(self.aligns)
        rows = tuple([tuple(cells(line)[:width]) for line in self.lines])
        self.around.add(Table(self.aligns, rows, self.line), self.line, self.last)


# Lines as they are ----------------------------------------------------------------------------


class Verbatim(OpenBlock):
    """A block inside which nothing else begins, as the classes below."""

    __slots__ = ("around", "lines")

    def __init__(self, around: Container, line: int) -> None:
        super().__init__(line)
        self.around = around
        self.lines: list[str] = []

    def take(self, cursor: Cursor) -> bool:
        """Take in a line; true if it ends the block."""
        self.lines.append(cursor.unread())
        if cursor.rest:
            self.last = cursor.number
        return False


class OpenCode(Verbatim):
    """Indented code."""

    __slots__ = ()

    def goes_on(self, cursor: Cursor) -> bool:
        if cursor.rest and cursor.indent < 4:
            return False
        cursor.move_to(cursor.at + min(cursor.indent, 4))
        return True

    def close(self) -> None:
        written = self.lines[: self.last - self.line + 1]
        self.around.add(Code("".join(f"{line}\n" for line in written), ""), self.line, self.last)


class OpenFence(Verbatim):
    """Fenced code: behind a `fence` that stands `indent` blanks to the right."""

    __slots__ = ("fence", "indent", "info")

    def __init__(self, around: Container, line: int, fence: str, indent: int, info: str) -> None:
        super().__init__(around, line)
        self.fence = fence
        self.indent = indent
        self.info = info

    def take(self, cursor: Cursor) -> bool:
        self.last = cursor.number
        if self._is_closed_by(cursor):
            return True
        cursor.move_to(cursor.at + min(cursor.indent, self.indent))
        self.lines.append(cursor.unread())
        return False

    def _is_closed_by(self, cursor: Cursor) -> bool:
        rest = cursor.rest.rstrip(" \t")
        return (
            cursor.indent < 4 and len(rest) >= len(self.fence) and rest == self.fence[0] * len(rest)
        )

    def close(self) -> None:
        text = "".join(f"{line}\n" for line in self.lines)
        self.around.add(Code(text, self.info), self.line, self.last)


class OpenHtml(Verbatim):
    """Raw HTML; `end` is what ends it, None a blank line."""

    __slots__ = ("end", "is_in_comment")

    def __init__(self, around: Container, line: int, end: re.Pattern[str] | None) -> None:
        super().__init__(around, line)
        self.end = end
        self.is_in_comment = False

    def goes_on(self, cursor: Cursor) -> bool:
        return bool(cursor.rest or self.end or self.is_in_comment)

    def take(self, cursor: Cursor) -> bool:
        """An open comment never ends before its `-->`: a browser that shows the forge's page would
        hide what follows, too."""
        super().take(cursor)
        line = self.lines[-1]
        self.is_in_comment = in_comment_after(line, self.is_in_comment)
        return self.end is not None and not self.is_in_comment and bool(self.end.search(line))

    def close(self) -> None:
        self.around.add(RawHtml("\n".join(self.lines), self.line), self.line, self.last)
