"""The handbook says what the models and rules say, and its samples hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.ground.span import START
from brmsite.kinds import all_kinds
from brmsite.kinds.describe import fields_said, sub_models
from brmsite.register.codes import CODES
from brmsite.rules import all_rules
from brmsite.settings import Settings
from brmsite.site.glossary import FRAMEWORKS, TERMS
from brmsite.site.page import Page
from brmsite.site.pages import (
    handbook,
    handbook_glossary,
    handbook_kind,
    handbook_rules,
    handbook_settings,
)
from brmsite.site.pages.handbook import HandbookView
from brmsite.site.pages.handbook_glossary import GlossaryView
from brmsite.site.pages.handbook_kind import KindView
from brmsite.site.pages.handbook_rules import RulesView
from brmsite.site.pages.handbook_settings import SettingsView
from brmsite.site.pages.handbook_writing import ACTIONS, BOXES, DECISIONS, DOCUMENTS, LINKS
from brmsite.site.shapes import Line, Link, Table
from brmsite.source.tasks import STATES, read_items
from brmsite.source.text_links import find_links
from brmsite.source.yaml_text import read_yaml
from tests.conftest import Snapshot
from tests.site.small_project import BASE, main_of, pages_of


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def column(table: Table, index: int = 0) -> list[str]:
    return [words(row.cells[index].line) for row in table.rows]


def kind_view(name: str) -> KindView:
    pages = {page.path: page for page in handbook_kind.pages()}
    view = pages[f"handbook/kinds/{name}.html"].view()
    assert isinstance(view, KindView)
    return view


@pytest.mark.parametrize("name", [kind.name for kind in all_kinds().values()])
def test_every_field_and_part_of_a_kind_is_in_its_tables(name: str) -> None:
    view = kind_view(name)
    kind = next(kind for kind in all_kinds().values() if kind.name == name)
    told = [key.split(" ")[0] for key in (*column(view.fields), *column(view.common))]
    assert told == [said.key for said in fields_said(kind.model)]
    assert len(view.parts) == len(list(sub_models(kind.model)))


def test_a_field_shows_its_words_its_references_and_whether_it_must_be_there() -> None:
    agreement = kind_view("agreement").fields
    rows = {words(row.cells[0].line): row for row in agreement.rows}
    assert words(rows["customer Required"].cells[1].line) == "id from customers"
    assert rows["customer Required"].cells[1].line[1] == Link("customers", "customer.html")
    assert words(rows["level"].cells[1].line) == "one of corporate, customer, service"
    assert words(rows["exceptions"].cells[1].line) == "list of texts or none"
    assert words(rows["targets"].cells[1].line) == "list, each item: target"
    assert words(rows["annual_cost"].cells[3].line) == "annual_cost: 186000"


def test_every_rule_and_every_other_finding_has_its_place() -> None:
    (page,) = handbook_rules.pages()
    view = page.view()
    assert isinstance(view, RulesView)
    ids = [said.id for theme in view.themes for said in theme.rules]
    assert sorted(ids) == sorted([*all_rules(), *CODES])
    assert column(view.table) == ids


def test_every_setting_is_told_and_the_example_file_holds() -> None:
    (page,) = handbook_settings.pages()
    view = page.view()
    assert isinstance(view, SettingsView)
    assert column(view.table) == [said.key for said in fields_said(Settings)]
    read = read_yaml(view.example)
    assert read.problems == ()
    assert list(read.data or {}) == column(view.table)


def test_the_samples_of_actions_and_decisions_are_read_as_they_are_explained() -> None:
    read = read_items(f"{ACTIONS}\n{DECISIONS}", START)
    assert read.problems == ()
    states = [item.data["state"] for item in read.items if item.item == "task"]
    assert states == ["open", "in-progress", "done", "cancelled"]
    assert [STATES[box[1]].replace("-", " ").capitalize() for box, _ in BOXES] == [
        meaning for _, meaning in BOXES
    ]
    closed = [item.data.get("outcome") for item in read.items if item.item == "task"]
    assert closed == [None, None, "told by mail", "no longer needed"]
    decisions = [item.data for item in read.items if item.item == "decision"]
    assert decisions[1]["kind"] == "funding"
    assert decisions[1]["refs"] == ("agreements/sla-logistics",)


def test_the_samples_of_links_and_documents_are_read_as_they_are_explained() -> None:
    assert [(link.sort, link.target) for link in find_links(LINKS)] == [
        ("address", "agreements/sla-logistics"),
        ("address", "agreements/sla-logistics"),
        ("address", "agreements/sla-logistics#t1"),
        ("person", "k-berg"),
        ("path", "../customers/logistics.yaml"),
    ]
    assert read_yaml(DOCUMENTS).problems == ()


def test_the_first_page_leads_to_every_chapter_and_kind(tmp_path: Path) -> None:
    page = pages_of(tmp_path, BASE, handbook.pages)["handbook/index.html"]
    view = page.view()
    assert isinstance(view, HandbookView)
    titles = [words(item.title) for item in view.chapters.items]
    assert titles == [
        "Writing records and minutes",
        "Rules and findings",
        "Glossary",
        "Settings",
        "Styleguide",
    ]
    assert column(view.kinds) == [kind.name.capitalize() for kind in all_kinds().values()]
    counted = dict(zip(column(view.kinds), column(view.kinds, 3), strict=True))
    assert (counted["Person"], counted["Agreement"]) == ("3", "0")


def test_the_handbooks_page_of_a_kind(tmp_path: Path, snapshot: Snapshot) -> None:
    pages: dict[str, Page] = {page.path: page for page in handbook_kind.pages()}
    snapshot("handbook_supplier.html", main_of(pages["handbook/kinds/supplier.html"], tmp_path))


def test_every_word_has_one_meaning_and_is_written_in_a_kind_that_there_is() -> None:
    names = [term.word.casefold() for term in TERMS]
    assert names == sorted(set(names))
    assert {term.kind for term in TERMS} - {""} == {kind.name for kind in all_kinds().values()}
    for term in TERMS:
        assert term.meaning.endswith(".")
        assert [each for each, _ in term.elsewhere] == [
            each for each in FRAMEWORKS if each in dict(term.elsewhere)
        ]


def test_the_glossary_tells_what_others_call_it_and_where_it_is_written(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    (page,) = handbook_glossary.pages()
    view = page.view()
    assert isinstance(view, GlossaryView)
    rows = {row.id: row for row in view.table.rows}
    assert words(rows["word-customer"].cells[2].line) == (
        "ITIL 4: service consumer; ITIL 2011: customer; BRM Institute: business partner unit; "
        "ISO/IEC 20000-1: customer"
    )
    assert rows["word-sla"].cells[3].line == (Link("Agreements", "kinds/agreement.html"),)
    snapshot("handbook-glossary.html", main_of(page, tmp_path))
