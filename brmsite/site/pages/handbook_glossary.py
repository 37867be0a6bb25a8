"""The handbook's page of words: what each means here, and what other frameworks call it."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.kinds import all_kinds
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.glossary import TERMS, Term
from brmsite.site.language import _, counted
from brmsite.site.page import Page
from brmsite.site.pages.handbook_kind import kind_page
from brmsite.site.shapes import Cell, Column, Empty, Line, Row, Table, line
from brmsite.site.words import worded

GLOSSARY = "handbook/glossary.html"


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All words as one table."""

    lead: Line
    table: Table


def pages() -> Iterator[Page]:
    """The page of words."""

    def view() -> GlossaryView:
        here = Here(GLOSSARY)
        return GlossaryView(
            line(
                counted(
                    len(TERMS),
                    "{n} word, with one meaning on this site, and the name that other frameworks "
                    "have for it where they have one.",
                    "{n} words, each with one meaning on this site, and the name that other "
                    "frameworks have for it where they have one.",
                )
            ),
            _table(here),
        )

    yield Page(
        GLOSSARY,
        "pages/handbook_glossary.html",
        _("Handbook: glossary"),
        view,
        section="Handbook",
        crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
    )


def _table(here: Here) -> Table:
    return Table(
        "words",
        _("Words and what they mean"),
        (
            Column(_("Word")),
            Column(_("Meaning")),
            Column(_("Elsewhere")),
            Column(_("Written in")),
        ),
        tuple(_row(here, term) for term in TERMS),
        Empty(_("No words.")),
        controls=True,
        quiet=True,
    )


def _row(here: Here, term: Term) -> Row:
    names = "; ".join(f"{framework}: {name}" for framework, name in term.elsewhere)
    return Row(
        (
            Cell(line(term.word)),
            Cell(with_code(term.meaning)),
            Cell(line(names) if names else ()),
            Cell(_kind(here, term)),
        ),
        f"word-{term.word.casefold().replace(' ', '-')}",
    )


def _kind(here: Here, term: Term) -> Line:
    """The kind of record in which the word is written, where it is in one."""
    found = [kind for kind in all_kinds().values() if kind.name == term.kind]
    return tuple(here.page(worded(kind.plural), kind_page(kind)) for kind in found)
