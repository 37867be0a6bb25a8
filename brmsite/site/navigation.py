"""The top bar: what it offers, in which order."""

from __future__ import annotations

from brmsite.kinds import all_kinds
from brmsite.site.addresses import Here
from brmsite.site.page import Frame, Masthead, Page, PageHead
from brmsite.site.shapes import Entry

HOME = "index.html"
SEARCH = "search.html"
A_TO_Z = "a-z.html"

MAIN = (
    ("Customers", "customers/index.html"),
    ("Agreements", "agreements/index.html"),
    ("Meetings", "meetings/index.html"),
    ("Actions", "actions.html"),
    ("Service levels", "service-levels.html"),
    ("Calendar", "calendar.html"),
)

MORE = (
    ("Services", "services/index.html"),
    ("People", "people/index.html"),
    ("Health", "health.html"),
    ("Customer structure", "structure.html"),
    ("Contact matrix", "contacts.html"),
    ("Coverage figures", "coverage.html"),
    ("Satisfaction", "satisfaction.html"),
    ("Support load", "loads/index.html"),
    ("Plans", "plans/index.html"),
    ("Requirements", "requirements/index.html"),
    ("Change requests", "changes/index.html"),
    ("Projects", "projects/index.html"),
    ("Ideas and value", "ideas/index.html"),
    ("Suppliers", "suppliers/index.html"),
    ("Evidence for an audit", "evidence.html"),
    ("Findings", "findings.html"),
    ("Handbook", "handbook/index.html"),
    ("A to Z", A_TO_Z),
)


def frame(page: Page, masthead: Masthead) -> Frame:
    """The frame around one page, its links relative to it."""
    here = Here(page.path)

    def entries(offered: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
        return tuple(
            Entry(label, here.to(target), current=label == page.section)
            for label, target in offered
        )

    assets = here.to("assets/x").removesuffix("x")
    return Frame(
        masthead.title,
        masthead.language,
        entries(MAIN),
        entries(MORE),
        here.to(HOME),
        assets,
        masthead.as_of,
        here.to(SEARCH),
        f"{assets}{masthead.logo}" if masthead.logo else "",
    )


def head(page: Page, masthead: Masthead) -> PageHead:
    """A page without its view, its links relative to it."""
    here = Here(page.path)
    folder = page.path.removesuffix("/index.html")
    return PageHead(
        page.title,
        tuple(Entry(label, here.to(target)) for label, target in page.crumbs),
        page.source,
        page.judges,
        masthead.edit(page.source),
        masthead.new(folder if folder in all_kinds() else ""),
    )
