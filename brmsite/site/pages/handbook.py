"""The handbook's first page: what can be written, by whom it is checked, and what words mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.kinds import all_kinds
from brmsite.kinds.base import Kind
from brmsite.register.codes import CODES
from brmsite.register.register import Register
from brmsite.rules import all_rules
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.glossary import TERMS
from brmsite.site.how_to_items import questions
from brmsite.site.language import _, counted
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
from brmsite.site.words import worded

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
    """Where to read on, the questions, the kinds of records, the words."""

    chapters: Listing
    questions: Listing
    kinds: Table
    words: tuple[Fact, ...]


def pages(register: Register) -> Iterator[Page]:
    """The index of the handbook."""

    def view() -> HandbookView:
        here = Here(INDEX)
        rules = counted(len(all_rules()), "{n} rule", "{n} rules")
        codes = counted(len(CODES), "{n} other finding", "{n} other findings")
        chapters = (
            (
                _("Writing records and minutes"),
                "handbook/writing.html",
                _("Files and ids, links, actions and decisions in minutes."),
            ),
            (
                _("Rules and findings"),
                "handbook/rules.html",
                _("{rules} and {codes}: why, and how to mend.", rules=rules, codes=codes),
            ),
            (
                _("Glossary"),
                "handbook/glossary.html",
                counted(
                    len(TERMS),
                    "{n} word: what it means, and what other frameworks call it.",
                    "{n} words: what each means, and what other frameworks call it.",
                ),
            ),
            (
                _("Settings"),
                "handbook/settings.html",
                _("What can be set in `records/brmsite.yaml`."),
            ),
            (_("Styleguide"), "styleguide.html", _("Every shape a page of this site can take.")),
        )
        listing = Listing(
            tuple(
                Item((here.page(title, path),), (with_code(said),))
                for title, path, said in chapters
            ),
            Empty(_("No chapters.")),
        )
        return HandbookView(
            listing,
            questions(here),
            _kinds(here, register),
            _words(),
        )

    yield Page(
        INDEX,
        "pages/handbook.html",
        _("Handbook"),
        view,
        section="Handbook",
        crumbs=((_("Home"), "index.html"),),
    )


def _words() -> tuple[Fact, ...]:
    meanings = {term.word: term.meaning for term in TERMS}
    return tuple(Fact(word, (with_code(meanings[word]),)) for word in FIRST_WORDS)


def _kinds(here: Here, register: Register) -> Table:
    return Table(
        "kinds",
        _("Kinds of records"),
        (
            Column(_("Kind")),
            Column(_("What it is")),
            Column(_("Folder in records")),
            Column(_("Records"), "number"),
        ),
        tuple(_row(here, kind, register) for kind in all_kinds().values()),
        Empty(_("No kinds.")),
        quiet=True,
    )


def _row(here: Here, kind: Kind, register: Register) -> Row:
    first = " ".join(kind.description.split("\n\n")[0].split())
    return Row(
        (
            Cell((here.page(worded(kind.name), f"handbook/kinds/{kind.name}.html"),)),
            Cell(with_code(first)),
            Cell((Code(kind.folder),)),
            Cell((count(len(register.all(kind.model))),)),
        )
    )
