"""The pages of projects and statuses, and the brief that a customer reads in two minutes."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.site.page import Page
from brmsite.site.pages.brief import ALL_IN_FULL, ENDED_DAYS, BriefView
from brmsite.site.pages.project import STATUSES_SHOWN, ProjectView
from brmsite.site.pages.project_status import StatusView
from brmsite.site.pages.projects import ProjectsView
from brmsite.site.shapes import Line, Listing, Table, Tag
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of

DAY = date(2026, 6, 15)

BASE = {
    "records/customers/port.yaml": "name: Port\n",
    "records/customers/gate.yaml": "name: Gate\nparent: port\n",
    "records/customers/far.yaml": "name: Far away\n",
    "records/people/petra.yaml": "name: Petra Lind\norg: gate\n",
    "records/people/kari.yaml": "name: Kari Berg\norg: provider\n",
    "records/services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: kari\ndescription: Knows.\n"
    ),
}


def project(name: str, more: str = "type: running\n", of: str = "[gate]") -> dict[str, str]:
    text = f"title: {name.capitalize()}\ncustomers: {of}\nmanager: kari\n{more}"
    return {f"records/projects/{name}.yaml": text}


def status(of: str, on: str, rag: str = "green", more: str = "") -> dict[str, str]:
    text = f"title: {of.capitalize()}, {on}\nproject: {of}\non: {on}\nrag: {rag}\n{more}"
    return {f"records/statuses/{of}-{on}.yaml": text}


MAST = {
    **project(
        "mast",
        """\
summary: A higher mast.
type: new
sponsor: petra
start: 2026-01-05
end_baseline: 2026-05-29
services: [wms]
plan:
  training: {planned: false, reason: Nobody climbs it.}
  development: {planned: false}
  testing: {planned: true, days: 8}
involvement: [{activity: Trial, person: petra, how: Two days}]
""",
    ),
    **status("mast", "2026-03-02", more="percent: 10\nmilestones: [{name: Up, baseline: 2026-05-08}]\n"),
    **status(
        "mast",
        "2026-06-01",
        "red",
        """\
percent: 40
summary: The flange is too short.
done: [Foundation poured]
next: [A new flange]
milestones:
  - {name: Permit, baseline: 2026-03-31, actual: 2026-03-30}
  - {name: Up, baseline: 2026-05-08, forecast: 2026-07-07, reason: The flange.}
risks:
  - {id: r1, text: It rains, probability: 2, impact: 2, state: closed}
  - {id: done, text: The old one falls, probability: 3, impact: 5, mitigation: A rope, due: 2026-06-10}
decisions_needed:
  - {question: May it be grey?, from: petra, by: 2026-06-12}
  - {question: Do we hire one?, recommendation: "Yes, for a month.", from: petra, by: 2026-06-20}
