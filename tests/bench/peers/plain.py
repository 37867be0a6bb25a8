"""Records as any site generator can take them: a title, fields as text, a body, links both ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.settings import read_settings
from brmsite.source.files import read_tree
from brmsite.source.parse_all import parse_all

ROWS_OF_A_LIST = 200
"""So many records stand on one page of a list, as in ours."""

NAMED = re.compile(r"\[\[([a-z]+/[A-Za-z0-9-]+)\]\]|(?<![\w])@(p[0-9]+)")
"""A record named in a text, and a person."""


@dataclass(frozen=True)
class Plain:
    """One record; `links` and `linked_from` are addresses as `customers/c1`."""

    address: str
    title: str
    fields: tuple[tuple[str, str], ...]
    body: str
    links: tuple[str, ...]
    linked_from: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Where records of its kind are: `customers`."""
        return self.address.partition("/")[0]

    @property
    def id(self) -> str:
        """Its name among them: `c1`."""
        return self.address.partition("/")[2]


def plain_records(project: Path) -> list[Plain]:
    """All records of a project, by address."""
    tree = read_tree(project)
    custom = read_settings(tree.settings).settings.custom_fields
    register = assemble(parse_all(tree.files), all_kinds(), custom, tree.unread)
    found = []
    for record in register:
        data = record.fields.model_dump(mode="json", by_alias=True, exclude_unset=True)
        rows = tuple((name.replace("_", " "), in_words(value)) for name, value in data.items())
        here = record.address
        links = sorted({link.target for link in register.links_from(here) if link.target})
        back = sorted({link.source for link in register.links_to(here)})
        body = record.body if record.has_body else ""
        found.append(Plain(here, record.title, rows, body, tuple(links), tuple(back)))
    return sorted(found, key=lambda one: one.address)


def in_words(value: object) -> str:
    """A value of a field on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {in_words(each)}" for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(in_words(each) for each in value)
    return str(value)


def with_links(text: str, link: Callable[[str], str]) -> str:
    """A text with its records as links: `link` writes one to an address."""
    return NAMED.sub(lambda found: link(found[1] or f"people/{found[2]}"), text)


def by_folder(records: Sequence[Plain]) -> dict[str, list[Plain]]:
    """The records of each kind, in their order."""
    folders: dict[str, list[Plain]] = {}
    for record in records:
        folders.setdefault(record.folder, []).append(record)
    return folders


def in_pages(records: Sequence[Plain]) -> Iterator[tuple[int, Sequence[Plain]]]:
    """A list in pages, with their numbers from 1."""
    for number, start in enumerate(range(0, len(records), ROWS_OF_A_LIST), 1):
        yield number, records[start : start + ROWS_OF_A_LIST]
