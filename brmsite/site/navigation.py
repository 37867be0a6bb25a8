"""The top bar: what it offers, in which order."""

from __future__ import annotations

from brmsite.site.addresses import Here
from brmsite.site.page import Frame, Page
from brmsite.site.shapes import Entry

HOME = "index.html"

MAIN = (
    ("Customers", "customers/index.html"),
    ("Agreements", "agreements/index.html"),
    ("Meetings", "meetings/index.html"),
    ("Actions", "actions.html"),
    ("Services", "services/index.html"),
    ("People", "people/index.html"),
)

MORE = (
    ("Customer structure", "structure.html"),
    ("Contact matrix", "contacts.html"),
    ("Coverage figures", "coverage.html"),
    ("Service levels", "service-levels.html"),
    ("Satisfaction", "satisfaction.html"),
    ("Support load", "loads/index.html"),
    ("Plans", "plans/index.html"),
    ("Requirements", "requirements/index.html"),
    ("Change requests", "changes/index.html"),
    ("Projects", "projects/index.html"),
    ("Ideas and value", "ideas/index.html"),
    ("Suppliers", "suppliers/index.html"),
    ("Findings", "findings.html"),
    ("Handbook", "handbook/index.html"),
)


def frame(page: Page, title: str, language: str, as_of: str) -> Frame:
    """The frame around one page, its links relative to it."""
    here = Here(page.path)

    def entries(offered: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
        return tuple(
            Entry(label, here.to(target), current=label == page.section)
            for label, target in offered
        )

    return Frame(
        title,
        language,
        entries(MAIN),
        entries(MORE),
        here.to(HOME),
        here.to("assets/x").removesuffix("x"),
        as_of,
    )
