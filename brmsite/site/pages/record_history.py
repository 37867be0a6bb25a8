"""All that happened to one record, on pages of its own, where it is more than its page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.entry import Entry
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, index_page, record_page
from brmsite.site.history_items import SHOWN, entry_item, history_page, what_is_cut
from brmsite.site.language import Things, _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Empty, Line, Listing, Pager
from brmsite.site.titles import Titles
from brmsite.site.words import worded

ENTRIES = 100
"""So many entries one page has: each may tell of several fields."""


@dataclass(frozen=True, slots=True)
class RecordHistoryView:
    """A part of the history of one record, and what cannot be seen of it."""

    lead: Line
    note: str
    listing: Listing
    pager: Pager


def pages(chronicle: Chronicle, register: Register, titles: Titles) -> Iterator[Page]:
    """Pages for the records with more changes than their own pages show."""

    def view(record: Record[Common], part: Part[Entry], whole: int) -> RecordHistoryView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        items = tuple(entry_item(chronicle, naming, one) for one in part.rows)
        lead = sentence(
            counted(whole, "{n} change of {record}.", "{n} changes of {record}."),
            record=here.record(record, titles.of(record)),
        )
        listing = Listing(items, Empty(_("Nothing.")))
        return RecordHistoryView(lead, what_is_cut(chronicle), listing, part.pager)

    for record in register:
        if len(chronicle.touches_of(record.path)) <= SHOWN:
            continue
        entries = chronicle.of(record.source)
        things = Things("{n} change", "{n} changes")
        for part in parts(entries, history_page(record), things, ENTRIES):
            yield Page(
                part.path,
                "pages/record_history.html",
                part.title(_("History: {record}", record=titles.of(record))),
                partial(view, record, part, len(entries)),
                crumbs=(
                    (_("Home"), "index.html"),
                    (worded(record.kind.plural), index_page(record.kind.folder)),
                    (titles.of(record), record_page(record)),
                ),
            )
