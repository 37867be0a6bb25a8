"""Reads the blocks of a Markdown body (headings, lists, tables, code) as the forges read them.

The algorithm is the one of CommonMark 0.31, appendix "A parsing strategy", with the tables and
task lists of GitHub Flavored Markdown: every line first continues the open containers (quotes and
list items, told by their content offset), then may start new blocks, and what is left of it is
text. It reads each line once, so its time grows with the length of the body alone. The text
inside a block (emphasis, links) is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, Literal

from brmsite.source.blocks import DEEPEST, Blocks, Heading, Reference, Rule
from brmsite.source.cursor import Cursor, without_leading_tabs
from brmsite.source.open_blocks import (
    Container,
    OpenBlock,
    OpenCode,
    OpenFence,
    OpenHtml,
    OpenItem,
    OpenList,
    OpenParagraph,
    OpenQuote,
    OpenTable,
    Verbatim,
)
from brmsite.source.raw_html import begins_html, html_end
from brmsite.source.table_row import aligns, cells


def read_blocks(body: str) -> Blocks:
    """The blocks of a body. Never raises; any text at all is Markdown."""
    reader = _Reader()
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "\t" in body:
        lines = [without_leading_tabs(line) for line in lines]
    for number, line in enumerate(lines, 1):
        reader.read(Cursor(line, number))
    return reader.finished()


_Started = Literal["container", "leaf", "text"]
"""What a line has started: a container, inside which the rest of it may start more; a leaf, which
takes all of it; or nothing, so that it is text."""

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_HEADING_END = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_FENCE = re.compile(r"(`{3,})(?=[^`]*$)|(~{3,})")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_MARKER = re.compile(r"([-+*]|([0-9]{1,9})[.)])([ \t]+|$)")


class _Reader:
    """The open blocks, and the references found so far."""

    def __init__(self) -> None:
        self.body = Container(1)
        self.open: list[OpenBlock] = [self.body]
        """Those that the present line belongs to, from the body down to the innermost."""
        self.left: list[OpenBlock] = []
        """Those inside them that it does not belong to, until it is known what it holds: as text it
        may go on with theirs."""
        self.references: dict[str, Reference] = {}
        self.too_deep_at = 0

    def read(self, cursor: Cursor) -> None:
        """Take in the next line."""
        for depth, block in enumerate(self.open):
            if not block.goes_on(cursor):
                self.left = self.open[depth:]
                del self.open[depth:]
                break
        inside = self.open[-1]
        if isinstance(inside, Verbatim):
            self._add_verbatim(inside, cursor)
            return
        while cursor.rest:
            started = self._start(cursor)
            if started == "leaf":
                return
            if started == "text":
                self._add_text(cursor)
                return
        self._add_blank(cursor)

    def finished(self) -> Blocks:
        """Everything read, as values that no longer change."""
        for block in reversed(self.open[1:]):
            block.close()
        references: Mapping[str, Reference] = MappingProxyType(self.references)
        return Blocks(tuple(self.body.blocks), references, self.too_deep_at)

    def _start(self, cursor: Cursor) -> _Started:
        """Start one new block inside the deepest one this line belongs to, if it does so."""
        if cursor.indent >= 4:
            return self._start_code(cursor)
        for start in self._STARTS.get(cursor.rest[0], ()):
            started = start(self, cursor)
            if started:
                return started
        return "text"

    def _add_text(self, cursor: Cursor) -> None:
        """Put the rest of the line, which starts nothing, where it belongs."""
        if self.left:
            tip = self.left[-1]
            if isinstance(tip, OpenParagraph):
                # It goes on although its container's mark is missing ("lazy continuation").
                tip.add_lazy(cursor)
                self.open += self.left
                self.left = []
                return
            self._close_left()
        inside = self.open[-1]
        if isinstance(inside, (OpenParagraph, OpenTable)):
            inside.add(cursor)
            return
        if cursor.rest[0] == "[" and isinstance(inside, OpenItem) and inside.line == cursor.number:
            inside.take_task_mark(cursor)
        if cursor.rest:
            room = self._room()
            self.open.append(OpenParagraph(room, cursor.number, cursor.rest, self.references))

    def _add_blank(self, cursor: Cursor) -> None:
        """Take in a line with nothing on it, or nothing but the marks of containers."""
        is_innermost = not self.left
        self._close_left()
        inside = self.open[-1]
        if isinstance(inside, Container):
            inside.add_blank(cursor.number)
        is_empty_item = isinstance(inside, OpenItem) and is_innermost and not inside.blocks
        if is_empty_item and inside.line < cursor.number:
            self._close()  # It may begin with one blank line, its own, and no more.

    # Containers ------------------------------------------------------------------------------

    def _start_quote(self, cursor: Cursor) -> _Started | None:
        if self._is_too_deep(cursor):
            return None
        quote = OpenQuote(self._room(), cursor.number)
        quote.goes_on(cursor)
        self.open.append(quote)
        return "container"

    def _start_item(self, cursor: Cursor) -> _Started | None:
        found = _MARKER.match(cursor.rest)
        if found is None:
            return None
        gap, end = len(found[3]), found.end()
        is_empty = end == len(cursor.rest)
        number = int(found[2]) if found[2] else None
        if (is_empty or number not in (None, 1)) and self._paragraph() is not None:
            return None
        if self._is_too_deep(cursor):
            return None
        if is_empty or gap > 4:
            # An item that begins with a blank line or with indented code: one blank, no more.
            end += 1 - gap
        offset = cursor.indent + end
        cursor.move_over(end)
        self._close_left()
        if isinstance(self.open[-1], (OpenParagraph, OpenTable)):
            self._close()
        marker = found[1][-1]
        around = self.open[-1]
        if not isinstance(around, OpenList) or around.marker != marker:
            around = OpenList(self._room(), cursor.number, marker, number)
            self.open.append(around)
        self.open.append(OpenItem(around, cursor.number, offset))
        return "container"

    # Leaves ----------------------------------------------------------------------------------

    def _start_heading(self, cursor: Cursor) -> _Started | None:
        found = _HEADING.match(cursor.rest)
        if found is None:
            return None
        text = _HEADING_END.sub("", cursor.rest[found.end() :])
        line = cursor.number
        self._room().add(Heading(len(found[1]), text.strip(" \t\n"), line), line, line)
        return "leaf"

    def _start_underline(self, cursor: Cursor) -> _Started | None:
        """Make a heading of a paragraph, unless it holds nothing but link references."""
        paragraph = self._paragraph()
        if paragraph is None or not _UNDERLINE.match(cursor.rest):
            return None
        text = paragraph.text()
        if not text:
            return "text"
        self.open.pop()
        heading = Heading(1 if cursor.rest[0] == "=" else 2, text.strip(" \t\n"), paragraph.line)
        paragraph.around.add(heading, paragraph.line, cursor.number)
        return "leaf"

    def _start_rule(self, cursor: Cursor) -> _Started | None:
        if not _RULE.match(cursor.rest):
            return None
        self._room().add(Rule(), cursor.number, cursor.number)
        return "leaf"

    def _start_table(self, cursor: Cursor) -> _Started | None:
        """A delimiter row turns the line before it, the last of a paragraph, into a header."""
        paragraph = self._paragraph()
        if paragraph is None or paragraph.is_ragged or paragraph.is_no_table:
            return None
        columns = aligns(cursor.rest)
        if not columns:
            return None
        if len(cells(paragraph.lines[-1])) != len(columns):
            paragraph.is_no_table = True
            return None
        header = paragraph.lines.pop()
        if paragraph.lines:
            paragraph.last = cursor.number - 2
        else:
            self.open.pop()
        self.open.append(OpenTable(self._room(), cursor.number, header, columns))
        return "leaf"

    def _start_code(self, cursor: Cursor) -> _Started:
        if self._is_in_paragraph():
            return "text"
        cursor.move_to(cursor.at + 4)
        code = OpenCode(self._room(), cursor.number)
        self.open.append(code)
        self._add_verbatim(code, cursor)
        return "leaf"

    def _start_fence(self, cursor: Cursor) -> _Started | None:
        found = _FENCE.match(cursor.rest)
        if found is None:
            return None
        info = cursor.rest[found.end() :].strip(" \t")
        room = self._room()
        self.open.append(OpenFence(room, cursor.number, found[0], cursor.indent, info))
        return "leaf"

    def _start_html(self, cursor: Cursor) -> _Started | None:
        end = html_end(cursor.rest)
        if end is None and not begins_html(cursor.rest, in_paragraph=self._is_in_paragraph()):
            return None
        html = OpenHtml(self._room(), cursor.number, end)
        self.open.append(html)
        self._add_verbatim(html, cursor)
        return "leaf"

    def _add_verbatim(self, block: Verbatim, cursor: Cursor) -> None:
        if block.take(cursor):
            self._close()

    # Opening and closing ---------------------------------------------------------------------

    def _paragraph(self) -> OpenParagraph | None:
        """The paragraph that this line belongs to, if nothing starts in it."""
        inside = self.open[-1]
        return inside if isinstance(inside, OpenParagraph) else None

    def _is_in_paragraph(self) -> bool:
        """Whether this line goes on with a paragraph, if nothing starts in it."""
        return isinstance((self.left or self.open)[-1], OpenParagraph)

    def _room(self) -> Container:
        """The deepest block this line belongs to that can hold others, with all in it closed."""
        if self.left:
            self._close_left()
        while not isinstance(tip := self.open[-1], Container):
            self._close()
        return tip

    def _close(self) -> None:
        self.open.pop().close()

    def _close_left(self) -> None:
        for block in reversed(self.left):
            block.close()
        self.left = []

    def _is_too_deep(self, cursor: Cursor) -> bool:
        if len(self.open) <= DEEPEST:
            return False
        self.too_deep_at = self.too_deep_at or cursor.number
        return True

    _STARTS: ClassVar[Mapping[str, tuple[_Start, ...]]] = {
        ">": (_start_quote,),
        **dict.fromkeys("0123456789+", (_start_item,)),
        "*": (_start_rule, _start_item),
        "-": (_start_underline, _start_rule, _start_item, _start_table),
        "=": (_start_underline,),
        "_": (_start_rule,),
        "#": (_start_heading,),
        **dict.fromkeys("|:", (_start_table,)),
        **dict.fromkeys("`~", (_start_fence,)),
        "<": (_start_html,),
    }
    """What a line may start, by its first character, in the order in which it is tried. Nearly all
    lines of text begin with none of these."""


_Start = Callable[[_Reader, Cursor], _Started | None]
"""Starts a block if the line says so; None if it says nothing of that sort."""
