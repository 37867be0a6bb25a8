"""`brmsite diff`: what a change means, by promise and not by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from brmsite.cli.choice import OneOf
from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.comparing import comparing
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.revisions import two_states
from brmsite.cli.to_file import write_to
from brmsite.cli.top import folder_from_top
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.moved import ALL_NEW
from brmsite.inputs import program, until_still
from brmsite.origin import on_disk
from brmsite.review import voice_names
from brmsite.review.links import Links, links

_ROOM = "said of a comparison"


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
@click.option(
    "--links",
    "address",
    metavar="URL",
    envvar="BRMSITE_DIFF_LINKS",
    show_envvar=True,
    help="Where your forge shows the files of HEAD, for links to lines: an address with `{path}` "
    "(from the top of the repository) and `{line}`. By default it is `site.edit_url`, as BASE has "
    "it.",
)
@as_of_option
@color_option
@click.pass_context
def command(
    context: click.Context,
    revisions: str,
    voice: str,
    output: Path | None,
    address: str | None,
    as_of: date,
    color: str,
) -> None:
    """Say what a change means: promises that are weaker or stronger, what follows, who must agree.

    BASE and HEAD are revisions as git names them, or days (`2025-12-31`); `A..B` compares the two,
    `A...B` compares B with where it left A: with `main..feature`, what others brought to main since
    is told as taken away. Without HEAD it is the working tree, without BASE where this branch left
    the main one.

    \b
    Examples:
      brmsite diff                           what this branch and its open edits change
      brmsite diff HEAD                      what is not yet committed
      brmsite diff main...feature --format markdown    a comment for a pull request
      brmsite diff 2025-12-31..HEAD          since the end of the year
    """
    project = find_project(context)
    colour = output is None and wants_colour(color)
    leading = _links(context, project, address) if address else None
    with comparing(project) as memo:
        said, is_all_new = _said(project, revisions, as_of, voice, colour, leading, memo)
    if is_all_new:
        click.echo(ALL_NEW, err=True)
    if output is None:
        click.echo(said, nl=False, color=True)
    else:
        write_to(output, said, project)


def _links(context: click.Context, project: Path, address: str) -> Links:
    """The links of an address that was given; one that is not fit for them is a usage error."""
    found = links(address, folder_from_top(project))
    if found is None:
        said = "give an address of http or https with `{path}` in it, and without a password"
        raise click.BadParameter(said, context, param_hint="'--links'")
    return found


@until_still
def _said(
    project: Path,
    revisions: str,
    as_of: date,
    voice: str,
    colour: bool,
    leading: Links | None,
    memo: Memo | None,
) -> tuple[str, bool]:
    """The comparison of `BASE[..HEAD]` in a voice, and whether the base had nothing of the project;
    the same is worked out only once."""
    base, head = two_states(project, revisions)
    here = None if head.commit else on_disk(project, memo)
    states = [base.name, base.commit, head.name, head.commit, here.digest if here else ""]
    key = digest_of(program(), states, as_of, voice, colour, leading)
    known = memo.get(_ROOM, key) if memo is not None else None
    if known is not None:
        return known.decode("utf-8", "surrogatepass"), False
    # Only now is all of the program needed, which alone takes longer than remembering.
    from brmsite.cli.compared import compared
    from brmsite.review.comparison import speak

    found = compared(project, base, head, as_of, memo, here)
    said = speak(voice, replace(found, colour=colour, links=leading or found.links))
    if memo is not None and found.is_lasting:
        memo.put(_ROOM, key, said.encode("utf-8", "surrogatepass"))
    return said, found.is_all_new
