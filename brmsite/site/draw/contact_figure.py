"""Who speaks with whom, for one customer, as a picture of three levels: across and upward.

The customer's side stands on the left and IT's on the right, a row for each level. Arrows across
stand for support and coordination, with the last and the next meeting below them; arrows within a
side for policy and control (down), reporting and escalation (up). The table below the picture
names everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.ground.value import Value
from brmsite.site.draw.arrows import across, down, up
from brmsite.site.draw.label import SMALL, fit

WIDTH = 272
GAP_ACROSS, GAP_DOWN = 208, 52
HEAD, EDGE, INSET = 24, 2, 12
LEFT, RIGHT = EDGE, EDGE + WIDTH + GAP_ACROSS
"""Where the boxes of either side begin."""

ROOM = WIDTH - 2 * INSET
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


class FigureBox(Value):
    """A box with the place of its left edge."""

    x: int
    is_gap: bool


class FigureWords(Value):
    """Words with the place of their baseline's start or middle; `title` says them whole."""

    x: int
    y: int
    text: str
    title: str = ""
    href: str = ""
    is_centred: bool = False


class FigureLevel(Value):
    """One level with the place of its upper edge, from which all in it and below it is placed;
    `height` is that of its boxes, `arrows` one SVG path with all arrows and their heads."""

    y: int
    height: int
    boxes: tuple[FigureBox, ...]
    words: tuple[FigureWords, ...]
    arrows: str


class DrawnContacts(Value):
    """A picture in pixels; `heads` stand above the levels."""

    width: int
    height: int
    box_width: int
    heads: tuple[FigureWords, ...]
    levels: tuple[FigureLevel, ...]


def draw_contacts(
    heads: tuple[str, str], ways: tuple[str, str, str], rows: Sequence[FigureRow]
) -> DrawnContacts:
    """The levels from the top down; `heads` name the sides, `ways` what goes across, down, up."""
    levels: list[FigureLevel] = []
    y = HEAD
    for place, row in enumerate(rows):
        levels.append(_level(y, row, ways, is_last=place + 1 == len(rows)))
        y += levels[-1].height + GAP_DOWN
    return DrawnContacts(
        width=RIGHT + WIDTH + EDGE,
        height=y - GAP_DOWN + EDGE,
        box_width=WIDTH,
        heads=tuple(
            FigureWords(x + INSET, HEAD - 8, fit(head, ROOM, SMALL), head)
            for x, head in zip((LEFT, RIGHT), heads, strict=True)
        ),
        levels=tuple(levels),
    )


def _level(y: int, row: FigureRow, ways: tuple[str, str, str], is_last: bool) -> FigureLevel:
    """A level with the arrows to the next one, if it is not the last."""
    side_by_side, downward, upward = ways
    height = max(_height(row.left), _height(row.right), _height_between(row))
    sides = ((LEFT, row.left), (RIGHT, row.right))
    middle = LEAST // 2
    words = [words for x, side in sides for words in _in_box(x, row.level, side)]
    words += _between(LEFT + WIDTH + GAP_ACROSS // 2, middle, side_by_side, row)
    arrows = across(LEFT + WIDTH + 8, RIGHT - 8, middle)
    if not is_last:
        begin, end = height + 6, height + GAP_DOWN - 6
        baseline = (begin + end) // 2 + 4
        for x in (LEFT, RIGHT):
            arrows += down(x + INSET, begin, end) + up(x + 126, begin, end)
            for at, said in ((x + 22, downward), (x + 136, upward)):
                words.append(FigureWords(at, baseline, fit(said, 134, SMALL)))
    boxes = tuple(FigureBox(x, side.is_gap) for x, side in sides)
    return FigureLevel(y, height, boxes, tuple(words), arrows)


def _height(side: FigureSide) -> int:
    lines = PERSON * len(side.people) + (LINE if side.said else 0)
    return max(LEAST, TITLE + lines + 6)


def _height_between(row: FigureRow) -> int:
    return LEAST // 2 + MET * len(row.met) + 4


def _in_box(x: int, level: str, side: FigureSide) -> list[FigureWords]:
    at = x + INSET
    found = [FigureWords(at, 18, fit(level, ROOM, SMALL))]
    baseline = TITLE + 14
    for name, role in side.people:
        found.append(FigureWords(at, baseline, fit(name.text, ROOM), name.text, name.href))
        found.append(FigureWords(at, baseline + 17, fit(role, ROOM, SMALL), role))
        baseline += PERSON
    if side.said:
        found.append(FigureWords(at, baseline, fit(side.said, ROOM, SMALL)))
    return found


def _between(x: int, middle: int, way: str, row: FigureRow) -> list[FigureWords]:
    room = GAP_ACROSS - 16
    said = FigureWords(x, middle - 8, fit(way, room, SMALL), is_centred=True)
    met = [
        FigureWords(
            x,
            middle + 20 + MET * place,
            fit(one.text, room),
            one.text,
            one.href,
            is_centred=True,
        )
        for place, one in enumerate(row.met)
    ]
    return [said, *met]
