"""Who was at a meeting, who sent word and who was missing: lists, lines and tables of people.

What a list says is told by its heading (`Present`, `Attendees`, `Apologies`, `Guests` ...) or by
a label before it (`Present: A, B`). A box that is not ticked (`[ ] Name`) means absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from brmsite.imports.outline import Section, item_text
from brmsite.imports.person_entry import PersonEntry, Presence, read_entry, split_entries
from brmsite.imports.plain_text import plain, shortened
from brmsite.imports.table_rows import Row, table_rows
from brmsite.imports.word_set import word_set
from brmsite.source.blocks import Block, BlockList, Item, Paragraph, Quote, Table

HeadingStatus = Presence | Literal["mixed", "other"]
"""What a heading says of the names below it: a presence; that lists with their own labels follow
(`Attendance and apologies`); or nothing about presence."""


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody on a list, and whether they came."""

    entry: PersonEntry
    status: Presence


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everybody on the lists, in order, and entries that do not look like a person."""

    attendants: tuple[Attendant, ...]
    not_understood: tuple[str, ...]


def read_attendance(found: tuple[Section, ...]) -> Attendance:
    """The lists of people in the sections of minutes."""
    gathered: list[Attendant | str] = []
    level = 0
    inherited: HeadingStatus = "other"
    for section in found:
        own = heading_status(section.title) if section.level else "other"
        if own != "other":
            level, inherited = section.level, own
        elif section.level <= level:
            inherited = "other"
        gathered += _from_blocks(section.blocks, inherited)
    return Attendance(
        tuple(one for one in gathered if isinstance(one, Attendant)),
        tuple(one for one in gathered if isinstance(one, str)),
    )


_APOLOGY = word_set("apologies apology regrets regret excused")
_ABSENT = word_set("absent absentees absence absences missing")
_DEPUTY = word_set("deputies deputy substitutes substitute stand-ins")
_PRESENT = word_set(
    "present attendance attended attendees attendee attending attendants guests guest observers "
    "observer participants participant participating visitors"
)
_FILLING = word_set(
    "a also and at board by call committee council customer customers et external for from in "
    "internal invited it list members meeting members' member names not of on online others "
    "people person persons phone provider received record remote remotely representatives roll "
    "room sent sheet side staff supplier team the their those via video voting non-voting non "
    "were who was with"
)
_NOT_THERE = re.compile(r"\b(?:not (?:present|attending|in attendance)|did not attend)\b")
_ROLL = re.compile(r"roll call\Z")


def heading_status(heading: str) -> HeadingStatus:
    """What a heading or label says of the people below it."""
    text = re.sub(r"\([^()]*\)|[0-9]+[.)]?", " ", heading.casefold()).strip(" :.*-–—")
    text = _NOT_THERE.sub("absent", text)
    words = [word for word in re.split(r"[\s,/&+:;]+", text) if word]
    if _ROLL.match(text):
        return "present"
    if not words or not set(words) <= _APOLOGY | _ABSENT | _DEPUTY | _PRESENT | _FILLING:
        return "other"
    tables: tuple[tuple[frozenset[str], Presence], ...] = (
        (_APOLOGY, "apology"),
        (_ABSENT, "absent"),
        (_DEPUTY, "deputy"),
        (_PRESENT, "present"),
    )
    said = [presence for table, presence in tables if table & set(words)]
    if "present" in said and len(said) > 1:
        return "mixed"
    # `Apologies for absence`, `Absent with apologies`: the friendlier word is the one meant.
    return said[0] if said else "other"


_LABELLED = re.compile(r"(?P<label>[^:]{1,60}):\**\s*(?P<rest>.*)", re.DOTALL)
_BOLD = re.compile(r"(?:\*\*|__)(?P<label>[^*_]{1,60})(?:\*\*|__):?\s*\Z")


def _from_blocks(blocks: tuple[Block, ...], status: HeadingStatus) -> Iterator[Attendant | str]:
    """The people of one section. `status` is what its heading says; labels inside it say more."""
    labelled: HeadingStatus | None = None
    for block in blocks:
        here = labelled or status
        match block:
            case Paragraph():
                labelled = None
                for text in block.text.split("\n"):
                    label, rest = _label(text)
                    if label is None:
                        yield from _from_line(text, labelled or status)
                    elif rest:
                        yield from _from_label(rest, label, certain=status != "other")
                    else:
                        labelled = label
            case BlockList():
                labelled = None
                yield from _from_list(block, here)
            case Table() if here != "other":
                labelled = None
                yield from _from_table(block, here)
            case Quote():
                yield from _from_blocks(block.blocks, here)
            case _:
                pass


def _label(text: str) -> tuple[HeadingStatus | None, str]:
    """The presence that a label such as `**Present:** ` states, and what stands behind it."""
    bold = _BOLD.match(text.strip())
    if bold:
        status = heading_status(plain(bold["label"]))
        return (None if status == "other" else status), ""
    found = _LABELLED.match(text)
    if found is None:
        return None, text
    status = heading_status(plain(found["label"]))
    return (None, text) if status == "other" else (status, found["rest"].strip(" *_"))


def _from_label(rest: str, status: HeadingStatus, certain: bool) -> Iterator[Attendant | str]:
    """The people behind a label. Outside a section of its own a label may begin a sentence
    (`Present: the state of things`): there half of the entries at least must be people."""
    read = [_attendant(entry, status) for entry in split_entries(rest)]
    if certain or 2 * sum(isinstance(one, Attendant) for one in read) > len(read):
        yield from read


def _from_line(text: str, status: HeadingStatus) -> Iterator[Attendant | str]:
    if status == "other" or not plain(text):
        return
    entries = split_entries(text)
    if len(entries) == 2 and ";" not in text and _is_one_with_organisation(text):
        entries = [text]
    for entry in entries:
        yield _attendant(entry, status)


def _is_one_with_organisation(text: str) -> bool:
    """`Kari Berg (@k-berg), Calvoort IT` is one person: what follows the handle is not another."""
    return bool(re.search(r"[)>]\s*,", text)) and text.count("@") == 1


def _from_list(items: BlockList, status: HeadingStatus) -> Iterator[Attendant | str]:
    for item in items.items:
        text = item_text(item)
        nested = item.blocks[1:] if text else item.blocks
        label, rest = _label(text)
        if label is not None:
            if rest:
                yield from _from_label(rest, label, certain=status != "other")
            yield from _from_blocks(nested, label)
        elif status != "other" and nested and (not text or plain(text).endswith(":")):
            yield from _from_blocks(nested, status)
        elif status != "other" and text:
            yield from _from_item(item, text, status, alone=len(items.items) == 1)


def _from_item(
    item: Item, text: str, status: HeadingStatus, alone: bool
) -> Iterator[Attendant | str]:
    """One person an item, with whatever is said of them; a lone item may hold all of them."""
    entries = split_entries(text)
    if not alone or len(entries) < 3:
        entries = [text]
    for entry in entries:
        read = _attendant(entry, status)
        if item.done is False and isinstance(read, Attendant) and read.status == "present":
            read = replace(read, status="absent")
        yield read


def _attendant(text: str, status: HeadingStatus) -> Attendant | str:
    entry = read_entry(text)
    if entry is None:
        return shortened(plain(text), 80)
    if entry.status is None and status in ("mixed", "other"):
        return shortened(plain(text), 80)
    return Attendant(entry, entry.status or _presence(status))


def _presence(status: HeadingStatus) -> Presence:
    match status:
        case "apology" | "absent" | "deputy":
            return status
        case _:
            return "present"


# Tables ---------------------------------------------------------------------------------------

_COLUMNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("name", word_set("name names person attendee participant member who")),
    ("status", frozenset(("status", "present", "attendance", "attended", "present?", "here"))),
    ("handle", frozenset(("handle", "github", "user", "username", "account"))),
    ("email", frozenset(("email", "e-mail", "mail", "address"))),
)
_YES = frozenset(("x", "yes", "y", "✓", "✔", "✅", "☑", "1", "here", "attended", "[x]", "ja"))
_NO = frozenset(("", "no", "n", "-", "–", "—", "✗", "✘", "❌", "☐", "0", "[ ]", "nein"))


def _from_table(table: Table, status: HeadingStatus) -> Iterator[Attendant | str]:
    first, rows = table_rows(table)
    header = [plain(cell).casefold() for cell in first]
    columns = {
        key: next(index for index, cell in enumerate(header) if cell in names)
        for key, names in _COLUMNS
        if not names.isdisjoint(header)
    }
    statuses = [heading_status(cell) for cell in header]
    if "name" not in columns and all(one not in ("other", "mixed") for one in statuses):
        yield from _by_column(rows, statuses)
        return
    for row in rows:
        name = row[columns.get("name", 0)]
        handle, email = (row[columns[key]] if key in columns else "" for key in ("handle", "email"))
        if handle and "@" not in handle and "](" not in handle:
            handle = f"@{plain(handle)}"
        text = f"{name}{handle and f' ({handle})'}{email and f' <{email}>'}"
        if not plain(name) and not handle and not email:
            continue
        read = _attendant(text, "present" if "status" in columns else status)
        if "status" in columns and isinstance(read, Attendant):
            told = _told_status(row[columns["status"]])
            read = replace(read, status=told) if told else shortened(plain(text), 80)
        yield read


def _by_column(rows: tuple[Row, ...], statuses: list[HeadingStatus]) -> Iterator[Attendant | str]:
    """A table with a column for those present, one for apologies and so on."""
    for index, status in enumerate(statuses):
        for row in rows:
            for part in re.split(r"<br\s*/?>", row[index], flags=re.IGNORECASE):
                if plain(part):
                    yield _attendant(part, status)


def _told_status(cell: str) -> Presence | None:
    """What the cell of a status column says; None where it cannot be told."""
    word = plain(cell).casefold()
    if word in _YES:
        return "present"
    if word in _NO:
        return "absent"
    status = heading_status(word)
    return None if status in ("mixed", "other") else _presence(status)
