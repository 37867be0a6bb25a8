"""`brmsite merge`: what git calls to merge two edits of one record."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from brmsite.kinds.natural_keys import natural_key
from brmsite.report.printable import printable
from brmsite.source.files import RECORDS
from brmsite.source.parse import folder_and_id
from brmsite.source.record_merge import merge_record

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("merge")
@click.argument("base", type=FILE)
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.argument("path", default="")
@click.pass_context
def command(context: click.Context, base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge what became of BASE in THEIRS into OURS, as git asks of a merge driver.

    Fields are merged by key, the parts of lists by what tells them apart (a target by its id, a
    role by person and role), texts by lines; comments and layout stay. Where both sides changed
    the same field, both are kept between marks. PATH is the file's name in the repository
    (`records/agreements/sla-x.yaml`), which tells the kind of the record.

    \b
    Examples:
      brmsite init --merge-driver                    lets git call it for records
      brmsite merge %O %A %B %P                      as git is told to
      brmsite merge old.yaml mine.yaml theirs.yaml   by hand: the result is in mine.yaml

    \b
    Exit codes: 0 merged, 1 conflicts are marked in OURS.
    """
    name = path or ours.name
    folder, _ = folder_and_id(path[path.find(f"{RECORDS}/") :])
    merged = merge_record(
        base.read_bytes(),
        ours.read_bytes(),
        theirs.read_bytes(),
        name.endswith(".md"),
        partial(natural_key, folder),
    )
    ours.write_bytes(merged.content)
    if not merged.clean:
        click.echo(f"{printable(name)}: both sides changed the same, see the marks in it", err=True)
        context.exit(1)
