"""One line of a table: its cells, and those of a delimiter row, which tell how columns align."""

from __future__ import annotations

import re

_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-++:?[ \t]*+(?:\|[ \t]*:?-++:?[ \t]*+)*+\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


def cells(row: str) -> list[str]:
    """The texts between the bars; `\\|` in them is a bar of their own."""
    row = row.strip(" \t")
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    if "\\" not in row:
        return [cell.strip(" \t") for cell in row.split("|")]
    return [cell.strip(" \t").replace("\\|", "|") for cell in _CELL_END.split(row)]


def aligns(row: str) -> tuple[str, ...]:
    """How each column is aligned (`left`, `center`, `right` or empty) if this is a delimiter row;
    nothing if it is not."""
    return tuple([_align(cell) for cell in cells(row)]) if _DELIMITER_ROW.match(row) else ()


def _align(delimiter: str) -> str:
    match delimiter.startswith(":"), delimiter.endswith(":"):
        case True, True:
            return "center"
        case True, False:
            return "left"
        case False, True:
            return "right"
        case _:
            return ""
