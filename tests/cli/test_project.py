"""The day that a command takes for today."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click
import pytest

from brmsite.cli import cli
from brmsite.cli.project import DayType, today

EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
"""Twenty-five hours apart: it is never the same day in both."""


def today_in(folder: Path, zone: str) -> date:
    """The day of a command in a project whose settings name this time zone."""
    (folder / "records").mkdir(exist_ok=True)
    (folder / "records" / "brmsite.yaml").write_text(f"time_zone: {zone}\n", encoding="utf-8")
    with click.Context(cli, obj=folder):
        return today()


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_today_is_the_day_in_the_time_zone_of_the_settings(tmp_path: Path) -> None:
    assert today_in(tmp_path, EAST) - today_in(tmp_path, WEST) >= timedelta(days=1)


def test_a_time_zone_that_is_none_leaves_the_day_of_the_machine(tmp_path: Path) -> None:
    wrong = today_in(tmp_path, "Europe/Atlantis")
    assert abs(wrong - date.today()) <= timedelta(days=1)  # noqa: DTZ011 - the machine's own day


def test_the_epoch_of_a_build_that_can_be_repeated_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")
    assert today_in(tmp_path, EAST) == today_in(tmp_path, WEST) == date(2026, 6, 15)


@pytest.mark.parametrize("epoch", ["soon", "\u00b2", "99999999999999", "-99999999999999", "1.5"])
def test_an_epoch_that_is_none_is_refused(
    epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(click.UsageError, match=f"SOURCE_DATE_EPOCH is `{epoch}`"):
        today_in(tmp_path, EAST)


@pytest.mark.parametrize("written", ["2026-W11-3", "20260311", "2026-3-11", "2026-02-30", ""])
def test_a_day_is_written_in_one_way_only(written: str) -> None:
    with pytest.raises(click.BadParameter, match="is not a day; write it as `2026-03-11`"):
        DayType().convert(written, None, None)
    assert DayType().convert("2026-03-11", None, None) == date(2026, 3, 11)