savings: {amount: 1200, basis: No more climbing}
""",
    ),
}  # fmt: skip


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def rows(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[words(cell.line) for cell in row.cells] for row in table.rows]


def said(listing: Listing | None) -> list[str]:
    assert listing is not None
    return [words(item.title) for item in listing.items]


def project_page(files: dict[str, str], name: str = "mast", as_of: date = DAY) -> Page:
    return pages_of("project", BASE | files, as_of)[f"projects/{name}.html"]


def project_view(files: dict[str, str], name: str = "mast", as_of: date = DAY) -> ProjectView:
    view = project_page(files, name, as_of).view()
    assert isinstance(view, ProjectView)
    return view


def test_a_project_says_first_what_is_to_be_decided() -> None:
    view = project_view(MAST)

    assert view.kicker == "New project"
    assert project_page(MAST).tags == (Tag("Late", "bad"),)
    assert view.note is not None
    assert view.note.tone == "bad"
    assert words(view.note.title) == "A decision is needed by 12 Jun 2026, 3 days ago"
    assert [words(each) for each in view.note.lines] == [
        "May it be grey?",
        "and 1 more decision, see below",
    ]
    assert view.decisions is not None
    assert [
        (words(each.title), words(each.remarks[0]), [tag.word for tag in each.tags])
        for each in view.decisions.items
    ] == [
        ("May it be grey?", "We recommend: Missing", ["Overdue"]),
        ("Do we hire one?", "We recommend: Yes, for a month.", []),
    ]


def test_the_tiles_of_a_project_judge_it() -> None:
    tiles = {tile.label: tile for tile in project_view(MAST).tiles}

    assert {label: (words((tile.value,)), tile.tone) for label, tile in tiles.items()} == {
        "Latest status": ("1 Jun 2026", None),
        "Work done": ("40 %", None),
        "Planned end": ("29 May 2026", "bad"),
        "Largest slip": ("60 days", "warn"),
        "Open risks": ("1", "warn"),
    }


def test_milestones_risks_and_statuses_stand_in_tables() -> None:
    view = project_view(MAST)

    assert rows(view.milestones) == [
        ["Permit", "2026-03-31", "2026-03-30 Reached", "1 day early", ""],
        ["Up", "2026-05-08", "2026-07-07", "60 days late", "The flange."],
    ]
    assert rows(view.risks) == [
        ["The old one falls done", "3 × 5 = 15 High", "A rope", "Missing", "2026-06-10 Overdue", "Open"]
    ]  # fmt: skip
    assert rows(view.statuses) == [
        ["2026-06-01", "Late", "40 %", "The flange is too short.", "60 days late", "1"],
        ["2026-03-02", "On track", "10 %", "", "as planned", "0"],
    ]
    assert rows(view.plan) == [
        ["Buffer", "Missing", ""],
        ["Training", "No", "Nobody climbs it."],
        ["Development", "No", "Missing"],
        ["Testing", "8 working days", ""],
    ]


def test_a_risk_that_is_called_like_a_place_on_the_page_has_no_anchor() -> None:
    view = project_view(MAST)
    assert view.risks is not None
    assert [row.id for row in view.risks.rows] == [""]


def test_a_project_without_a_status_says_so_and_what_to_do() -> None:
    view = project_view(project("mast"))

    assert project_page(project("mast")).tags == (Tag("No status", "warn"),)
    assert view.note is not None
    assert words(view.note.title) == "Nobody has told how it goes"
    assert (view.done, view.next, view.milestones, view.risks, view.plan) == (None,) * 5
    assert words((view.tiles[0].value,)) == "None"
    assert view.statuses.empty.what == "No statuses."


def test_a_late_status_is_asked_for() -> None:
    files = {**project("mast"), **status("mast", "2026-05-14")}
    view = project_view(files)

    assert view.note is not None
    assert words(view.note.title) == "The next status is missing: it was due by 14 Jun 2026"
    assert project_view(files, as_of=date(2026, 6, 14)).note is None


def test_a_project_that_is_done_tells_how_late_it_was_and_asks_nothing() -> None:
    more = "type: new\nphase: done\nend_baseline: 2026-05-29\nended: 2026-06-05\n"
    files = {**MAST, **project("mast", more)}
    view = project_view(files)

    assert project_page(files).tags == (Tag("Done", "ok"),)
    assert (view.note, view.decisions, view.next, view.risks) == (None, None, None, None)
    assert [(tile.label, words(tile.note)) for tile in view.tiles[2:]] == [("Ended", "7 days late")]


def test_many_statuses_are_cut_and_lead_to_all() -> None:
    files = project("mast")
    for number in range(STATUSES_SHOWN + 1):
        files |= status("mast", date.fromordinal(DAY.toordinal() - number).isoformat())
    view = project_view(files)

    assert len(view.statuses.rows) == STATUSES_SHOWN
    assert view.statuses_more is not None
    assert view.statuses_more.text == "All 41 statuses"
    assert view.statuses_more.href == "../used-in/projects/mast.html"


# --- A status ------------------------------------------------------------------------------------


def test_a_status_tells_what_was_written_and_judges_as_of_its_own_day() -> None:
    pages = pages_of("project_status", BASE | MAST, date(2027, 1, 1))
    page = pages["statuses/mast-2026-06-01.html"]
    view = page.view()
    assert isinstance(view, StatusView)

    assert not page.judges
    assert page.tags == (Tag("Late", "bad"),)
    assert rows(view.milestones)[1] == [
        "Up",
        "2026-05-08",
        "2026-07-07",
        "60 days late",
        "The flange.",
    ]
    assert [row[-1] for row in rows(view.risks)] == ["Over", "Open"]
    assert [(fact.label, words(fact.values[0])) for fact in view.facts] == [
        ("Project", "Mast"),
        ("Written", "2026-06-01"),
        ("Work done", "40 %"),
        ("Saves", "EUR 1,200 a year"),
        ("Before", "Mast, 2026-03-02"),
    ]  # fmt: skip


def test_a_status_of_no_project_still_has_a_page() -> None:
    pages = pages_of("project_status", BASE | status("stray", "2026-06-01"), DAY)
    page = pages["statuses/stray-2026-06-01.html"]

    assert [label for label, _ in page.crumbs] == ["Home", "Projects"]
    assert "<code>stray</code>" in main_of(page)


# --- All projects --------------------------------------------------------------------------------

SEVERAL = {
    **MAST,
    **project("buoy", of="[port]"),
    **status("buoy", "2026-06-10", "amber"),
    **project("lamp"),
    **status("lamp", "2026-05-01"),
    **project("flag", "type: support\nphase: done\nended: 2026-04-30\n"),
    **project("bell", "type: new\nphase: planned\n"),
}


def projects_view(files: dict[str, str], path: str = "projects/index.html") -> ProjectsView:
    view = pages_of("projects", BASE | files, DAY)[path].view()
    assert isinstance(view, ProjectsView)
    return view


def test_the_list_has_the_most_urgent_first() -> None:
    view = projects_view(SEVERAL)

    assert [(each.label, each.count) for each in view.views] == [
        ("Under way", "4"),
        ("Ended", "1"),
        ("By customer", "2"),
    ]
    assert words(view.lead) == "1 of 3 projects is on track."
    assert said(view.asked) == ["May it be grey?", "Do we hire one?"]
    assert [row[:2] for row in rows(view.table)] == [
        ["Mast", "Late"],
        ["Buoy", "At risk"],
        ["Lamp", "On track"],
        ["Bell", "Planned"],
    ]
    assert rows(view.table)[2][4] == "2026-05-01 Overdue"
    assert rows(projects_view(SEVERAL, "projects/views/ended.html").table)[0][:2] == [
        "Flag",
        "Done",
    ]


def test_by_customer_the_units_below_count_too() -> None:
    view = projects_view(SEVERAL, "projects/views/customers.html")

    assert rows(view.table) == [
        ["Gate", "2", "1", "", "1", "2", "Status brief"],
        ["Port", "3", "1", "1", "1", "2", "Status brief"],
    ]


def test_without_projects_the_list_says_what_to_do() -> None:
    view = projects_view({})

    assert words(view.lead) == "No project is under way whose status is known."
    assert view.table.empty.what == "No projects."


# --- The brief -----------------------------------------------------------------------------------


def briefs(files: dict[str, str], as_of: date = DAY) -> dict[str, BriefView]:
    found: dict[str, BriefView] = {}
    for path, page in pages_of("brief", BASE | files, as_of).items():
        view = page.view()
        assert isinstance(view, BriefView)
        found[path] = view
    return found


def test_a_brief_is_made_for_active_customers_and_those_whom_projects_concern() -> None:
    former = {
        "records/customers/gate.yaml": "name: Gate\nparent: port\nstate: former\n",
        "records/customers/far.yaml": "name: Far away\nstate: dormant\n",
    }
    assert sorted(briefs(former)) == ["customers/port/brief.html"]
    assert sorted(briefs(MAST | former)) == [
        "customers/gate/brief.html",
        "customers/port/brief.html",
    ]


def test_a_brief_tells_done_next_risks_and_decisions() -> None:
    view = briefs(MAST)["customers/gate/brief.html"]

    assert words(view.lead) == "0 of 1 project under way are on track."
    assert said(view.decisions) == ["May it be grey?", "Do we hire one?"]
    (mast,) = view.projects
    assert (mast.title.text, mast.tag.word) == ("Mast", "Late")
    assert words(mast.about) == "Status of 1 Jun 2026, by Kari Berg; 40 % done."
    assert {fact.label: [words(each) for each in fact.values] for fact in mast.facts} == {
        "Done": ["Foundation poured"],
        "Next": ["A new flange"],
        "Milestones": ["2026-07-07 Up (60 days late: The flange.)"],
        "Risks": ["The old one falls High Handling: A rope (by 2026-06-10)"],
    }
    assert view.others is None


def test_where_there_are_many_those_on_track_take_one_line() -> None:
    files = dict(MAST)
    for number in range(ALL_IN_FULL):
        files |= {**project(f"calm{number}"), **status(f"calm{number}", "2026-06-01")}
    view = briefs(files)["customers/gate/brief.html"]
    assert [one.title.text for one in view.projects] == ["Mast"]
    assert said(view.others) == ["Calm0", "Calm1", "Calm2"]

    del files["records/projects/calm0.yaml"]
    view = briefs(files)["customers/gate/brief.html"]
    assert [one.title.text for one in view.projects] == ["Mast", "Calm1", "Calm2"]


@pytest.mark.parametrize("days, told", [(ENDED_DAYS, True), (ENDED_DAYS + 1, False)])
def test_what_has_ended_is_told_for_a_while(days: int, told: bool) -> None:
    ended = date.fromordinal(DAY.toordinal() - days)
    files = project("flag", f"type: support\nphase: done\nended: {ended}\n")
    view = briefs(files)["customers/gate/brief.html"]

    assert (view.others is not None) is told
    assert words(view.lead) == "No project is under way."


def test_long_lists_are_cut_in_a_brief() -> None:
    more = "done: [One, Two, Three, Four, Five]\n"
    files = {**project("mast"), **status("mast", "2026-06-01", more=more)}
    (mast,) = briefs(files)["customers/gate/brief.html"].projects

    assert [words(each) for each in mast.facts[0].values] == ["One", "Two", "Three and 2 more"]


def test_a_brief_of_a_project_nobody_tells_of_names_whom_to_ask() -> None:
    (lamp,) = briefs(project("lamp"))["customers/gate/brief.html"].projects

    assert words(lamp.about) == "Nobody has told how it goes; ask Kari Berg."


# --- As drawn ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "module, path, name",
    [
        ("project", "projects/mast.html", "project.html"),
        ("projects", "projects/index.html", "projects.html"),
        ("project_status", "statuses/mast-2026-06-01.html", "project_status.html"),
        ("project_statuses", "statuses/index.html", "project_statuses.html"),
        ("brief", "customers/port/brief.html", "brief.html"),
    ],
)
def test_the_pages_as_drawn(module: str, path: str, name: str, snapshot: Snapshot) -> None:
    page: Page = pages_of(module, BASE | SEVERAL, DAY)[path]
    snapshot(name, main_of(page))
