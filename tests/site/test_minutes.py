"""Minutes by topic: what was decided and promised stands beside what was said on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.site.markdown import render_body
from brmsite.site.pages import meeting as meeting_page
from brmsite.site.pages.meeting import MeetingView
from brmsite.site.shapes import Line, Link
from tests.site.small_project import BASE, main_of, meeting, pages_of

BODY = """\
Everybody was there.

# Gate **outages**

Two in February.

- **Decision** (d1) @p-lind: The restart moves to 05:00.
- [ ] (a1) @k-berg due 2026-07-01: Move it
- a remark

# Fruit season

Nothing.

# Gate outages

- [x] (a2) @k-berg due 2026-07-01: Tell the gate closed 2026-06-02: told
  with a sketch
"""


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def view(folder: Path, text: str) -> MeetingView:
    pages = pages_of(folder, {**BASE, "meetings/m.md": text}, meeting_page.pages, date(2026, 6, 15))
    found = pages["meetings/m.html"].view()
    assert isinstance(found, MeetingView)
    return found


def beside(seen: MeetingView) -> list[list[str]]:
    return [
        [words(item.title) for item in passage.beside.items] if passage.beside else []
        for passage in seen.minutes
    ]


def test_actions_and_decisions_stand_beside_their_topic_and_no_longer_in_the_text(
    tmp_path: Path,
) -> None:
    seen = view(tmp_path, meeting("2026-06-01", body=BODY))
    assert beside(seen) == [
        [],
        ["The restart moves to 05:00.", "Move it"],
        [],
        ["Tell the gate"],
    ]
    assert [passage.label for passage in seen.minutes if passage.label] == [
        "Decided and to do on Gate outages",
        "Decided and to do on Gate outages",
    ]
    text = "".join(passage.html for passage in seen.minutes)
    assert "Move it" not in text
    assert "<li>a remark</li>" in text
    assert "<ul></ul>" not in text


def test_the_lists_above_lead_to_the_topic(tmp_path: Path) -> None:
    seen = view(tmp_path, meeting("2026-06-01", body=BODY))
    assert seen.decisions is not None
    assert seen.actions is not None
    last = [item.remarks[-1] for item in (*seen.decisions.items, *seen.actions.items)]
    assert [(words(each), each[-1].href) for each in last if isinstance(each[-1], Link)] == [
        ("under Gate outages", "#_gate-outages"),
        ("under Gate outages", "#_gate-outages"),
        ("under Gate outages", "#_gate-outages-2"),
    ]


def test_what_stands_in_the_front_matter_is_placed_by_the_agenda(tmp_path: Path) -> None:
    more = """\
agenda:
  - {topic: "gate  outages", refs: [services/wms]}
  - {topic: Anything else, refs: [customers/logistics]}
decisions:
  - {id: x1, text: It stays., by: p-lind, refs: [services/wms]}
  - {id: x2, text: It goes., by: p-lind, refs: [customers/logistics]}
"""
    body = "# Gate outages\n\nTwo.\n\n- **Decision** (d1) @p-lind: It moves.\n"
    seen = view(tmp_path, meeting("2026-06-01", more=more, body=body))
    assert beside(seen) == [["It stays.", "It moves."]]
    assert seen.decisions is not None
    assert [words(item.title) for item in seen.decisions.items] == [
        *("It stays.", "It goes.", "It moves."),
    ]
    assert seen.agenda is not None
    assert next(piece for item in seen.agenda.items for piece in item.title) == Link(
        "Gate outages", "#_gate-outages"
    )


def test_minutes_without_actions_are_shown_as_any_text(tmp_path: Path) -> None:
    assert view(tmp_path, meeting("2026-06-01", body="# A\n\nSaid.\n")).minutes == ()


def test_an_action_that_holds_more_than_its_text_also_stays_in_the_text(tmp_path: Path) -> None:
    body = "# A\n\n- [ ] (a1) @k-berg due 2026-07-01: Move it\n  - first the gate\n"
    seen = view(tmp_path, meeting("2026-06-01", body=body))
    assert seen.minutes == ()
    assert seen.parts.body is not None
    assert "first the gate" in seen.parts.body.html


def test_what_is_beside_a_topic_has_a_name_for_who_cannot_see_where_it_stands(
    tmp_path: Path,
) -> None:
    files = {**BASE, "meetings/m.md": meeting("2026-06-01", body=BODY)}
    page = pages_of(tmp_path, files, meeting_page.pages)["meetings/m.html"]
    html = main_of(page, tmp_path)
    assert '<div role="group" aria-label="Decided and to do on Gate outages">' in html
    assert html.count('id="a1"') == 1


@pytest.mark.parametrize(
    "line, held",
    [
        ("- [ ] (a1) x", True),
        ("- [~] (a1) x", True),
        ("* **Decision:** (a1) x", True),
        ("1. [x] (a1) x", True),
        ("- x", False),
        ("(a1) x", False),
    ],
)
def test_only_a_list_item_on_the_named_line_is_taken_out(line: str, held: bool) -> None:
    rendered = render_body(f"# T\n\n{line}\n", {}, items={(3, 3): "action/0"})
    assert [topic.items for topic in rendered.topics] == [("action/0",) if held else ()]
    assert ("x" in rendered.html) is not held


@pytest.mark.parametrize(
    "more", ["zebra", "  zebra", "7. zebra", "> zebra", "| zebra |", "<b>zebra</b>", "\n  zebra"]
)
def test_no_word_that_follows_an_item_is_lost(more: str, tmp_path: Path) -> None:
    body = f"- [ ] (a1) @k-berg due 2026-07-01: Move it\n{more}\n"
    files = {**BASE, "meetings/m.md": meeting("2026-06-01", body=body)}
    page = pages_of(tmp_path, files, meeting_page.pages, date(2026, 6, 15))["meetings/m.html"]
    assert "zebra" in main_of(page, tmp_path, date(2026, 6, 15))


def test_headings_have_names_that_nothing_else_on_a_page_has() -> None:
    html = render_body("# Gate *outages*!\n# gate outages\n# ...\n# Ämne 2\n", {}).html
    assert html == (
        '<h3 id="_gate-outages">Gate <em>outages</em>!</h3>\n'
        '<h3 id="_gate-outages-2">gate outages</h3>\n<h3 id="_">...</h3>\n'
        '<h3 id="_ämne-2">Ämne 2</h3>'
    ).replace("\n", "")
