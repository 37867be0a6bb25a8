"""Entries of the chronicle as pages show them: who changed what when, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brmsite.changes.wording import shortened
from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.entry import Entry, FieldChange
from brmsite.ground.value import Value
from brmsite.ground.words import Phrase, with_names
from brmsite.history.touch import Commit
from brmsite.kinds.base import Common
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted, listed, said
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, day_in_words, sentence
from brmsite.site.shapes import (
    Aside,
    Code,
    Empty,
    Item,
    Line,
    Link,
    Listing,
    Piece,
    Tag,
    Text,
    line,
)

SHOWN = 10
"""So many entries the page of a record shows; all of them have their own page."""

FIELDS = 6
"""So many fields of one entry are told; the commit has them all."""

LONGEST = 140
"""So many characters of what is said of one field are shown."""

SINCE = 12
"""Of so many fields a page tells when they last changed."""

MOST = 1_000
"""So many changes are looked at where all records are told of, the newest."""

SHORT = 10
"""So many letters of the id of a commit are shown."""

WHAT_CHANGED = "changes.html"
"""The page with the changes of all records, and what its file is called."""

NOT_COMMITTED = N_("Not committed yet")

WEIGHTS = {
    "weaker": Tag(N_("Weaker"), "bad"),
    "stronger": Tag(N_("Stronger"), "ok"),
    "material": Tag(N_("Material"), "info"),
}
"""What a change weighs for the customer, the gravest first."""

_SORTS = {
    "added": N_("Added"),
    "seen": N_("First seen here"),
    "removed": N_("Removed"),
    "moved": N_("Moved"),
    "changed": N_("Changed"),
}


class HistoryView(Value):
    """What the page of a record tells of its history.

    `summary` is always seen, `listing` and `since`, when each value last changed, are folded;
    `note` says what cannot be seen.
    """

    summary: str
    listing: Listing
    since: Line
    note: str


def history_page(record: Record[Common]) -> str:
    """The page with all that happened to a record."""
    return f"history/{record.address}.html"


def why_none(chronicle: Chronicle) -> str:
    """Why there is no history, as a sentence; nothing where there is one."""
    if not chronicle.why_not:
        return ""
    return _("No history: {why}.", why=said(chronicle.why_not))


def what_is_cut(chronicle: Chronicle) -> str:
    """What a shallow clone does not let see, as a sentence; nothing where all is seen."""
    since = chronicle.since
    if since is None:
        return ""
    return _(
        "This site was built from a shallow clone: what was changed before {day} cannot be seen.",
        day=day_in_words(since.date()).text,
    )


def last_change(chronicle: Chronicle, entries: Sequence[Entry]) -> Line:
    """When a record last changed and who changed it, in one line."""
    if not chronicle.is_shown:
        return ()
    if chronicle.why_not:
        return line(why_none(chronicle))
    if not entries:
        return ()
    last = entries[0]
    if last.day is None:
        return line(str(NOT_COMMITTED))
    when = day_in_words(last.day)
    if last.sort == "seen":
        return sentence(_("{day} or before"), day=when)
    if not last.who:
        return (when,)
    return sentence(_("{day} by {who}"), day=when, who=Text(listed(last.who)))


def history_view(
    chronicle: Chronicle, naming: Naming, record: Record[Common], entries: Sequence[Entry]
) -> HistoryView | None:
    """The history of a record; None where nothing is told of it."""
    if not entries:
        return None
    whole = max(len(entries), len(chronicle.touches_of(record.path)))
    more = None
    if whole > SHOWN:
        words = counted(whole, "All {n} change", "All {n} changes")
        more = naming.here.page(words, history_page(record))
    items = tuple(entry_item(chronicle, naming, one) for one in entries[:SHOWN])
    return HistoryView(
        counted(whole, "History: {n} change", "History: {n} changes"),
        Listing(items, Empty(_("Nothing.")), more),
        _since(entries),
        what_is_cut(chronicle),
    )


def entry_item(chronicle: Chronicle, naming: Naming, entry: Entry) -> Item:
    """One entry among those of its record: who did it and why, then each field. What was only
    first seen says nothing of a commit that did not bring it."""
    when = day(entry.day) if entry.day is not None else None
    if entry.sort == "seen":
        return Item(line(str(_SORTS[entry.sort])), day=when)
    lines = told(naming, entry)
    return Item(_title(chronicle, entry), lines, tags=weight_tags(entry), day=when)


def told(naming: Naming, entry: Entry, most: int = FIELDS) -> tuple[Line, ...]:
    """The fields that changed, each in a line, at most so many; what became of the record where
    that says more."""
    fields = entry.fields
    if entry.sort == "added":  # that it came is said in a word
        fields = tuple(one for one in fields if one.name)
    lines = [line(shortened(_said(naming, one), LONGEST)) for one in fields[:most]]
    rest = len(fields) - most
    if rest > 0:
        lines.append(line(counted(rest, "and {n} more", "and {n} more")))
    if entry.sort in ("added", "moved") or not lines:
        lines.insert(0, line(str(_SORTS[entry.sort])))
    if entry.sort == "moved":
        lines.append(sentence(_("before: {path}"), path=Code(entry.path_before)))
    return tuple(lines)


def _said(naming: Naming, one: FieldChange) -> str:
    """A change in the language spoken, the records that it mentions by their names."""
    return said_by_name(naming, one.said) if one.mentions else said(one.said)


def said_by_name(naming: Naming, words: Phrase) -> str:
    """Words in the language spoken, with the records that they mention by their names."""

    def named(addresses: tuple[str, ...]) -> str:
        found = (naming.register.find(address) for address in addresses)
        return next((naming.titles.of(each) for each in found if each is not None), "")

    return said(with_names(words, named))


def weight_tags(entry: Entry) -> tuple[Tag, ...]:
    """What its changes weigh."""
    return tuple(tag for weight, tag in WEIGHTS.items() if weight in entry.weights)


def commit_piece(chronicle: Chronicle, entry: Entry) -> Piece:
    """What was written of the commit, as a link to it where the forge is known."""
    if entry.commit is None:
        return Text(str(NOT_COMMITTED))
    words = entry.commit.subject or entry.commit.id[:SHORT]
    way = chronicle.link(entry.commit)
    return Link(words, way) if way else Text(words)


def record_piece(naming: Naming, entry: Entry) -> Piece:
    """The record of an entry, as a link where there still is one."""
    record = naming.register.find(entry.address)
    return naming.record(record) if record is not None else Code(entry.address)


def commit_id(chronicle: Chronicle, commit: Commit | None) -> Line:
    """The short id of a commit where nothing leads to it, to look it up with git."""
    return () if commit is None or chronicle.link(commit) else (Code(commit.id[:SHORT]),)


def _title(chronicle: Chronicle, entry: Entry) -> Line:
    pieces: list[Piece] = [commit_piece(chronicle, entry)]
    if entry.who:
        pieces += [Text(" "), Aside(listed(entry.who))]
    if entry.commit is not None and entry.commit.subject:
        for piece in commit_id(chronicle, entry.commit):
            pieces += [Text(" "), piece]
    return tuple(pieces)


def _since(entries: Iterable[Entry]) -> Line:
    """When each value last changed, the latest first; those that never did are as they came."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.sort in ("changed", "moved"):
            for one in entry.fields:
                if one.name:
                    found.setdefault(one.name, entry)
    pieces: list[Piece] = []
    for name, entry in list(found.items())[:SINCE]:
        pieces += [Text(" · ") if pieces else Text(""), Code(name), Text(" ")]
        pieces.append(day(entry.day) if entry.day is not None else Text(str(NOT_COMMITTED)))
    return tuple(piece for piece in pieces if piece != Text(""))
