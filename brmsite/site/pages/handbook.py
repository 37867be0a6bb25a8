"""The handbook's first page: what can be written, by whom it is checked, and what words mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Kind
from brmsite.register.codes import CODES
from brmsite.register.register import Register
from brmsite.rules import all_rules
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.glossary import TERMS
from brmsite.site.page import Page
from brmsite.site.pieces import count
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Listing,
    Row,
    Table,
)

INDEX = "handbook/index.html"

FIRST_WORDS = (
    "Record",
    "Kind",
    "Register",
    "Customer",
    "Role",
    "Level",
    "Mandate",
    "Purchaser",
    "Service",
    "SLA",
    "OLA",
    "Underpinning contract",
    "Target",
    "Finding",
    "As-of date",
)
"""The words of the glossary without which nothing else is understood."""


@dataclass(frozen=True, slots=True)
class HandbookView:
    """Where to read on, the kinds of records, the words."""

    chapters: Listing
    kinds: Table
    words: tuple[Fact, ...]


def pages(register: Register) -> Iterator[Page]:
    """The index of the handbook."""
    here = Here(INDEX)
    rules, codes = plural(len(all_rules()), "rule"), plural(len(CODES), "other finding")
    chapters = (
        (
            "Writing records and minutes",
            "handbook/writing.html",
            "Files and ids, links, actions and decisions in minutes.",
        ),
        (
            "Rules and findings",
            "handbook/rules.html",
            f"{rules} and {codes}: why, and how to mend.",
        ),
        (
            "Glossary",
            "handbook/glossary.html",
            f"{plural(len(TERMS), 'word')}: what each means, and what other frameworks call it.",
        ),
        ("Settings", "handbook/settings.html", "What can be set in `records/brmsite.yaml`."),
        ("Styleguide", "styleguide.html", "Every shape a page of this site can take."),
    )
    listing = Listing(
        tuple(
            Item((here.page(title, path),), (with_code(said),)) for title, path, said in chapters
        ),
        Empty("No chapters."),
    )
    yield Page(
        INDEX,
        "pages/handbook.html",
        "Handbook",
        HandbookView(
            listing,
            _kinds(here, register),
            _words(),
        ),
        section="Handbook",
        crumbs=(("Home", "index.html"),),
    )


def _words() -> tuple[Fact, ...]:
    meanings = {term.word: term.meaning for term in TERMS}
    return tuple(Fact(word, (with_code(meanings[word]),)) for word in FIRST_WORDS)


def _kinds(here: Here, register: Register) -> Table:
    return Table(
        "kinds",
        "Kinds of records",
        (
            Column("Kind"),
            Column("What it is"),
            Column("Folder in records"),
            Column("Records", "number"),
        ),
        tuple(_row(here, kind, register) for kind in all_kinds().values()),
        Empty("No kinds."),
        quiet=True,
    )


def _row(here: Here, kind: Kind, register: Register) -> Row:
    first = " ".join(kind.description.split("\n\n")[0].split())
    return Row(
        (
            Cell((here.page(kind.name.capitalize(), f"handbook/kinds/{kind.name}.html"),)),
            Cell(with_code(first)),
            Cell((Code(kind.folder),)),
            Cell((count(len(register.all(kind.model))),)),
        )
    )
