"""The small values a page hands to the layouts: everything a reader sees, and nothing to compute.

A *piece* is one thing inside a line of text (words, a link, a status, a day ...). A *line* is a
tuple of pieces, printed one after the other without a gap: write the spaces and full stops
yourself. Larger shapes (tile, table, list ...) are made of lines. Layouts choose how to draw a
piece by its `kind`, so no template ever tests a type.

Links are relative and finished (`../customers/finance.html#agreements`); days and numbers come
worded as well as in the form that sorts.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from brmsite.ground.value import Value
from brmsite.site.draw.chart import DrawnChart

Tone: TypeAlias = Literal["ok", "warn", "bad", "info", "mute"]
"""How a thing stands. The mark follows from it: check, !, x, i, dash."""

ColumnKind: TypeAlias = Literal["text", "number", "date", "status"]


# Pieces: what a line is made of.


class Text(Value):
    """Plain words."""

    text: str
    kind: ClassVar[Literal["text"]] = "text"
    order: ClassVar[str] = ""


class Aside(Value):
    """Words of less weight beside the main ones: a number, a role, a remark."""

    text: str
    kind: ClassVar[Literal["aside"]] = "aside"
    order: ClassVar[str] = ""


class Code(Value):
    """A path, key or value exactly as it stands in a record file."""

    text: str
    kind: ClassVar[Literal["code"]] = "code"
    order: ClassVar[str] = ""


class Link(Value):
    """A link within the site, or out of it."""

    text: str
    href: str
    kind: ClassVar[Literal["link"]] = "link"
    order: ClassVar[str] = ""


class Tag(Value):
    """A status word with its mark and ground, never a link; a missing fact is `Missing`, warn."""

    word: str
    tone: Tone
    kind: ClassVar[Literal["tag"]] = "tag"
    order: ClassVar[str] = ""


class Day(Value):
    """A day or month: `iso` for machines (2026-12-03), `text` as read.

    Text is ISO in tables and lists, worded in sentences ("3 Dec 2026").
    """

    iso: str
    text: str
    kind: ClassVar[Literal["day"]] = "day"

    @property
    def order(self) -> str:
        """The sort key, empty where the text already sorts."""
        return "" if self.text == self.iso else self.iso


class Number(Value):
    """A figure as read ("8 635 k") and its value for sorting (8635000)."""

    text: str
    value: float
    kind: ClassVar[Literal["number"]] = "number"

    @property
    def order(self) -> str:
        """The sort key: plain digits with a point, no exponent."""
        return f"{round(self.value, 6) + 0:.6f}".rstrip("0").rstrip(".")


class Edit(Value):
    """A value that changed: struck before, underlined after. Either may be empty."""

    before: str
    after: str
    kind: ClassVar[Literal["edit"]] = "edit"
    order: ClassVar[str] = ""


class Spark(Value):
    """A small line of figures, oldest first, a gap for `None`; `text` says the point in words.

    `missed` are the places (by index) that fell short, in order: they are drawn as squares, the
    last place, where it did not, as a circle. The drawing is 84 by 24 px.
    """

    values: tuple[float | None, ...]
    text: str
    target: float | None = None
    missed: tuple[int, ...] = ()
    kind: ClassVar[Literal["spark"]] = "spark"

    @property
    def order(self) -> str:
        """The sort key: the last figure there is."""
        known = [value for value in self.values if value is not None]
        return Number("", known[-1]).order if known else ""

    @property
    def runs(self) -> tuple[str, ...]:
        """One list of SVG points for each unbroken run of at least two figures."""
        runs: list[list[str]] = [[]]
        for index, value in enumerate(self.values):
            if value is None:
                runs.append([])
            else:
                runs[-1].append(f"{self._x(index):g},{self._y(value):g}")
        return tuple(" ".join(run) for run in runs if len(run) > 1)

    @property
    def target_y(self) -> str:
        """The height of the target line, empty without a target."""
        return "" if self.target is None else f"{self._y(self.target):g}"

    @property
    def squares(self) -> str:
        """One SVG path with a square on every missed place: one node, however many there are."""
        places = ((index, self.values[index]) for index in self.missed)
        return "".join(
            f"M{self._x(index) - 2:g} {self._y(value) - 2:g}h4v4h-4z"
            for index, value in places
            if value is not None
        )

    @property
    def circle(self) -> tuple[str, str] | None:
        """The centre of the last figure, when it was not missed."""
        last = len(self.values) - 1
        value = self.values[last] if self.values else None
        if value is None or last in self.missed:
            return None
        return f"{self._x(last):g}", f"{self._y(value):g}"

    def _x(self, index: int) -> float:
        return round(3 + 78 * index / max(1, len(self.values) - 1), 1)

    def _y(self, value: float) -> float:
        all_heights = [each for each in (*self.values, self.target) if each is not None]
        low, high = min(all_heights), max(all_heights)
        return round(21 - 18 * (value - low) / (high - low), 1) if high > low else 12


Piece: TypeAlias = Text | Aside | Code | Link | Tag | Day | Number | Edit | Spark
Line: TypeAlias = tuple[Piece, ...]


def line(*parts: str | Piece) -> Line:
    """A line from words and pieces: `line("Decides: ", Link("Vera Eriksen", href), ".")`."""
    return tuple([Text(part) if isinstance(part, str) else part for part in parts])


# Ways through the site.


class Entry(Value):
    """One way to go: in the top bar, crumbs, views or pager. Without `href` it is a gap."""

    label: str
    href: str
    current: bool = False
    count: str = ""


class Pager(Value):
    """The pages of a long list: what is shown ("1 to 200 of 260 agreements"), where the rest is.

    `before` and `after` are the addresses of the neighbouring pages, empty at the ends.
    """

    shown: str
    entries: tuple[Entry, ...]
    before: str = ""
    after: str = ""


# What a page says first.


class Tile(Value):
    """One figure worth seeing first, at most five in a row. With a tone, the note says why."""

    label: str
    value: Piece
    note: Line = ()
    href: str = ""
    tone: Tone | None = None


class Note(Value):
    """The one thing on this page that wants a decision. At most one a page, at most three lines."""

    tone: Tone
    title: Line
    lines: tuple[Line, ...] = ()


class Empty(Value):
    """What is not here, why, and what to do about it."""

    what: str
    why: str = ""
    todo: Line = ()


class Fact(Value):
    """A name and its values, one below the other."""

    label: str
    values: tuple[Line, ...]


# Lists and tables.


class Item(Value):
    """One entry of a list: a title, quieter remarks below it, status words at its end.

    `day` stands before the title where the list is read by date; `id` is its anchor.
    """

    title: Line
    remarks: tuple[Line, ...] = ()
    tags: tuple[Tag, ...] = ()
    day: Day | None = None
    id: str = ""


class Listing(Value):
    """A list, what to say when it is empty, and the link to all of it where it is cut."""

    items: tuple[Item, ...]
    empty: Empty
    more: Link | None = None
    ordered: bool = False


class Column(Value):
    """The head of a column; its kind decides alignment and sorting.

    `adds_up`: the sum of its numbers means something, and is shown for each group of rows.
    """

    label: str
    kind: ColumnKind = "text"
    adds_up: bool = False


class Cell(Value):
    """What stands in one place of a table. Most cells sort by their text, day or number.

    `sort` is a key for those that do not (a status by urgency: "1", "2"); keys that are
    numbers are compared as numbers.
    """

    line: Line
    sort: str = ""

    @property
    def order(self) -> str:
        """The sort key, empty where the text of the cell sorts as it stands."""
        return self.sort or (self.line[0].order if self.line else "")


class Row(Value):
    """One record across the columns; the first cell heads it."""

    cells: tuple[Cell, ...]
    id: str = ""


class Whole(Value):
    """The list of which a table shows a part: the script with all its rows.

    `path` is where the script stands in the site, `href` the way to it from this page; `ends`
    says whether this part is the last.
    """

    path: str
    href: str
    ends: bool


class Table(Value):
    """Rows under columns. `id` is unique on the page and names the table in the address.

    `controls`: sort, filter, group, choose columns, CSV (made by the script, for lists of many
    rows). `whole`: where all the rows are, when these are some of them (see `paging.Part.table`).
    `quiet`: the heading above says what the caption says, so it is only spoken.
    `compact`: rows of 33 px, not 41.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Empty
    controls: bool = False
    quiet: bool = False
    compact: bool = False
    whole: Whole | None = None


