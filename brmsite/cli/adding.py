"""Adds files to a project, and says it in a sentence where one of them is not written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from brmsite.ground.output_file import OutputFile
from brmsite.output.add import Added, add
from brmsite.output.inside import LeadsAwayError
from brmsite.report.printable import LONGEST_PATH, printable


def added(files: Iterable[OutputFile], project: Path, folder: str) -> Added:
    """Write each file where nothing stands yet, and tell what did stand there; nothing at all is
    written, and the command ends, where one would lead out of the project's `folder`."""
    try:
        return add(files, project, folder)
    except LeadsAwayError as refusal:
        raise click.ClickException(printable(str(refusal), LONGEST_PATH)) from refusal


def add_one(file: OutputFile, project: Path, folder: str) -> None:
    """Write one file; the command ends where something stands there already."""
    if added([file], project, folder).in_the_way:
        raise click.ClickException(f"not written: {printable(file.path)} is in the way")
