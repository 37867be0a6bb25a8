"""Charts stay inside their picture, mark what was missed, and leave a gap where there is nothing."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.draw.chart import DrawnChart, Mark, Point, draw_chart
from brmsite.site.draw.label import SMALL, width_of

FIGURES = st.none() | st.floats(-1e9, 1e9, allow_nan=False)
MARKS: st.SearchStrategy[Mark] = st.sampled_from(["met", "missed", "unjudged"])
POINTS = st.lists(
    st.builds(Point, FIGURES, st.text(max_size=20), st.just("2026-10"), MARKS, st.just("24")),
    max_size=30,
)


def drawn(values: list[float | None], target: float | None = None, **more: str) -> DrawnChart:
    points = [
        Point(value, f"{value}", f"2026-{month:02}", "missed" if (value or 0) < 95 else "met")
        for month, value in enumerate(values, 1)
    ]
    found = draw_chart(points, target, more.get("target_text", f"{target}"))
    assert found is not None
    return found


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]


@given(POINTS, st.none() | st.floats(-1e9, 1e9, allow_nan=False))
def test_nothing_stands_outside_the_picture(points: list[Point], target: float | None) -> None:
    found = draw_chart(points, target, "target")
    if found is None:
        assert all(one.value is None for one in points[-12:])
        return
    for run in found.runs:
        for x, y in (map(float, pair.split(",")) for pair in run.split()):
            assert found.left <= x <= found.right
            assert 0 <= y <= found.ground_y
    for label in found.labels:
        half = width_of(label.text, SMALL) / 2
        assert float(label.x) - half >= -0.1
        assert float(label.x) + half <= found.width + 0.1
        assert float(label.y) <= found.height
    for label in found.axis:
        assert width_of(label.text, SMALL) <= float(label.x)
    heights = sorted(float(label.y) for label in found.axis)
    assert all(b - a >= SMALL for a, b in itertools.pairwise(heights))


@given(POINTS)
def test_labels_do_not_stand_on_each_other(points: list[Point]) -> None:
    found = draw_chart(points)
    if found is None:
        return
    for y in {label.y for label in found.labels}:
        places = [
            (float(one.x), width_of(one.text, SMALL) / 2) for one in found.labels if one.y == y
        ]
        for (x1, half1), (x2, half2) in itertools.pairwise(places):
            assert x1 + half1 <= x2 - half2 + 0.2


@given(POINTS)
def test_every_figure_has_one_mark_and_every_silence_a_dash(points: list[Point]) -> None:
    found = draw_chart(points)
    if found is None:
        return
    shown = points[-12:]

    def count(mark: Mark) -> int:
        return sum(one.value is not None and one.mark == mark for one in shown)

    assert found.circles.count("M") == count("met")
    assert found.squares.count("M") == count("missed")
    assert found.rings.count("M") == count("unjudged")
    assert found.gaps.count("M") == sum(one.value is None for one in shown)


def test_missed_figures_are_squares_and_a_silence_breaks_the_line() -> None:
    found = drawn([98, 94, None, 97, 99], 95.0, target_text="95 %")
    assert len(found.runs) == 2
    assert found.squares.count("z") == 1
    assert found.circles.count("z") == 3
    assert numbers(found.gaps)[1] == found.ground_y
    assert [one.text for one in found.axis] == ["95 %", "99", "94"]


def test_only_the_latest_twelve_are_drawn() -> None:
    assert drawn([96.0] * 40).circles.count("M") == 12


def test_equal_figures_stand_in_the_middle() -> None:
    assert drawn([97, 97], 97.0).target_y == "56"


def test_without_any_figure_there_is_no_chart() -> None:
    assert draw_chart([]) is None
    assert draw_chart([Point(None, "", "2026-01")], 95.0, "95") is None
