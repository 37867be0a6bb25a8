"""`brmsite init`: a new repository of records that checks and builds at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import brmsite
from brmsite.ground.output_file import OutputFile
from brmsite.output.add import add
from brmsite.source.files import RECORDS

STARTER = Path(brmsite.__file__).parent / "starter"

# A file that git would read must not have that name inside the program's own package.
_NAMES = {"gitignore": ".gitignore"}


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
def command(folder: Path) -> None:
    """Start a new repository of records in FOLDER (the current one by default).

    It holds one customer with its people, a service, an agreement and minutes, with comments, so
    that `check` and `build` work at once. Files that are there already are never changed.

    \b
    Examples:
      brmsite init my-records
      cd my-records && git init && brmsite check
    """
    if (folder / RECORDS).exists():
        raise click.ClickException(
            f"`{folder / RECORDS}` is there already: this is a repository of records"
        )
    folder.mkdir(parents=True, exist_ok=True)
    added = add(_starter_files(), folder, ".")
    click.echo(f"Wrote {len(added.written)} files to {folder}/.")
    for kept in added.in_the_way:
        click.echo(f"Left {kept} as it was.")
    where = "" if folder == Path() else f" -C {folder}"
    click.echo(
        f"\nNext:\n"
        f"  brmsite{where} check     what is wrong in the records: nothing yet\n"
        f"  brmsite{where} build     the site, in {folder / 'build' / 'index.html'}"
    )


def _starter_files() -> Iterator[OutputFile]:
    for source in sorted(STARTER.rglob("*")):
        if source.is_file():
            path = source.relative_to(STARTER)
            path = path.with_name(_NAMES.get(path.name, path.name))
            yield OutputFile(path.as_posix(), source.read_bytes())
