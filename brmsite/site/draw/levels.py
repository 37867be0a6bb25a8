"""How customers and IT talk at three levels, as a picture: across and upward.

Two columns, one a side, and a row for each level. Arrows across stand for support and
coordination; arrows within a side for policy and control (down), reporting and escalation (up).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.site.draw.arrows import across, down, up
from brmsite.site.language import _

BOX_WIDTH, BOX_HEIGHT = 232, 48
GAP_ACROSS, GAP_DOWN = 216, 56
HEAD, EDGE = 24, 2


@dataclass(frozen=True, slots=True)
class LevelBox:
    """One level on one side: its name, what to say of it, and where it leads."""

    label: str
    remark: str
    href: str


@dataclass(frozen=True, slots=True)
class DrawnLevelBox:
    """A box with the place of its upper left corner, in pixels."""

    x: int
    y: int
    box: LevelBox

    @property
    def text_x(self) -> int:
        """Where the words begin."""
        return self.x + 12

    @property
    def label_y(self) -> int:
        """The baseline of the name."""
        return self.y + 20

    @property
    def remark_y(self) -> int:
        """The baseline of the remark below it."""
        return self.y + 38


@dataclass(frozen=True, slots=True)
class Caption:
    """Words in the picture, with the place of their baseline's start or middle."""

    x: int
    y: int
    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLevels:
    """A picture in pixels; `arrows` is one SVG path with all arrows and their heads."""

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[DrawnLevelBox, ...]
    captions: tuple[Caption, ...]
    arrows: str


def draw_levels(heads: tuple[str, str], rows: Sequence[tuple[LevelBox, LevelBox]]) -> DrawnLevels:
    """The levels from the top down, each with its box on the left and on the right side."""
    left, right = EDGE, EDGE + BOX_WIDTH + GAP_ACROSS
    tops = [HEAD + index * (BOX_HEIGHT + GAP_DOWN) for index in range(len(rows))]
    boxes = [
        DrawnLevelBox(x, top, box)
        for top, pair in zip(tops, rows, strict=True)
        for x, box in zip((left, right), pair, strict=True)
    ]
    captions = [
        Caption(x + 12, HEAD - 10, text) for x, text in zip((left, right), heads, strict=True)
    ]
    arrows = ""
    for top in tops:
        middle = top + BOX_HEIGHT // 2
        arrows += across(left + BOX_WIDTH + 8, right - 8, middle)
        centre = left + BOX_WIDTH + GAP_ACROSS // 2
        captions.append(Caption(centre, middle - 8, _("support and coordination"), centred=True))
    for top in tops[:-1]:
        begin, end = top + BOX_HEIGHT + 6, top + BOX_HEIGHT + GAP_DOWN - 6
        baseline = (begin + end) // 2 + 4
        for x in (left, right):
            arrows += down(x + 12, begin, end) + up(x + 126, begin, end)
            captions.append(Caption(x + 22, baseline, _("policy, control")))
            captions.append(Caption(x + 136, baseline, _("reporting")))
    return DrawnLevels(
        width=right + BOX_WIDTH + EDGE,
        height=tops[-1] + BOX_HEIGHT + EDGE if tops else HEAD,
        box_width=BOX_WIDTH,
        box_height=BOX_HEIGHT,
        boxes=tuple(boxes),
        captions=tuple(captions),
        arrows=arrows,
    )
