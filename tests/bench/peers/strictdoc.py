"""StrictDoc, with a document for every record: its own page, as ours are.

Its relations may not go round in circles, which ours do (a person works at a unit, the unit names
the person), so relations are those to records earlier in the order of addresses; all others are
links in the text. Its own list of documents stands for our lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.peers.plain import Plain
from tests.bench.peers.restructured import field_table, restructured

PACKAGES = ("strictdoc",)
OUTPUT = "out"

SETTINGS = """\
[project]
title = "Records"
features = ["SEARCH"]
"""
"""Of its screens only those that ours can be compared with: documents and a search."""


def files(records: Sequence[Plain]) -> Iterator[tuple[str, str]]:
    """All files of the site's source: paths and texts."""
    yield "strictdoc.toml", SETTINGS
    for record in records:
        yield source_of(record), document(record)


def document(record: Plain) -> str:
    """The source of one document with one node."""
    text = f"{field_table(record.fields)}\n{restructured(record.body, _link)}".strip()
    others = [address for address in record.links if address >= record.address]
    if others:
        text += "\n\nSee also: " + ", ".join(map(_link, others))
    parents = [address for address in record.links if address < record.address]
    relations = "".join(f"- TYPE: Parent\n  VALUE: {uid(address)}\n" for address in parents)
    return (
        f"[DOCUMENT]\nTITLE: {record.title}\n\n[REQUIREMENT]\nUID: {uid(record.address)}\n"
        f"TITLE: {record.title}\nSTATEMENT: >>>\n{text}\n<<<\n"
        + (f"RELATIONS:\n{relations}" if parents else "")
    )


def uid(address: str) -> str:
    """What StrictDoc calls a record."""
    return address.upper().replace("/", "-")


def source_of(record: Plain) -> str:
    """The file that is edited when the record is."""
    return f"{record.address}.sdoc"


def command(environment: Path, source: Path) -> list[str]:
    """What builds the site."""
    program = str(environment / "bin" / "strictdoc")
    return [program, "export", str(source), "--output-dir", str(source / OUTPUT)]


def _link(address: str) -> str:
    return f"[LINK: {uid(address)}]"
