"""`brmsite serve`: the site in a browser, as it is while its records are edited."""

from __future__ import annotations

import gc
import sys
import webbrowser
from contextlib import suppress
from datetime import date

import click

from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.memory import memory
from brmsite.cli.project import DayType, find_project, today
from brmsite.history.git import head_commit
from brmsite.server.callers import Address
from brmsite.server.follow import Occasion
from brmsite.server.listen import FIRST, PortTakenError, listen
from brmsite.server.serve import served


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    show_default=f"{FIRST}, or the next one that is free",
    show_envvar=True,
    metavar="N",
    help="The port to answer on; 0 takes any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    show_envvar=True,
    metavar="ADDRESS",
    help="The address to answer on; another than this machine's own shows the site to others.",
)
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--as-of",
    type=DayType(),
    show_default="today, also when midnight has passed",
    show_envvar=True,
    metavar="DATE",
    help="The day on which everything derived is computed.",
)
@color_option
@click.pass_context
def command(
    context: click.Context,
    port: int | None,
    host: str,
    opens: bool,
    as_of: date | None,
    color: str,
) -> None:
    """Show the site in a browser, and every change as soon as it is saved.

    Pages are drawn when they are asked for, and load themselves again when records, layouts or
    settings have changed. Findings stand in a corner of the page and here. Ctrl-C stops.

    \b
    Examples:
      brmsite serve --open                   the site of today
      brmsite serve --as-of 2027-01-01       what it will say then
      brmsite serve --port 0                 on any port that is free
    """
    gc.enable()  # this command lasts: what it no longer needs must go
    project = find_project(context)
    try:
        listening = listen(host, port)
    except PortTakenError as taken:
        raise click.ClickException(str(taken)) from taken
    address = Address(host, listening.getsockname()[1])
    if not address.is_loopback:
        click.echo(
            f"Everybody who can reach {host} can read the whole site: there is no password.",
            err=True,
        )
    if port is None and address.port != FIRST:
        click.echo(f"Port {FIRST} is taken by another program: this is {address.port}.", err=True)

    def occasion() -> Occasion:
        # The day depends on the project's time zone, which is found by way of the context.
        with context.scope(cleanup=False):
            return Occasion(as_of or today(), head_commit(project))

    colour = wants_colour(color)

    def say(words: str) -> None:
        click.echo(words, color=colour)
        sys.stdout.flush()

    with (
        suppress(KeyboardInterrupt),
        memory(project) as memo,
        served(project, listening, address, occasion, say, colour, memo) as server,
    ):
        say(f"Serving {project} at {address.url} (Ctrl-C stops)")
        if opens:
            webbrowser.open(address.url)
        server.serve_forever()
    say("Stopped.")
