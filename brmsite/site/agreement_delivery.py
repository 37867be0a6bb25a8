"""What came of an agreement: its promises with their figures, its reports, the work counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.insight.attainment import Attainment, TargetResults
from brmsite.insight.measurements import Measurements, is_known
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.workload import Workload
from brmsite.site.attainment_charts import attainment_charts
from brmsite.site.delivery_items import (
    DELIVERED,
    HISTORY,
    USE_COLUMNS,
    history_table,
    promises_table,
    workload_row,
)
from brmsite.site.language import _, figure
from brmsite.site.naming import Naming
from brmsite.site.shapes import Chart, Empty, Table, Text, Tile, Tone, line

DELIVERY_TABLES = ("delivered-lines", HISTORY, "counted-lines")
DELIVERY_PLACES = (DELIVERED, "charts", "history", "counted")
"""The names of the tables and headings that this part of the page takes."""


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What is known of all agreements' delivery on a day."""

    attainment: Attainment
    measurements: Measurements
    workload: Workload


@dataclass(frozen=True, slots=True)
class Delivered:
    """The part of an agreement's page that says what came of it; None where there is nothing."""

    promises: Table | None
    charts: tuple[Chart, ...]
    charts_cut: str
    history: Table | None
    counted: Table | None
    tile: Tile | None


def delivered(term: AgreementTerm, facts: DeliveryFacts, as_of: date, naming: Naming) -> Delivered:
    """What came of one agreement until a day."""
    agreement = term.agreement
    results = facts.attainment.of_agreement(agreement)
    shown = bool(results) and (term.in_force or any(one.readings for one in results))
    reports = facts.measurements.reports_on(agreement)
    known = [report for report in reports if is_known(report, as_of)]
    uses = facts.workload.latest(agreement, as_of)
    rows = tuple(workload_row(use, line(use.line.measure), naming) for use in uses)
    empty = Empty(_("No workload was counted."))
    counted = Table("counted-lines", _("Work counted last"), USE_COLUMNS, rows, empty, quiet=True)
    return Delivered(
        promises_table(results, naming) if shown else None,
        *(attainment_charts(results) if shown else ((), "")),
        history_table(results, known, naming),
        counted if rows else None,
        _tile(results),
    )


def _tile(results: Sequence[TargetResults]) -> Tile | None:
    """How many promises were kept in their latest period; None without figures."""
    outcomes = [one.last.outcome for one in results if one.last is not None]
    missed = outcomes.count("missed")
    judged = missed + outcomes.count("met") + outcomes.count("near")
    if not judged:
        return None
    value = _("{part} of {whole}", part=figure(judged - missed), whole=figure(judged))
    note = line(_("in the latest period"))
    tone: Tone | None = "bad" if missed else None
    return Tile(_("Levels met"), Text(value), note, f"#{DELIVERED}", tone)
