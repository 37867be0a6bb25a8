"""What a record rests on and what rests on it, two steps each way, as boxes in columns.

The record stands in the middle; what it rests on to its left, what rests on it to its right, each
in the column of its shortest way. So every line runs from one column to the next, or in an arc
within one, and never behind a box. Lines from one side to the other are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from brmsite.ground.value import Value
from brmsite.site.draw.label import SMALL, fit, lines_of

MOST = 30
"""How many boxes a picture may have before nobody reads it."""

TALLEST = 10
"""How many boxes a column may have."""

STEPS = 2
WIDTH, HEIGHT = 184, 66
COLUMN, ROW = 248, 78
"""From one column and one box to the next, in pixels."""

HEAD, EDGE, INSET = 26, 2, 10


@dataclass(frozen=True, slots=True)
class Related:
    """What is drawn for one record: its name, what it is, and where it leads. `is_gap` marks what
    is not as it should be; the remark says why."""

    name: str
    remark: str
    href: str
    is_gap: bool = False


class RelatedBox(Value):
    """A box with its upper left corner and its words, placed from that corner; `title` has them
    whole where they are cut."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    remark: str
    remark_y: int
    title: str
    href: str
    is_gap: bool
    is_middle: bool


class ColumnHead(Value):
    """What stands above a column."""

    x: int
    y: int
    text: str


class DrawnRelations(Value):
    """A picture in pixels. `lines` are all connections as one SVG path; `shown` are the pairs they
    connect, the one that carries first; `whole` is how many records there are to show."""

    width: int
    height: int
    box_width: int
    box_height: int
    inset: int
    boxes: tuple[RelatedBox, ...]
    heads: tuple[ColumnHead, ...]
    lines: str
    shown: tuple[tuple[str, str], ...]
    whole: int


Neighbours = Callable[[str], Sequence[str]]


