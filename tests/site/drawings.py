"""Finds the drawings of a page, what they say of themselves, and where their figures are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from brmsite.site.delivery_items import HISTORY

LISTS = frozenset({"table", "ol", "nav", "dl"})
"""What may hold the figures of a drawing: a table, or a list that is read instead of one."""

VOID = frozenset({"meta", "link", "input", "hr", "br", "img"})


@dataclass
class Drawing:
    """An `<svg>` that is there to be seen: `figure` is the class of the figure it stands in,
    `details` the id of what has its data. `in_line`: it is a part of a row or tile; `led`: which
    leads somewhere."""

    figure: str
    details: str
    in_line: bool
    title: str = ""
    desc: str = ""
    led: bool = False


@dataclass
class Open:
    """An element that is not closed yet."""

    name: str
    attributes: dict[str, str]

    @property
    def is_line(self) -> bool:
        """Whether it is a row of a table or a tile."""
        classes = self.attributes.get("class", "").split()
        return self.name == "tr" or (self.name == "div" and "tile" in classes)


class Drawings(HTMLParser):
    """All drawings of a page, and the names of its elements by their ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Drawing] = []
        self.by_id: dict[str, str] = {}
        self._open: list[Open] = []
        self._line: list[Drawing] = []
        self._line_leads = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.by_id[attributes["id"]] = tag
        opened = Open(tag, attributes)
        if opened.is_line:
            self._line, self._line_leads = [], False
        if tag == "a" and attributes.get("href"):
            self._line_leads = True
        if tag == "svg" and attributes.get("aria-hidden") != "true":
            self._note(attributes)
        if tag not in VOID:
            self._open.append(opened)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Shapes close themselves; none of them has an id that a drawing could name."""

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            closed = self._open.pop()
            if closed.is_line:
                for drawing in self._line:
                    drawing.led = self._line_leads
            if closed.name == tag:
                return

    def handle_data(self, data: str) -> None:
        # Of the drawing itself, not of a box or bar in it.
        names = [one.name for one in self._open[-2:]]
        if names == ["svg", "title"]:
            self.found[-1].title += data
        elif names == ["svg", "desc"]:
            self.found[-1].desc += data

    def _note(self, attributes: dict[str, str]) -> None:
        figures = [one.attributes for one in self._open if one.name == "figure"]
        around = figures[-1] if figures else {}
        details = attributes.get("aria-details") or around.get("aria-details", "")
        in_line = any(one.is_line for one in self._open)
        drawing = Drawing(around.get("class", ""), details, in_line)
        self.found.append(drawing)
        if in_line:
            self._line.append(drawing)


def drawing_faults(text: str) -> list[str]:
    """What is missing from the drawings of a page: the point in words, or the way to the figures.

    A small one in a row of a table or in a tile says its point in its title, and these lead to where
    its figures are, unless the page has the history with all of them; a bar of a strip says all of
    its days in its title.
    """
    page = Drawings(text)
    faults: list[str] = []
    for drawing in page.found:
        name = f"{drawing.figure or 'spark'} “{drawing.title}”"
        if not drawing.title.strip():
            faults.append(f"{name}: no title")
        if drawing.in_line:
            if not drawing.led and HISTORY not in page.by_id:
                faults.append(f"{name}: its row or tile leads nowhere")
            continue
        if drawing.figure != "strip" and not drawing.desc.strip():
            faults.append(f"{name}: no description")
        if page.by_id.get(drawing.details) not in LISTS:
            faults.append(f"{name}: no table or list with its figures")
    return faults
