"""How content people are, survey after survey of one kind, as a chart with target and answers."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.tally import Scale
from brmsite.insight.survey_results import SurveyResult, series_of
from brmsite.site.draw.chart import Mark, Point, draw_chart
from brmsite.site.language import N_, _, counted
from brmsite.site.language import figure as in_figures
from brmsite.site.naming import Naming
from brmsite.site.pieces import count, day_in_words
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.satisfaction_items import SCALE_NAMES, SCALE_WORDS, figure_piece, points
from brmsite.site.shapes import Cell, Chart, Column, Row, Table

SURVEYS = 8
"""So many surveys are drawn, the latest."""

SPANS: dict[Scale, tuple[float, float]] = {"1-5": (0.0, 100.0), "0-10": (-100.0, 100.0)}
"""From where to where the figure of each scale can go."""

COLUMNS = (
    Column(N_("Survey")),
    Column(N_("Score"), "number"),
    Column(N_("Target"), "number"),
    Column(N_("Answers"), "number"),
)


def satisfaction_chart(naming: Naming, results: Sequence[SurveyResult]) -> Chart | None:
    """The latest surveys of the kind asked last; None without two that can be compared. `results`
    are the latest first."""
    series = series_of(results)
    shown = series[-SURVEYS:]
    if sum(one.score.figure is not None for one in shown) < 2:
        return None
    latest = shown[-1]
    scale = latest.score.tally.scale
    target = latest.survey.fields.target
    drawn = draw_chart(
        [_point(one, scale) for one in shown],
        None if target is None else float(target),
        "" if target is None else points(float(target), scale).text,
        _span(shown, scale),
    )
    if drawn is None:
        return None
    rows = tuple(_row(naming, one, scale) for one in reversed(shown))
    title = _("{score}, survey by survey", score=SCALE_NAMES[scale])
    table = Table("score-lines", title, COLUMNS, rows, NEVER_EMPTY, quiet=True, compact=True)
    return Chart(drawn, title, _words(shown, len(series), scale), table.id, table)


def _point(one: SurveyResult, scale: Scale) -> Point:
    label = one.ended.isoformat()[:7]
    note = in_figures(one.score.people)
    figure = one.score.figure
    if figure is None:
        return Point(None, "", label, note=note)
    below = one.is_below_target
    mark: Mark = "unjudged" if below is None else "missed" if below else "met"
    return Point(figure, points(figure, scale).text, label, mark, note)


def _span(shown: Sequence[SurveyResult], scale: Scale) -> tuple[float, float]:
    """From where to where the picture goes: ten points beyond figures and target, so that a small
    change does not look great."""
    known = [one.score.figure for one in shown if one.score.figure is not None]
    target = shown[-1].survey.fields.target
    known += [] if target is None else [float(target)]
    least, most = SPANS[scale]
    return max(least, min(known) - 10), min(most, max(known) + 10)


def _words(shown: Sequence[SurveyResult], whole: int, scale: Scale) -> str:
    """The point of it: the latest figure, how often the target was missed, what is not told."""
    latest = shown[-1]
    figure = latest.score.figure
    told = _("too few answers") if figure is None else points(figure, scale).text
    said = [f"{day_in_words(latest.ended).text}: {told}"]
    target = latest.survey.fields.target
    if target is not None:
        said.append(_("target {figure}", figure=points(float(target), scale).text))
    below = sum(bool(one.is_below_target) for one in shown)
    surveys = counted(len(shown), "{n} survey", "{n} surveys")
    said.append(
        _("below target in {part} of {surveys}", part=below, surveys=surveys)
        if below
        else _("{surveys}, none below", surveys=surveys)
    )
    silent = sum(one.score.figure is None for one in shown)
    if silent:
        said.append(_("{n} with fewer than {least} answers", n=silent, least=latest.score.least))
    if whole > len(shown):
        said.append(_("the latest {part} of {whole}", part=len(shown), whole=in_figures(whole)))
    scale_words = str(SCALE_WORDS[scale])
    return _(
        "{scale}. {points}. Below each: how many answered.",
        scale=f"{scale_words[:1].upper()}{scale_words[1:]}",
        points=", ".join(said),
    )


def _row(naming: Naming, one: SurveyResult, scale: Scale) -> Row:
    target = one.survey.fields.target
    return Row(
        (
            Cell((naming.here.record(one.survey, naming.titles.of(one.survey)),)),
            Cell((figure_piece(one.score),)),
            Cell(() if target is None else (points(float(target), scale),)),
            Cell((count(one.score.people),)),
        )
    )
