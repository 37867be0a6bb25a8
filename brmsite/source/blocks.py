"""Reads the blocks of a Markdown body (headings, lists, tables, code) as the forges read them.

The algorithm is the one of CommonMark 0.31, appendix "A parsing strategy", with the tables and
task lists of GitHub Flavored Markdown: every line first continues the open containers (quotes and
list items, told by their content offset), then may start new blocks, and what is left of it is
text. It reads each line once, so its time grows with the length of the body alone. The text
inside a block (emphasis, links) is not looked at here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

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


def read_blocks(body: str) -> Blocks:
    """The blocks of a body. Never raises; any text at all is Markdown."""
    reader = _Reader()
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in map(_without_leading_tabs, lines) if "\t" in body else lines:
        reader.read(line)
    return reader.finished()


def folded_label(label: str) -> str:
    """The form under which the label of a link reference is looked up."""
    return " ".join(label.split()).casefold()


# Block starts ---------------------------------------------------------------------------------

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_HEADING_END = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_FENCE = re.compile(r"(`{3,})(?=[^`]*$)|(~{3,})")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|$)")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-++:?[ \t]*+(?:\|[ \t]*:?-++:?[ \t]*+)*+\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_LEADING = re.compile(r"[ \t>]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]++[ \t>]*+)*+")

_COMMENT = "<!--"
_COMMENT_EDGE = re.compile("<!--(?!-?>)|-->")
_ATTRIBUTE = (
    r"""[ \t]++[A-Za-z_:][\w.:-]*+(?:[ \t]*+=[ \t]*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?"""
)
_HTML_STARTS = (
    (re.compile(r"<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE),
     re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)),
    (re.compile(_COMMENT), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)  # fmt: skip
_HTML_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd"
    r"|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]"
    r"|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup"
    r"|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track"
    r"|ul)(?:\s|/?>|$)",
    re.IGNORECASE,
)
_HTML_LONE_TAG = re.compile(
    rf"(?:<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*[ \t]*/?>|</[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$"
)

_DEFINITION = re.compile(
    r"""[ ]{0,3}\[((?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+\n?[ \t]*+
    (<[^<>\n]*+>|[^\s<]\S*+)
    (?:(?:[ \t]*+\n[ \t]*+|[ \t]++)
       ("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?
    [ \t]*+(?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
)


class _Open:
    """A block that may still grow. Only the fields of its own sort (`kind`) are used: most keep
    what the class says, since nearly every line opens a block."""

    offset: int = 0
    """Of an item: the column, counted from its container, at which its content begins. Of fenced
    code: the indentation of the fence."""
    marker: str = ""
    """Of lists: the bullet, or the sign after the number. Of fenced code: the fence."""
    start: int | None = None
    done: bool | None = None
    ragged: bool = False
    """Of a paragraph: its last line lacked the mark of its container and was indented instead.
    To cmark that is no header of a table."""
    no_table: bool = False
    """Of a paragraph: a delimiter row did not fit the line before it; cmark tries only once."""
    info: str = ""
    level: int = 0
    end: re.Pattern[str] | None = None
    """Of raw HTML: what ends it; None: a blank line."""
    in_comment: bool = False
    aligns: tuple[str, ...] = ()

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.line = line
        """Where it began."""
        self.last = line
        """The last line that belongs to it, without blank lines at its end."""
        self.children: list[_Open] = []
        self.lines: list[str] = []


class _Reader:
    """The open blocks, from the document down to the innermost, and the line being read."""

    def __init__(self) -> None:
        self.open: list[_Open] = [_Open("document", 1)]
        self.references: dict[str, Reference] = {}
        self.too_deep_at = 0
        self.number = 0
        self.line = ""
        self.at = 0
        """How much of the line the containers and marks read so far have used."""
        self.text_at = 0
        """Where the next character that is no blank stands."""
        self.indent = 0
        """How many blanks stand before it."""
        self.blank = True
        """Whether there is none."""
        self.matched = 1
        """How many of the open blocks this line belongs to."""

    def read(self, line: str) -> None:
        """Take in the next line."""
        self.number += 1
        self.line = line
        self._move_to(0)
        if self._continue_open_blocks():
            return
        while self.open[self.matched - 1].kind not in ("code", "html"):
            match self._start_block():
                case "leaf":
                    return
                case "nothing":
                    break
        self._add_text()

    def finished(self) -> Blocks:
        """Everything read, as values that no longer change."""
        self._close_down_to(1)
        return Blocks(
            _frozen(self.open[0].children),
            MappingProxyType(self.references),
            self.too_deep_at,
        )

    # The three steps of a line ---------------------------------------------------------------

    def _continue_open_blocks(self) -> bool:
        """Go down the open blocks as far as this line belongs to them; true if that used it up."""
        self.matched = 1
        if len(self.open) == 1:
            return False
        for block in self.open[1:]:
            match block.kind:
                case "list":
                    goes_on = True
                case "paragraph" | "table":
                    goes_on = not self.blank
                case "quote":
                    goes_on = self._take_quote_mark()
                    if goes_on:
                        block.last = self.number
                case "item":
                    goes_on = self._take_item_indent(block)
                case "fence":
                    if self._closes_fence(block):
                        block.last = self.number
                        self._close_down_to(self.matched)
                        return True
                    self._move_to(self.at + min(self.indent, block.offset))
                    block.lines.append(self.line[self.at :])
                    block.last = self.number
                    return True
                case "code":
                    goes_on = self.blank or self.indent >= 4
                    if goes_on:
                        self._move_to(self.at + min(self.indent, 4))
                case "html":
                    goes_on = not self.blank or block.end is not None or block.in_comment
                case _:
                    goes_on = True
            if not goes_on:
                break
            self.matched += 1
        return False

    def _start_block(self) -> Literal["container", "leaf", "nothing"]:
        """Start one new block inside the deepest one this line belongs to, if it does so: a
        container, inside which the rest of the line may start more, or a leaf, which takes it."""
        if self.blank:
            return "nothing"
        inside = self.open[self.matched - 1]
        if self.indent >= 4:
            if self.open[-1].kind == "paragraph":
                return "nothing"
            self._move_to(self.at + 4)
            self._open("code").lines.append(self.line[self.at :])
            return "leaf"
        first = self.line[self.text_at]
        if first.isalpha():
            return "nothing"  # As nearly all lines of text: no mark begins with a letter.
        rest = self.line[self.text_at :]
        if first == ">" and self._start_quote():
            return "container"
        if (
            (first == "#" and self._start_heading(rest))
            or (first in "`~" and self._start_fence(rest))
            or (first == "<" and self._start_html(rest, inside))
        ):
            return "leaf"
        if inside.kind == "paragraph" and first in "=-" and _UNDERLINE.match(rest):
            return "leaf" if self._underline(rest, inside) else "nothing"
        if first in "*_-" and self._start_rule(rest):
            return "leaf"
        if (first in "-+*" or first.isdecimal()) and self._start_item(rest, inside):
            return "container"
        if inside.kind == "paragraph" and first in "|:-" and self._start_table(rest, inside):
            return "leaf"
        return "nothing"

    def _add_text(self) -> None:
        """Put the rest of the line, which starts nothing, where it belongs."""
        tip = self.open[-1]
        if self.matched < len(self.open) and not self.blank and tip.kind == "paragraph":
            # A paragraph goes on although its container's mark is missing ("lazy continuation").
            tip.lines.append(self.line[self.text_at :])
            tip.last = self.number
            tip.ragged = self.indent > 0
            return
        if len(self.open) > self.matched:
            self._close_down_to(self.matched)
        block = self.open[-1]
        match block.kind:
            case "code" | "html":
                block.lines.append(self.line[self.at :])
                if not self.blank:
                    block.last = self.number
                if block.kind == "html":
                    self._end_html(block)
            case "paragraph" | "table":
                block.lines.append(self.line[self.text_at :])
                block.last = self.number
                block.ragged = False
            case _:
                if block.kind == "item" and block.line == self.number:
                    self._take_task_mark(block)
                if not self.blank:
                    self._open("paragraph").lines.append(self.line[self.text_at :])
                elif block.children and block.children[-1].kind == "rule":
                    # As cmark has it, a rule takes the blank lines after it: the list stays tight.
                    block.last = block.children[-1].last = self.number

    # Containers ------------------------------------------------------------------------------

    def _take_quote_mark(self) -> bool:
        if self.indent >= 4 or self.blank or self.line[self.text_at] != ">":
            return False
        after = self.text_at + 1
        self._move_to(after + (self.line[after : after + 1] == " "))
        return True

    def _take_item_indent(self, item: _Open) -> bool:
        if self.blank:
            if not item.children:
                return False
            self._move_to(self.text_at)
            return True
        if self.indent < item.offset:
            return False
        self._move_to(self.at + item.offset)
        return True

    def _take_task_mark(self, item: _Open) -> None:
        found = _TASK.match(self.line, self.text_at)
        if found:
            item.done = found[1] != " "
            self._move_to(found.end())

    def _start_quote(self) -> bool:
        if self._is_too_deep():
            return False
        self._take_quote_mark()
        self._open("quote")
        return True

    def _start_item(self, rest: str, inside: _Open) -> bool:
        found = _MARKER.match(rest)
        if found is None:
            return False
        after = rest[found.end() :]
        content = after.lstrip(" \t")
        number = int(found[1]) if found[1] else None
        if inside.kind == "paragraph" and (not content or number not in (None, 1)):
            return False
        if self._is_too_deep():
            return False
        gap = len(after) - len(content)
        if not content or gap > 4:
            # An item that begins with a blank line or with indented code: one blank, no more.
            gap = 1
        offset = self.indent + found.end() + gap
        self._move_to(min(self.text_at + found.end() + gap, len(self.line)))
        marker = found[0][-1]
        self._close_down_to(self.matched)
        if self.open[-1].kind in ("paragraph", "table"):
            self._close_down_to(len(self.open) - 1)
        tip = self.open[-1]
        if tip.kind != "list" or tip.marker != marker:
            new_list = self._open("list")
            new_list.marker = marker
            new_list.start = number
        item = self._open("item")
        item.offset = offset
        return True

    # Leaves ----------------------------------------------------------------------------------

    def _start_heading(self, rest: str) -> bool:
        found = _HEADING.match(rest)
        if found is None:
            return False
        heading = self._open("heading")
        heading.level = len(found[1])
        heading.lines.append(_HEADING_END.sub("", rest[found.end() :]))
        self._close_down_to(len(self.open) - 1)
        return True

    def _start_fence(self, rest: str) -> bool:
        found = _FENCE.match(rest)
        if found is None:
            return False
        indent = self.indent
        fence = self._open("fence")
        fence.marker = found[0]
        fence.offset = indent
        fence.info = rest[found.end() :].strip(" \t")
        return True

    def _closes_fence(self, fence: _Open) -> bool:
        rest = self.line[self.text_at :].rstrip(" \t")
        return (
            self.indent < 4
            and len(rest) >= len(fence.marker)
            and rest == fence.marker[0] * len(rest)
        )

    def _start_html(self, rest: str, inside: _Open) -> bool:
        end = next((end for start, end in _HTML_STARTS if start.match(rest)), None)
        if (
            end is None
            and not _HTML_BLOCK_TAG.match(rest)
            and (self._is_paragraph_text(inside) or not _HTML_LONE_TAG.match(rest))
        ):
            return False
        line = self.line[self.at :]
        block = self._open("html")
        block.end = end
        block.lines.append(line)
        self._end_html(block)
        return True

    def _end_html(self, block: _Open) -> None:
        """Close raw HTML on the line that ends it. An open comment never ends before its `-->`:
        a browser that shows the forge's page would hide what follows, too."""
        line = block.lines[-1]
        for found in _COMMENT_EDGE.finditer(line):
            block.in_comment = found[0] == _COMMENT
        if block.end is not None and not block.in_comment and block.end.search(line):
            self._close_down_to(len(self.open) - 1)

    def _underline(self, rest: str, inside: _Open) -> bool:
        """Make a heading of a paragraph; false if it holds nothing but link references."""
        text = self._without_definitions("\n".join(inside.lines))
        if not text:
            return False
        inside.kind = "heading"
        inside.level = 1 if rest[0] == "=" else 2
        inside.lines = [text]
        inside.last = self.number
        self._close_down_to(self.matched - 1)
        return True

    def _start_rule(self, rest: str) -> bool:
        if not _RULE.match(rest):
            return False
        self._open("rule")
        self._close_down_to(len(self.open) - 1)
        return True

    def _start_table(self, rest: str, inside: _Open) -> bool:
        """A delimiter row turns the line before it, the last of a paragraph, into a header."""
        if inside.ragged or inside.no_table or not _DELIMITER_ROW.match(rest):
            return False
        delimiters = _cells(rest)
        if len(_cells(inside.lines[-1])) != len(delimiters):
            inside.no_table = True
            return False
        header = inside.lines.pop()
        if not inside.lines:
            self.open.pop()
            self.open[-1].children.pop()
            self.matched -= 1
        else:
            inside.last = self.number - 2
        table = self._open("table")
        table.line = self.number - 1
        table.aligns = tuple(_align(cell) for cell in delimiters)
        table.lines.append(header)
        return True

    # Opening and closing ---------------------------------------------------------------------

    def _open(self, kind: str) -> _Open:
        """Open a block inside the deepest one this line belongs to that can hold it."""
        if len(self.open) > self.matched:
            self._close_down_to(self.matched)
        while (tip := self.open[-1].kind) in ("paragraph", "table") or (
            tip == "list" and kind != "item"
        ):
            self._close_down_to(len(self.open) - 1)
        block = _Open(kind, self.number)
        self.open[-1].children.append(block)
        self.open.append(block)
        self.matched = len(self.open)
        return block

    def _close_down_to(self, count: int) -> None:
        """Close the innermost blocks until only `count` are open."""
        while len(self.open) > count:
            block = self.open.pop()
            parent = self.open[-1]
            if block.kind == "paragraph":
                text = self._without_definitions("\n".join(block.lines)).rstrip(" \t\n")
                block.lines = [text]
                if not text:
                    parent.children.pop()
            parent.last = max(parent.last, block.last)
        self.matched = min(self.matched, len(self.open))

    def _without_definitions(self, text: str) -> str:
        """Note the link references at the head of a paragraph and give back the rest."""
        if "]:" not in text:
            return text
        at = 0
        while found := _DEFINITION.match(text, at):
            label = folded_label(found[1])
            if not label:
                break
            target = found[2]
            if target.startswith("<"):
                target = target[1:-1]
            elif not _has_paired_parentheses(target):
                break
            self.references.setdefault(label, Reference(target, (found[3] or "  ")[1:-1]))
            at = found.end()
        return text[at:]

    def _is_paragraph_text(self, inside: _Open) -> bool:
        return inside.kind == "paragraph" or self.open[-1].kind == "paragraph"

    def _is_too_deep(self) -> bool:
        if self.matched <= DEEPEST:
            return False
        self.too_deep_at = self.too_deep_at or self.number
        return True

    def _move_to(self, at: int) -> None:
        line = self.line
        length = len(line)
        self.at = at
        self.text_at = text_at = length - len(line[at:].lstrip(" \t"))
        self.indent = text_at - at
        self.blank = text_at == length


def _without_leading_tabs(line: str) -> str:
    """The line with the tabs before its text, also between marks, as blanks up to every fourth
    column, so that columns can be counted in characters."""
    if "\t" not in line:
        return line
    found = _LEADING.match(line)
    end = found.end() if found else 0
    return line[:end].expandtabs(4) + line[end:]


def _cells(row: str) -> list[str]:
    row = row.strip(" \t")
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    if "\\" not in row:
        return [cell.strip(" \t") for cell in row.split("|")]
    return [cell.strip(" \t").replace("\\|", "|") for cell in _CELL_END.split(row)]


def _align(delimiter: str) -> str:
    match delimiter.startswith(":"), delimiter.endswith(":"):
        case True, True:
            return "center"
        case True, False:
            return "left"
        case False, True:
            return "right"
        case _:
            return ""


def _has_paired_parentheses(target: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[()]", target):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


# From open blocks to values -------------------------------------------------------------------


def _frozen(blocks: list[_Open]) -> tuple[Block, ...]:
    return tuple([_value(block) for block in blocks])


def _value(block: _Open) -> Block:
    match block.kind:
        case "paragraph":
            return Paragraph("\n".join(block.lines), block.line)
        case "heading":
            return Heading(block.level, "\n".join(block.lines).strip(" \t\n"), block.line)
        case "fence":
            return Code("".join(f"{line}\n" for line in block.lines), block.info)
        case "code":
            written = block.lines[: block.last - block.line + 1]
            return Code("".join(f"{line}\n" for line in written), "")
        case "html":
            return RawHtml("\n".join(block.lines), block.line)
        case "rule":
            return Rule()
        case "quote":
            return Quote(_frozen(block.children))
        case "table":
            return _table(block)
        case _:
            items = tuple([Item(_frozen(item.children), item.done) for item in block.children])
            return BlockList(block.start, _is_tight(block), items)


def _is_tight(block: _Open) -> bool:
    """No blank line between two items, nor between two blocks of one item."""
    rows = [block.children, *[item.children for item in block.children]]
    return all(
        after.line <= before.last + 1
        for row in rows
        if len(row) > 1
        for before, after in itertools.pairwise(row)
    )


def _table(block: _Open) -> Table:
    width = len(block.aligns)
    rows = tuple([tuple(_cells(line)[:width]) for line in block.lines])
    return Table(block.aligns, rows, block.line)
