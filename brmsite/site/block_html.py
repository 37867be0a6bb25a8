"""Writes the blocks of a body as HTML: headings, paragraphs, lists, tables, code."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping, Sequence

from brmsite.site.headings import Headings
from brmsite.site.language import _
from brmsite.site.rendered_body import CUT
from brmsite.site.unshown import without_comments
from brmsite.source.blocks import (
    Block,
    BlockList,
    Code,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Rule,
    Table,
)

_ITEM = re.compile(r"(?:\[[ xX/~]\]\s+|\*\*decision:?\*\*:?\s+)?\(", re.IGNORECASE)
"""How the text of a list item begins that is an action or a decision, after its box."""


class BlockHtml:
    """The HTML of one body in the making; `below` and `items` are as for `render_body`."""

    def __init__(self, below: int | None, items: Mapping[tuple[int, int], str] | None) -> None:
        self.pieces: list[str] = []
        """What stands one after the other: HTML, and texts as they were typed."""
        self.texts: list[int] = []
        """Which of the pieces are such texts."""
        self.held: list[list[str]] = [[]]
        """The items left out of each topic."""
        self._headings = Headings(below)
        self._items = items

    def write(self, blocks: Sequence[Block]) -> None:
        """Write all blocks of a body."""
        for block in blocks:
            if self._items is not None and isinstance(block, Heading) and block.text:
                self.pieces.append(CUT)
                self.held.append([])
            self._write(block)

    def _write(self, block: Block) -> None:
        add = self.pieces.append
        match block:
            case Paragraph():
                add("<p>")
                self._write_text(block.text)
                add("</p>")
            case Heading(text=""):
                pass  # Nobody can see it, and readers of screens would stumble over it.
            case Heading():
                level = self._headings.level(block.level)
                add(f'<h{level} id="{self._headings.id(block.text)}">')
                self._write_text(block.text)
                add(f"</h{level}>")
            case Code():
                add(f"<pre><code>{html.escape(block.text, quote=False)}</code></pre>")
            case RawHtml():
                text = without_comments(block.text).strip("\n")
                if text.strip():
                    add(f'<pre class="raw-html">{html.escape(text, quote=False)}</pre>')
            case Rule():
                add("<hr>")
            case Quote():
                add("<blockquote>")
                for inner in block.blocks:
                    self._write(inner)
                add("</blockquote>")
            case BlockList():
                self._write_list(block)
            case Table():
                self._write_table(block)

    def _write_text(self, text: str) -> None:
        self.texts.append(len(self.pieces))
        self.pieces.append(text)

    def _write_list(self, block: BlockList) -> None:
        tag = "ul" if block.start is None else "ol"
        start = "" if block.start in (None, 1) else f' start="{block.start}"'
        self.pieces.append(f"<{tag}{start}>")
        before = len(self.pieces)
        for item in block.items:
            if not self._takes_out(item):
                self._write_item(item, tight=block.tight)
        if len(self.pieces) == before:
            self.pieces.pop()
        else:
            self.pieces.append(f"</{tag}>")

    def _write_item(self, item: Item, *, tight: bool) -> None:
        add = self.pieces.append
        box = "" if item.done is None else _checkbox(done=item.done)
        add('<li class="task">' if box else "<li>")
        if box and not (item.blocks and isinstance(item.blocks[0], Paragraph)):
            add(f"{box} ")
            box = ""
        after_text = -1
        for inner in item.blocks:
            if not isinstance(inner, Paragraph):
                self._write(inner)
                continue
            if not tight:
                add("<p>")
            elif after_text == len(self.pieces):
                add("\n")  # What stood between the two is not shown, a comment say.
            if box:
                add(box)
            self._write_text(f" {inner.text}" if box else inner.text)
            box = ""
            after_text = len(self.pieces)
            if not tight:
                add("</p>")
        add("</li>")

    def _write_table(self, table: Table) -> None:
        add = self.pieces.append
        add("<table><thead>")
        self._write_row("th", table.rows[0], table.aligns)
        add("</thead>")
        if len(table.rows) > 1:
            add("<tbody>")
            for row in table.rows[1:]:
                self._write_row("td", row, table.aligns)
            add("</tbody>")
        add("</table>")

    def _write_row(self, tag: str, cells: tuple[str, ...], aligns: tuple[str, ...]) -> None:
        add = self.pieces.append
        add("<tr>")
        for cell, align in itertools.zip_longest(cells, aligns, fillvalue=""):
            add(f'<{tag} class="align-{align}">' if align else f"<{tag}>")
            self._write_text(cell)
            add(f"</{tag}>")
        add("</tr>")

    def _takes_out(self, item: Item) -> bool:
        """Whether a list item is shown elsewhere on the page, and then is noted as one of the
        present topic. One that holds more than its text stays, so that nothing is lost."""
        first = item.blocks[0] if len(item.blocks) == 1 else None
        if not self._items or not isinstance(first, Paragraph) or not _ITEM.match(first.text):
            return False
        name = self._items.get((first.line, first.line + first.text.count("\n")))
        if name is None:
            return False
        self.held[-1].append(name)
        return True


def _checkbox(*, done: bool) -> str:
    """A box that shows the state of a task and cannot be clicked."""
    label = html.escape(_("done") if done else _("to do"))
    checked = " checked" if done else ""
    return f'<input aria-label="{label}"{checked} disabled type="checkbox">'
