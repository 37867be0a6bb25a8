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
from brmsite.site.record_parts import dated
from brmsite.site.titles import Titles
from brmsite.site.words import worded

HANDBOOK = N_("Handbook")
PAGES, PAGE = N_("Pages"), N_("Page")
"""What the pages that show no record are sorted under."""

_NAMED = 2
"""So many customers, or other records, stand below a title to say whose it is."""

_MARKS = re.compile(
    r"!?\[\[?|\]\]?(?:\([^)\s]*\))?|[*_`#>|~]+|<!--.*?-->|^\s*[-=:|]{3,}\s*$", re.MULTILINE
)
"""What Markdown writes around words; a snippet shows the words."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page that can be found.

    `kind` is the plural that results are counted under. `day` is `YYYY-MM-DD` or empty. `remark`
    stands below the title. `number` is what the record is filed under elsewhere, `ids` its own and
    former ids, `about` names what it belongs to, `text` is everything else that is written there.
    """

    path: str
    kind: str
    title: str
    day: str
    remark: str
    number: str = ""
    ids: str = ""
    about: str = ""
    text: str = ""


def documents(register: Register, titles: Titles, pages: Mapping[str, str]) -> Iterator[Document]:
    """All of them; `pages` are the titles of all pages by their paths."""
    records = {record_page(record): record for record in register}
    for record in register:
        yield _record(register, titles, record)
    for path, title in pages.items():
        if path not in records and not _is_further(path):
            kind = str(HANDBOOK if path.startswith("handbook/") else PAGES)
            yield Document(path, kind, title, "", "")


def _is_further(path: str) -> bool:
    """Whether a page is a further part of a long list, or a list of what leads to a record."""
    return path.startswith("used-in/") or path.removesuffix(".html")[-1:].isdigit()


def _record(register: Register, titles: Titles, record: Record[Common]) -> Document:
    fields = record.fields
    names = _linked(register, titles, record)
    day = dated(record)
    shown = names[:_NAMED] if names else ()
    texts = (
        text
        for name in _worth_reading(type(fields))
        if name != record.kind.title_field
        for text in _written(getattr(fields, name))
    )
    text = " ".join((*texts, plain(record.body)))
    return Document(
        record_page(record),
        worded(record.kind.plural),
        titles.of(record),
        day,
        " · ".join((*([day] if day else []), *shown)),
        str(getattr(fields, "number", "")),
        " ".join((record.id, *fields.aliases)),
        " ".join((*names, *fields.tags, fields.summary or "")),
        " ".join(text.split()),
    )


def _linked(register: Register, titles: Titles, record: Record[Common]) -> tuple[str, ...]:
    """The titles of the records that one names in its fields: customers first, each once."""
    found: dict[str, Record[Common]] = {}
    for link in register.links_from(record.address):
        target = register.find(link.target)
        if link.in_text is None and target is not None:
            found[target.address] = target
    ordered = sorted(found.values(), key=lambda one: not isinstance(one.fields, Customer))
    return tuple(titles.of(one) for one in ordered)


def plain(markdown: str) -> str:
    """The words of a Markdown text, near enough to read in one line."""
    return _MARKS.sub(" ", markdown)


# --- The texts of a record's fields --------------------------------------------------------------


def _texts(fields: Fields) -> Iterator[str]:
    """Everything that people wrote in their own words, in the order of the model."""
    for name in _worth_reading(type(fields)):
        yield from _written(getattr(fields, name))


def _written(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Fields):
        yield from _texts(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _written(item)


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
