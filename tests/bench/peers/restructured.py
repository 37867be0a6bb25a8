"""The Markdown of generated minutes as reStructuredText: headings, lists in lists, tables, bold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from tests.bench.peers.plain import with_links

_ITEM = re.compile(r"( *)- (?:\[([ x])\] )?(.*)")


def restructured(body: str, link: Callable[[str], str]) -> str:
    """A body; `link` writes a link to an address. A heading becomes a line in bold: it stands
    inside the record, where reStructuredText allows no sections."""
    lines = [line for line in body.splitlines() if line.strip()]
    blocks = []
    for name, group in groupby(lines, _kind):
        of = list(group)
        if name == "table":
            blocks.append("\n".join(_table(of)))
        elif name == "item":
            blocks.append("\n".join(_items(of)))
        else:
            blocks.extend(f"**{line.lstrip('# ')}**" if line[0] == "#" else line for line in of)
    return with_links("\n\n".join(blocks), link)


def field_table(fields: tuple[tuple[str, str], ...]) -> str:
    """The fields of a record, one a row."""
    rows = "\n".join(f"   * - {name}\n     - {_plain(value)}" for name, value in fields)
    return f".. list-table::\n\n{rows}\n"


def indented(text: str, by: int = 3) -> str:
    """A text that belongs to a directive."""
    return "\n".join(f"{' ' * by}{line}" if line else "" for line in text.splitlines())


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "table"
    return "item" if _ITEM.fullmatch(line) else "text"


def _items(lines: list[str]) -> Iterator[str]:
    depth = 0
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found is None:
            raise ValueError(f"not an item: {line}")
        if len(found[1]) != depth:
            yield ""
            depth = len(found[1])
        box = {None: "", " ": "☐ ", "x": "☑ "}[found[2]]
        yield f"{found[1]}- {box}{found[3]}"


def _table(lines: list[str]) -> Iterator[str]:
    yield ".. list-table::\n   :header-rows: 1\n"
    for line in (lines[0], *lines[2:]):
        for number, cell in enumerate(line.strip("| ").split("|")):
            yield f"   {'* -' if number == 0 else '  -'} {cell.strip()}"


def _plain(text: str) -> str:
    """A text that means nothing to reStructuredText."""
    return re.sub(r"([\\*`|_])", r"\\\1", text.replace("\n", " ")) or "\\ "
