"""The promises of an agreement as charts: each against its target in its last twelve windows."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.attainment import Reading, TargetResults
from brmsite.insight.measurements import PERCENT, Goal
from brmsite.site.delivery_items import HISTORY, HISTORY_TARGETS, course
from brmsite.site.draw.chart import Mark, Point, draw_chart
from brmsite.site.language import _, counted
from brmsite.site.pieces import written
from brmsite.site.shapes import Chart
from brmsite.site.target_words import target_words

_FIRST = HISTORY_TARGETS
"""Of so many promises of one agreement those are drawn that were measured: their figures stand in
the table of reports on the same page."""


def attainment_charts(results: Sequence[TargetResults]) -> tuple[tuple[Chart, ...], str]:
    """A chart for each promise that was ever measured lately, and what is left out where there
    are more."""
    measured = sum(any(each.figure is not None for each in one.recent) for one in results)
    charts = tuple(chart for one in results[:_FIRST] if (chart := _chart(one)) is not None)
    cut = ""
    if measured > len(charts):
        cut = counted(
            measured,
            "The charts show {part} of {n} promise that was measured.",
            "The charts show {part} of {n} promises that were measured.",
            part=len(charts),
        )
    return charts, cut


def _chart(one: TargetResults) -> Chart | None:
    goal = one.goal
    drawn = draw_chart(
        [_point(reading, goal) for reading in one.recent],
        float(goal.value),
        _figure(written(goal.value), goal),
    )
    if drawn is None:
        return None
    title = f"{one.target.description} ({one.target.id})"
    words = target_words(one.target)
    return Chart(drawn, title, f"{words[:1].upper()}{words[1:]}: {course(one)}.", HISTORY)


def _point(reading: Reading, goal: Goal) -> Point:
    value = reading.figure
    label = str(reading.window)
    if " to " in label:
        label = str(reading.window.end.year)
    mark: Mark = "missed" if reading.outcome == "missed" else "met"
    if reading.outcome == "not-judged":
        mark = "unjudged"
    if value is None:
        return Point(None, "", label)
    return Point(float(value), _figure(written(value), goal), label, mark)


def _figure(said: str, goal: Goal) -> str:
    """A figure for the axis: with its unit only where that is short."""
    return _("{figure} %", figure=said) if goal.unit in PERCENT else said
