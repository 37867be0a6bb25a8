"""Writes what a command says to the file that somebody named (`--output`)."""

from __future__ import annotations

from pathlib import Path

import click

from brmsite.cli.top import folder_from_top


def write_to(place: Path, text: str, project: Path) -> None:
    """Write a text to a file, or to a device. Through a link it is written only where that does not
    stand in the repository of the project: who sends one could lead it anywhere."""
    top = project.resolve()
    for _folder in Path(folder_from_top(project)).parts:
        top = top.parent
    whole = place.absolute()
    for step in (whole, *whole.parents):
        if step.is_symlink() and step.parent.resolve().is_relative_to(top):
            raise click.ClickException(
                f"`{place}` is not written: `{step}` is a symbolic link, and links in a repository "
                "are not followed"
            )
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="")
