"""The rows of a table as a reader sees them: each with a cell for every column of the header."""

from __future__ import annotations

from brmsite.source.blocks import Table

Row = tuple[str, ...]


def table_rows(table: Table) -> tuple[Row, tuple[Row, ...]]:
    """The header and the rows below it; a row that is written shorter ends with empty cells."""
    header = table.rows[0]
    return header, tuple(row + ("",) * (len(header) - len(row)) for row in table.rows[1:])
