"""One page before it is drawn, and the frame that all pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from brmsite.ground.value import Value
from brmsite.site.shapes import Entry, Tag


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: `view` makes a small frozen value for one layout.

    It is made when the page is drawn, not before: a site has thousands of pages, and one edit
    changes few. Called again, it makes the same, for it rests on nothing that changes.

    `path` is relative to the site's folder (`customers/finance.html`), and so are those of
    `crumbs`: pairs of label and path, outermost first, without the page itself. `section` names
    the entry of the top bar that it belongs to. `source` is the file of the record it shows.
    `judges` is true where the page depends on the as-of date, which it then prints. `tags` say how
    the record stands: the page has them beside its heading, a search and a card beside its name.
    `all_rows` is the script with all rows of the list that the page shows a part of: several pages
    name the same.
    """

    path: str
    layout: str
    title: str
    view: Callable[[], object]
    section: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    source: str = ""
    judges: bool = False
    tags: tuple[Tag, ...] = ()
    all_rows: str = ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What all pages say of the site: its title, language (a tag) and as-of day (`YYYY-MM-DD`).

    `edit_url` and `new_url` lead to the forge, with `{path}` and `{folder}` for what is edited or
    made there; `logo` and `styles` are files among the assets, `footer` a line for the foot of
    every page. Each may be empty.
    """

    title: str
    language: str
    as_of: str
    edit_url: str = ""
    new_url: str = ""
    logo: str = ""
    styles: str = ""
    footer: str = ""

    def edit(self, source: str) -> str:
        """Where the file of a record is edited; empty where nobody said."""
        return self.edit_url.replace("{path}", quote(source)) if source else ""

    def new(self, folder: str) -> str:
        """Where a record is made in a folder below `records/`; empty where nobody said."""
        return self.new_url.replace("{folder}", quote(f"records/{folder}")) if folder else ""


class Frame(Value):
    """What a layout sees as `site`: the words and links around every page. `as_of` is empty where
    the page is the same on any day."""

    title: str
    language: str
    nav: tuple[Entry, ...]
    more: tuple[Entry, ...]
    home: str
    assets: str
    as_of: str
    search: str
    logo: str
    styles: str
    footer: str


class PageHead(Value):
    """What a layout sees as `page`: the page without its view, its links made relative."""

    title: str
    crumbs: tuple[Entry, ...]
    source: str
    judges: bool
    tags: tuple[Tag, ...]
    edit: str
    new: str
