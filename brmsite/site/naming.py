"""Records named by their ids in other records, as links; what leads nowhere stays as typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brmsite.kinds.base import Common
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.shapes import Code, Line, Piece, Text
from brmsite.site.titles import Titles


@dataclass(frozen=True, slots=True)
class Naming:
    """Names records on one page."""

    register: Register
    titles: Titles
    here: Here

    def one(self, model: type[Common], identifier: str) -> Piece:
        """The record of a kind with this id."""
        found = self.register.one(model, identifier)
        if found is None:
            return Code(identifier)
        return self.here.record(found, self.titles.of(found))

    def each(self, model: type[Common], identifiers: Iterable[str]) -> Line:
        """Several in one line, parted by commas."""
        return joined(self.one(model, each) for each in identifiers)

    def at(self, written: str) -> Piece:
        """The record at an address, with the part that was named: `agreements/sla-hr#t1`."""
        address, _, part = written.partition("#")
        found = self.register.find(address)
        if found is None:
            return Code(written)
        words = self.titles.of(found)
        return self.here.record(found, f"{words}, {part}" if part else words, part)


def joined(pieces: Iterable[Piece]) -> Line:
    """Pieces parted by commas."""
    found: list[Piece] = []
    for piece in pieces:
        found += [Text(", "), piece] if found else [piece]
    return tuple(found)
