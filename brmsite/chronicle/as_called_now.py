"""One version of a record, with what it refers to called by its present ids.

Who was renamed did not change what refers to them: the present register knows which former id
became which (`aliases`), and by these every version is read.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from brmsite.kinds.base import Common, Ref
from brmsite.kinds.walk import DataPath, references, with_values
from brmsite.register.register import Record, Register, Writing
from brmsite.source.files import SourceFile
from brmsite.source.listing import RECORDS, is_attached, is_record
from brmsite.source.parse import folder_and_id
from brmsite.source.text_links import TextLink


@dataclass(frozen=True, slots=True)
class State:
    """One version of a record: its bytes, a register of its own, and how often it refers to each
    address, as it was typed."""

    content: bytes
    register: Register
    refers: Counter[str]


def state_of(
    content: bytes, register: Register, links: Sequence[TextLink], names: Mapping[str, str]
) -> State:
    """The version of which this is the register; `links` are those in its text, `names` the
    present addresses by former ones.

    A link in the text is written in one way, as in what is signed: as an address, or as the id of a
    person. A record that moved to another folder links to others by other paths.
    """
    refers: Counter[str] = Counter()
    for record in register:
        called = _called(record, links, names, refers)
        if called is not record:
            register = _with(register, called)
    return State(content, register, refers)


def refers_otherwise(one: Counter[str], other: Counter[str]) -> frozenset[str]:
    """The addresses to which one version refers more often than the other."""
    return frozenset(address for address, _ in one.items() ^ other.items())


def _with(register: Register, record: Record[Common]) -> Register:
    """The register of this one record."""
    return replace(
        register, records={record.address: record}, by_model={record.kind.model: (record,)}
    )


def _called(
    record: Record[Common],
    links: Sequence[TextLink],
    names: Mapping[str, str],
    refers: Counter[str],
) -> Record[Common]:
    present: dict[DataPath, str] = {}
    for path, ref, value in references(record.fields):
        for address in _addresses(ref, value):
            refers[address] += 1
            if address in names:
                now = names[address]
                whole = f"{now}{value.removeprefix(address)}"
                present.setdefault(path, now.partition("/")[2] if ref.folders else whole)
    if present:
        record = replace(record, fields=with_values(record.fields, present))
    if not links:
        return record
    body, pieces, done = record.body, [], 0
    for link, address, part in _linked(record.path, links):
        refers[address] += 1
        now = names.get(address, address)
        called = now.partition("/")[2] if link.sort == "person" else f"{now}{part}"
        pieces += [body[done : link.start], called]
        done = link.end
    start, text = record.body_start, record.text
    told = "".join((text[:start], *pieces, body[done:]))
    writing = Writing(SourceFile(record.path, told.encode()), start, record.has_body)
    return replace(record, writing=writing)


def _addresses(ref: Ref, value: str) -> Iterator[str]:
    """What the value of a reference may be the address of."""
    if not ref.folders:
        yield value.partition("#")[0]
    elif value not in ref.words:
        for folder in ref.folders:
            yield f"{folder}/{value}"


def _linked(path: str, links: Sequence[TextLink]) -> Iterator[tuple[TextLink, str, str]]:
    """The links to records, each with its address and what stands behind that (`#t1`)."""
    for link in links:
        if link.sort == "address":
            address, sign, part = link.target.partition("#")
            yield link, address, f"{sign}{part}"
        elif link.sort == "person":
            yield link, f"people/{link.target.lower()}", ""
        else:
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.target))
            if found.startswith(f"{RECORDS}/") and is_record(found) and not is_attached(found):
                yield link, "/".join(folder_and_id(found)), ""