class MatrixCell(Value):
    """What stands where row and column meet, line below line; a gap is `Gap`, warn."""

    lines: tuple[Line, ...]
    tone: Tone | None = None


class MatrixRow(Value):
    """One row of a matrix with its heading."""

    head: Line
    cells: tuple[MatrixCell, ...]


class Matrix(Value):
    """Two headings crossed. `corner` names the rows ("Customer"); `id` is unique on the page."""

    id: str
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    quiet: bool = False


class HeatCell(Value):
    """How a pair stands, as a mark on a ground (its word is only spoken where there is no room),
    and a short word below it."""

    tag: Tag
    word: str = ""


class HeatRow(Value):
    """One row of a heat map; a place where there is nothing to say is None."""

    head: Link
    cells: tuple[HeatCell | None, ...]


class Heat(Value):
    """Many rows and columns crossed, one mark a place. `id` is unique on the page."""

    id: str
    caption: str
    corner: str
    columns: tuple[Link, ...]
    rows: tuple[HeatRow, ...]


class TreeNode(Value):
    """One unit and those below it. `below` words the fold ("24 units in Health and Care")."""

    title: Line
    tags: tuple[Tag, ...] = ()
    below: str = ""
    children: tuple[TreeNode, ...] = ()
    open: bool = False


class Section(Value):
    """A heading with its anchor, and what stands below it: a list, a table or a chart, a sentence,
    and the link to all of it where it is cut."""

    id: str
    heading: str
    listing: Listing | None = None
    table: Table | None = None
    said: Line = ()
    more: Link | None = None
    chart: Chart | None = None


