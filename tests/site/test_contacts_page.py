"""The contact matrix of all customers as a page: counterparts, gaps, and when they last met."""

from __future__ import annotations

from pathlib import Path

from brmsite.site.draw.levels import LevelBox, draw_levels
from brmsite.site.page import Page
from brmsite.site.pages import contacts
from brmsite.site.pages.contacts import ContactsView
from brmsite.site.shapes import Line
from tests.conftest import Snapshot
from tests.site.small_project import BASE, LOGISTICS, main_of, meeting, pages_of

OURS = (
    "  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2024-01-01}\n"
)
CADENCE = "cadence: [{level: tactical, target_months: 1, max_months: 2}]\n"
MET = meeting("2026-03-01", more="attendees: [{person: d-costa}, {person: k-berg}]\n")


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def view(page: Page) -> ContactsView:
    view = page.view()
    assert isinstance(view, ContactsView)
    return view


def cells(seen: ContactsView) -> dict[str, list[list[str]]]:
    assert seen.matrix is not None
    return {
        words(row.head): [[words(each) for each in cell.lines] for cell in row.cells]
        for row in seen.matrix.rows
    }


def test_counterparts_stand_in_one_cell_with_what_is_missing(tmp_path: Path) -> None:
    files = {
        "customers/logistics.yaml": f"{LOGISTICS}{OURS}tier: b\n{CADENCE}",
        "meetings/m.md": MET,
    }
    found = pages_of(tmp_path, {**BASE, **files}, contacts.pages)
    seen = view(found["contacts.html"])
    assert cells(seen) == {
        "Logistics tier B, one person alone on IT's side": [
            ["Petra Lind customer", "⇄ Nobody", "Never met"],
            [
                "Diogo Costa purchaser",
                "⇄ Kari Berg business relationship manager",
                "Last met 2026-03-01",
                "Longer ago than agreed",
            ],
            ["Gap on the customer's side", "⇄ Gap on IT's side", "Never met"],
        ]
    }
    assert seen.matrix is not None
    assert [cell.tone for cell in seen.matrix.rows[0].cells] == [None, "bad", "warn"]
    assert [(each.label, each.count) for each in seen.views] == [
        ("All", "1"),
        ("With a gap", "1"),
        ("Not met in time", "1"),
    ]
    assert [words((tile.value,)) for tile in seen.tiles] == ["2 of 4", "1", "1"]


def test_only_top_units_and_those_of_tier_a_or_b_are_shown(tmp_path: Path) -> None:
    files = {
        "customers/small.yaml": "name: Small\nparent: logistics\ntier: c\n",
        "customers/large.yaml": "name: Large\nparent: logistics\ntier: a\n",
        "customers/gone.yaml": "name: Gone\nstate: former\n",
        "customers/soon.yaml": "name: Soon\nstate: prospect\n",
    }
    found = pages_of(tmp_path, {**BASE, **files}, contacts.pages)
    seen = view(found["contacts.html"])
    assert list(cells(seen)) == ["Large tier A", "Logistics", "Soon Prospect"]
    assert words(seen.lead[0]).endswith("The other 2 have their contacts on their own pages.")
    # Nobody is missed with a customer that is none yet.
    assert "Soon" not in " ".join(cells(view(found["contacts/gaps.html"])))


def test_without_customers_it_says_what_to_do(tmp_path: Path) -> None:
    seen = view(pages_of(tmp_path, {}, contacts.pages)["contacts.html"])
    assert (seen.matrix, seen.picture, seen.lead) == (None, None, ())
    assert seen.empty.what == "No customers."
    assert words((seen.tiles[0].value,)) == "No data"


def test_many_customers_stand_on_several_pages(tmp_path: Path) -> None:
    teams = {f"customers/t{number:03}.yaml": f"name: T{number:03}\n" for number in range(70)}
    found = pages_of(tmp_path, teams, contacts.pages)
    assert len(cells(view(found["contacts/2.html"]))) == 10
    assert view(found["contacts/2.html"]).picture is None


def test_the_picture_has_a_box_for_each_level_and_side() -> None:
    rows = [(LevelBox(f"l{n}", "", ""), LevelBox(f"r{n}", "", "")) for n in range(3)]
    drawn = draw_levels(("Left", "Right"), rows)
    assert [each.box.label for each in drawn.boxes] == ["l0", "r0", "l1", "r1", "l2", "r2"]
    assert {(each.x, each.y) for each in drawn.boxes} == {
        (x, y) for x in (2, 450) for y in (24, 128, 232)
    }
    assert (drawn.width, drawn.height) == (684, 282)
    assert [each.text for each in drawn.captions].count("support and coordination") == 3
    assert [each.text for each in drawn.captions].count("reporting") == 4


def test_the_page_of_the_contact_matrix(tmp_path: Path, snapshot: Snapshot) -> None:
    files = {
        "customers/logistics.yaml": f"{LOGISTICS}{OURS}tier: b\n{CADENCE}",
        "meetings/m.md": MET,
    }
    page = pages_of(tmp_path, {**BASE, **files}, contacts.pages)["contacts.html"]
    snapshot("contacts.html", main_of(page, tmp_path))
