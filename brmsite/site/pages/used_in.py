"""All records that lead to one, on pages of their own, where they are too many for its page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from brmsite.ground.later import Later
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, index_page, record_page
from brmsite.site.language import N_, Things, _, counted
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import days, sentence
from brmsite.site.record_parts import NEVER_EMPTY, SHOWN, used_in, used_in_page
from brmsite.site.shapes import Cell, Column, Line, Pager, Row, Table, line
from brmsite.site.titles import Titles
from brmsite.site.words import worded

COLUMNS = (Column(N_("Record")), Column(N_("Kind")), Column(N_("Day"), "date"))


@dataclass(frozen=True, slots=True)
class UsedInView:
    """One page of the records that lead to a record."""

    lead: Line
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles) -> Iterator[Page]:
    """Pages for the records that more than a dozen of one kind lead to."""

    def view(
        record: Record[Common], part: Part[int], ordered: Later[tuple[Record[Common], ...]]
    ) -> UsedInView:
        here = Here(part.path)
        sources = ordered.get()
        rows = tuple(
            Row(
                (
                    Cell((here.record(one, titles.of(one)),)),
                    Cell(line(worded(one.kind.name))),
                    Cell(days(one.fields.day)),
                )
            )
            for one in (sources[place] for place in part.rows)
        )
        lead = sentence(
            counted(len(sources), "{n} record lead to {record}.", "{n} records lead to {record}."),
            record=here.record(record, titles.of(record)),
        )
        table = Table(
            "used-in", _("Used in"), COLUMNS, rows, NEVER_EMPTY, controls=True, quiet=True
        )
        return UsedInView(lead, part.table(table), part.pager)

    for record in register:
        links = register.links_to(record.address)
        if len(links) <= SHOWN:
            continue  # the quick answer for most
        leading = {link.source for link in links}
        by_folder = Counter(address.partition("/")[0] for address in leading)
        if max(by_folder.values()) <= SHOWN:
            continue
        # To be put in order when one of the pages is drawn: here they are only counted.
        ordered = Later(partial(_in_order, register, record))
        rows = range(len(leading))
        for part in parts(rows, used_in_page(record), Things("{n} record", "{n} records")):
            yield Page(
                part.path,
                "pages/used_in.html",
                part.title(_("Used in: {record}", record=titles.of(record))),
                partial(view, record, part, ordered),
                all_rows=part.all_rows,
                crumbs=(
                    (_("Home"), "index.html"),
                    (worded(record.kind.plural), index_page(record.kind.folder)),
                    (titles.of(record), record_page(record)),
                ),
            )


def _in_order(register: Register, record: Record[Common]) -> tuple[Record[Common], ...]:
    """The records that lead to one, by kind."""
    return tuple(chain.from_iterable(used_in(register, record).values()))
