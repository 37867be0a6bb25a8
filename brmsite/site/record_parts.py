"""What the page of every record has: its text, documents, common facts, and what leads to it."""

from __future__ import annotations

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.value import Value
from brmsite.insight.neighbours import Between
from brmsite.kinds.base import Common, Document
from brmsite.kinds.spelling import spelt
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.history_items import SHOWN as ENTRIES
from brmsite.site.history_items import HistoryView, history_view, last_change
from brmsite.site.language import N_, Things, _, figure, said
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, day, sentence
from brmsite.site.prose import Prose
from brmsite.site.rendered_body import RenderedBody
from brmsite.site.series import SeriesView, series_view
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
from brmsite.site.words import in_sentence, worded

NEVER_EMPTY = Empty(N_("Nothing."))
"""For lists that a page leaves out altogether where they would be empty."""

_READERS = {
    "customer": N_("IT and the customers it concerns"),
    "restricted": N_("Named roles only"),
}

SHOWN = 12
"""How many records of one kind a page names below "used in"; all of them have their own page."""


class RecordParts(Value):
    """The parts that pages of all kinds share.

    `body` is the text of the record, None where it has none; where it could only be shown as
    typed, `body_note` says why. `documents` is None where there are none, `series` where no record
    of the same series comes before or after, and `history` where none is told.
    """

    body: RenderedBody | None
    body_note: str
    documents: Listing | None
    facts: tuple[Fact, ...]
    provenance: Provenance
    series: SeriesView | None = None
    history: HistoryView | None = None


def record_parts(
    register: Register,
    titles: Titles,
    prose: Prose,
    chronicle: Chronicle,
    here: Here,
    record: Record[Common],
    between: Between | None = None,
) -> RecordParts:
    """The shared parts of the page of one record, with links from there; `between` are its
    neighbours, for kinds whose records follow each other."""
    body = prose.of(record)
    entries = chronicle.of(record.source, ENTRIES)
    return RecordParts(
        body,
        _("The text is shown as it was typed: {why}.", why=said(body.reason))
        if body and body.plain
        else "",
        _documents(here, prose, record),
        _facts(register, titles, here, record),
        Provenance(
            record.path,
            last_change(chronicle, entries),
            _backlinks(register, titles, here, record),
        ),
        series_view(record, between, here, titles),
        history_view(chronicle, Naming(register, titles, here), record, entries),
    )


def used_in_page(record: Record[Common], number: int = 1) -> str:
    """The page that lists all records which lead to one, for those that many lead to."""
    rest = "" if number == 1 else f"/{number}"
    return f"used-in/{record.address}{rest}.html"


def used_in(register: Register, record: Record[Common]) -> dict[str, tuple[Record[Common], ...]]:
    """The records that lead to one, each once, by kind: the newest first, else by name."""
    found: dict[str, dict[str, Record[Common]]] = {}
    for link in register.links_to(record.address):
        source = register.records.get(link.source)
        if source is not None:
            found.setdefault(source.kind.plural, {})[link.source] = source
    return {plural_name: _in_order(found[plural_name]) for plural_name in sorted(found)}


def _in_order(records: dict[str, Record[Common]]) -> tuple[Record[Common], ...]:
    return tuple(sorted(records.values(), key=_order) if len(records) > 1 else records.values())


def _order(record: Record[Common]) -> tuple[int, str, str]:
    day = record.fields.day
    days = day.toordinal() if day is not None else 0
    return -days, record.title.casefold(), record.address


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
            kinds = in_sentence(plural_name)
            words = _("All {n} {kinds}", n=figure(len(records)), kinds=kinds)
            more = here.page(words, used_in_page(record))
        links = tuple(here.record(one, titles.of(one)) for one in records[:SHOWN])
        groups.append(Backlinks(worded(plural_name), links, more))
    return tuple(groups)


def _documents(here: Here, prose: Prose, record: Record[Common]) -> Listing | None:
    items = tuple(_document(here, prose, record, each) for each in record.fields.documents)
    return Listing(items, Empty(_("No documents."))) if items else None


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
        tags = (MISSING,)
    else:
        return Item(title, (line(_("No file and no address is given")),))
    remarks: list[Line] = [(Code(where),)] if where != name else []
    if document.sha256:
        remarks.append(line(_("sealed with a digest")))
    return Item(title, tuple(remarks), tags)


def _facts(
    register: Register, titles: Titles, here: Here, record: Record[Common]
) -> tuple[Fact, ...]:
    fields = record.fields
    facts: list[Fact] = []
    if fields.tags:
        facts.append(Fact(_("Tags"), (line(", ".join(fields.tags)),)))
    if fields.links:
        facts.append(Fact(_("See also"), _see_also(register, titles, here, record)))
    for name, value in fields.custom.items():
        facts.append(Fact(spelt(name.replace("_", "-")), _own_values(value)))
    if fields.visibility != "internal":
        facts.append(Fact(_("Meant for"), (line(str(_READERS[fields.visibility])),)))
    if fields.aliases:
        facts.append(Fact(_("Earlier ids"), tuple((Code(each),) for each in fields.aliases)))
    for waiver in fields.waivers:
        until = sentence(_("{rule} until {day}"), rule=Code(waiver.rule), day=day(waiver.until))
        facts.append(Fact(_("Accepted finding"), (until, line(Aside(waiver.reason)))))
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
        return tuple(line(str(each)) for each in value) or (line(_("Empty")),)
    if isinstance(value, dict):
        return tuple(line(f"{name}: {each}") for name, each in value.items()) or (line(_("Empty")),)
    if isinstance(value, bool):
        return (line(_("Yes") if value else _("No")),)
    return (line(_("Empty") if value is None else str(value)),)


def all_link(here: Here, whole: int, shown: int, words: Things, path: str) -> Link | None:
    """The way to all of a list that shows the first `shown`; None where it shows all there are.

    `words` says it for a number: `Things("All {n} meeting", "All {n} meetings")`.
    """
    return here.page(words.said(whole), path) if whole > shown else None
