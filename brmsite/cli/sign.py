"""`brmsite sign`: a signature with the digest of the text that is signed."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import date
from pathlib import Path

import click

from brmsite.cli.address import AddressType, find_record
from brmsite.cli.choice import OneOf
from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.project import DayType, find_project, today
from brmsite.examine import Examined, examine
from brmsite.ground.output_file import OutputFile
from brmsite.ground.words import close_ids, listed
from brmsite.insight.mandates import Mandates
from brmsite.insight.seals import Seal, Seals, derive
from brmsite.insight.signatures import OURSELVES, may_sign
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.person import Person
from brmsite.kinds.role import Side
from brmsite.output.edit import EditRefusedError, edit
from brmsite.register.register import Record, Register
from brmsite.report import Report, speak
from brmsite.report.printable import LONGEST_PATH, printable
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
    context: click.Context, agreement: str, person: str, side: Side, on: date, color: str
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
    _refuse_impossible(examined.insight.ask(_mandates), record, signer, side, on)
    _refuse_needless(seals, record, signer.id, side, on)
    item = {"side": side, "person": signer.id, "on": on.isoformat(), "digest": seals.digest(record)}
    _write(project, examined, record, item)
    click.echo(f"Signed {printable(record.path)} as {signer.id} for the {side} on {on}")
    click.echo(f"digest {item['digest']}")
    click.echo(_findings(examine(project, today()), record, wants_colour(color)), nl=False)


def _agreement(register: Register, typed: str) -> Record[Agreement]:
    record = find_record(register, typed)
    found = register.one(Agreement, record.id)
    if found is None or found is not record:
        raise click.UsageError(f"`{record.address}` is no agreement")
    return found


def _signer(register: Register, typed: str) -> Record[Person]:
    """The person with this id; one that no person has is a usage error with suggestions."""
    found = register.one(Person, typed)
    if found is not None:
        return found
    if register.is_named(f"people/{typed}"):
        raise click.ClickException(f"`people/{typed}` does not hold: `brmsite check` says why")
    near = close_ids(typed, [one.id for one in register.all(Person)])
    meant = f", did you mean {listed((f'`{one}`' for one in near), last='or')}?" if near else ""
    raise click.UsageError(f"there is no person `{typed}`{meant}")


def _mandates(mandates: Mandates) -> Mandates:
    return mandates


def _refuse_impossible(
    mandates: Mandates, record: Record[Agreement], signer: Record[Person], side: Side, on: date
) -> None:
    """Refuse a signature of a day to come, and one for the side that the signer is not on."""
    if on > today():
        raise click.UsageError(f"{on} is still to come: nobody can have signed on that day")
    fields, works_for = record.fields, signer.fields.org
    units = mandates.structure.chain(f"customers/{fields.customer}")
    if not units:  # its record is missing or broken: who is on its side cannot be told
        return
    if not may_sign(side, fields, signer, units, on):
        why = ", which is on the side of the customer"
        if side == "customer":
            why = f" and has no role for `{fields.customer}` or a unit above it on {on}"
        name = "IT" if works_for == OURSELVES else f"`{works_for}`"
        raise click.UsageError(
            f"`{signer.id}` works for {name}{why}, and cannot sign for the {side}"
        )


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
            f"{printable(record.path)} is laid out in a way that cannot be added to without "
            f"touching more than its signatures; nothing was written. Add this yourself:\n\n"
            f"{item_lines(KEY, item)}"
        )
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    try:
        edit(OutputFile(record.path, mark + edited.encode()), before, project, RECORDS)
    except EditRefusedError as refusal:
        raise click.ClickException(printable(str(refusal), LONGEST_PATH)) from refusal


def _findings(examined: Examined, record: Record[Agreement], colour: bool) -> str:
    """What is wrong with this record now, as `check` would say it; nothing where nothing is."""
    found = tuple(one for one in examined.findings if one.span.path == record.path)
    if not found:
        return ""
    return "\n" + speak("text", Report(found, examined.sources, 1, colour=colour))
