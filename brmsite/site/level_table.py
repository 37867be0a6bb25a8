"""Promises with what came of them last, in a short table: on Monday's page, with customers."""

from __future__ import annotations

from collections.abc import Iterable

from brmsite.insight.attainment import TargetResults
from brmsite.site.addresses import record_page
from brmsite.site.delivery_items import DELIVERED, figure, period, spark, status_cell
from brmsite.site.language import N_
from brmsite.site.naming import Naming
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Cell, Column, Row, Table

COLUMNS = (
    Column(N_("Promise")),
    Column(N_("Agreement")),
    Column(N_("Last"), "number"),
    Column(N_("Period"), "date"),
    Column(N_("Status"), "status"),
    Column(N_("Last 12")),
)


def level_table(naming: Naming, results: Iterable[TargetResults], id: str, caption: str) -> Table:
    """The promises in the given order; each leads to what came of it in the past."""
    rows = tuple(_row(naming, one) for one in results)
    return Table(id, caption, COLUMNS, rows, NEVER_EMPTY, quiet=True)


def _row(naming: Naming, one: TargetResults) -> Row:
    last = one.last
    promise = naming.here.page(one.target.description, record_page(one.agreement), DELIVERED)
    return Row(
        (
            Cell((promise,)),
            Cell((naming.record(one.agreement),)),
            Cell(figure(last.figure if last is not None else None, one.goal)),
            period(last, naming),
            status_cell(one),
            Cell(spark(one)),
        )
    )
