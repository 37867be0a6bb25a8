"""A record named on the command line: by address, by id where that is enough, or by its file."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from brmsite.ground.words import close_ids, listed
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.source.files import RECORDS, SUFFIXES


class AddressType(click.ParamType[str]):
    """The address of a record, completed by the shell from the names of the files."""

    name = "address"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's parameter
        incomplete: str,
    ) -> list[CompletionItem]:
        """Every address that begins with what was typed; no record is read for that."""
        start: Path = ctx.find_root().obj or Path()
        found = (start / RECORDS).glob("*/**/*")
        addresses = {
            f"{path.relative_to(start / RECORDS).parts[0]}/{path.stem}"
            for path in found
            if path.suffix in SUFFIXES
        }
        return [CompletionItem(name) for name in sorted(addresses) if name.startswith(incomplete)]


def find_record(register: Register, typed: str) -> Record[Common]:
    """The record that was meant; a usage error with suggestions where it is none or several."""
    found = register.find(typed)
    if found is not None:
        return found
    wanted = typed.replace("\\", "/").removeprefix("./")
    alike = [record for record in register if wanted in (record.id, record.path)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        choices = listed((f"`{record.address}`" for record in alike), last="or")
        raise click.UsageError(f"`{typed}` is the id of several records: {choices}")
    if register.is_named(typed):
        raise click.ClickException(f"`{typed}` does not hold: `brmsite check` says why")
    near = close_ids(typed, [record.address for record in register]) or close_ids(
        typed, [record.id for record in register]
    )
    meant = f", did you mean {listed((f'`{name}`' for name in near), last='or')}?" if near else ""
    raise click.UsageError(f"there is no record `{typed}`{meant}")
