"""Support load: series of periods, and what is known of their use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brmsite.insight.support_load import SupportLoads, derive
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from tests.site.pages_of import insight_of

SERVICE = {
    "records/people/eva-holm.yaml": "name: Eva Holm\norg: provider\n",
    "records/services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: eva-holm\n"
        "description: Knows where everything stands.\n"
    ),
}


def _register(register: Register) -> Register:
    return register


def _load(month: int, more: str, team: str = "Yard") -> dict[str, str]:
    name = f"records/loads/{team.casefold()}-{month}.yaml"
    period = f"{{from: 2026-{month:02}-01, to: 2026-{month:02}-28}}"
    text = f"title: {team} {month}\nteam: {team}\nperiod: {period}\nopened: 4\nclosed: 4\n{more}"
    return {name: text}


def _known(files: dict[str, Any]) -> SupportLoads:
    return insight_of(files).ask(derive)


@pytest.mark.parametrize(
    "more, percent, above",
    [
        ("hours: 50\ncapacity_hours: 100\n", 50.0, False),
        ("hours: 100\ncapacity_hours: 100\n", 100.0, False),
        ("hours: 101\ncapacity_hours: 100\n", 101.0, True),
        ("hours: 5\ncapacity_hours: 0\n", None, True),
        ("hours: 5\n", None, False),
        ("capacity_hours: 5\n", None, False),
    ],
)
def test_use_is_hours_of_capacity_and_silence_is_none(
    more: str, percent: float | None, above: bool
) -> None:
    last = _known(_load(1, more)).series[0].last
    assert last is not None
    assert (last.percent, last.is_above) == (percent, above)


def test_periods_above_capacity_are_counted_from_the_latest_back() -> None:
    full, free = "hours: 9\ncapacity_hours: 8\n", "hours: 7\ncapacity_hours: 8\n"
    files = {**_load(3, full), **_load(4, full), **_load(2, free), **_load(1, full)}
    (series,) = _known(files).series
    assert [one.record.id for one in series.loads] == ["yard-1", "yard-2", "yard-3", "yard-4"]
    assert series.above_running == 2


def test_a_team_is_a_series_for_each_service() -> None:
    files = {**SERVICE, **_load(1, "service: wms\n"), **_load(2, ""), **_load(1, "", team="Desk")}
    insight = insight_of(files)
    found = insight.ask(derive)
    service = insight.ask(_register).one(Service, "wms")
    assert service is not None
    assert len(found.series) == 3
    assert [one.loads[-1].record.id for one in found.of_service(service)] == ["yard-1"]


@pytest.mark.parametrize(
    "as_of, latest, running",
    [
        (date(2026, 1, 27), None, 0),
        (date(2026, 1, 28), "yard-1", 1),
        (date(2026, 3, 27), "yard-2", 2),
        (date(2026, 3, 28), "yard-3", 0),
    ],
)
def test_a_period_counts_from_its_last_day_on(
    as_of: date, latest: str | None, running: int
) -> None:
    full, free = "hours: 9\ncapacity_hours: 8\n", "hours: 7\ncapacity_hours: 8\n"
    files = {**_load(1, full), **_load(2, full), **_load(3, free)}
    (series,) = insight_of(files, as_of).ask(derive).series
    assert (series.last and series.last.record.id) == latest
    assert series.above_running == running
