"""The coverage figures as a page: values, what is missing, and the way to all of it."""

from __future__ import annotations

from pathlib import Path

from brmsite.insight.figures import Share
from brmsite.site.figure_items import percent, share_line
from brmsite.site.page import Page
from brmsite.site.pages import coverage
from brmsite.site.pages.coverage import CoverageView, MissingView
from brmsite.site.shapes import Line
from tests.conftest import Snapshot
from tests.site.small_project import BASE, LOGISTICS, agreement, html_of, meeting, pages_of

USES = "services: [{service: wms, since: 2026-01-01}]\n"


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def view(page: Page) -> CoverageView:
    assert isinstance(page.view, CoverageView)
    return page.view


def test_a_figure_is_only_whole_when_nothing_is_missing() -> None:
    assert words((percent(99.97), percent(0.02), percent(100), percent(0))) == "99 %1 %100 %0 %"
    assert words(share_line(Share((), ()))) == "No data"


def test_without_records_every_figure_says_no_data(tmp_path: Path) -> None:
    found = pages_of(tmp_path, {}, coverage.pages)
    assert list(found) == ["coverage.html"]
    seen = view(found["coverage.html"])
    assert [words((tile.value,)) for tile in seen.tiles] == ["No data"] * 5
    assert [words(tile.note) for tile in seen.tiles] == ["", "", "", "", "nobody met"]
    assert {tile.tone for tile in seen.tiles} == {None}
    assert seen.table.rows == ()


def test_what_much_is_missing_from_has_a_page_of_its_own(tmp_path: Path) -> None:
    teams = {
        f"customers/team-{number:03}.yaml": f"name: Team {number:03}\ntier: c\n{USES}"
        for number in range(250)
    }
    found = pages_of(tmp_path, {**BASE, **teams}, coverage.pages)
    section = view(found["coverage.html"]).sections[0]
    assert words(section.value) == "0 %, 0 of 250"
    assert len(section.missing.items) == 8
    assert section.missing.more is not None
    assert (section.missing.more.text, section.missing.more.href) == (
        "All 250",
        "coverage/agreements.html",
    )
    last = found["coverage/agreements/2.html"].view
    assert isinstance(last, MissingView)
    assert len(last.missing.items) == 50
    assert words(last.missing.items[-1].title) == "Yard system, used by Team 249"
    assert last.missing.items[-1].title[-1].href == "../../customers/team-249.html"  # type: ignore[union-attr]
    assert len(view(found["coverage/2.html"]).table.rows) == 51
    assert view(found["coverage/2.html"]).sections == ()


def test_the_page_of_the_coverage_figures(tmp_path: Path, snapshot: Snapshot) -> None:
    cadence = "cadence: [{level: tactical, target_months: 3, max_months: 4}]\n"
    questions = "questions: [{text: May the gate close?, needed_by: 2026-06-10}]\n"
    files = {
        "customers/logistics.yaml": f"{LOGISTICS}tier: b\n{USES}{cadence}",
        "customers/yard.yaml": "name: Yard\nservices: [{service: wms, since: 2026-01-01, vital: true}]\n",
        "agreements/sla.yaml": agreement(more="annual_cost: 1200\n"),
        "meetings/m.md": meeting("2026-01-10", more=questions),
    }
    page = pages_of(tmp_path, {**BASE, **files}, coverage.pages)["coverage.html"]
    snapshot("coverage.html", html_of(page, tmp_path))
