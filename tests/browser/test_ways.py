"""The ways people take, over http and from disk: by links, by search, through tables and back."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, web: str, disk: str) -> str:
    """Where the sample's site is read from: one way after the other."""
    return web if request.param == "http" else disk


def first_cells(page: Page) -> list[str]:
    """The row heads of the first table, from above, as they are shown."""
    return page.locator("tbody th").all_inner_texts()


def test_from_home_to_a_customer_to_an_agreement_and_back(base: str, open_page: Open) -> None:
    page = open_page("index.html", base)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    expect(page.locator("h1")).to_have_text("Customers")
    page.locator("main").get_by_role("link", name="Ferry Terminal", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Ferry Terminal")
    page.locator("main tbody a[href*='agreements/']").first.click()
    expect(page).to_have_url(f"{base}agreements/{page.url.rsplit('/', 1)[1]}")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Ferry Terminal")
    page.go_back()
    page.go_back()
    expect(page).to_have_url(f"{base}index.html")


def test_a_name_in_the_search_box_leads_to_its_page(base: str, open_page: Open) -> None:
    page = open_page("agreements/index.html", base)
    box = page.locator("form.search input")
    box.press_sequentially("ferry term")
    option = page.get_by_role("option", name="Ferry Terminal").first
    option.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.locator("#jump")).to_be_hidden()
    box.press_sequentially("i")
    option.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#jump [aria-selected=true]")).to_contain_text("Ferry Terminal")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ferry Terminal")


def test_words_in_the_search_box_lead_to_what_was_found(base: str, open_page: Open) -> None:
    page = open_page("customers/ferry-terminal.html", base)
    page.locator("form.search input").fill("nightly restart")
    page.locator("form.search input").press("Enter")
    page.locator(".hits li").first.wait_for()
    assert page.url.startswith(f"{base}search.html?q=nightly")
    marks = {mark.casefold() for mark in page.locator(".hits mark").all_inner_texts()}
    assert any(mark.startswith("night") for mark in marks)


def test_what_was_found_stays_when_the_page_is_left_and_read_again(
    base: str, open_page: Open
) -> None:
    page = open_page("search.html?q=terminal", base)
    page.locator(".hits li").first.wait_for()
    facet = page.locator(".views button").nth(1)
    facet.click()
    expect(page.locator(".views button").nth(1)).to_have_attribute("aria-pressed", "true")
    hits = page.locator(".hits a").all_inner_texts()
    address = page.url
    assert "kind=" in address
    page.reload()
    expect(page.locator(".hits a")).to_have_text(hits)
    page.locator(".hits a").first.click()
    page.locator("h1", has_text="Search").wait_for(state="detached")
    page.go_back()
    expect(page.locator(".hits a")).to_have_text(hits)
    expect(open_page(address.removeprefix(base), base).locator(".hits a")).to_have_text(hits)


@pytest.mark.parametrize(
    "query", ["a", "a1 a2 a", "a1 a2 a3 a4 a5 a6 ", "aa1 a", "a1 a2 a3 a4 a5 a", "b"]
)
def test_no_query_loads_more_than_eight_files_of_words(query: str, open_page: Open) -> None:
    """Of an index far larger than that of the sample."""
    page = open_page("index.html")
    starts = [f"a{each}" for each in range(40)]
    loaded: list[str] = []

    def answer(route: Route) -> None:
        name = Path(route.request.url).stem
        index = {"kinds": [], "length": 7, "names": starts, "texts": starts, "pages": []}
        data = index if name == "index" else f"{name[2:]} 1:"
        loaded.append(name)
        route.fulfill(
            body=f'brmsiteSearch.put("{name}", {json.dumps(data)});',
            content_type="text/javascript",
        )

    page.route("**/search/*.js", answer)
    page.evaluate(
        """async (query) => {
          const script = brmsite.load("search.js");
          await new Promise((done) => script.addEventListener("load", done));
          await brmsiteSearch.find(query);
        }""",
        query,
    )
    assert loaded.count("index") == 1
    assert 2 <= len(loaded) - 1 <= 8
    assert len({name[0] for name in loaded}) == 3, "in names and in texts"


def test_a_search_without_hits_says_so(base: str, open_page: Open) -> None:
    page = open_page("search.html?q=zzyzx", base)
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.locator(".hits li").count() == 0


def test_a_table_is_sorted_both_ways_and_as_it_came(base: str, open_page: Open) -> None:
    page = open_page("customers/index.html", base)
    as_it_came = first_cells(page)
    button = page.locator("thead button").first
    head = page.locator("thead th").first
    button.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    upwards = first_cells(page)
    assert upwards == sorted(as_it_came, key=str.casefold)
    button.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert first_cells(page) == upwards[::-1]
    assert page.locator("[aria-sort]").count() == 1
    button.click()
    assert first_cells(page) == as_it_came
    assert page.locator("[aria-sort]").count() == 0


def test_a_view_of_a_table_is_an_address(base: str, open_page: Open) -> None:
    page = open_page("agreements/index.html", base)
    every = len(first_cells(page))
    page.locator("thead button").nth(1).click()
    page.get_by_label("Filter", exact=True).fill("terminal")
    expect(page.locator(".tools [role=status]")).to_contain_text(" of ")
    view = first_cells(page)
    assert 0 < len(view) < every
    address = page.url
    assert "terminal" in address
    assert "sort=1" in address
    page.reload()
    assert first_cells(page) == view
    page.locator("tbody th a").first.click()
    page.locator("h1", has_text="Agreements").wait_for(state="detached")
    page.go_back()
    page.locator("[aria-sort]").wait_for()
    assert first_cells(page) == view
    assert first_cells(open_page(address.removeprefix(base), base)) == view


def test_a_csv_file_has_what_the_table_shows(base: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page("agreements/index.html", base)
    page.get_by_label("Filter", exact=True).fill("terminal")
    page.locator("thead button").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    waiting.value.save_as(tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    heads, *rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    assert heads == page.locator("thead th").all_inner_texts()
    assert [" ".join(row[0].split()) for row in rows] == [
        " ".join(text.split()) for text in page.locator("tbody th").all_text_contents()
    ]


def test_a_filter_without_hits_can_be_cleared(open_page: Open) -> None:
    page = open_page("agreements/index.html")
    every = first_cells(page)
    page.get_by_label("Filter", exact=True).fill("no such agreement")
    expect(page.locator("tbody tr")).to_have_count(0)
    page.locator(".tools button", has_text="Clear the filters").click()
    assert first_cells(page) == every
    assert "?" not in page.url
