"""The top bar: what it offers, in which order."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname

from brmsite.kinds import all_kinds
from brmsite.site.addresses import Here
from brmsite.site.language import N_
from brmsite.site.page import Frame, Masthead, Page, PageHead
from brmsite.site.shapes import Entry

HOME = "index.html"
SEARCH = "search.html"
A_TO_Z = "a-z.html"

MAIN = (
    (N_("Customers"), "customers/index.html"),
    (N_("Agreements"), "agreements/index.html"),
    (N_("Meetings"), "meetings/index.html"),
    (N_("Actions"), "actions.html"),
    (N_("Service levels"), "service-levels.html"),
    (N_("Calendar"), "calendar.html"),
)

MORE = (
    (N_("Services"), "services/index.html"),
    (N_("People"), "people/index.html"),
    (N_("Health"), "health.html"),
    (N_("Customer structure"), "structure.html"),
    (N_("Contact matrix"), "contacts.html"),
    (N_("Coverage figures"), "coverage.html"),
    (N_("Satisfaction"), "satisfaction.html"),
    (N_("Support load"), "loads/index.html"),
    (N_("Plans"), "plans/index.html"),
    (N_("Requirements"), "requirements/index.html"),
    (N_("Change requests"), "changes/index.html"),
    (N_("Projects"), "projects/index.html"),
    (N_("Ideas and value"), "ideas/index.html"),
    (N_("Suppliers"), "suppliers/index.html"),
    (N_("Evidence for an audit"), "evidence.html"),
    (N_("What changed"), "changes.html"),
    (N_("Findings"), "findings.html"),
    (N_("Handbook"), "handbook/index.html"),
    (N_("A to Z"), A_TO_Z),
)


def frame(page: Page, masthead: Masthead) -> Frame:
    """The frame around one page, its links relative to it."""
    return _frame(dirname(page.path), page.section, masthead, page.judges)


@lru_cache(maxsize=256)
def _frame(folder: str, section: str, masthead: Masthead, judges: bool) -> Frame:
    """The frame around all pages of a section in a folder: thousands share it."""
    here = Here(f"{folder}/" if folder else "")

    def entries(offered: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
        return tuple(
            Entry(label, here.to(target), current=label == section) for label, target in offered
        )

    assets = here.to("assets/x").removesuffix("x")
    return Frame(
        masthead.title,
        masthead.language,
        entries(MAIN),
        entries(MORE),
        here.to(HOME),
        assets,
        masthead.as_of if judges else "",
        here.to(SEARCH),
        f"{assets}{masthead.logo}" if masthead.logo else "",
        f"{assets}{masthead.styles}" if masthead.styles else "",
        masthead.footer,
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
        page.tags,
        masthead.edit(page.source),
        masthead.new(folder if folder in all_kinds() else ""),
    )
