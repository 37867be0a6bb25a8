"""Where everything is on the site, and how to get from one page to another.

Links are relative and end in `.html`, so that the site works from a disk as well as from any
folder of a server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from urllib.parse import quote

from brmsite.kinds.base import Common
from brmsite.register.register import Record
from brmsite.site.shapes import Link

# A site has millions of links, and nearly all paths need no quoting.
_needs_no_quoting = re.compile(r"[A-Za-z0-9/._~-]*").fullmatch


def record_page(record: Record[Common]) -> str:
    """The page of a record: `agreements/sla-logistics.html`."""
    return f"{record.address}.html"


def document_file(record: Record[Common], path: str) -> str:
    """Where a document of a record is published: `agreements/sla-logistics.files/signed.pdf`.

    The folders are those below `records/`, so that no two documents have one place.
    """
    return normpath(join(dirname(record.path), path)).partition("/")[2]


def index_page(folder: str) -> str:
    """The page that lists all records of a kind: `agreements/index.html`."""
    return f"{folder}/index.html"


def href(source: str, target: str, part: str = "") -> str:
    """The link from one page to another (both relative to the site's folder), to a part of it."""
    folder, _mark, name = source.rpartition("/")
    way = "" if target == source else _quoted(_way(folder, target))
    fragment = f"#{_quoted(part)}" if part else ""
    return (way + fragment) or _quoted(name)


def _quoted(path: str) -> str:
    return path if _needs_no_quoting(path) else quote(path)


def moved(link: str, source: str, target: str) -> str:
    """A link that stands on one page, as it must be on another; what leads out of the site, and
    has a scheme, stays as it is."""
    path, mark, part = link.partition("#")
    if ":" in path.partition("/")[0]:
        return link
    folder, _mark, name = path.rpartition("/")
    name = name or _quoted(source.rpartition("/")[2])
    return _begin(folder, source, target) + name + mark + part


# A list has thousands of links, to the pages of a few folders.
@lru_cache(maxsize=1024)
def _begin(folder: str, source: str, target: str) -> str:
    """What leads from one page to where a link on another leads: all before the name of a file."""
    place = normpath(join(_quoted(dirname(source)), folder, "name"))
    return _way(_quoted(dirname(target)), place).removesuffix("name")


def _way(folder: str, target: str) -> str:
    """The path to a page from those of a folder. Not `relpath`, which asks the disk where it is and
    takes ten times as long: a page has a hundred links."""
    if not folder:
        return target
    if target.startswith(f"{folder}/"):
        return target[len(folder) + 1 :]
    if "/" not in folder:
        return f"../{target}"
    folders, steps = folder.split("/"), target.split("/")
    shared = 0
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(steps[shared:])


@dataclass(frozen=True, slots=True)
class Here:
    """The page one is on: makes links from it."""

    path: str

    def to(self, target: str, part: str = "") -> str:
        """The address of another page, or of a part of it."""
        return href(self.path, target, part)

    def page(self, text: str, target: str, part: str = "") -> Link:
        """A link with these words to another page."""
        return Link(text, self.to(target, part))

    def record(self, record: Record[Common], text: str = "", part: str = "") -> Link:
        """A link to a record, with its title unless other words are given."""
        words = text or record.title
        if part:
            return Link(words, self.to(record_page(record), part))
        return _link(self.path.rpartition("/")[0], record.address, words)


# All pages of a kind stand in one folder, and name the same people, customers and services. Words
# that are said later are no text, although they are equal to one.
@lru_cache(maxsize=16_384, typed=True)
def _link(folder: str, address: str, words: str) -> Link:
    """The link to the page of a record, from any page of a folder."""
    return Link(words, _quoted(_way(folder, f"{address}.html")))
