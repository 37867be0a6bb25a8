"""The list of meetings and the page of each: decisions, actions, what is carried over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.site.page import Page
from brmsite.site.pages import meeting as meeting_page
from brmsite.site.pages import meetings as meetings_page
from brmsite.site.pages.meeting import MeetingView
from brmsite.site.pages.meetings import MeetingsView
from brmsite.site.shapes import Line, Listing, Tag
from tests.conftest import Snapshot
from tests.site.small_project import BASE, main_of, meeting, pages_of

CALL = "- [ ] (a1) @k-berg due 2026-05-01: Write the call list\n"


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def pages(folder: Path, files: dict[str, str], as_of: date = date(2026, 6, 15)) -> dict[str, Page]:
    return pages_of(folder, {**BASE, **files}, meeting_page.pages, as_of)


def view(page: Page) -> MeetingView:
    view = page.view()
    assert isinstance(view, MeetingView)
    return view


def said(listing: Listing | None) -> list[tuple[str, str]]:
    assert listing is not None
    return [(words(item.title), item.tags[0].word) for item in listing.items]


def test_an_action_carried_over_says_where_it_is_now(tmp_path: Path) -> None:
    files = {
        "meetings/m1.md": meeting("2026-03-01", body=CALL),
        "meetings/m2.md": meeting("2026-04-01", more="previous: m1\n", body=CALL),
    }
    found = pages(tmp_path, files)
    first, second = view(found["meetings/m1.html"]), view(found["meetings/m2.html"])
    assert said(first.actions) == [("Write the call list", "Carried over")]
    assert first.actions is not None
    assert words(first.actions.items[0].remarks[-1]) == "now in Service review 2026-04-01"
    assert said(second.actions) == [("Write the call list", "Overdue")]
    assert second.actions is not None
    assert "carried over 1 time" in [words(each) for each in second.actions.items[0].remarks]
    assert [(fact.label, words(fact.values[0])) for fact in first.series] == [
        ("After", "Service review 2026-04-01 2026-04-01")
    ]


def test_a_planned_meeting_shows_what_is_still_open_from_the_one_before(tmp_path: Path) -> None:
    closed = "- [x] (a2) @k-berg due 2026-05-01: Told closed 2026-04-30: done\n"
    files = {
        "meetings/m1.md": meeting("2026-04-01", body=CALL + closed),
        "meetings/m2.md": meeting("2026-07-01", state="planned", more="previous: m1\n"),
    }
    seen = view(pages(tmp_path, files)["meetings/m2.html"])
    assert said(seen.before) == [("Write the call list", "Overdue")]
    assert seen.actions is None
    assert seen.decisions is None
    assert seen.agenda is not None
    assert seen.agenda.empty.what == "No agenda."
    assert seen.note is None
    assert words(seen.lead).endswith(" with Logistics. To prepare: Meeting pack.")


def test_what_a_planned_meeting_carries_itself_is_not_told_twice(tmp_path: Path) -> None:
    other = "- [ ] (a2) @k-berg due 2026-05-01: Tell them\n"
    files = {
        "meetings/m1.md": meeting("2026-04-01", body=CALL + other),
        "meetings/m2.md": meeting("2026-07-01", state="planned", more="previous: m1\n", body=CALL),
    }
    seen = view(pages(tmp_path, files)["meetings/m2.html"])
    assert said(seen.before) == [("Tell them", "Overdue")]
    whole = files | {
        "meetings/m2.md": files["meetings/m2.md"] + other,
    }
    seen = view(pages(tmp_path, whole)["meetings/m2.html"])
    assert seen.before is None
    assert [title for title, _ in said(seen.actions)] == ["Write the call list", "Tell them"]


def test_a_planned_meeting_whose_day_has_passed_asks_for_minutes(tmp_path: Path) -> None:
    files = {"meetings/m.md": meeting("2026-06-14", state="planned")}
    page = pages(tmp_path, files, date(2026, 6, 15))["meetings/m.html"]
    assert page.tags == (Tag("Not written up", "warn"),)
    late = view(page)
    assert late.note is not None
    assert words(late.note.title) == "Its day passed 1 day ago, and it is still planned"
    today = pages(tmp_path, files, date(2026, 6, 14))["meetings/m.html"]
    assert (today.tags, view(today).note) == ((Tag("Planned", "info"),), None)


def test_people_stand_by_whether_they_came(tmp_path: Path) -> None:
    more = (
        "attendees: [{person: k-berg}, {person: d-costa, status: deputy, for: p-lind}, "
        "{person: p-lind, status: apology}]\n"
    )
    seen = view(
        pages(tmp_path, {"meetings/m.md": meeting("2026-06-01", more=more)})["meetings/m.html"]
    )
    assert [(fact.label, [words(line) for line in fact.values]) for fact in seen.people] == [
        ("Present", ["Kari Berg", "Diogo Costa for Petra Lind"]),
        ("Apologies", ["Petra Lind"]),
    ]


def test_an_action_and_a_decision_of_one_name_have_one_anchor(tmp_path: Path) -> None:
    body = "- **Decision** (a1) @p-lind: It moves.\n" + CALL
    seen = view(
        pages(tmp_path, {"meetings/m.md": meeting("2026-06-01", body=body)})["meetings/m.html"]
    )
    assert seen.decisions is not None
    assert seen.actions is not None
    assert [seen.decisions.items[0].id, seen.actions.items[0].id] == ["a1", ""]


def test_the_list_has_what_comes_next_what_was_held_and_what_was_forgotten(tmp_path: Path) -> None:
    files = {
        "meetings/held.md": meeting("2025-12-01", body=CALL),
        "meetings/forgotten.md": meeting("2026-06-01", state="planned"),
        "meetings/next.md": meeting("2026-07-01", state="planned"),
    }
    found = pages_of(tmp_path, {**BASE, **files}, meetings_page.pages)
    seen = found["meetings/index.html"].view()
    assert isinstance(seen, MeetingsView)
    assert [(each.label, each.count) for each in seen.views] == [
        ("Held", "1"),
        ("Upcoming", "1"),
        ("Strategic", "0"),
        ("Tactical", "3"),
        ("Operational", "0"),
        ("2026", "2"),
        ("2025", "1"),
    ]
    assert seen.coming is not None
    assert [words(item.title) for item in seen.coming.items] == ["Service review 2026-07-01"]
    assert seen.forgotten is not None
    assert [words(item.title) for item in seen.forgotten.items] == ["Service review 2026-06-01"]
    assert [words(cell.line) for cell in seen.table.rows[0].cells] == [
        "Service review 2025-12-01",
        "2025-12-01",
        "Tactical",
        "Service review",
        "Logistics",
        "",
        "1",
        "1",
        "Held",
    ]


def test_the_page_of_a_meeting(tmp_path: Path, snapshot: Snapshot) -> None:
    more = """\
chair: k-berg
attendees: [{person: p-lind}, {person: k-berg}]
agenda: [{topic: Outages, refs: [services/wms]}]
questions: [{text: May the gate close?, needed_by: 2026-06-10}]
"""
    body = """\
# Outages

@k-berg explained; see [[services/wms|the yard]].

- **Decision** (d1) @p-lind kind priority: The restart moves.
- [ ] (a1) @k-berg due 2026-06-20: Move the restart
"""
    files = {"meetings/m.md": meeting("2026-06-01", more=more, body=body)}
    page = pages(tmp_path, files)["meetings/m.html"]
    snapshot("meeting.html", main_of(page, tmp_path))
