"""Figures in a row, the oldest first, held against a target: what a promise or a survey came to.

A met figure is a circle, a missed one a square, one that was not judged a ring; where there is no
figure the line breaks and a dash stands on the ground. The picture is narrow enough for a phone,
so that several stand beside each other on a wide page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from brmsite.ground.value import Value
from brmsite.site.draw.label import SMALL, fit, width_of

WIDTH = 328
LEFT, RIGHT = 68, 12
"""Room for the figures of the axis, and beyond the last mark."""

TOP, PLOT, LINE = 12, 88, 18
MOST = 12
"""How many figures one picture has at most, the latest."""

Mark: TypeAlias = Literal["met", "missed", "unjudged"]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, None where there is none: `text` is how it is written ("98.7"), `label` when it
    was measured, `note` what stands below that (how many answered)."""

    value: float | None
    text: str
    label: str
    mark: Mark = "met"
    note: str = ""


class ChartLabel(Value):
    """Words with the place of their baseline."""

    x: str
    y: str
    text: str


class DrawnChart(Value):
    """A picture in pixels. `axis` ends where it stands, `labels` are centred on their place.

    All marks of one sort are one SVG path; `runs` are the unbroken stretches of the line.
    `target_y` is empty without a target.
    """

    width: int
    height: int
    left: int
    right: int
    ground_y: int
    target_y: str
    axis: tuple[ChartLabel, ...]
    labels: tuple[ChartLabel, ...]
    runs: tuple[str, ...]
    circles: str
    squares: str
    rings: str
    gaps: str


def draw_chart(
    points: Sequence[Point],
    target: float | None = None,
    target_text: str = "",
    span: tuple[float, float] | None = None,
) -> DrawnChart | None:
    """The latest figures of a row; None where there is not one.

    The height goes from the lowest to the highest figure, the target among them, unless `span`
    says from where to where.
    """
    shown = points[-MOST:]
    known = [one for one in shown if one.value is not None]
    if not known:
        return None
    heights = [one.value for one in known if one.value is not None]
    heights += [target] if target is not None else []
    low, high = span or (min(heights), max(heights))
    places = [_x(index, len(shown)) for index in range(len(shown))]
    drawn = [
        (x, _y(one.value, low, high), one)
        for x, one in zip(places, shown, strict=True)
        if one.value is not None
    ]
    ground = TOP + PLOT + 8
    notes = any(one.note for one in shown)
    return DrawnChart(
        width=WIDTH,
        height=ground + LINE + (LINE if notes else 0) + 4,
        left=LEFT - 6,
        right=WIDTH - 2,
        ground_y=ground,
        target_y="" if target is None else _said(_y(target, low, high)),
        axis=_axis(known, low, high, target, target_text),
        labels=_labels(shown, places, ground + LINE),
        runs=_runs(shown, drawn),
        circles="".join(_disc(x, y) for x, y, one in drawn if one.mark == "met"),
        squares="".join(
            f"M{_said(x - 4)} {_said(y - 4)}h8v8h-8z" for x, y, one in drawn if one.mark == "missed"
        ),
        rings="".join(_disc(x, y) for x, y, one in drawn if one.mark == "unjudged"),
        gaps="".join(
            f"M{_said(x - 4)} {ground}h8"
            for x, one in zip(places, shown, strict=True)
            if one.value is None
        ),
    )


def _x(index: int, of: int) -> float:
    """Few figures keep together rather than run from edge to edge. Like heights, places are whole
    pixels: nobody sees a part of one, and a page says each several times."""
    room = (WIDTH - LEFT - RIGHT) / max(of, 6)
    return float(round(LEFT + room * (index + 0.5)))


def _y(value: float, low: float, high: float) -> float:
    if not high > low:
        return TOP + PLOT / 2
    share = (value - low) / (high - low)
    return float(round(TOP + PLOT * (1 - min(1.0, max(0.0, share)))))


def _axis(
    known: Sequence[Point], low: float, high: float, target: float | None, target_text: str
) -> tuple[ChartLabel, ...]:
    """The target, and the lowest and the highest figure where they do not stand in its way."""
    found: list[tuple[float, str]] = []
    if target is not None:
        found.append((_y(target, low, high), target_text))
    by_value = sorted(known, key=lambda one: one.value or 0.0)
    for one in (by_value[-1], by_value[0]):
        y = _y(one.value or 0.0, low, high)
        if all(abs(y - other) >= SMALL + 1 for other, _ in found):
            found.append((y, one.text))
    return tuple(
        ChartLabel(str(LEFT - 10), _said(y + 4), fit(text, LEFT - 12, SMALL)) for y, text in found
    )


def _labels(shown: Sequence[Point], places: Sequence[float], y: int) -> tuple[ChartLabel, ...]:
    """When, below the latest figure and below as many before it as there is room for; the notes
    below those."""
    found: list[ChartLabel] = []
    free = float(WIDTH)
    note_free = float(WIDTH)
    for x, one in reversed(list(zip(places, shown, strict=True))):
        half = width_of(one.label, SMALL) / 2
        at = min(x, WIDTH - half)
        if at + half <= free and at - half >= 0:
            found.append(ChartLabel(_said(at), str(y), one.label))
            free = at - half - 6
        half = width_of(one.note, SMALL) / 2
        if one.note and x + half <= note_free:
            found.append(ChartLabel(_said(x), str(y + LINE), one.note))
            note_free = x - half - 3
    return tuple(reversed(found))


def _runs(shown: Sequence[Point], drawn: Sequence[tuple[float, float, Point]]) -> tuple[str, ...]:
    """One list of SVG points for each unbroken run of at least two figures."""
    places = iter(drawn)
    runs: list[list[str]] = [[]]
    for one in shown:
        if one.value is None:
            runs.append([])
        else:
            x, y, _ = next(places)
            runs[-1].append(f"{_said(x)},{_said(y)}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _disc(x: float, y: float) -> str:
    return f"M{_said(x - 4)} {_said(y)}a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z"


def _said(value: float) -> str:
    """A length to a tenth of a pixel, the same on every machine."""
    return f"{round(value, 1) + 0:g}"
