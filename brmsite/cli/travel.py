"""Which records a command works on and on which day it judges them: two days, kept apart.

What we knew is a commit (`--at`); what was in force is a day (`--as-of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from brmsite.cli.project import DayType, time_zone
from brmsite.history.git import GitUnavailableError, revision
from brmsite.history.provenance import UNKNOWN, Provenance, provenance

C = TypeVar("C", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Travel:
    """The commit whose records are meant, nothing for those on disk; and the as-of day."""

    known: Provenance
    as_of: date

    @property
    def at(self) -> str:
        """The id of the commit; empty for the records on disk."""
        return self.known.commit

    def __str__(self) -> str:
        commit = f"commit {self.known.short}"
        return f"As known on {self.known.day} ({commit}), as of {self.as_of}."


def at_option(function: C) -> C:
    """The option `--at REV|DATE`, the records on disk by default."""
    return click.option(
        "--at",
        "at",
        metavar="REV|DATE",
        show_envvar=True,
        help=(
            "Read the records of a commit (a tag, branch or id) or of the end of a day, not those "
            "on disk; --as-of is then that day, unless it is given too."
        ),
    )(function)


def travel(context: click.Context, project: Path, at: str | None, as_of: date) -> Travel:
    """What `--at` and `--as-of` mean together.

    A day means the records at its end, judged on that day; any other revision those of the commit,
    judged on the day when it was made. What git does not have is a usage error.
    """
    if not at:
        return Travel(UNKNOWN, as_of)
    try:
        known = provenance(project, revision(project, at, time_zone(project)))
    except GitUnavailableError as error:
        raise click.BadParameter(str(error), context, param_hint="'--at'") from error
    if context.get_parameter_source("as_of") != ParameterSource.DEFAULT:
        return Travel(known, as_of)
    return Travel(known, _day(context, at) or _day(context, known.day) or as_of)


@contextmanager
def there(context: click.Context, travelled: Travel, quiet: bool = False) -> Iterator[None]:
    """Tell which two days are meant, and that git does not have what is read, where that is so."""
    try:
        yield
    except GitUnavailableError as error:
        raise click.BadParameter(str(error), context, param_hint="'--at'") from error
    if travelled.at and not quiet:
        click.echo(str(travelled), err=True)


def _day(context: click.Context, text: str) -> date | None:
    try:
        return DayType().convert(text, None, context)
    except click.UsageError:
        return None
