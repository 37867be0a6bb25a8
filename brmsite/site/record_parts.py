"""What the page of every record has: its text, documents, common facts, and what leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.kinds.base import Common, Document
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.markdown import RenderedBody
from brmsite.site.pieces import day
from brmsite.site.prose import Prose
from brmsite.site.shapes import (
    Aside,
    Backlinks,
    Code,
    Empty,
    Fact,
    Item,
    Line,
    Link,
    Listing,
    Provenance,
    Tag,
    line,
)
from brmsite.site.titles import Titles
from brmsite.site.words import worded

NEVER_EMPTY = Empty("Nothing.")
"""For lists that a page leaves out altogether where they would be empty."""

SHOWN = 12
"""How many records of one kind a page names below "used in"; all of them have their own page."""


@dataclass(frozen=True, slots=True)
class RecordParts:
    """The parts that pages of all kinds share.

    `body` is the text of the record, None where it has none; where it could only be shown as
    typed, `body_note` says why. `documents` is None where there are none.
    """

    body: RenderedBody | None
    body_note: str
    documents: Listing | None
    facts: tuple[Fact, ...]
    provenance: Provenance


def record_parts(
    register: Register, titles: Titles, prose: Prose, here: Here, record: Record[Common]
) -> RecordParts:
    """The shared parts of the page of one record, with links from there."""
    body = prose.of(record)
    return RecordParts(
        body,
        f"The text is shown as it was typed: {body.reason}." if body and body.plain else "",
        _documents(here, prose, record),
        _facts(register, titles, here, record),
        Provenance(record.path, (), _backlinks(register, titles, here, record)),
    )


def used_in_page(record: Record[Common], number: int = 1) -> str:
    """The page that lists all records which lead to one, for those that many lead to."""
    rest = "" if number == 1 else f"/{number}"
    return f"used-in/{record.address}{rest}.html"


def used_in(register: Register, record: Record[Common]) -> dict[str, tuple[Record[Common], ...]]:
    """The records that lead to one, each once, by kind: the newest first, else by name."""
    found: dict[str, dict[str, Record[Common]]] = {}
    for link in register.links_to(record.address):
        source = register.find(link.source)
        if source is not None and source is not record:
            found.setdefault(source.kind.plural, {})[source.address] = source
    return {plural_name: _in_order(found[plural_name]) for plural_name in sorted(found)}


def _in_order(records: dict[str, Record[Common]]) -> tuple[Record[Common], ...]:
    by_name = sorted(records.values(), key=lambda one: (one.title.casefold(), one.address))
    return tuple(sorted(by_name, key=dated, reverse=True))


def dated(record: Record[Common]) -> str:
    """The day of a record as text that sorts, for kinds that have one; else nothing."""
    day = record.fields.day
    return day.isoformat() if day is not None else ""


def _backlinks(
    register: Register, titles: Titles, here: Here, record: Record[Common]
) -> tuple[Backlinks, ...]:
    groups: list[Backlinks] = []
    for plural_name, records in used_in(register, record).items():
        more = None
        if len(records) > SHOWN:
            words = f"All {len(records):,} {plural_name}"
            more = here.page(words, used_in_page(record))
        links = tuple(here.record(one, titles.of(one)) for one in records[:SHOWN])
        groups.append(Backlinks(plural_name.capitalize(), links, more))
    return tuple(groups)


def _documents(here: Here, prose: Prose, record: Record[Common]) -> Listing | None:
    items = tuple(_document(here, prose, record, each) for each in record.fields.documents)
    return Listing(items, Empty("No documents.")) if items else None


def _document(here: Here, prose: Prose, record: Record[Common], document: Document) -> Item:
    where = document.path or document.url or ""
    name = document.title or where
    file = prose.document(record, document.path) if document.path is not None else ""
    title: Line = line(name)
    tags: tuple[Tag, ...] = ()
    if document.url is not None:
        title = (Link(name, document.url),)
    elif file:
        title = (here.page(name, file),)
    elif document.path is not None:
        tags = (Tag("Missing", "warn"),)
    else:
        return Item(title, (line("No file and no address is given"),))
    remarks: list[Line] = [(Code(where),)] if where != name else []
    if document.sha256:
        remarks.append(line("sealed with a digest"))
    return Item(title, tuple(remarks), tags)


def _facts(
    register: Register, titles: Titles, here: Here, record: Record[Common]
) -> tuple[Fact, ...]:
    fields = record.fields
    facts: list[Fact] = []
    if fields.tags:
        facts.append(Fact("Tags", (line(", ".join(fields.tags)),)))
    if fields.links:
        facts.append(Fact("See also", _see_also(register, titles, here, record)))
    for name, value in fields.custom.items():
        facts.append(Fact(worded(name.replace("_", "-")), _own_values(value)))
    if fields.visibility != "internal":
        readers = {"customer": "IT and the customers it concerns", "restricted": "Named roles only"}
        facts.append(Fact("Read by", (line(readers[fields.visibility]),)))
    if fields.aliases:
        facts.append(Fact("Earlier ids", tuple((Code(each),) for each in fields.aliases)))
    for waiver in fields.waivers:
        until = line(Code(waiver.rule), " until ", day(waiver.until))
        facts.append(Fact("Accepted finding", (until, line(Aside(waiver.reason)))))
    return tuple(facts)


def _see_also(
    register: Register, titles: Titles, here: Here, record: Record[Common]
) -> tuple[Line, ...]:
    found = {
        link.written: link for link in register.links_from(record.address) if "links" in link.path
    }
    lines: list[Line] = []
    for written in record.fields.links:
        link = found.get(written)
        target = register.find(link.target) if link else None
        if target is not None and link is not None:
            lines.append((here.record(target, titles.of(target), link.part),))
        elif written.startswith(("http://", "https://")):
            lines.append((Link(written, written),))
        else:
            lines.append((Code(written),))
    return tuple(lines)


def _own_values(value: object) -> tuple[Line, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(line(str(each)) for each in value) or (line("Empty"),)
    if isinstance(value, dict):
        return tuple(line(f"{name}: {each}") for name, each in value.items()) or (line("Empty"),)
    if isinstance(value, bool):
        return (line("Yes" if value else "No"),)
    return (line("Empty" if value is None else str(value)),)


def shown_of(shown: int, all_of_them: int, one: str, many: str = "") -> str:
    """What a cut list says it holds: "200 of 1,250 agreements", "12 agreements"."""
    whole = plural(all_of_them, one, many)
    return whole if shown == all_of_them else f"{shown:,} of {whole}"


def all_link(here: Here, whole: int, shown: int, many: str, path: str) -> Link | None:
    """The way to all of a list that shows the first `shown`; None where it shows all there are."""
    return here.page(f"All {whole:,} {many}", path) if whole > shown else None
