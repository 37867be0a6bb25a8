"""Support load against capacity: figures, status words and sparklines for several pages."""

from __future__ import annotations

from decimal import Decimal

from brmsite.ground.windows import Period
from brmsite.insight.support_load import Load, Series
from brmsite.kinds.customer import Customer
from brmsite.kinds.load import SupportLoad
from brmsite.kinds.service import Service
from brmsite.register.register import Record
from brmsite.site.language import _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import span, written
from brmsite.site.shapes import Aside, Cell, Line, Number, Spark, Tag, Text

RECENT = 12
"""So many periods, the latest of a series, make up a sparkline."""


def hours(value: Decimal | None) -> Line:
    """Hours for a cell; nothing where they are not known."""
    return () if value is None else (Number(written(value), float(value)),)


def use(load: Load) -> Line:
    """Hours of the capacity, in percent; nothing where one of the two is not known."""
    percent = load.percent
    if percent is None:
        return ()
    return (Number(_("{figure} %", figure=figure(percent, ",.0f")), percent),)


def load_tag(load: Load) -> Tag:
    """Whether the team could bear the work; nothing is known before the period is over."""
    if not load.is_over:
        return Tag(_("Not over yet"), "mute")
    if load.is_above:
        return Tag(_("Above capacity"), "bad")
    if load.percent is None:
        return Tag(_("Not measured"), "mute")
    return Tag(_("Within capacity"), "ok")


def load_cell(load: Load, running: int = 0) -> Cell:
    """The status for a table, the most urgent first; how often running, where more than once."""
    urgent = load.is_over and load.is_above
    order = "0" if urgent else "2" if load.is_over and load.percent is not None else "1"
    if running < 2:
        return Cell((load_tag(load),), order)
    times = counted(running, "{n} time running", "{n} times running")
    return Cell((load_tag(load), Text(" "), Aside(times)), order)


def trend(series: Series) -> Line:
    """The use of the last periods that are over, as a small drawing; nothing where none is
    known."""
    recent = series.over[-RECENT:]
    values = tuple(load.percent for load in recent)
    if all(value is None for value in values):
        return ()
    above = tuple(place for place, load in enumerate(recent) if load.is_above)
    words = counted(
        len(recent),
        "above capacity in {part} of {n} period",
        "above capacity in {part} of {n} periods",
        part=figure(len(above)),
    )
    return (Spark(values, words, 100.0, above),)


def period_name(record: Record[SupportLoad]) -> str:
    """The period in words: Q3 2026."""
    period = record.fields.period
    return span(Period(period.from_, period.to))


def period_cell(record: Record[SupportLoad], naming: Naming) -> Cell:
    """The period as a link to the load."""
    order = record.fields.period.to.isoformat()
    return Cell((naming.here.record(record, period_name(record)),), order)


def about_cell(record: Record[SupportLoad], naming: Naming) -> Cell:
    """The service and the customer that the work was for, as far as the record says."""
    fields = record.fields
    pieces = []
    if fields.service is not None:
        pieces.append(naming.one(Service, fields.service))
    if fields.customer is not None:
        pieces.append(naming.one(Customer, fields.customer))
    return Cell(joined(pieces) or (Aside(_("all")),))
