"""Records named by their ids in other records, as links; what leads nowhere stays as typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import counted
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Code, Line, Link, Piece, Text
from brmsite.site.titles import Titles
from brmsite.source.text_links import find_links


@dataclass(frozen=True, slots=True)
class Naming:
    """Names records on one page."""

    register: Register
    titles: Titles
    here: Here

    def record(self, record: Record[Common]) -> Link:
        """One that there is."""
        return self.here.record(record, self.titles.of(record))

    def one(self, model: type[Common], identifier: str) -> Piece:
        """The record of a kind with this id."""
        found = self.register.one(model, identifier)
        return Code(identifier) if found is None else self.record(found)

    def each(self, model: type[Common], identifiers: Iterable[str]) -> Line:
        """Several in one line, parted by commas."""
        return joined(self.one(model, each) for each in identifiers)

    def prose(self, text: str) -> Line:
        """The text of a field, with its links to records as links: `see [[agreements/sla-hr]]`.
        What leads nowhere stays as typed."""
        pieces: list[Piece] = []
        at = 0
        for link in find_links(text) if "[[" in text else ():
            begin, end = text.rfind("[[", at, link.start), text.find("]]", link.end) + 2
            if link.sort != "address":
                continue
            address, _, part = link.target.partition("#")
            found = self.register.find(address)
            words = text[link.end : end - 2].partition("|")[2].strip()
            piece: Piece = Text(text[begin:end])
            if found is not None:
                piece = self.here.record(found, words or self.titles.of(found), part)
            pieces += [Text(text[at:begin]), piece] if begin > at else [piece]
            at = end
        return (*pieces, Text(text[at:])) if at < len(text) else tuple(pieces)

    def plain(self, text: str) -> str:
        """The text of a field for a place that is a link itself: its links by their words."""
        return "".join(piece.text for piece in self.prose(text) if isinstance(piece, (Text, Link)))

    def at(self, written: str) -> Piece:
        """The record at an address, with the part that was named: `agreements/sla-hr#t1`."""
        address, _, part = written.partition("#")
        found = self.register.find(address)
        if found is None:
            return Code(written)
        words = self.titles.of(found)
        return self.here.record(found, f"{words}, {part}" if part else words, part)


def and_more(shown: Line, left: int) -> Line:
    """The first of many, and how many more there are: "Sales, Finance and 3 more"."""
    if left < 1:
        return shown
    return sentence(counted(left, "{names} and {n} more", "{names} and {n} more"), names=shown)


def joined(pieces: Iterable[Piece]) -> Line:
    """Pieces parted by commas."""
    found: list[Piece] = []
    for piece in pieces:
        found += [Text(", "), piece] if found else [piece]
    return tuple(found)
