"""The customer structure as a picture: a tidy tree from left to right, its top levels only.

Every leaf gets a row of its own and every unit stands in the middle of those below it, so that no
two boxes overlap and a tree is drawn in one walk. Whole levels are drawn, as many as fit; the
picture repeats the top of a list that is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from brmsite.site.draw.label import SMALL, fit
from brmsite.site.language import _, figure

MOST = 60
"""How many boxes a picture may have before nobody reads it."""

WIDTH, HEIGHT = 232, 48
COLUMN, ROW = 280, 60
EDGE = 2
INSET = 12


@dataclass(frozen=True, slots=True)
class Box:
    """What is drawn for one unit: `strong` boxes hold a mandate."""

    label: str
    remark: str
    href: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box with its place (the upper left corner, in pixels) and its words cut to fit."""

    x: int
    y: int
    label: str
    remark: str
    title: str
    href: str
    strong: bool

    @property
    def text_x(self) -> int:
        """Where the words begin."""
        return self.x + INSET

    @property
    def label_y(self) -> int:
        """The baseline of the name."""
        return self.y + 20

    @property
    def remark_y(self) -> int:
        """The baseline of the remark below it."""
        return self.y + 38


@dataclass(frozen=True, slots=True)
class DrawnTree:
    """A picture in pixels. `curves` are the lines between boxes, as one SVG path.

    `cut` says how much of the whole is drawn, where it is not all of it.
    """

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[DrawnBox, ...]
    curves: str
    cut: str


def draw_tree(
    roots: Sequence[str],
    children: Mapping[str, Sequence[str]],
    box: Callable[[str], Box],
    most: int = MOST,
) -> DrawnTree | None:
    """The top levels of a tree of keys, at most so many boxes; None where there is nothing.

    `children` has the keys below each key that has any; `box` gives what is drawn for a key. A
    level is drawn whole or not at all, except the first of more than one, which is cut.
    """
    if not roots:
        return None
    shown = _levels(roots, children, most)
    places: dict[str, tuple[int, float]] = {}
    free = 0.0
    for root in [key for key in roots if key in shown]:
        free = _place(root, children, shown, places, free)
    boxes = tuple(_draw(box(key), *places[key]) for key in places)
    corner = dict(zip(places, boxes, strict=True))
    curves = "".join(
        _curve(corner[key], corner[child])
        for key in places
        for child in children.get(key, ())
        if child in corner
    )
    depth = max(column for column, _ in places.values()) + 1
    whole = _count(roots, children)
    return DrawnTree(
        width=(depth - 1) * COLUMN + WIDTH + 2 * EDGE,
        height=round((free - 1) * ROW) + HEIGHT + 2 * EDGE,
        box_width=WIDTH,
        box_height=HEIGHT,
        boxes=boxes,
        curves=curves,
        cut=""
        if len(boxes) == whole
        else _(
            "The picture shows {part} of {whole} units.",
            part=figure(len(boxes)),
            whole=figure(whole),
        ),
    )


def _levels(
    roots: Sequence[str], children: Mapping[str, Sequence[str]], most: int
) -> frozenset[str]:
    """The keys of as many whole levels as fit."""
    shown = list(roots[:most])
    level = shown
    while level:
        level = [child for key in level for child in children.get(key, ())]
        if len(shown) == 1:
            level = level[: most - 1]
        if len(shown) + len(level) > most:
            break
        shown = [*shown, *level]
    return frozenset(shown)


def _place(
    root: str,
    children: Mapping[str, Sequence[str]],
    shown: frozenset[str],
    places: dict[str, tuple[int, float]],
    free: float,
) -> float:
    """Give a tree its columns and rows from the first free row on; the next free row.

    Without recursion: a chain of units may be as deep as there are units.
    """
    found: list[tuple[str, int]] = []
    waiting = [(root, 0)]
    while waiting:
        key, column = waiting.pop()
        found.append((key, column))
        waiting.extend((child, column + 1) for child in reversed(_below(key, children, shown)))
    rows: dict[str, float] = {}
    for key, _column in found:
        if not _below(key, children, shown):
            rows[key] = free
            free += 1
    for key, _column in reversed(found):
        below = _below(key, children, shown)
        if below:
            rows[key] = (rows[below[0]] + rows[below[-1]]) / 2
    places.update((key, (column, rows[key])) for key, column in found)
    return free


def _below(
    key: str, children: Mapping[str, Sequence[str]], shown: frozenset[str]
) -> tuple[str, ...]:
    return tuple(child for child in children.get(key, ()) if child in shown)


def _count(roots: Sequence[str], children: Mapping[str, Sequence[str]]) -> int:
    count, level = 0, list(roots)
    while level:
        count += len(level)
        level = [child for key in level for child in children.get(key, ())]
    return count


def _draw(box: Box, column: int, row: float) -> DrawnBox:
    return DrawnBox(
        x=column * COLUMN + EDGE,
        y=round(row * ROW) + EDGE,
        label=fit(box.label, WIDTH - 2 * INSET),
        remark=fit(box.remark, WIDTH - 2 * INSET, SMALL),
        title=f"{box.label}: {box.remark}" if box.remark else box.label,
        href=box.href,
        strong=box.strong,
    )


def _curve(above: DrawnBox, below: DrawnBox) -> str:
    x1, y1 = above.x + WIDTH, above.y + HEIGHT // 2
    x2, y2 = below.x, below.y + HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
