"""A reference, text link or @mention that names no record.

Why: whoever follows it finds nothing, and what it should count for (a mandate, an owner, a
service agreed) counts for nobody. A mention is only a warning where no person is called nearly
so, because minutes also name outsiders. The same name in many places is told three times; the
third says how many more there are.
Mend: correct the id, often to the one suggested, or add the record that is missing.
"""

import posixpath
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed, plural
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Common, Ref
from brmsite.kinds.walk import part_ids
from brmsite.register.places import Place, link_place, locate
from brmsite.register.register import Link, Record, Register
from brmsite.register.suggest import Names, Suggestion, all_names
from brmsite.rules.finding import Finding
from brmsite.source.files import Attachments

SEVERITY = Severity.error
CLASS = "S"

MOST_TOLD = 3
"""In how many places the same fault is told."""


def check(register: Register, attachments: Attachments) -> Iterator[Finding]:
    """Look at every link that leads nowhere."""
    links = tuple(_failed(register, attachments))
    if not links:
        return
    names = all_names(register)
    places = Counter(_fault(register, link) for link in links)
    seen: Counter[tuple[str, ...]] = Counter()
    for link in links:
        fault = _fault(register, link)
        seen[fault] += 1
        if seen[fault] <= MOST_TOLD:
            untold = places[fault] - MOST_TOLD if seen[fault] == MOST_TOLD else 0
            yield _finding(names, link, untold)


def _failed(register: Register, attachments: Attachments) -> Iterator[Link]:
    """The links that lead nowhere, each place once; not those to files that are there."""
    not_read = {collision.path for collision in register.collisions}
    fields_too = _fields_too(register)
    for link in register.unresolved:
        if link.in_text is not None and link.in_text.sort == "path":
            if (path := _path(register, link)) in attachments.paths or path in not_read:
                continue
        elif link.in_text is not None and _place(register, link) in fields_too:
            continue
        yield link


def _fields_too(register: Register) -> frozenset[Place]:
    """The mentions that are also a field: the owner of an action that is written in the body."""
    fields: dict[tuple[str, str], list[Place]] = {}
    mentions: dict[tuple[str, str], list[Place]] = {}
    for link in register.unresolved:
        alike = fields if link.in_text is None else mentions
        word = (link.source, link.written.lower())
        alike.setdefault(word, []).append(_place(register, link))
    both = [(fields[word], mentions[word]) for word in fields.keys() & mentions.keys()]
    located = locate(place for pair in both for places in pair for place in places)
    found: set[Place] = set()
    for owners, said in both:
        # Values do not overlap, so only the last that begins before a mention can hold it.
        spans = sorted(located[place].span for place in owners)
        for place in said:
            here = located[place].span
            before = bisect_right(spans, here.start, key=lambda span: span.start)
            if before and here.end <= spans[before - 1].end:
                found.add(place)
    return frozenset(found)


def _place(register: Register, link: Link) -> Place:
    return link_place(register.records[link.source], link)


def _fault(register: Register, link: Link) -> tuple[str, ...]:
    """What is the same in all places where the same thing is wrong."""
    if link.in_text is None:
        return (*(link.ref.folders if link.ref else ()), link.written)
    if link.in_text.sort == "path":
        return ("path", _path(register, link))
    return (link.in_text.sort, link.written.lower())


def _path(register: Register, link: Link) -> str:
    """The file that a relative link leads to."""
    start = posixpath.dirname(register.records[link.source].path)
    return posixpath.normpath(posixpath.join(start, link.written))


# --- Words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A failed link in words: what is so, what may have been meant, and what else to do."""

    message: str
    label: str
    meant: tuple[Suggestion, ...]
    remedy: str
    severity: Severity | None = None


def _finding(names: Names, link: Link, untold: int) -> Finding:
    record = names.register.records[link.source]
    told = _told(names, record, link)
    meant = listed((f"`{each.written}`" for each in told.meant), "or")
    question = f", did you mean {meant}?" if meant else ""
    more = f" (and in {plural(untold, 'more place')})" if untold else ""
    return Finding(
        record,
        link.field,
        f"{told.message}{question}{more}",
        label=told.label,
        hint=told.remedy if not told.meant else _who_they_are(told.meant),
        in_text=link.in_text,
        severity=told.severity,
    )


def _told(names: Names, record: Record[Common], link: Link) -> _Told:
    if link.in_text is None and link.ref is not None and link.ref.folders:
        return _told_id(names, link.ref, link.written)
    if link.in_text is None or link.in_text.sort == "address":
        return _told_address(names, link.written)
    if link.in_text.sort == "person":
        return _told_mention(names, link.written)
    return _told_path(names, record, link)


def _told_id(names: Names, ref: Ref, written: str) -> _Told:
    kind = listed((_kind_name(folder) for folder in ref.folders), "or")
    return _Told(
        f"no {kind} has the id `{written}`",
        f"no such {kind}",
        names.for_id(ref.folders, written, ref.words),
        f"correct the id, or add the {kind}",
    )


def _told_address(names: Names, written: str) -> _Told:
    meant = names.for_address(written)
    address, _, part = written.partition("#")
    record = names.register.find(address)
    if part and record is not None:
        parts = part_ids(record.fields)
        few = listed(f"`{each}`" for each in parts[:MOST_TOLD])
        remedy = f"it has {few}" if few else "it has no parts with an id"
        if len(parts) > MOST_TOLD:
            remedy = f"it has {few} and {plural(len(parts) - MOST_TOLD, 'more part')}"
        return _Told(f"`{address}` has no part `{part}`", "no such part", meant, remedy)
    folder, _, identifier = address.rpartition("/")
    if folder in all_kinds():
        kind = _kind_name(folder)
        remedy = f"correct the address, or add the {kind}"
        return _Told(f"no {kind} has the id `{identifier}`", f"no such {kind}", meant, remedy)
    remedy = "an address is a folder and an id: `customers/logistics`"
    return _Told(f"no record has the address `{address}`", "no such record", meant, remedy)


def _told_mention(names: Names, written: str) -> _Told:
    meant = names.for_person(written)
    if meant:
        return _Told(f"no person has the id `{written}`", "no such person", meant, "")
    return _Told(
        f"`@{written}` names nobody in the register",
        "nobody we know",
        (),
        f"add the person, or write `\\@{written}` if it is somebody from outside",
        Severity.warning,
    )


def _told_path(names: Names, record: Record[Common], link: Link) -> _Told:
    return _Told(
        f"no record stands at `{_path(names.register, link)}`",
        "no such record",
        names.for_path(record, link.written),
        "correct the path; it is relative to this file",
    )


def _kind_name(folder: str) -> str:
    kind = all_kinds().get(folder)
    return kind.name if kind else f"record in `{folder}/`"


def _who_they_are(meant: tuple[Suggestion, ...]) -> str:
    """`logistics` is Logistics Division (records/customers/logistics.yaml)."""
    return "; ".join(
        f"`{each.written}` is {each.record.title} ({each.record.path})"
        for each in meant
        if each.record is not None and "#" not in each.written
    )
