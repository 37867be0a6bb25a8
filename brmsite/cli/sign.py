"""`brmsite sign`: a signature with the digest of the text that is signed."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import date
from pathlib import Path

import click

from brmsite.build import Examined, examine
from brmsite.cli.address import AddressType, find_record
from brmsite.cli.choice import OneOf
from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.project import DayType, find_project, today
from brmsite.ground.output_file import OutputFile
from brmsite.ground.words import close_ids, listed
from brmsite.insight.seals import Seal, Seals, derive
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.person import Person
from brmsite.output.edit import EditRefusedError, edit
from brmsite.register.register import Record, Register
from brmsite.report import Report, speak
from brmsite.source.files import RECORDS
from brmsite.source.yaml_edit import item_lines, with_item

KEY = "signatures"


@click.command("sign")
@click.argument("agreement", type=AddressType())
@click.option("--person", required=True, metavar="ID", help="Who signs.")
@click.option(
    "--side", required=True, type=OneOf(["customer", "provider"]), help="The side signed for."
)
@click.option(
    "--on",
    type=DayType(),
    default=today,
    show_default="today",
    metavar="DATE",
    help="The day of signing.",
)
@color_option
@click.pass_context
def command(
    context: click.Context, agreement: str, person: str, side: str, on: date, color: str
) -> None:
    """Sign an AGREEMENT: add a signature with the digest of its present text.

    Nothing else in the file changes. From then on `brmsite check` tells when the text is no longer
    the one that was signed. After an amendment, sign again: the earlier signatures stay.

    \b
    Examples:
      brmsite sign agreements/sla-x --person p-lind --side customer
      brmsite sign sla-x --person eva-holm --side provider --on 2026-06-15
    """
    project = find_project(context)
    examined = examine(project, on)
    record = _agreement(examined.register, agreement)
    signer = _signer(examined.register, person)
    seals = examined.insight.ask(derive)
    _refuse_needless(seals, record, signer, side, on)
    item = {"side": side, "person": signer, "on": on.isoformat(), "digest": seals.digest(record)}
    _write(project, examined, record, item)
    click.echo(f"Signed {record.path} as {signer} for the {side} on {on}")
    click.echo(f"digest {item['digest']}")
    click.echo(_findings(examine(project, today()), record, wants_colour(color)), nl=False)


def _agreement(register: Register, typed: str) -> Record[Agreement]:
    record = find_record(register, typed)
    found = register.one(Agreement, record.id)
    if found is None or found is not record:
        raise click.UsageError(f"`{record.address}` is no agreement")
    return found


def _signer(register: Register, typed: str) -> str:
    """The id of a person; one that no person has is a usage error with suggestions."""
    found = register.one(Person, typed)
    if found is not None:
        return found.id
    if register.is_named(f"people/{typed}"):
        raise click.ClickException(f"`people/{typed}` does not hold: `brmsite check` says why")
    near = close_ids(typed, [one.id for one in register.all(Person)])
    meant = f", did you mean {listed((f'`{one}`' for one in near), last='or')}?" if near else ""
    raise click.UsageError(f"there is no person `{typed}`{meant}")


def _refuse_needless(
    seals: Seals, record: Record[Agreement], person: str, side: str, on: date
) -> None:
    """Refuse a signature that says nothing new, or that could not be one of the present text."""

    def own(seal: Seal) -> bool:
        return (seal.signature.person, seal.signature.side) == (person, side)

    amended = record.fields.amended_on
    if amended is not None and on < amended:
        raise click.UsageError(
            f"the text was amended on {amended}: nobody can have signed it on {on}"
        )
    for seal in filter(own, seals.of(record)):
        if seal.standing == "matches":
            raise click.ClickException(
                f"`{person}` has signed this text for the {side} on {seal.signature.on}"
            )
        if seal.standing == "unsealed" and seal.signature.on == on:
            raise click.ClickException(
                f"`{person}` has signed for the {side} on that day, without a digest; to seal the "
                f"text with that signature, add to it:\n\n  digest: {seals.digest(record)}"
            )


def _write(
    project: Path, examined: Examined, record: Record[Agreement], item: dict[str, str]
) -> None:
    """Add the item to the file; where its layout does not allow that, say what to paste."""
    before = examined.sources[record.path]
    edited = with_item(record.text, record.path.endswith(".md"), KEY, item)
    if edited is None:
        raise click.ClickException(
            f"{record.path} is laid out in a way that cannot be added to without touching more "
            f"than its signatures; nothing was written. Add this yourself:\n\n"
            f"{item_lines(KEY, item)}"
        )
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    try:
        edit(OutputFile(record.path, mark + edited.encode()), before, project, RECORDS)
    except EditRefusedError as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _findings(examined: Examined, record: Record[Agreement], colour: bool) -> str:
    """What is wrong with this record now, as `check` would say it; nothing where nothing is."""
    found = tuple(one for one in examined.findings if one.span.path == record.path)
    if not found:
        return ""
    return "\n" + speak("text", Report(found, examined.sources, 1, colour=colour))
