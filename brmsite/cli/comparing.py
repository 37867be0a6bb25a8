"""Compares the two states that a command was given, with all that a door adds: memory, progress,
and what is said where git has no answer."""

from __future__ import annotations

from datetime import date

import click

from brmsite.cli.memory import all_processors, memory, telling_of_changes
from brmsite.cli.progress import progress
from brmsite.cli.project import find_project
from brmsite.cli.revisions import two_states
from brmsite.diff import compare_states
from brmsite.history.git import GitUnavailableError
from brmsite.inputs import until_still
from brmsite.review.comparison import Comparison


def compared(context: click.Context, revisions: str, as_of: date) -> Comparison:
    """The comparison of `BASE[..HEAD]`."""
    project = find_project(context)

    @until_still
    def found() -> Comparison:
        base, head = two_states(project, revisions, memo)
        return compare_states(project, base, head, as_of, memo, all_processors())

    try:
        with telling_of_changes(), progress("Comparing"), memory(project) as memo:
            return found()
    except GitUnavailableError as error:
        raise click.ClickException(f"{error}") from error
