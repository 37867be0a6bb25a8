"""The fiscal year as a wheel: a ring of twelve months, clockwise from the top, and what they hold.

The ring says how the activities of each month stand, in a colour and in figures; the bars inside it
how many dated things there are. The month of today is outlined. It decorates the list of months,
which says the same in words and links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from brmsite.site.shapes import Tone

SIZE = 340
CENTRE = SIZE / 2
LABELS, OUTER, INNER, CORE = 155, 138, 96, 54
"""Radii, in pixels: of the names, of the ring's edges, and of where the longest bar ends."""

GAP = 4
"""Between the ring and the bars inside it."""


@dataclass(frozen=True, slots=True)
class WheelMonth:
    """One month: its short name, what stands in the ring, how that stands (None where nothing is
    due), and how many dated things it has."""

    label: str
    count: str
    tone: Tone | None
    dates: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class DrawnMonth:
    """A month as SVG paths, with the places of its words.

    `bar` is empty without dates; `square` marks a month that is not as it should be, so that this
    is told not by colour alone, and is empty in all others.
    """

    month: WheelMonth
    ring: str
    bar: str
    square: str
    label_x: str
    label_y: str
    count_x: str
    count_y: str


@dataclass(frozen=True, slots=True)
class DrawnWheel:
    """A square picture; `figure` and `words` stand in its middle."""

    size: int
    months: tuple[DrawnMonth, ...]
    figure: str
    words: str
    middle: str
    figure_y: str
    words_y: str

    @property
    def now(self) -> tuple[DrawnMonth, ...]:
        """The month of today, to be outlined above all others."""
        return tuple(one for one in self.months if one.month.is_now)


def draw_wheel(months: Sequence[WheelMonth], figure: str, words: str) -> DrawnWheel:
    """The months of a year in order, and the figure for the middle with the words below it."""
    most = max((one.dates for one in months), default=0)
    return DrawnWheel(
        SIZE,
        tuple(_month(one, place, len(months), most) for place, one in enumerate(months)),
        figure,
        words,
        _said(CENTRE),
        _said(CENTRE + 4),
        _said(CENTRE + 22),
    )


def _month(month: WheelMonth, place: int, of: int, most: int) -> DrawnMonth:
    begin, end = place / of, (place + 1) / of
    middle = (begin + end) / 2
    bar = ""
    if month.dates:
        outer = INNER - GAP
        # Even one dated thing among hundreds can be seen.
        inner = outer - max(3.0, (outer - CORE) * month.dates / most)
        bar = _segment(begin + 0.1 / of, end - 0.1 / of, inner, outer)
    label, count = _at(middle, LABELS), _at(middle, (OUTER + INNER) / 2)
    return DrawnMonth(
        month,
        _segment(begin, end, INNER, OUTER),
        bar,
        f"M{_said(count[0] - 3)} {_said(count[1] + 9)}h6v6h-6z" if month.tone == "bad" else "",
        _said(label[0]),
        _said(label[1] + 4),
        _said(count[0]),
        _said(count[1] + 4),
    )


def _segment(begin: float, end: float, inner: float, outer: float) -> str:
    """A piece of a ring between two turns (0 to 1), clockwise from the top."""
    a, b, c, d = _at(begin, outer), _at(end, outer), _at(end, inner), _at(begin, inner)
    return (
        f"M{_place(a)}A{_said(outer)} {_said(outer)} 0 0 1 {_place(b)}"
        f"L{_place(c)}A{_said(inner)} {_said(inner)} 0 0 0 {_place(d)}z"
    )


def _at(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return CENTRE + radius * sin(angle), CENTRE - radius * cos(angle)


def _place(point: tuple[float, float]) -> str:
    return f"{_said(point[0])} {_said(point[1])}"


def _said(value: float) -> str:
    """A length to a tenth of a pixel, the same on every machine."""
    return f"{round(value, 1) + 0:g}"
