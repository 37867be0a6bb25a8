"""Reads the pages of a built site and follows every link: to pages, parts of pages and files.

Pages are read with the standard library's `html.parser`, and files are known by their exact names,
so that a link which only works where case does not matter is broken here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urlsplit

HOME = "index.html"
ATTACHED = ".files/"
"""What people attached to their records is in such folders, and is no page of ours."""

LOADING = {
    "audio": ("src",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""Where a page says what it loads, or to whom it sends, without a click on a link."""

ELSEWHERE = ("http", "https", "mailto", "tel")
"""Ways out of the site that a link may take."""


@dataclass(frozen=True)
class Link:
    """An address as it is written on a line of a page; `loads` if it takes no click."""

    href: str
    line: int
    loads: bool


@dataclass
class Page:
    """What a page holds, noted down while its tags go by."""

    path: str
    text: str
    title: str = ""
    headings: int = 0
    elements: int = 0
    policy: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    links: list[Link] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """A built site: the exact paths of its files, and its pages by path."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, Page]


def read_site(folder: Path) -> Site:
    """Read all pages below a folder; a page that is not UTF-8 is an error."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    pages = [name for name in names if name.endswith(".html") and ATTACHED not in name]
    return Site(folder, frozenset(names), {name: read_page(folder, name) for name in pages})


def read_page(folder: Path, path: str) -> Page:
    """Read one page."""
    page = Page(path, (folder / path).read_text(encoding="utf-8"))
    reader = _Reader(page)
    reader.feed(page.text)
    reader.close()
    return page


class _Reader(HTMLParser):
    """Notes what it reads on a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.in_head = True
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, line = self.page, self.getpos()[0]
        told = {name: value or "" for name, value in attrs}
        page.elements += 1
        page.headings += tag == "h1"
        if "id" in told:
            page.ids[told["id"]] += 1
        if tag in ("a", "area") and "href" in told:
            page.links.append(Link(told["href"], line, loads=False))
        for name in LOADING.get(tag, ()):
            if name in told:
                page.links.append(Link(told[name], line, loads=True))
        for name in told:
            if name in ("style", "srcdoc") or name.startswith("on"):
                page.inline.append(f"{line}: {name}=")
        if tag == "style" or (tag == "script" and "src" not in told):
            page.inline.append(f"{line}: <{tag}>")
        if tag == "meta" and told.get("http-equiv", "").lower() == "content-security-policy":
            page.policy = told.get("content", "")
        self.in_head = self.in_head and tag != "body"
        if tag in ("title", "script", "style"):
            self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        # A drawing has a title too: that one is read out, so it is among the words.
        if self.inside == "title" and self.in_head:
            self.page.title += data
        elif self.inside not in ("script", "style") and data.strip():
            self.page.words.append((self.getpos()[0], data.strip()))


def link_faults(site: Site) -> list[str]:
    """Every link of every page that leads nowhere, or not the way our links go."""
    return [
        f"{page.path}:{link.line}: {link.href!r} {wrong}"
        for page in site.pages.values()
        for link in page.links
        if (wrong := _wrong(site, page, link))
    ]


def _wrong(site: Site, page: Page, link: Link) -> str:
    """What is wrong with a link; empty if nothing is."""
    try:
        parts = urlsplit(link.href)
    except ValueError:
        return "is no address"
    if parts.scheme == "data" and link.loads:
        return ""
    if parts.scheme and link.loads:
        return "is loaded from elsewhere"
    if parts.scheme:
        return "" if parts.scheme in ELSEWHERE else "leads out of the site in a strange way"
    if parts.netloc or parts.path.startswith("/"):
        return "is not relative"
    if not (parts.path or parts.fragment):
        return "names neither a page nor a part of this one"
    return _wrong_inside(site, page, parts)


def _wrong_inside(site: Site, page: Page, parts: SplitResult) -> str:
    target = target_of(page.path, parts.path)
    if parts.path.endswith("/") or target == ".":
        return "is a folder"
    if target.startswith("../"):
        return "leads out of the site's folder"
    if target not in site.files:
        alike = [name for name in site.files if name.casefold() == target.casefold()]
        return f"is spelled {alike[0]}" if alike else "is not there"
    if parts.fragment:
        other = site.pages.get(target)
        if other is None or unquote(parts.fragment) not in other.ids:
            return "names a part that is not on that page"
    return ""


def target_of(source: str, path: str) -> str:
    """The file, from the site's folder, that a relative path on a page leads to."""
    return normpath(join(dirname(source), unquote(path))) if path else source


def unreachable(site: Site) -> list[str]:
    """The pages to which no way leads from the home page."""
    seen: set[str] = set()
    ahead = [HOME]
    while ahead:
        path = ahead.pop()
        if path not in site.pages or path in seen:
            continue
        seen.add(path)
        ahead += _neighbours(site.pages[path])
    return sorted(site.pages.keys() - seen)


def _neighbours(page: Page) -> Iterator[str]:
    for link in page.links:
        parts = urlsplit(link.href)
        if not (parts.scheme or parts.netloc or link.loads):
            yield target_of(page.path, parts.path)
