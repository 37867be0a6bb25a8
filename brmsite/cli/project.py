"""Which project a command works on, and on which day: the questions every door answers first."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any, TypeVar

import click

from brmsite.source.files import RECORDS, read_settings_file

C = TypeVar("C", bound=Callable[..., Any])


def find_project(context: click.Context) -> Path:
    """The folder that holds `records/`: the current one, one above it, or the one of `-C`."""
    given: Path | None = context.find_root().obj
    start = (given or Path()).resolve()
    if not start.is_dir():
        raise click.UsageError(f"there is no folder `{given}`", context)
    for folder in (start, *start.parents):
        if (folder / RECORDS).is_dir():
            return folder
    raise click.UsageError(
        f"there is no folder `{RECORDS}` in `{start}` or above it; "
        "`brmsite init` starts a new repository of records",
        context,
    )


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DayType(click.ParamType[date]):
    """A day, written `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            # Python also takes the other ways of ISO 8601: `20260311`, `2026-W11-3`.
            return date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            self.fail(f"`{value}` is not a day; write it as `2026-03-11`", param, ctx)


def today() -> date:
    """The day to compute for when none is given: that of SOURCE_DATE_EPOCH, or today in the time
    zone of the project's settings; where they name none, on this machine."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            said = f"SOURCE_DATE_EPOCH is `{epoch}`; it must be seconds since 1970, in digits"
            raise click.UsageError(said) from None
    context = click.get_current_context(silent=True)
    try:
        zone = time_zone(find_project(context)) if context else None
    except click.UsageError:  # the command itself will say so, if it needs a project
        zone = None
    return datetime.now(zone).date()


def time_zone(project: Path) -> tzinfo:
    """The time zone that the settings of a project name, or that of this machine."""
    return named_zone(project) or datetime.now().astimezone().tzinfo or UTC


def named_zone(project: Path) -> tzinfo | None:
    """The time zone that the settings of a project name."""
    file = read_settings_file(project)
    if file is None:
        return None
    # It takes long to load, and most commands do without where there are no settings.
    from brmsite.register.zone_fault import time_zone
    from brmsite.settings import read_settings

    return time_zone(read_settings(file).settings.time_zone)


def as_of_option(function: C) -> C:
    """The option `--as-of DATE`, today by default."""
    return click.option(
        "--as-of",
        type=DayType(),
        default=today,
        show_default="today",
        show_envvar=True,
        metavar="DATE",
        help="The day on which everything derived is computed.",
    )(function)
