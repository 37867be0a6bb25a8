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
from tests.site.small_project import BASE, LOGISTICS, agreement, main_of, meeting, pages_of

USES = "services: [{service: wms, since: 2026-01-01}]\n"


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def view(page: Page) -> CoverageView:
    view = page.view()
    assert isinstance(view, CoverageView)
    return view


def test_a_figure_is_only_whole_when_nothing_is_missing() -> None:
    assert words((percent(99.97), percent(0.02), percent(100), percent(0))) == "99 %1 %100 %0 %"
    assert words(share_line(Share((), ()))) == "No data"


def test_without_records_every_figure_says_no_data(tmp_path: Path) -> None:
    found = pages_of(tmp_path, {}, coverage.pages)
    assert list(found) == ["coverage.html"]
    seen = view(found["coverage.html"])
    tiles = [tile for row in seen.tiles for tile in row]
    assert [len(row) for row in seen.tiles] == [5, 4]
    assert {words((tile.value,)) for tile in tiles} == {"No data"}
    assert {words(tile.note) for tile in tiles} == {"", "nobody met"}
    assert {tile.tone for tile in tiles} == {None}
    assert {section.missing.items for section in seen.sections} == {()}
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
    last = found["coverage/agreements/2.html"].view()
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
    snapshot("coverage.html", main_of(page, tmp_path))


IDEA = """\
title: {title}
text: Show it.
submitted_by: {source}
customer: logistics
on: 2026-06-01
state: review
"""


def test_figures_of_all_together_tell_what_is_missing(tmp_path: Path) -> None:
    verdict = "match: {{verdict: {0}, refs: [services/wms], by: k-berg, on: 2026-06-02}}\n"
    said = {"covered": "internal", "partly": "external", "not-covered": "internal"}
    said["out-of-scope"] = "external"
    ideas = {
        f"ideas/{name}.yaml": IDEA.format(title=name, source=source) + verdict.format(name)
        for name, source in said.items()
    }
    files = {
        **BASE,
        **ideas,
        "ideas/new.yaml": IDEA.format(title="new", source="external"),
        "customers/logistics.yaml": f"{LOGISTICS}{USES}",
        "customers/rail.yaml": "name: Rail\nservices: [{service: tos, since: 2026-01-01}]\n",
        "services/tos.yaml": BASE["services/wms.yaml"].replace("Yard", "Terminal"),
        "attestations/a.yaml": (
            "title: Thanks\ncustomer: logistics\nperson: p-lind\non: 2026-05-01\n"
            "about: [services/tos]\nstatement: It helped.\nhelped_to: Work.\nstate: given\n"
        ),
        "plans/p.yaml": (
            "title: Plan\ncustomer: logistics\nperiod: {from: 2026-01-01, to: 2026-12-31}\n"
            "objectives:\n"
            "  - {id: o1, statement: Faster, supported_by: [services/wms]}\n"
            "  - {id: o2, statement: Better}\n"
        ),
    }
    seen = view(pages_of(tmp_path, files, coverage.pages)["coverage.html"])
    by_id = {section.id: section for section in seen.sections}
    assert words(by_id["wishes"].value) == (
        "33 %, 1 of 3; with partly covered 50 %, 1.5 of 3; assessed 75 %, 3 of 4; "
        "internal 50 %, 1 of 2; external 0 %, 0 of 1"
    )
    missing = [words(item.title) for item in by_id["wishes"].missing.items]
    assert missing == ["new", "partly", "not-covered"]
    assert words(by_id["objectives"].value) == "50 %, 1 of 2"
    assert [words(item.title) for item in by_id["objectives"].missing.items] == ["Better"]
    assert words(by_id["attestation"].value) == "50 %, 1 of 2"
    assert [words(item.title) for item in by_id["attestation"].missing.items] == ["Yard system"]
