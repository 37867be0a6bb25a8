"""Tables with controls, of which the page shows a part: sorted, filtered, grouped and taken along
over all rows, which a script brings when they are asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from brmsite.ground.output_file import OutputFile
from brmsite.register.assemble import assemble
from brmsite.site.addresses import Here
from brmsite.site.language import Things
from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead
from brmsite.site.page import Page as SitePage
from brmsite.site.pages.people import PeopleView
from brmsite.site.paging import parts
from brmsite.site.render import Renderer, assets
from brmsite.site.search.index import search_files
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Day,
    Empty,
    Number,
    Row,
    Spark,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.titles import Titles
from brmsite.site.whole_tables import WholeTables
from tests.browser.conftest import Open
from tests.browser.served import served
from tests.browser.test_barriers import barriers
from tests.browser.typical import ROOT

COUNT = 1_250
TOWNS = ("Ålesund", "Østby", "zurich", "Amble")
STATUSES = (Tag("Late", "bad"), Tag("Due", "warn"), Tag("Open", "info"), Tag("Done", "ok"))
COLUMNS = (
    Column("Name"),
    Column("Town"),
    Column("Status", "status"),
    Column("Ends", "date"),
    Column("Trend", "status"),
    Column("Value", "number", adds_up=True),
    Column("Remark"),
)


def row(number: int, here: Here) -> Row:
    """The row of a number: every 50th has no end, every 7th looks like a formula."""
    name = f"{'=' if number % 7 == 0 else ''}Record {number}"
    ends = "" if number % 50 == 0 else f"{2020 + number % 9}-0{1 + number % 9}-11"
    return Row(
        (
            Cell((here.page(name, f"records/{number}.html"), Text(" "), Aside(f"R-{number:04}"))),
            Cell(line(TOWNS[number % 4])),
            Cell((STATUSES[number % 4],), sort=str(number % 4)),
            Cell((Day(ends, ends),) if ends else ()),
            Cell((Spark((1, None, 2, float(number % 5)), f"{number % 5} now", 2.0),)),
            Cell((Number(f"EUR {number:,}", number),)),
            Cell(line("see ", Code("a<b>.yaml"), ' & "so"')),
        )
    )


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one list of 1,250 rows, on seven pages."""
    folder = tmp_path_factory.mktemp("long")
    renderer, tables = (
        Renderer(layouts_in(ROOT), Masthead("Long", "en", "2026-11-22")),
        WholeTables(),
    )

    def files() -> Iterator[OutputFile]:
        for part in parts(range(COUNT), "records/index.html", Things("{n} record", "{n} records")):
            rows = tuple(row(number, Here(part.path)) for number in part.rows)
            table = Table("records", "Records", COLUMNS, rows, Empty("None."), controls=True)
            view = PeopleView(line("Many."), part.table(table), part.pager)
            page = SitePage(part.path, "pages/people.html", part.title("Records"), object)
            yield renderer.render(page, view)
            yield from tables.of(page, view)
        yield from assets(layouts_in(ROOT), "2026-11-22")
        # The cards of links, which come when the keyboard rests on one, look for their records.
        yield from search_files(assemble((), {}), Titles({}), {})

    for file in files():
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder


@pytest.fixture
def base(long_list: Path) -> str:
    """The site from disk, where loading data is hardest."""
    return f"{long_list.as_uri()}/"


FIRST = "records/index.html"


def names(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


def says(page: Page, words: str) -> None:
    expect(page.locator(".tools [role=status]")).to_have_text(words)


def scripts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.scripts].map((one) => one.src.split('/').pop())")
    return found


