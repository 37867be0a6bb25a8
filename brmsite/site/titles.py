"""What each page is called: unique on the whole site, so that a search result or a tab says which.

A name that is used once stands as it is. Where two records share one, each says more: a unit its
parent, a meeting its day, a project status its project and day, an agreement its number, a person
whom they work for; and where that does not part them either, the address does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.project import Project
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.site.how_to import how_tos
from brmsite.site.language import N_, Language, spoken
from brmsite.site.navigation import MAIN, MORE
from brmsite.site.words import in_sentence

HOME_TITLE = N_("Monday morning")

TAKEN = (
    HOME_TITLE,
    *(label for label, _path in (*MAIN, *MORE)),
    N_("A to Z"),
    N_("Attestations"),
    N_("Contacts"),
    N_("Customer health"),
    N_("Document"),
    N_("Escalations"),
    N_("Evidence"),
    N_("Feedback"),
    N_("History"),
    N_("Project statuses"),
    N_("Search"),
    N_("Service level reports"),
    "Styleguide",
    N_("Surveys"),
    N_("Versions"),
)
"""Titles of pages that show no record, and what titles of such pages begin with: `Meetings,
upcoming`, `Handbook: people`, `Projects by customer`."""


@cache
def _taken(language: Language) -> tuple[frozenset[str], re.Pattern[str]]:
    """The taken titles in a language, in small letters, and what parts them from what follows."""
    by = re.escape(language.text(N_(" by ")))
    titles = frozenset(
        (
            *(language.text(title).casefold() for title in TAKEN),
            *(how_to.title.casefold() for how_to in how_tos()),
        )
    )
    return titles, re.compile(f"[,:] |{by}")


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of the pages of all records, by address."""

    by_address: dict[str, str]

    def of(self, record: Record[Common]) -> str:
        """What the page of a record is called, and what a link to it says."""
        return self.by_address[record.address]


def unique_titles(register: Register) -> Titles:
    """A title for every record that no other page has, differing by more than capitals."""
    language = spoken()
    plain: dict[str, _Plain] = {}
    for model in register.models:
        plain |= register.each(model, _plain, language)
    titles = {address: one.title for address, one in plain.items()}
    times = Counter(one.folded for one in plain.values())
    marked = {
        address: f"{one.title}{_mark(register, record)}"
        for address, one in plain.items()
        if one.is_taken or times[one.folded] > 1
        if (record := register.find(address)) is not None
    }
    if not marked:
        return Titles(titles)
    titles |= marked
    # What says more now may be what another is called.
    times.subtract(plain[address].folded for address in marked)
    times.update(title.casefold() for title in marked.values())
    shared = {
        folded
        for folded, count in times.items()
        if count > 1 or (count and _is_taken(folded, language))
    }
    return Titles(
        {
            address: f"{title} ({address})" if title.casefold() in shared else title
            for address, title in titles.items()
        }
    )


class _Plain(NamedTuple):
    """What a record is called by itself, that in small letters, and whether another page is or
    could be called so."""

    title: str
    folded: str
    is_taken: bool


def _plain(_register: Register, record: Record[Common], language: Language) -> _Plain:
    title = _one_line(record.title)
    folded = title.casefold()
    return _Plain(title, folded, _is_taken(folded, language))


# The same titles are asked for twice in a build, and after every edit while a site is served.
@lru_cache(maxsize=200_000)
def _is_taken(title: str, language: Language) -> bool:
    taken, more_of_a_title = _taken(language)
    whole, begins = title.casefold(), more_of_a_title.split(title, maxsplit=1)[0].casefold()
    return not title.endswith(")") and (whole in taken or begins in taken)


def _mark(register: Register, record: Record[Common]) -> str:
    """What a record says more than its name, where another has the same."""
    fields = record.fields
    if isinstance(fields, Meeting):
        return f", {fields.date.isoformat()}"
    if isinstance(fields, ProjectStatus):
        project = register.one(Project, fields.project)
        about = f", {_one_line(project.title)}" if project is not None else ""
        return f"{about}, {fields.on.isoformat()}"
    if isinstance(fields, Agreement):
        return f" ({fields.number})"
    if isinstance(fields, Customer):
        above = register.one(Customer, fields.parent)
        if above is not None:
            return f", {_one_line(above.title)}"
    if isinstance(fields, Person):
        employer = register.one(Customer, fields.org)
        if employer is not None:
            return f" ({_one_line(employer.title)})"
    return f" ({in_sentence(record.kind.name)})"


def _one_line(title: str) -> str:
    return " ".join(title.split())
