"""`brmsite show`: one record, its links both ways, and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from brmsite.cli.address import AddressType, find_record
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.signing import sentence, signings
from brmsite.cli.travel import at_option, there, travel
from brmsite.examine import examine
from brmsite.exports.record_data import whole_record_data
from brmsite.report.printable import printable


@click.command("show")
@click.argument("address", type=AddressType())
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@as_of_option
@at_option
@click.option(
    "--allowed-signers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    show_default="gpg.ssh.allowedSignersFile of your own git settings",
    show_envvar=True,
    help="Whose SSH keys to trust when an agreement's signatures are traced to their commits.",
)
@click.pass_context
def command(
    context: click.Context,
    address: str,
    as_json: bool,
    as_of: date,
    at: str | None,
    allowed_signers: Path | None,
) -> None:
    """Show the record ADDRESS: its fields, its links, and what follows from it on a day.

    ADDRESS is folder and id (`agreements/sla-x`), an id that only one record has, or a file.

    \b
    Examples:
      brmsite show agreements/sla-x
      brmsite show sla-x --as-of 2027-01-01
      brmsite show sla-x --at v2025            what was promised with that tag
      brmsite show customers/logistics --json
    """
    project = find_project(context)
    travelled = travel(context, project, at, as_of)
    with there(context, travelled):
        examined = examine(project, travelled.as_of, at=travelled.at)
    record = find_record(examined.register, address)
    data = whole_record_data(examined.register, examined.insight, record)
    signed = signings(project, record, travelled.at, allowed_signers)
    if as_json:
        days = {"as_of": travelled.as_of.isoformat()}
        if signed:
            data["signed_in"] = signed
        if travelled.at:
            days |= {"known_on": travelled.known.day, "commit": travelled.at}
        click.echo(json.dumps(data | days, indent=2, ensure_ascii=False))
        return
    click.echo(f"{printable(data['title'])}\n{data['kind']} in {printable(data['path'])}\n")
    for line in _lines(data["fields"]):
        click.echo(line)
    for name, facts in data["derived"].items():
        click.echo(f"\n{name} on {travelled.as_of}:")
        for line in _lines(facts):
            click.echo(line)
    if signed:
        click.echo("\nsigned in:")
        for entry in signed:
            click.echo(f"  {printable(sentence(entry), 400)}")
    for heading, links, end in (
        ("refers to", data["links"], "to"),
        ("referred to by", data["linked_from"], "from"),
    ):
        if links:
            click.echo(f"\n{heading}:")
            for link in links:
                click.echo(f"  {link[end]}  ({link['field']})")


def _lines(value: Any, depth: int = 1) -> Iterator[str]:
    """Plain data as indented lines, much as it is typed in a record."""
    indent = "  " * depth
    for key, item in value.items():
        if isinstance(item, dict):
            yield f"{indent}{key}:"
            yield from _lines(item, depth + 1)
        elif isinstance(item, list) and any(isinstance(one, dict) for one in item):
            yield f"{indent}{key}:"
            for one in item:
                words = _flow(one)
                yield f"{indent}  - {words}"
        else:
            yield f"{indent}{key}: {_flow(item)}"


def _flow(item: Any) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{key}: {_flow(one)}" for key, one in item.items() if one is not None)
    if isinstance(item, list):
        return ", ".join(map(_flow, item)) or "none"
    if item is None:
        return "none"
    if isinstance(item, bool):
        return "yes" if item else "no"
    return printable(str(item), 400)
