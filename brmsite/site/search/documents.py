"""What can be found: every record, and the other pages that have a title of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import StringConstraints

from brmsite.kinds.base import Common, Fields, Ref
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.site.addresses import record_page
from brmsite.site.language import N_
from brmsite.site.page import Page
from brmsite.site.record_parts import dated
from brmsite.site.shapes import Tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

HANDBOOK = N_("Handbook")
PAGES, PAGE = N_("Pages"), N_("Page")
"""What the pages that show no record are sorted under."""

_NAMED = 2
"""So many customers, or other records, stand below a title to say whose it is."""

_RULE = re.compile(r"^(?!\|)\s*[-=:|]{3,}\s*$", re.MULTILINE)
_LIKE_A_RULE = re.compile(r"[-=:|][-=:|]{2}")
_NOT_READ = re.compile(r"!\[|\]\]?\([^)\s]*\)|<!--.*?-->")
_SIGNS = bytes.maketrans(b"[]*_`#>|~", b" " * 9)
"""What Markdown writes around words; a snippet shows the words. A rule is looked for only where
there may be one, because that takes longest."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page that can be found.

    `kind` is the plural that results are counted under. `day` is `YYYY-MM-DD` or empty. `remark`
    stands below the title, `tags` beside it. `number` is what the record is filed under elsewhere,
    `ids` its own and former ids, `about` names what it belongs to, `written` is everything else
    that its fields say; `record` is what it shows, if it shows one.
    """

    path: str
    kind: str
    title: str
    day: str
    remark: str
    number: str = ""
    ids: str = ""
    about: str = ""
    written: str = ""
    tags: tuple[Tag, ...] = ()
    record: Record[Common] | None = None

    @property
    def text(self) -> str:
        """All that is written there, in one line; for this the file of the record may be read."""
        body = plain(self.record.body) if self.record is not None and self.record.has_body else ""
        return " ".join(f"{self.written} {body}".split())


def documents(register: Register, titles: Titles, pages: Mapping[str, Page]) -> Iterator[Document]:
    """All of them; `pages` are all pages by their paths."""
    records = {record_page(record): record for record in register}
    for path, page in pages.items():
        record = records.get(path)
        if record is not None:
            yield _record(register, titles, record, page.tags)
        elif not _is_further(path):
            kind = str(HANDBOOK if path.startswith("handbook/") else PAGES)
            yield Document(path, kind, page.title, "", "")


def _is_further(path: str) -> bool:
    """Whether a page is a further part of a long list, or a list of what leads to a record."""
    return path.startswith("used-in/") or path.removesuffix(".html")[-1:].isdigit()


def _record(
    register: Register, titles: Titles, record: Record[Common], tags: tuple[Tag, ...]
) -> Document:
    fields = record.fields
    names = _linked(register, titles, record)
    day = dated(record)
    title_field = record.kind.title_field
    own = [name for name in _worth_reading(type(fields)) if name != title_field]
    # What is shown of it begins with sentences, not with numbers and names of files.
    texts = sorted(_texts(fields, own), key=lambda text: " " not in text)
    return Document(
        record_page(record),
        worded(record.kind.plural),
        titles.of(record),
        day,
        " · ".join((*([day] if day else []), *names[:_NAMED])),
        str(getattr(fields, "number", "")),
        " ".join((record.id, *fields.aliases)),
        " ".join((*names, *fields.tags, fields.summary or "")),
        " ".join(texts),
        tags,
        record,
    )


def _linked(register: Register, titles: Titles, record: Record[Common]) -> list[str]:
    """The titles of the records that one names in its fields: customers first, each once."""
    customers: dict[str, str] = {}
    others: dict[str, str] = {}
    for link in register.links_from(record.address):
        if link.in_text is None:
            address = link.target
            target = register.records.get(address)
            if target is not None:
                found = customers if isinstance(target.fields, Customer) else others
                found[address] = titles.by_address[address]
    return [*customers.values(), *others.values()]


def plain(markdown: str) -> str:
    """The words of a Markdown text, near enough to read in one line."""
    if _LIKE_A_RULE.search(markdown):
        markdown = _RULE.sub(" ", markdown)
    return _NOT_READ.sub(" ", markdown).encode().translate(_SIGNS).decode()


# --- The texts of a record's fields --------------------------------------------------------------


def _texts(fields: Fields, names: Iterable[str]) -> Iterator[str]:
    """Everything that people wrote in their own words in these fields, in their order."""
    for name in names:
        value = getattr(fields, name)
        if value:
            yield from _written(value)


def _written(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Fields):
        return _texts(value, _worth_reading(type(value)))
    if isinstance(value, tuple):
        return [text for item in value for text in _written(item)]
    return ()


@cache
def _worth_reading(model: type[Fields]) -> tuple[str, ...]:
    """The fields that hold text in somebody's own words, or parts that have fields of their own;
    not references, fixed words, paths and digests."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if not any(isinstance(mark, Ref) for mark in field.metadata)
        and (
            any(isinstance(mark, StringConstraints) for mark in field.metadata)
            or _is_written(field.annotation)
        )
    )


def _is_written(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Fields)
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        if any(isinstance(mark, Ref) for mark in marks):
            return False
        return any(isinstance(mark, StringConstraints) for mark in marks) or _is_written(base)
    return any(_is_written(argument) for argument in get_args(annotation))
