"""All rows of a list that is cut into pages, as a script: the page loads it on the first sort or
filter, because a page opened from a disk may load scripts, but not data.

The rows stand by column. Of each column every cell is written once, and the rows tell its place,
so that a value which many rows share costs little, and is compared and looked through once. A cell
is its text, or, where it is more than plain words, a list: its sort key (empty where the text
sorts) and its pieces. A piece is its text, or a list: the element it is drawn as, its text, and
the one attribute that element has (`href`, `datetime`, `class`), as `layouts/macros/inline.html`
draws it; `layouts/assets/rows.js` makes the elements. Links are relative to the script, which
stands beside the first page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TypeAlias, assert_never

from brmsite.ground.output_file import OutputFile
from brmsite.site.addresses import moved
from brmsite.site.language import _
from brmsite.site.page import Page
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    ColumnKind,
    Day,
    Edit,
    Link,
    Number,
    Piece,
    Spark,
    Table,
    Tag,
    Text,
    Whole,
)

PackedPiece: TypeAlias = str | tuple[object, ...]
PackedCell: TypeAlias = str | tuple[PackedPiece, ...]


@dataclass(slots=True)
class _PackedColumn:
    """The cells of one column, each once with its place, and the place of every row's cell."""

    cells: dict[PackedCell, int] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)

    def add(self, cell: PackedCell) -> None:
        self.places.append(self.cells.setdefault(cell, len(self.cells)))


class WholeTables:
    """Gathers the rows of cut lists while their pages go by."""

    def __init__(self) -> None:
        self._columns: dict[str, tuple[_PackedColumn, ...]] = {}

    def of(self, page: Page, view: object) -> Iterator[OutputFile]:
        """The script of each list that ends on this page; its other pages came before."""
        for table, whole in cut_tables(view):
            columns = self._columns.setdefault(
                whole.path, tuple(_PackedColumn() for _ in table.columns)
            )
            _add(columns, table, page.path, whole.path)
            if whole.ends:
                yield _script(whole.path, self._columns.pop(whole.path))


def cut_tables(view: object) -> Iterator[tuple[Table, Whole]]:
    """The tables among the values of a view that show a part of their rows."""
    if not is_dataclass(view):
        return
    for each in fields(view):
        value = getattr(view, each.name)
        if isinstance(value, Table) and value.whole is not None:
            yield value, value.whole


def _add(columns: tuple[_PackedColumn, ...], table: Table, page: str, script: str) -> None:
    def way(href: str) -> str:
        return moved(href, page, script)

    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        for column, kind, cell in zip(columns, kinds, row.cells, strict=True):
            column.add(_packed(cell, kind, way))


def _packed(cell: Cell, kind: ColumnKind, way: Callable[[str], str]) -> PackedCell:
    line, order = cell.line, cell.order
    if not line and not order:
        return ""
    match line:
        case (Text(text),) if not order:
            return str(text)
        # In its own column a number is plain words, as `layouts/macros/table.html` draws it.
        case (Number(text),) if kind == "number":
            return str(text) if text == order else (order, str(text))
        case (piece,):
            return (order, *_pieces(piece, way))
    return (order, *(packed for piece in line for packed in _pieces(piece, way)))


def _pieces(piece: Piece, way: Callable[[str], str]) -> tuple[PackedPiece, ...]:
    """What a piece is drawn as: one element, but for a change, which is three.

    Words are said by `str` in the language of the site, as a layout says them.
    """
    match piece:
        case Text(text):
            return (str(text),)
        case Link(text, href):
            return (("a", str(text), way(href)),)
        case Tag(word, tone):
            return (("span", str(word), f"tag {tone}"),)
        case Day(iso, text):
            return (("time", iso) if iso == text else ("time", str(text), iso),)
        case Number(text):
            return (("span", str(text), "figure"),)
        case Aside(text):
            return (("span", str(text), "aside"),)
        case Code(text):
            return (("code", text),)
        case Edit(before, after):
            became = (" ", ("span", _("became"), "vh"), " ") if before and after else ()
            old = (("del", str(before)),) if before else ()
            new = (("ins", str(after)),) if after else ()
            return (*old, *became, *new)
        case Spark():
            drawn = (piece.target_y, piece.runs, piece.squares, piece.circle)
            return (("svg", str(piece.text), *drawn),)
    assert_never(piece)


def _script(path: str, columns: tuple[_PackedColumn, ...]) -> OutputFile:
    """A line for each column. It is never written into a page, so no value can end it."""
    lines = ",\n".join(_line(column) for column in columns)
    return OutputFile(path, f"brmsite.put([\n{lines}\n]);\n".encode())


def _line(column: _PackedColumn) -> str:
    """The cells, and the places unless every row has a cell of its own."""
    data: list[object] = [list(column.cells)]
    if len(column.cells) < len(column.places):
        data.append(column.places)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
