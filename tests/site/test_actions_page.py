"""The list of actions: what has just slipped first, how old it is, who has how many."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.site.page import Page
from brmsite.site.pages import actions as actions_page
from brmsite.site.pages.actions import ActionsView
from brmsite.site.shapes import Line
from tests.conftest import Snapshot
from tests.site.small_project import BASE, html_of, main_of, meeting, pages_of

AS_OF = date(2026, 6, 15)

BODY = """\
- [ ] (a1) @k-berg due 2026-01-15: Old
- [ ] (a2) @k-berg due 2026-06-14: Just slipped
- [ ] (a3) @p-lind due 2026-06-15: Today
- [ ] (a4) @p-lind due 2026-06-29: In a fortnight
- [ ] (a5) @p-lind due 2026-06-30: Later
- [x] (a6) @k-berg due 2026-06-01: Done closed 2026-05-20: told by mail
"""


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def pages(folder: Path, body: str = BODY) -> dict[str, Page]:
    files = {**BASE, "meetings/m.md": meeting("2026-01-05", body=body)}
    return pages_of(folder, files, actions_page.pages, AS_OF)


def view(page: Page) -> ActionsView:
    view = page.view()
    assert isinstance(view, ActionsView)
    return view


def column(page: Page, index: int) -> list[str]:
    return [words(row.cells[index].line) for row in view(page).table.rows]


def test_what_has_just_slipped_stands_before_old_junk(tmp_path: Path) -> None:
    found = pages(tmp_path)
    todo = found["actions.html"]
    assert column(todo, 0) == ["Just slipped", "Old", "Today", "In a fortnight", "Later"]
    assert column(todo, 6) == ["Overdue", "Overdue", "Due soon", "Due soon", "Open"]
    assert column(todo, 2) == ["1", "151", "", "", ""]
    assert column(found["actions/done.html"], 0) == ["Done told by mail"]


def test_the_tiles_say_how_old_the_late_ones_are(tmp_path: Path) -> None:
    tiles = view(pages(tmp_path)["actions.html"]).tiles
    assert [(tile.label, words((tile.value,)), words(tile.note)) for tile in tiles] == [
        ("Overdue", "2", "1 for up to 30 days, 1 for over 90 days"),
        ("Due in 14 days", "2", ""),
        ("Open", "1", ""),
        ("Done in time, IT", "1 of 3", "of the last 6 months"),
        ("Done in time, customers", "Not measured", "nothing was due in 6 months"),
    ]


def test_owners_stand_in_the_order_of_what_is_late(tmp_path: Path) -> None:
    page = pages(tmp_path)["actions/owners.html"]
    rows = [[words(cell.line) for cell in row.cells] for row in view(page).table.rows]
    assert rows == [
        ["Kari Berg", "2", "", "", "1", "1 of 3"],
        ["Petra Lind", "", "2", "1", "", ""],
    ]


def test_every_action_has_an_anchor_of_its_own_that_leads_to_its_minutes(tmp_path: Path) -> None:
    page = pages(tmp_path)["actions.html"]
    assert [row.id for row in view(page).table.rows] == ["m.a2", "m.a1", "m.a3", "m.a4", "m.a5"]
    assert 'href="meetings/m.html#a2"' in html_of(page, tmp_path, AS_OF)


def test_no_actions_at_all_says_how_to_write_one(tmp_path: Path) -> None:
    page = pages(tmp_path, "Nothing.\n")["actions.html"]
    assert view(page).tiles == ()
    assert "- [ ] (a1) @person due 2026-04-15: ..." in html_of(page, tmp_path, AS_OF)


def test_the_page_of_actions(tmp_path: Path, snapshot: Snapshot) -> None:
    snapshot("actions.html", main_of(pages(tmp_path)["actions.html"], tmp_path, AS_OF))
