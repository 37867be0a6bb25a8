"""The search page; its results are made in the browser, from the index in `search/`."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, _, counted
from brmsite.site.navigation import A_TO_Z, HOME, SEARCH
from brmsite.site.page import Page
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Line


@dataclass(frozen=True, slots=True)
class SearchView:
    """The words of the search page. `{0}` in `found` stands for the number of pages."""

    lead: Line
    label: str = N_("Find")
    kinds: str = N_("Kinds of pages")
    all: str = N_("All")
    found: str = N_("{0} found")
    none: str = N_("Nothing was found. Try fewer words, or the beginning of one.")
    failed: str = N_("The search index could not be loaded.")
    more: str = N_("Show more")


def pages(register: Register) -> Iterator[Page]:
    """The one page."""

    def view() -> SearchView:
        here = Here(SEARCH)
        lead = sentence(
            counted(
                len(register),
                "Looks through the titles, ids and texts of {n} record. Without scripts, "
                "find pages from {link}.",
                "Looks through the titles, ids and texts of {n} records. Without "
                "scripts, find pages from {link}.",
            ),
            link=here.page(_("A to Z"), A_TO_Z),
        )
        return SearchView(lead)

    yield Page(SEARCH, "pages/search.html", _("Search"), view, crumbs=((_("Home"), HOME),))
