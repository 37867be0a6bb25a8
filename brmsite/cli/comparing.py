"""What a door adds to every comparison of two states: memory, progress, and what is said where git
has no answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from brmsite.cli.memory import memory, telling_of_changes
from brmsite.cli.progress import progress
from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, Lack


@contextmanager
def comparing(project: Path) -> Iterator[Memo | None]:
    """The store of a project, while two states of it are compared."""
    try:
        with telling_of_changes(), progress("Comparing"), memory(project) as memo:
            yield memo
    except GitUnavailableError as error:
        if error.lack == Lack.no_such_revision:
            raise click.UsageError(f"{error}") from error
        raise click.ClickException(f"{error}") from error
