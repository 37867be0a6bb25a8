"""The command line: turns words into values, picks the day, prints, and sets the exit code.

Commands are loaded when they are called, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from brmsite import __version__
from brmsite.ground.words import close_word

# In the order in which a newcomer meets them; one line a command.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("brmsite.cli.init", "Start a new repository of records."),
    "check": ("brmsite.cli.check", "Say what is wrong in the records, and where."),
    "diff": ("brmsite.cli.diff", "Say what a change means, by promise and not by line."),
    "approvers": ("brmsite.cli.approvers", "List who must agree to a change."),
    "build": ("brmsite.cli.build", "Build the site into build/."),
    "serve": ("brmsite.cli.serve", "Show the site in a browser while the records are edited."),
    "new": ("brmsite.cli.new", "Write a new record to fill in."),
    "prepare": ("brmsite.cli.prepare", "Write the record of the next meeting with a customer."),
    "sign": ("brmsite.cli.sign", "Add a signature with the digest of what is signed."),
    "show": ("brmsite.cli.show", "Show one record, its links and what follows from it."),
    "list": ("brmsite.cli.list", "List the records of a kind."),
    "kinds": ("brmsite.cli.kinds", "List the kinds of records and their fields."),
    "rules": ("brmsite.cli.rules", "List the rules that records are checked against."),
    "explain": ("brmsite.cli.explain", "Say what a finding means, and how to mend it."),
    "import": ("brmsite.cli.import_minutes", "Make records of what you already have."),
    "codeowners": ("brmsite.cli.codeowners", "Write a CODEOWNERS file from roles and mandates."),
    "merge": ("brmsite.cli.merge", "Merge two edits of a record, as git asks of a merge driver."),
    "completion": ("brmsite.cli.completion", "Print the completion script for your shell."),
}

BUG = 3
"""The exit code for a bug or an unreadable world."""


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    # The parameters are click's, named and unused as it calls them.

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = close_word(args[0], COMMANDS)
            meant = f", did you mean `{near}`?" if near else ""
            raise click.UsageError(f"there is no command `{args[0]}`{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone; there is nobody to tell
            sys.exit(0)
        except Exception as error:
            _report_bug(error)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="brmsite %(version)s")
@click.option(
    "-C",
    "project",
    type=click.Path(path_type=Path),
    metavar="DIR",
    show_envvar=True,
    help="Work in this folder instead of the current one.",
)
@click.pass_context
def cli(context: click.Context, project: Path | None) -> None:
    """Business relationship management as code.

    \b
    Examples:
      brmsite init my-records          start a new repository of records
      brmsite check                    what is wrong, with file, line and column
      brmsite build                    the site, in build/
      brmsite show agreements/sla-x    one record and what follows from it
    """
    context.obj = project
    if context.invoked_subcommand is None:
        import_module("brmsite.cli.state").tell(context)


def _report_bug(error: Exception) -> NoReturn:
    """Keep the traceback in a file, and say in one breath whose fault it is."""
    import tempfile
    import traceback

    if isinstance(error, OSError):
        click.echo(f"brmsite: {error.strerror or error}: {error.filename or ''}", err=True)
        sys.exit(BUG)
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    with tempfile.NamedTemporaryFile(
        "w", prefix="brmsite-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"brmsite {__version__}, Python {sys.version}\n{moment}\n{sys.argv}\n\n")
        traceback.print_exception(error, file=log)
    click.echo(
        f"brmsite: this is a bug in brmsite, not in your records ({type(error).__name__}).\n"
        f"What happened is in {log.name}; please report it with the command you ran.",
        err=True,
    )
    sys.exit(BUG)
