"""The fields of a model as a table: key, what it holds, its meaning, an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brmsite.kinds.base import Fields
from brmsite.kinds.describe import WORDS_BELOW, FieldSaid
from brmsite.register.example import example_in_flow, example_lines
from brmsite.site.backticks import with_code
from brmsite.site.language import N_, _
from brmsite.site.naming import joined
from brmsite.site.pieces import sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Link,
    Piece,
    Row,
    Table,
    Tag,
    Text,
    line,
)

COLUMNS = (Column(N_("Key")), Column(N_("Holds")), Column(N_("Meaning")), Column(N_("Example")))

REQUIRED = Tag(N_("Required"), "info")


def field_table(
    id: str,
    caption: str,
    fields: Sequence[FieldSaid],
    folder_links: Mapping[str, Link],
    part_links: Mapping[type[Fields], Link],
) -> Table:
    """The fields in their order; `folder_links` lead to the kinds that a field may refer to, by
    folder, `part_links` to the tables of the parts that a field is made of."""
    rows = tuple(
        Row(
            (
                Cell(line(Code(said.key), " ", REQUIRED) if said.required else (Code(said.key),)),
                Cell(_holds(said, folder_links, part_links)),
                Cell(_meaning(said)),
                Cell(_example(said)),
            )
        )
        for said in fields
    )
    return Table(id, caption, COLUMNS, rows, Empty(_("No fields.")), quiet=True, compact=True)


def _holds(
    said: FieldSaid, folder_links: Mapping[str, Link], part_links: Mapping[type[Fields], Link]
) -> Line:
    if said.parts is not None:
        link = part_links[said.parts]
        return sentence(_("list, each item: {part}"), part=link) if said.is_list else (link,)
    before, below, after = said.words.partition(WORDS_BELOW)
    pieces = with_code(before)
    if below:
        pieces += line(_("one of "), *joined(map(Code, said.allowed)), *with_code(after))
    for folder in said.folders:
        if folder in folder_links:
            pieces = _linked(pieces, folder, folder_links[folder])
    return pieces


def _linked(pieces: Line, folder: str, link: Link) -> Line:
    """The line with the name of a folder as a link: "id from customers"."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Text) and f"from {folder}" in piece.text:
            before, after = piece.text.split(folder, 1)
            found += line(before, link, after) if after else line(before, link)
        else:
            found.append(piece)
    return tuple(found)


def _meaning(said: FieldSaid) -> Line:
    meaning = with_code(said.description)
    if said.default:
        meaning += line(" ", Aside(_("If it is left out: ")), Code(said.default))
    if said.in_body:
        meaning += line(" ", Aside(_("May also be written in the text of the record.")))
    if said.is_internal:
        meaning += line(" ", Aside(_("Never shown outside IT.")))
    return meaning


def _example(said: FieldSaid) -> Line:
    """The key with its example where that is one line; longer ones stand with the parts, if there
    are any."""
    if said.example is None:
        return ()
    lines = example_lines(said.key, said.example)
    if len(lines) > 1 and isinstance(said.example, dict) and said.parts is None:
        return (Code(example_in_flow(said.key, said.example)),)
    return (Code(lines[0]),) if len(lines) == 1 else ()