def draw_relations(
    middle: str,
    below: Neighbours,
    above: Neighbours,
    related: Callable[[str], Related],
    heads: Mapping[int, str],
    most: int = MOST,
) -> DrawnRelations | None:
    """The neighbourhood of a key, at most so many boxes; None where it has none.

    `below` gives what a key rests on and `above` what rests on it, the most telling first;
    `heads` names the columns: -2, -1, 0, 1, 2.
    """
    under = _reached(middle, below, frozenset())
    over = _reached(middle, above, frozenset(under))
    whole = 1 + len(under) + len(over)
    if whole == 1:
        return None
    near_under, near_over = _nearest(middle, below, under), _nearest(middle, above, over)
    room = most - 1
    right = min(len(near_over), max(room // 2, room - len(near_under)))
    left = min(len(near_under), room - right)
    sides = (dict(near_under[:left]), dict(near_over[:right]))
    pairs = [
        *_pairs(middle, below, sides[0]),
        *((carrying, resting) for resting, carrying in _pairs(middle, above, sides[1])),
    ]
    columns = _ordered(_columns(middle, sides), pairs)
    return _drawn(middle, columns, pairs, related, heads, whole)


def _reached(middle: str, neighbours: Neighbours, taken: frozenset[str]) -> dict[str, int]:
    """What is reached in two steps without touching what is taken, and in how many; the nearest
    first."""
    found = {middle: 0}
    step = [middle]
    for count in range(1, STEPS + 1):
        step = [
            key
            for key in dict.fromkeys(near for each in step for near in neighbours(each))
            if key not in found and key not in taken
        ]
        found.update((key, count) for key in step)
    del found[middle]
    return found


def _nearest(
    middle: str, neighbours: Neighbours, reached: Mapping[str, int]
) -> list[tuple[str, int]]:
    """Of what is reached, as much as two columns can hold, with the steps to it: the first of each
    column, and in the second only what the first leads to."""
    found: list[tuple[str, int]] = []
    step = [middle]
    for count in range(1, STEPS + 1):
        near = dict.fromkeys(key for each in step for key in neighbours(each))
        step = [key for key in near if reached.get(key) == count][:TALLEST]
        found += [(key, count) for key in step]
    return found


def _pairs(middle: str, neighbours: Neighbours, side: Mapping[str, int]) -> list[tuple[str, str]]:
    """The connections on one side: what is reached and from where. Two that are both two steps
    away are not connected: that would be a third step."""
    return [
        (near, each)
        for each in (middle, *(key for key, count in side.items() if count < STEPS))
        for near in dict.fromkeys(neighbours(each))
        if near in side and near != each
    ]


def _columns(middle: str, sides: Sequence[Mapping[str, int]]) -> dict[int, list[str]]:
    """The keys of each column, from left to right."""
    layer = {middle: 0}
    for sign, steps in zip((-1, 1), sides, strict=True):
        layer.update((key, sign * count) for key, count in steps.items())
    columns: dict[int, list[str]] = {place: [] for place in sorted(set(layer.values()))}
    for key, place in layer.items():
        columns[place].append(key)
    return columns


def _ordered(
    columns: Mapping[int, list[str]], pairs: Sequence[tuple[str, str]]
) -> dict[int, list[str]]:
    """Each column in the order of what its boxes are connected to nearer to the middle, so that
    few lines cross."""
    near: dict[str, list[str]] = {}
    for carrying, resting in pairs:
        near.setdefault(carrying, []).append(resting)
        near.setdefault(resting, []).append(carrying)
    found = dict(columns)
    for place in sorted(columns, key=abs):
        inner = found.get(place - 1 if place > 0 else place + 1, [])
        rank = {key: number for number, key in enumerate(inner)}
        found[place] = sorted(columns[place], key=lambda key: _mean(near.get(key, ()), rank))
    return found


def _mean(near: Sequence[str], rank: Mapping[str, int]) -> float:
    places = [rank[key] for key in near if key in rank]
    return sum(places) / len(places) if places else float(len(rank))


def _drawn(
    middle: str,
    columns: Mapping[int, Sequence[str]],
    pairs: Sequence[tuple[str, str]],
    related: Callable[[str], Related],
    heads: Mapping[int, str],
    whole: int,
) -> DrawnRelations:
    tall = max(map(len, columns.values()))
    boxes: dict[str, RelatedBox] = {}
    labels: list[ColumnHead] = []
    for number, (place, keys) in enumerate(columns.items()):
        x = EDGE + number * COLUMN
        y = HEAD + (tall - len(keys)) * ROW // 2
        for row, key in enumerate(keys):
            boxes[key] = _box(related(key), x, y + row * ROW, key == middle)
        if heads.get(place):
            labels.append(ColumnHead(x + INSET, HEAD - 10, fit(heads[place], WIDTH, SMALL)))
    return DrawnRelations(
        width=EDGE + (len(columns) - 1) * COLUMN + WIDTH + EDGE,
        height=HEAD + (tall - 1) * ROW + HEIGHT + EDGE,
        box_width=WIDTH,
        box_height=HEIGHT,
        inset=INSET,
        boxes=tuple(boxes.values()),
        heads=tuple(labels),
        lines="".join(_line(boxes[one], boxes[other], boxes[middle].x) for one, other in pairs),
        shown=tuple(pairs),
        whole=whole,
    )


def _box(related: Related, x: int, y: int, is_middle: bool) -> RelatedBox:
    room = WIDTH - 2 * INSET
    lines = lines_of(related.name, room, 2)
    remark = fit(related.remark, room, SMALL)
    is_whole = " ".join(lines) == " ".join(related.name.split()) and remark == related.remark
    top = 18 if len(lines) > 1 else 27
    return RelatedBox(
        x=x,
        y=y,
        lines=tuple((top + 17 * number, text) for number, text in enumerate(lines)),
        remark=remark,
        remark_y=top + 17 * len(lines) + 2,
        title="" if is_whole else f"{related.name}: {related.remark}",
        href=related.href,
        is_gap=related.is_gap,
        is_middle=is_middle,
    )


def _line(one: RelatedBox, other: RelatedBox, middle_x: int) -> str:
    """From box to box; between two of one column in an arc, on the side of the middle."""
    left, right = sorted((one, other), key=lambda box: (box.x, box.y))
    y1, y2 = left.y + HEIGHT // 2, right.y + HEIGHT // 2
    if left.x == right.x:
        side = 1 if left.x < middle_x else -1
        x = left.x + (WIDTH if side > 0 else 0)
        bend = side * min(48, 20 + 4 * (y2 - y1) // ROW)
        return f"M{x} {y1}c{bend} 0 {bend} {y2 - y1} 0 {y2 - y1}"
    x1, way = left.x + WIDTH, right.x - left.x - WIDTH
    return f"M{x1} {y1}c{way // 2} 0 {way // 2} {y2 - y1} {way} {y2 - y1}"
