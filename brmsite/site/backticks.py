"""Sentences with `code` in backticks, as findings and rules are worded, to the pieces of a line."""

from __future__ import annotations

from brmsite.site.shapes import Code, Line, Piece, Text


def with_code(text: str) -> Line:
    """The words and the code between backticks; a backtick without its partner is a character."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    pieces: list[Piece] = []
    for index, part in enumerate(parts):
        if part:
            pieces.append(Code(part) if index % 2 else Text(part))
    return tuple(pieces)
