"""What the index takes from each document: its words by weight, and the beginning of its text.

To read and part the texts is most of the work, so what came of each document can be kept: of the
next index, only what is new or changed is read. A document is known by the digest of all that its
words come from, so that a text which an audience may not see never comes from there either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from brmsite.ground.digest import digest_of
from brmsite.ground.shelf import Shelf
from brmsite.site.search.documents import Document
from brmsite.site.search.tokens import tokens

TEXT_KEPT = 2_000
"""So much of a text is kept to show the lines around what was found; all of it is searched."""

FIRST, IN_TITLE, IN_ID, ABOUT, IN_TEXT = 5, 4, 3, 2, 1
"""Weights: it begins its title, or is its number; it is in its title, in its id, in what it names,
in its text."""

WEIGHTS = (FIRST, IN_TITLE, IN_ID, ABOUT, IN_TEXT)

_AT_ONCE = 500
_ROOM = "search"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the index: for each of `WEIGHTS` the words that it has at this weight and at
    none above, and the beginning of its text."""

    document: Document
    words: tuple[Iterable[str], ...]
    text: str


def entries(documents: Iterable[Document], shelf: Shelf) -> Iterator[Entry]:
    """The entry of each document, in order, of which few are in memory at once; those on the shelf
    are not made again."""
    if not shelf.keeps:
        yield from map(_entry, documents)
        return
    left = iter(documents)
    while some := [(one, _key(one)) for one in islice(left, _AT_ONCE)]:
        known = shelf.several(_ROOM, (key for _one, key in some))
        found: list[Entry] = []
        fresh: dict[str, bytes] = {}
        for one, key in some:
            entry = _known(one, known.get(key))
            if entry is None:
                entry = _entry(one)
                fresh[key] = _kept(entry)
            found.append(entry)
        shelf.put_several(_ROOM, fresh)
        yield from found


def _entry(document: Document) -> Entry:
    text = document.text
    before: set[str] = set()
    words: list[set[str]] = []
    for each in (
        f"{_first_word(document.title)} {document.number}",
        document.title,
        document.ids,
        document.about,
        text,
    ):
        fresh = tokens(each) - before
        before |= fresh
        words.append(fresh)
    return Entry(document, tuple(words), text[:TEXT_KEPT])


def _first_word(title: str) -> str:
    return title.partition(" ")[0]


def _key(document: Document) -> str:
    """The digest of all that an entry comes from. The body of a record is told by its file."""
    record = document.record
    return digest_of(
        document.title,
        document.number,
        document.ids,
        document.about,
        document.written,
        (record.source.digest, record.body_start) if record and record.has_body else None,
    )


def _kept(entry: Entry) -> bytes:
    """A line of words for each weight and one of text; no word and no text has a line break."""
    return "\n".join((*map(" ".join, entry.words), entry.text)).encode()


def _known(document: Document, kept: bytes | None) -> Entry | None:
    """What `_kept` wrote; None where it is something else."""
    try:
        lines = kept.decode().split("\n") if kept is not None else []
    except UnicodeDecodeError:
        return None
    if len(lines) != len(WEIGHTS) + 1:
        return None
    return Entry(document, tuple(line.split() for line in lines[:-1]), lines[-1])
