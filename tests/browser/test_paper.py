"""On paper: the head of a table on every sheet, no row cut in two, nothing that only a screen needs."""

from __future__ import annotations

import re
from io import BytesIO
from unicodedata import normalize

from playwright.sync_api import Page, ViewportSize
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.typical import TypicalSite

# A table of many rows, each with words of its own above and below; the head says HEAD.
LENGTHEN = """rows => {
  const table = document.querySelector("main .table table");
  const [first] = table.tBodies[0].rows;
  table.tHead.rows[0].cells[0].querySelector("button, :scope").append(" HEADWORD");
  table.tBodies[0].replaceChildren(...Array.from({ length: rows }, (_, at) => {
    const row = first.cloneNode(true);
    const words = [`over${at}x`, `under${at}x`].map((word) => {
      const line = document.createElement("div");
      line.append(word);
      return line;
    });
    row.cells[0].replaceChildren(...words);
    return row;
  }));
}"""

SEEN = """selector => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .map((element) => element.outerHTML.slice(0, 120))"""

PALE = """() => [document.body, ...document.querySelectorAll("h1, main p, main td")]
  .filter((element) => {
    const [red, green, blue] = getComputedStyle(element).color.match(/\\d+/g).map(Number);
    return Math.max(red, green, blue) > 0xB0;
  }).map((element) => element.outerHTML.slice(0, 120))"""

CUT = """() => [...document.querySelectorAll("main tr, main .tile, main .note")]
  .filter((part) => getComputedStyle(part).breakInside !== "avoid")
  .map((part) => part.outerHTML.slice(0, 120))"""

A4: ViewportSize = {"width": 680, "height": 1000}
"""The sheet within its margins."""

ONLY_ON_SCREENS = "header.bar, .skip, .crumbs, .tools, button:not(thead button), form"


def sheets(page: Page) -> list[str]:
    """The text of each sheet of paper that the page prints to, without joined letters as in ﬁ."""
    return [
        normalize("NFKC", sheet.extract_text())
        for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages
    ]


def test_a_table_has_its_head_on_every_sheet_and_no_row_is_cut(open_page: Open) -> None:
    page = open_page("agreements/index.html")
    page.evaluate(LENGTHEN, 120)
    printed = sheets(page)
    over = [set(re.findall(r"over(\d+)x", sheet)) for sheet in printed]
    under = [set(re.findall(r"under(\d+)x", sheet)) for sheet in printed]
    assert sum(map(len, over)) == 120
    assert over == under
    with_rows = [sheet for sheet, rows in zip(printed, over, strict=True) if rows]
    assert len(with_rows) > 2
    assert ["HEADWORD" in sheet for sheet in with_rows] == [True] * len(with_rows)


def test_a_page_of_every_type_is_ready_for_paper(shown: Page) -> None:
    shown.set_viewport_size(A4)
    shown.emulate_media(media="print", color_scheme="dark")
    assert shown.evaluate(SEEN, ONLY_ON_SCREENS) == []
    assert shown.evaluate(PALE) == []
    assert shown.evaluate(CUT) == []


def test_folded_parts_and_the_agreement_are_printed_whole(
    sample: TypicalSite, open_page: Open
) -> None:
    page = open_page(sample.page_of["records/agreement.html"])
    text = " ".join(page.locator("main").evaluate("main => main.textContent").split())
    printed = " ".join(" ".join(sheets(page)).split())
    letters = re.compile(r"\W+")
    paper = letters.sub("", printed)
    lost = [
        word
        for word in dict.fromkeys(re.findall(r"[A-Za-z]{4,}", text))
        if word not in paper and word not in printed
    ]
    # The words of what is only for screens, and of what is only read out.
    spoken = " ".join(
        page.locator("main .tools, main .vh, main button, main svg").all_text_contents()
    )
    assert [word for word in lost if word not in spoken] == []


def test_a_status_brief_is_one_sheet_and_a_meeting_pack_two(
    sample: TypicalSite, web: str, open_page: Open
) -> None:
    page = open_page("index.html")
    too_long: dict[str, int] = {}
    printed = sorted(sample.folder.glob("customers/*/*.html"))
    for file in printed:
        path = file.relative_to(sample.folder).as_posix()
        page.goto(f"{web}{path}")
        count = len(sheets(page))
        if count > (1 if file.name == "brief.html" else 2):
            too_long[path] = count
    assert len(printed) > 20
    assert too_long == {}
