"""The search page; its results are made in the browser, from the index in `search/`."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.navigation import A_TO_Z, HOME, SEARCH
from brmsite.site.page import Page
from brmsite.site.shapes import Line, line


@dataclass(frozen=True, slots=True)
class SearchView:
    """The words of the search page. `{0}` in `found` stands for the number of pages."""

    lead: Line
    label: str = "Find"
    kinds: str = "Kinds of pages"
    all: str = "All"
    found: str = "{0} found"
    none: str = "Nothing was found. Try fewer words, or the beginning of one."
    failed: str = "The search index could not be loaded."
    more: str = "Show more"


def pages(register: Register) -> Iterator[Page]:
    """The one page."""
    here = Here(SEARCH)
    lead = line(
        f"Looks through the titles, ids and texts of {plural(len(register), 'record')}. "
        "Without scripts, find pages from ",
        here.page("A to Z", A_TO_Z),
        ".",
    )
    yield Page(SEARCH, "pages/search.html", "Search", SearchView(lead), crumbs=(("Home", HOME),))
