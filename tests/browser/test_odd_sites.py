"""Sites of nothing, of next to nothing, and of names that try everything a page is afraid of."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.served import served
from tests.browser.test_barriers import barriers
from tests.browser.test_room import faults
from tests.browser.typical import ROOT, TypicalSite, build_typical

LONG = "Directorate for the Coordination of Hinterland Connections, Weighbridges and Shore Power at the "
NAMES = {
    "tag": "<script>alert(1)</script>",
    "quotes": "\"Ops\" & 'Yard' <b>&amp;</b>",
    "long": (LONG + "North, South and Inner Basins including Pilotage, Tugs, Moorings, Locks and Ferries")[:200],
    "unbroken": "Hafenverwaltungsgesellschaft" * 7,
    "rtl": "إدارة الموانئ والخدمات اللوجستية",
    "emoji": "Ferries 🚢👩‍💻 and 🇳🇴",
    "formula": "=HYPERLINK(\"https://elsewhere.invalid\")",
}  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> TypicalSite:
    """The starter's site, with a customer for every odd name."""
    project = copytree(ROOT / "brmsite" / "starter", tmp_path_factory.mktemp("odd") / "project")
    for address, name in NAMES.items():
        said = json.dumps(name, ensure_ascii=False)
        (project / f"records/customers/{address}.yaml").write_text(
            f"name: {said}\nparent: sales\n", encoding="utf-8"
        )
    return build_typical(project, tmp_path_factory.mktemp("odd-site"))


@pytest.fixture(scope="module")
def odd_web(odd: TypicalSite) -> Iterator[str]:
    with served(odd.folder) as address:
        yield address


def test_a_site_of_hardly_any_records_is_whole(axe: str, open_page: Open, tmp_path: Path) -> None:
    wrong: dict[str, object] = {}
    looked_at: set[bytes] = set()
    trees = ROOT / "tests" / "trees"
    for name in ("empty", "minimal"):
        site = build_typical(trees / name, tmp_path / name)
        with served(site.folder) as base:
            page = open_page("index.html", base, viewport={"width": 320, "height": 800})
            for layout, path in site.page_of.items():
                # Of the handbook every site has the same, and one record leaves most lists empty.
                content = (site.folder / path).read_bytes()
                if "handbook" in layout or "styleguide" in layout or content in looked_at:
                    continue
                looked_at.add(content)
                page.goto(f"{base}{path}")
                if found := [*barriers(page, axe), *faults(page, 320)]:
                    wrong[f"{name}: {path}"] = found
            page.close()
    assert wrong == {}


@pytest.mark.parametrize("address", NAMES)
def test_an_odd_name_is_shown_as_it_is_written(address: str, odd_web: str, open_page: Open) -> None:
    page = open_page(f"customers/{address}.html", odd_web)
    expect(page.locator("h1")).to_have_text(NAMES[address])
    assert NAMES[address] in page.title()
    assert page.locator("main script, main b:not(.empty b)").count() == 0
    assert faults(page, 320) == []


def test_odd_names_are_text_in_drawings(odd_web: str, open_page: Open) -> None:
    page = open_page("structure.html", odd_web)
    drawn = " ".join(page.locator("main svg").all_text_contents())
    for name in NAMES.values():
        assert name[:8] in drawn
    assert page.locator("main script").count() == 0
    listed = page.locator("main").inner_text()
    assert [name for name in NAMES.values() if name not in listed] == []


def test_odd_names_are_data_in_a_csv_file(odd_web: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page("customers/index.html", odd_web)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    names = {row[0] for row in csv.reader(StringIO(text, newline=""))}
    kept = {f"'{name}" if name.startswith("=") else name for name in NAMES.values()}
    assert kept - names == set()


@pytest.mark.parametrize(
    "query, address",
    [
        ("script alert", "tag"),
        ("ops yard", "quotes"),
        ("hinterland weighb", "long"),
        ("hafenverw", "unbroken"),
        ("الموانئ", "rtl"),
        ("ferries and", "emoji"),
        ("hyperlink", "formula"),
    ],
)
def test_odd_names_are_found(query: str, address: str, odd_web: str, open_page: Open) -> None:
    page = open_page("index.html", odd_web)
    page.locator("form.search input").fill(query)
    page.locator("form.search input").press("Enter")
    expect(page.locator(".hits a", has_text=NAMES[address]).first).to_be_visible()
    hits = page.locator(".hits a").all_text_contents()
    assert NAMES[address] in hits
