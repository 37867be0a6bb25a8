"""`brmsite diff`: what a change means, by promise and not by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from brmsite.cli.choice import OneOf
from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.comparing import compared
from brmsite.cli.project import as_of_option
from brmsite.review.comparison import speak, voice_names


@click.command("diff")
@click.argument("revisions", default="", metavar="[BASE[..HEAD]]")
@click.option(
    "--format",
    "voice",
    type=OneOf(voice_names()),
    default="text",
    show_default=True,
    envvar="BRMSITE_DIFF_FORMAT",
    show_envvar=True,
    help="How to tell it.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file instead of the terminal.",
)
@as_of_option
@color_option
@click.pass_context
def command(
    context: click.Context,
    revisions: str,
    voice: str,
    output: Path | None,
    as_of: date,
    color: str,
) -> None:
    """Say what a change means: promises that are weaker or stronger, what follows, who must agree.

    BASE and HEAD are revisions as git names them, or days (`2025-12-31`); `A..B` compares the two,
    `A...B` compares B with where it left A. Without HEAD it is the working tree, without BASE
    where this branch left the main one.

    \b
    Examples:
      brmsite diff                           what this branch and its open edits change
      brmsite diff HEAD                      what is not yet committed
      brmsite diff main...feature --format markdown    a comment for a pull request
      brmsite diff 2025-12-31..HEAD          since the end of the year
    """
    found = compared(context, revisions, as_of)
    said = speak(voice, replace(found, colour=output is None and wants_colour(color)))
    if output is None:
        click.echo(said, nl=False, color=True)
    else:
        output.write_text(said, encoding="utf-8", newline="")