# Drawings.


class Chart(Value):
    """Figures in a row against a target, as a picture; `text` says the point of it in words, and
    the table has the same figures, the latest first: none where another on the page has them.
    `figures` is the id of the one or the other."""

    drawn: DrawnChart
    title: str
    text: str
    figures: str
    table: Table | None = None


class Tick(Value):
    """A mark on the axis of a strip, at a percentage of its width."""

    at: float
    label: str


class Bar(Value):
    """One term on a strip. Places are percentages of its width; `text` says the same in words.

    `decided` is the last notice day: from there to the end the bar takes the colour of `tone`.
    """

    title: Line
    start: float
    end: float
    text: str
    decided: float | None = None
    tone: Tone = "warn"

    @property
    def width(self) -> float:
        """The length of the term, at least half a percent so that it can be seen."""
        return round(max(0.5, self.end - self.start), 2)

    @property
    def rest(self) -> float:
        """The length of the part after the last notice day."""
        return 0 if self.decided is None else round(max(0.5, self.end - self.decided), 2)


class Strip(Value):
    """Terms over time: grey the term, colour what follows the last notice day, a line for today."""

    caption: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    today: float | None = None


# Where a page comes from.


class Backlinks(Value):
    """Records of one kind that point here, and the link to all of them where the list is cut."""

    label: str
    links: tuple[Link, ...]
    more: Link | None = None


class Provenance(Value):
    """The file a record stands in, its last change, and what points to it."""

    source: str
    changed: Line = ()
    backlinks: tuple[Backlinks, ...] = ()
