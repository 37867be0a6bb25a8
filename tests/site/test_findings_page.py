"""The page of findings: the gravest rule first, each finding with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

from brmsite.site.page import Page
from brmsite.site.pages import findings as findings_page
from brmsite.site.pages.findings import FindingsView, RuleView
from brmsite.site.shapes import Line
from tests.conftest import Snapshot
from tests.site.small_project import BASE, html_of, main_of, meeting, pages_of


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def pages(folder: Path, files: dict[str, str]) -> dict[str, Page]:
    return pages_of(folder, {**BASE, **files}, findings_page.pages)


def view(page: Page) -> FindingsView:
    view = page.view()
    assert isinstance(view, FindingsView)
    return view


def late(count: int) -> str:
    lines = (f"- [ ] (a{n}) @k-berg due 2026-01-15: Late {n}\n" for n in range(count))
    return meeting("2026-01-05", body="".join(lines))


def test_the_gravest_rule_stands_first_with_place_field_and_remedy(tmp_path: Path) -> None:
    files = {"meetings/late.md": late(1), "meetings/broken.md": meeting("2026-02-30")}
    seen = view(pages(tmp_path, files)["findings.html"])
    assert seen.groups[0].heading.text == "bad-date"
    item = seen.groups[0].listing.items[0]
    assert words(item.title) == "2026-02-30 is not a date in the calendar"
    assert [words(remark) for remark in item.remarks] == [
        "records/meetings/broken.md:3:7",
        "date",
        "did you mean 2026-02-28?",
    ]
    overdue = next(group for group in seen.groups if group.heading.text == "action-overdue")
    assert overdue.heading.href == "handbook/rules.html#action-overdue"
    assert words(overdue.listing.items[0].remarks[0]) == "Service review 2026-01-05"


def test_a_rule_that_finds_much_has_a_page_of_its_own(tmp_path: Path) -> None:
    found = pages(tmp_path, {"meetings/late.md": late(11)})
    overdue = next(
        group for group in view(found["findings.html"]).groups if group.id == "rule-action-overdue"
    )
    assert len(overdue.listing.items) == 10
    assert overdue.listing.more is not None
    assert overdue.listing.more.text == "All 11 findings of action-overdue"
    whole = found["findings/action-overdue.html"].view()
    assert isinstance(whole, RuleView)
    assert len(whole.listing.items) == 11


def test_ten_of_a_rule_need_no_page_of_their_own(tmp_path: Path) -> None:
    found = pages(tmp_path, {"meetings/late.md": late(10)})
    assert list(found) == ["findings.html"]


def test_nothing_wrong_is_said_in_words(tmp_path: Path) -> None:
    page = pages_of(tmp_path, {}, findings_page.pages)["findings.html"]
    assert view(page).none is not None
    assert "No findings." in html_of(page, tmp_path)


def test_the_page_of_findings(tmp_path: Path, snapshot: Snapshot) -> None:
    page = pages(tmp_path, {"meetings/late.md": late(2)})["findings.html"]
    snapshot("findings.html", main_of(page, tmp_path))