def drawn(page: Page) -> list[str]:
    """The rows as they are drawn, links whole, without what only scripts read."""
    rows: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("tbody tr")].map((row) => {
            const copy = row.cloneNode(true);
            for (const each of [copy, ...copy.querySelectorAll("*")]) {
                if (each.href && each.localName === "a")
                    each.setAttribute("href", new URL(each.getAttribute("href"), location.href));
                each.removeAttribute("data-sort");
                const said = [...each.attributes].map(({ name, value }) => [name, value]).sort();
                for (const [name] of said) each.removeAttribute(name);
                for (const [name, value] of said) each.setAttribute(name, value);
            }
            return copy.outerHTML.replace(/\\n/g, "");
        })"""
    )
    return rows


def test_nothing_is_loaded_until_somebody_asks(base: str, open_page: Open) -> None:
    page = open_page(FIRST, base)
    expect(page.get_by_role("button", name="CSV")).to_be_visible()
    assert not {"rows.js", "index.rows.js"} & set(scripts(page))
    says(page, "")
    page.locator("thead button").first.click()
    says(page, "Rows: 1,250 of 1,250, the first 200 shown")
    assert scripts(page).count("index.rows.js") == 1


@pytest.mark.parametrize("path", [FIRST, "records/index/3.html"])
def test_rows_look_as_the_server_drew_them(path: str, base: str, open_page: Open) -> None:
    as_drawn = drawn(open_page(FIRST, base))
    page = open_page(f"{path}?records.q=record", base)
    says(page, "Rows: 1,250 of 1,250, the first 200 shown")
    assert drawn(page) == as_drawn
    expect(page.locator(".pager")).to_be_hidden()
    page.get_by_label("Filter", exact=True).fill("")
    expect(page.locator(".pager")).to_be_visible()


def test_columns_sort_as_numbers_days_and_text_with_what_is_empty_last(
    base: str, open_page: Open
) -> None:
    page = open_page(f"{FIRST}?records.sort=-5", base)
    says(page, "Rows: 1,250 of 1,250, the first 200 shown")
    assert names(page)[0] == "Record 1249"
    page.locator("thead button").nth(1).click()
    expect(page.locator("tbody td[data-label=Town]").first).to_have_text("Ålesund")
    page = open_page(f"{FIRST}?records.q=record&records.sort=3&records.has1=zurich", base)
    says(page, "Rows: 312 of 1,250, the first 200 shown")
    for down in (False, True):
        ends = page.locator("tbody td:nth-child(4)").all_inner_texts()
        assert ends[0] == ("2028-09-11" if down else "2020-01-11")
        page.get_by_role("button", name="Show more").click()
        ends = page.locator("tbody td:nth-child(4)").all_inner_texts()
        filled = [each for each in ends if each]
        assert ends == sorted(filled, reverse=down) + [""] * 12 + [""] * (300 - len(filled))
        page.locator("thead button").nth(3).click()


def test_more_rows_are_shown_and_the_keyboard_goes_on_there(base: str, open_page: Open) -> None:
    page = open_page(f"{FIRST}?records.sort=5", base)
    more = page.get_by_role("button", name="Show more")
    more.click()
    says(page, "Rows: 1,250 of 1,250, the first 400 shown")
    expect(page.get_by_role("link", name="Record 200", exact=True)).to_be_focused()
    assert len(names(page)) == 400
    for _ in range(5):
        more.click()
    expect(more).to_be_hidden()
    assert len(names(page)) == COUNT
    says(page, "Rows: 1,250")


def test_columns_are_filtered_by_choosing_and_by_comparing(base: str, open_page: Open) -> None:
    page = open_page(FIRST, base)
    page.locator("summary", has_text="By column").click()
    panel = page.locator(".pick[open]")
    panel.locator("summary", has_text="Status").click()
    expect(panel.locator("details[open] label")).to_have_text(
        ["Late313", "Due313", "Open312", "Done312"]
    )
    panel.get_by_label("Late").check()
    panel.get_by_label("Done").check()
    says(page, "Rows: 625 of 1,250, the first 200 shown")
    panel.locator("summary", has_text="Value").click()
    panel.get_by_label("Value contains").fill(">= 1240")
    says(page, "Rows: 5 of 1,250")
    # What is chosen in a facet does not count against it, the other filters do.
    expect(panel.locator("details[open] label")).to_have_text(["Late3", "Due3", "Open2", "Done2"])
    assert names(page) == [f"Record {number}" for number in (1240, 1243, 1244, 1247, 1248)]
    expect(page.locator("summary", has_text="By column")).to_have_text("By column (2)")
    address = page.url
    page.reload()
    says(page, "Rows: 5 of 1,250")
    assert open_page(address.removeprefix(base), base).url == address
    page.get_by_role("button", name="Clear the filters").click()
    says(page, "")
    assert page.url == f"{base}{FIRST}"
    assert len(names(page)) == 200


def test_a_filter_without_a_hit_says_so(base: str, open_page: Open) -> None:
    page = open_page(f"{FIRST}?records.q=nowhere", base)
    says(page, "No row fits.")
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_label("Filter", exact=True)).to_be_focused()
    assert len(names(page)) == 200


def test_rows_are_grouped_with_counts_and_sums(base: str, open_page: Open) -> None:
    page = open_page(FIRST, base)
    page.locator("summary", has_text=re.compile("^Columns$")).click()
    page.get_by_label("Group by").select_option("Status")
    says(page, "Rows: 1,250")
    heads = page.locator("tr.group th")
    expect(heads).to_have_text(["Late 313", "Due 313", "Open 312", "Done 312"])
    late = sum(range(0, COUNT, 4))
    expect(page.locator("tr.group td[data-label=Value]").first).to_have_text(f"EUR {late:,}")
    expect(page.locator("tr.group td:nth-child(2)").first).to_be_empty()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Due").press("Enter")
    says(page, "Rows: 1,250 of 1,250, the first 198 shown")
    expect(page.get_by_role("button", name="Due")).to_be_focused()
    expect(page.get_by_role("button", name="Due")).to_have_attribute("aria-expanded", "true")
    assert names(page)[0] == "Record 1"
    assert "records.group=2" in page.url


def test_a_file_has_all_rows_that_fit_and_no_formula(
    base: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(f"{FIRST}?records.sort=5&records.is1=zurich&records.hide=4,6", base)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "records.csv")
    text = (tmp_path / "records.csv").read_text(encoding="utf-8-sig")
    heads, *rows = csv.reader(StringIO(text, newline=""))
    assert heads == ["Name", "Town", "Status", "Ends", "Value"]
    assert len(rows) == 312
    assert rows[0] == ["Record 2 R-0002", "zurich", "Open", "2022-03-11", "2"]
    assert rows[3][0] == "'=Record 14 R-0014"


def test_without_the_other_rows_those_of_the_page_are_sorted(
    long_list: Path, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/index.rows.js", lambda route: route.abort())
        page.goto(f"{long_list.as_uri()}/records/index/2.html?records.sort=-5")
        says(page, "Not all rows could be loaded: these are the rows of this page.")
        assert names(page) == [
            f"{'=' if number % 7 == 0 else ''}Record {number}" for number in range(399, 199, -1)
        ]
        expect(page.locator(".pager")).to_be_visible()


def test_the_head_of_a_long_table_stays_in_sight(base: str, open_page: Open) -> None:
    page = open_page(FIRST, base)
    page.locator("[data-fits]").wait_for()
    page.locator("tbody tr").nth(150).scroll_into_view_if_needed()
    box = page.locator("thead th").first.bounding_box()
    assert box
    assert box["y"] == pytest.approx(0, abs=1)


def test_a_long_table_with_all_its_menus_has_no_barriers(
    long_list: Path, axe: str, open_page: Open
) -> None:
    with served(long_list) as base:
        page = open_page(f"{FIRST}?records.group=1&records.has5=<60&records.sort=3", base)
        page.locator("summary", has_text="By column").click()
        panel = page.locator(".pick[open]")
        for label in ("Status", "Ends"):
            panel.locator("summary", has_text=label).click()
        assert barriers(page, axe) == []
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 360, "height": 740})
        assert barriers(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.close()


def test_what_is_typed_in_a_long_list_is_answered_at_once(base: str, open_page: Open) -> None:
    """Work is counted here, not seconds: while somebody types, only the rows in sight are drawn."""
    page = open_page(f"{FIRST}?records.sort=0", base)
    says(page, "Rows: 1,250 of 1,250, the first 200 shown")
    at_once = page.evaluate(
        """() => {
            const input = document.querySelector(".tools input");
            input.value = "record";
            input.dispatchEvent(new Event("input"));
            return document.querySelectorAll("tbody tr").length;
        }"""
    )
    assert at_once == 40
    expect(page.locator("tbody tr")).to_have_count(200)
