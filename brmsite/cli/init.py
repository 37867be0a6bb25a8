"""`brmsite init`: a new repository of records that checks and builds at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import brmsite
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
    files = dict(_starter_files())
    present = [str(path) for path in files if (folder / path).exists()]
    for path, content in files.items():
        target = folder / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    click.echo(f"Wrote {len(files) - len(present)} files to {folder}/.")
    for kept in present:
        click.echo(f"Left {kept} as it was.")
    where = "" if folder == Path() else f" -C {folder}"
    click.echo(
        f"\nNext:\n"
        f"  brmsite{where} check     what is wrong in the records: nothing yet\n"
        f"  brmsite{where} build     the site, in {folder / 'build' / 'index.html'}"
    )


def _starter_files() -> Iterator[tuple[Path, bytes]]:
    for source in sorted(STARTER.rglob("*")):
        if source.is_file():
            path = source.relative_to(STARTER)
            yield path.with_name(_NAMES.get(path.name, path.name)), source.read_bytes()
