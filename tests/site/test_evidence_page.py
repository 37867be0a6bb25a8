"""The evidence for an audit as pages: what is counted, how it stands, and the way to everything."""

from __future__ import annotations

from pathlib import Path

from brmsite.site.page import Page
from brmsite.site.pages import evidence
from brmsite.site.pages.evidence import WHERE, EvidenceView, RequirementView
from brmsite.site.shapes import Line, Table
from tests.conftest import Snapshot
from tests.site.small_project import BASE, LOGISTICS, agreement, main_of, meeting, pages_of

NO_USERS = "neither how many users it has is written, nor who speaks for them"


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def rows(table: Table) -> list[list[str]]:
    return [[words(cell.line) for cell in row.cells] for row in table.rows]


def index(found: dict[str, Page]) -> EvidenceView:
    view = found["evidence.html"].view()
    assert isinstance(view, EvidenceView)
    return view


def requirement(found: dict[str, Page], path: str) -> RequirementView:
    view = found[f"evidence/{path}.html"].view()
    assert isinstance(view, RequirementView)
    return view


FILES = {
    **BASE,
    "customers/logistics.yaml": f"{LOGISTICS}services: [{{service: wms, since: 2025-01-01}}]\n",
    "customers/rail.yaml": "name: Rail\nbusiness: Runs trains.\nusers: 12\n",
    "agreements/sla.yaml": agreement(more="contacts: {complaint: k-berg}\n"),
    "meetings/m.md": meeting("2026-03-11"),
}


def test_without_records_every_clause_says_no_data(tmp_path: Path) -> None:
    found = pages_of(tmp_path, {}, evidence.pages)
    view = index(found)
    assert [words((tile.value,)) for tile in view.tiles] == ["No data"] * 4
    assert {tile.tone for tile in view.tiles} == {None}
    for section in view.sections:
        assert {row[3] for row in rows(section.table)} == {"Nothing to show"}
    responsible = requirement(found, "responsible")
    assert responsible.table.rows == ()
    assert responsible.table.empty.why == "There is no active customer."


def test_a_row_tells_how_much_is_evidenced_and_leads_to_what_is_missing(tmp_path: Path) -> None:
    found = pages_of(tmp_path, FILES, evidence.pages)
    view = index(found)
    seen = {row.id: row for section in view.sections for row in section.table.rows}
    assert [words(cell.line) for cell in seen["parties"].cells] == [
        "Customers and users are known",
        "Every customer is written down, with what it does and who its users are.",
        "1 of 2 active customers",
        "Partly",
        "Logistics",
        "Customers, Structure",
    ]
    assert seen["parties"].cells[0].line[0].href == "evidence/parties.html"  # type: ignore[union-attr]
    assert [words(cell.line) for cell in seen["way-up"].cells][2:5] == [
        "0 of 1 agreement in force",
        "Partly",
        "SLA AGR-1",
    ]
    assert words(seen["responsible"].cells[3].line) == "No evidence"
    assert rows(requirement(found, "reviewed").table) == [
        ["Logistics", "Evidenced", "Service review 2026-03-11", ""]
    ]
    assert rows(requirement(found, "parties").table) == [
        [
            "Logistics",
            "Partly",
            "Its own record",
            f"What it does is not written; {NO_USERS}",
        ],
        ["Rail", "Evidenced", "Its own record", ""],
    ]


def test_many_customers_have_further_pages_and_a_cell_names_a_few(tmp_path: Path) -> None:
    teams = {
        f"customers/team-{number:03}.yaml": f"name: Team {number:03}\n" for number in range(250)
    }
    found = pages_of(tmp_path, {**BASE, **teams}, evidence.pages)
    seen = {row.id: row for section in index(found).sections for row in section.table.rows}
    assert words(seen["responsible"].cells[4].line) == "Logistics, Team 000, Team 001, 248 more"
    assert len(requirement(found, "responsible").table.rows) == 200
    assert len(requirement(found, "responsible/2").table.rows) == 51
    assert requirement(found, "responsible/2").tiles == ()


def test_every_requirement_says_where_its_records_are_kept(tmp_path: Path) -> None:
    found = pages_of(tmp_path, {}, evidence.pages)
    ids = {row.id for section in index(found).sections for row in section.table.rows}
    assert ids == set(WHERE)


def test_the_pages_of_the_evidence(tmp_path: Path, snapshot: Snapshot) -> None:
    found = pages_of(tmp_path, FILES, evidence.pages)
    snapshot("evidence.html", main_of(found["evidence.html"], tmp_path))
    snapshot("evidence-parties.html", main_of(found["evidence/parties.html"], tmp_path))
