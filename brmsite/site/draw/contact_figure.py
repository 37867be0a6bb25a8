"""Who speaks with whom, for one customer, as a picture of three levels: across and upward.

The customer's side stands on the left and IT's on the right, a row for each level. Arrows across
stand for support and coordination, with the last and the next meeting below them; arrows within a
side for policy and control (down), reporting and escalation (up). The table below the picture
names everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.site.draw.arrows import across, down, up
from brmsite.site.draw.label import SMALL, fit

WIDTH = 272
GAP_ACROSS, GAP_DOWN = 208, 52
HEAD, EDGE, INSET = 24, 2, 12
TITLE, PERSON = 26, 40
"""Heights, in pixels: of a box's own name, and of one person in it."""

LINE, MET = 22, 24
"""And of what is said below the people, and of each meeting below the arrow."""

LEAST = TITLE + PERSON + 6
"""The height of a box with one person or none."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in one place, and where it leads; without `href` it is no link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class FigureSide:
    """One level on one side: the people with what they are, and what is said after them (how many
    more there are, or why there is nobody). A gap is marked."""

    people: tuple[tuple[Words, str], ...]
    said: str = ""
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One level: its name, both sides, and when they met last and meet next."""

    level: str
    left: FigureSide
    right: FigureSide
    met: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A box with the place of its upper left corner."""

    x: int
    y: int
    height: int
    is_gap: bool


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words with the place of their baseline's start or middle; `title` says them whole."""

    x: int
    y: int
    text: str
    title: str = ""
    href: str = ""
    is_remark: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class DrawnContacts:
    """A picture in pixels; `arrows` is one SVG path with all arrows and their heads."""

    width: int
    height: int
    box_width: int
    boxes: tuple[FigureBox, ...]
    words: tuple[FigureWords, ...]
    arrows: str


def draw_contacts(
    heads: tuple[str, str], ways: tuple[str, str, str], rows: Sequence[FigureRow]
) -> DrawnContacts:
    """The levels from the top down; `heads` name the sides, `ways` what goes across, down, up."""
    side_by_side, downward, upward = ways
    left, right = EDGE, EDGE + WIDTH + GAP_ACROSS
    room = WIDTH - 2 * INSET
    words = [
        FigureWords(x + INSET, HEAD - 8, fit(head, room, SMALL), head, is_remark=True)
        for x, head in zip((left, right), heads, strict=True)
    ]
    boxes: list[FigureBox] = []
    arrows, y = "", HEAD
    for place, row in enumerate(rows):
        height = max(_height(row.left), _height(row.right), _height_between(row))
        for x, side in ((left, row.left), (right, row.right)):
            boxes.append(FigureBox(x, y, height, side.is_gap))
            words += _in_box(x, y, row.level, side)
        middle = y + LEAST // 2
        arrows += across(left + WIDTH + 8, right - 8, middle)
        words += _between(left + WIDTH + GAP_ACROSS // 2, middle, side_by_side, row)
        y += height
        if place + 1 < len(rows):
            begin, end = y + 6, y + GAP_DOWN - 6
            for x in (left, right):
                arrows += down(x + INSET, begin, end) + up(x + 126, begin, end)
                baseline = (begin + end) // 2 + 4
                for at, said in ((x + 22, downward), (x + 136, upward)):
                    words.append(FigureWords(at, baseline, fit(said, 134, SMALL), is_remark=True))
            y += GAP_DOWN
    return DrawnContacts(
        width=right + WIDTH + EDGE,
        height=y + EDGE,
        box_width=WIDTH,
        boxes=tuple(boxes),
        words=tuple(words),
        arrows=arrows,
    )


def _height(side: FigureSide) -> int:
    lines = PERSON * len(side.people) + (LINE if side.said else 0)
    return max(LEAST, TITLE + lines + 6)


def _height_between(row: FigureRow) -> int:
    return LEAST // 2 + MET * len(row.met) + 4


def _in_box(x: int, y: int, level: str, side: FigureSide) -> list[FigureWords]:
    at, room = x + INSET, WIDTH - 2 * INSET
    found = [FigureWords(at, y + 18, fit(level, room, SMALL), is_remark=True)]
    baseline = y + TITLE + 14
    for name, role in side.people:
        found.append(FigureWords(at, baseline, fit(name.text, room), name.text, name.href))
        found.append(FigureWords(at, baseline + 17, fit(role, room, SMALL), role, is_remark=True))
        baseline += PERSON
    if side.said:
        found.append(FigureWords(at, baseline, fit(side.said, room, SMALL), is_remark=True))
    return found


def _between(x: int, middle: int, way: str, row: FigureRow) -> list[FigureWords]:
    room = GAP_ACROSS - 16
    said = FigureWords(x, middle - 8, fit(way, room, SMALL), is_remark=True, is_centred=True)
    met = [
        FigureWords(
            x,
            middle + 20 + MET * place,
            fit(one.text, room),
            one.text,
            one.href,
            is_remark=True,
            is_centred=True,
        )
        for place, one in enumerate(row.met)
    ]
    return [said, *met]
