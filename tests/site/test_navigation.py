"""The frame around pages: the same ways from everywhere, and the current one marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brmsite.chronicle.chronicle import NO_CHRONICLE
from brmsite.examine import examine
from brmsite.site.addresses import Here
from brmsite.site.navigation import HOME, MAIN, MORE, frame, head
from brmsite.site.page import Frame, Masthead, Page
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose
from brmsite.site.titles import unique_titles

ROOT = Path(__file__).resolve().parents[2]
LABELS = [label for label, _ in (*MAIN, *MORE)]


def framed(page: Page) -> Frame:
    return frame(page, Masthead("Register", "en", "2026-11-22"))


FINANCE = Page("customers/finance.html", "records/customer.html", "Finance", object, "Customers")


def test_all_ways_start_from_the_page_one_is_on() -> None:
    seen = framed(FINANCE)
    here = Here(FINANCE.path)
    assert [entry.href for entry in seen.nav] == [here.to(target) for _, target in MAIN]
    assert [entry.href for entry in seen.more] == [here.to(target) for _, target in MORE]
    assert (seen.home, seen.assets) == ("../index.html", "../assets/")


def test_from_the_home_page_nothing_leads_up() -> None:
    seen = framed(replace(FINANCE, path=HOME, section=""))
    assert (seen.home, seen.assets) == ("index.html", "assets/")
    assert not [entry.href for entry in (*seen.nav, *seen.more) if ".." in entry.href]


@pytest.mark.parametrize("label", LABELS)
def test_the_section_of_a_page_is_the_only_one_marked(label: str) -> None:
    seen = framed(replace(FINANCE, section=label))
    assert [entry.label for entry in (*seen.nav, *seen.more) if entry.current] == [label]


def test_a_page_of_no_section_marks_none() -> None:
    seen = framed(replace(FINANCE, section=""))
    assert not [entry.label for entry in (*seen.nav, *seen.more) if entry.current]


def test_every_label_and_every_target_is_offered_once() -> None:
    assert len(set(LABELS)) == len(LABELS)
    assert len({target for _, target in (*MAIN, *MORE)}) == len(LABELS)


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    """All pages of the sample organisation, not yet drawn."""
    examined = examine(ROOT, date(2026, 11, 22))
    insight = examined.insight.knowing(
        titles=unique_titles(examined.register),
        prose=Prose({}),
        findings=examined.findings,
        chronicle=NO_CHRONICLE,
    )
    return tuple(page for made in all_pages().values() for page in insight.ask(made))


def test_every_page_belongs_to_a_section_that_is_offered_or_to_none(
    pages: tuple[Page, ...],
) -> None:
    assert {page.path: page.section for page in pages if page.section not in ("", *LABELS)} == {}


def test_where_the_top_bar_leads_its_own_section_is_marked(pages: tuple[Page, ...]) -> None:
    sections = {page.path: page.section for page in pages}
    assert {target: sections.get(target) for _, target in (*MAIN, *MORE)} == {
        target: label for label, target in (*MAIN, *MORE)
    }


def test_the_crumbs_of_every_page_start_at_home_and_lead_to_pages(pages: tuple[Page, ...]) -> None:
    paths = {page.path for page in pages}
    wrong = {
        page.path: page.crumbs
        for page in pages
        if page.path != HOME
        and (not page.crumbs or page.crumbs[0][1] != HOME or {to for _, to in page.crumbs} - paths)
    }
    assert wrong == {}


def test_the_source_of_a_page_is_a_file_of_the_project(pages: tuple[Page, ...]) -> None:
    assert [
        page.source for page in pages if page.source and not (ROOT / page.source).is_file()
    ] == []


FORGE = Masthead(
    "Register",
    "en",
    "2026-11-22",
    edit_url="https://forge.example.org/brm/edit/main/{path}",
    new_url="https://forge.example.org/brm/new/main/{folder}",
    logo="logo.svg",
)


def test_the_page_of_a_record_leads_to_where_it_is_edited() -> None:
    page = replace(FINANCE, source="records/customers/fi nance.yaml")
    said = head(page, FORGE)
    assert said.edit == "https://forge.example.org/brm/edit/main/records/customers/fi%20nance.yaml"
    assert said.new == ""
    assert head(page, Masthead("Register", "en", "2026-11-22")).edit == ""


def test_a_list_of_records_leads_to_where_a_new_one_is_made() -> None:
    page = Page("customers/index.html", "pages/customers.html", "Customers", object)
    assert head(page, FORGE).new == "https://forge.example.org/brm/new/main/records/customers"
    assert head(page, FORGE).edit == ""
    handbook = Page("handbook/index.html", "pages/handbook.html", "Handbook", object)
    assert head(handbook, FORGE).new == ""


def test_the_logo_is_found_from_every_page() -> None:
    assert frame(FINANCE, FORGE).logo == "../assets/logo.svg"
    assert framed(FINANCE).logo == ""
