"""Support load: the fullest team stands first, and what is not known is said."""

from __future__ import annotations

from datetime import date

from brmsite.site.pages.load import LoadView
from brmsite.site.pages.loads import INDEX, LoadsView
from brmsite.site.shapes import Number, Tag
from tests.site.pages_of import pages_of


def _load(name: str, team: str, hours: int | None) -> dict[str, str]:
    text = (
        f"title: Load {name}\nteam: {team}\nperiod: {{from: 2026-07-01, to: 2026-09-30}}\n"
        "opened: 12\nclosed: 9\ncapacity_hours: 100\nby_priority: {P1: 2}\n"
    )
    return {f"records/loads/{name}.yaml": text + (f"hours: {hours}\n" if hours else "")}


RECORDS = {
    **_load("desk", "Service desk", 80),
    **_load("net", "Network", None),
    **_load("yard", "Yard and gate", 120),
}


def test_the_fullest_team_stands_first() -> None:
    view = pages_of("loads", RECORDS)[INDEX].view()
    assert isinstance(view, LoadsView)
    assert view.teams is not None
    heads = [row.cells[0].order or row.cells[0].line[0] for row in view.teams.rows]
    assert [getattr(head, "text", head) for head in heads] == [
        "Yard and gate",
        "Service desk",
        "Network",
    ]
    tags = [row.cells[6].line[0] for row in view.teams.rows]
    assert tags == [
        Tag("Above capacity", "bad"),
        Tag("Within capacity", "ok"),
        Tag("Not measured", "mute"),
    ]


def test_without_records_the_page_says_what_to_do() -> None:
    view = pages_of("loads", {})[INDEX].view()
    assert isinstance(view, LoadsView)
    assert view.teams is None
    assert view.periods.empty.todo


def test_a_load_says_how_full_the_team_was_and_that_nothing_is_done() -> None:
    pages = pages_of("load", RECORDS)
    view = pages["loads/yard.html"].view()
    assert isinstance(view, LoadView)
    assert Number("120 %", 120.0) in view.lead[0]
    assert "What is done" in [fact.label for fact in view.facts]
    assert pages["loads/net.html"].tags == (Tag("Not measured", "mute"),)
    quiet = pages["loads/net.html"].view()
    assert isinstance(quiet, LoadView)
    assert "What is done" not in [fact.label for fact in quiet.facts]


def test_a_team_without_any_hours_is_measured_and_above() -> None:
    records = _load("desk", "Service desk", 80)
    none = {path: text.replace(": 100", ": 0") for path, text in records.items()}
    view = pages_of("loads", none)[INDEX].view()
    assert isinstance(view, LoadsView)
    assert "1 of 1 measured team had" in str(view.lead)
    view = pages_of("load", none)["loads/desk.html"].view()
    assert isinstance(view, LoadView)
    assert "the team had none for it" in str(view.lead)


def test_a_period_that_is_not_over_says_nothing_yet() -> None:
    records = _load("yard", "Yard and gate", 120)
    before = date(2026, 9, 29)
    view = pages_of("loads", records, before)[INDEX].view()
    assert isinstance(view, LoadsView)
    assert view.teams is not None
    assert "No period" in str(view.lead)
    assert view.teams.rows[0].cells[6].line == (Tag("Not over yet", "mute"),)
    view = pages_of("load", records, before)["loads/yard.html"].view()
    assert isinstance(view, LoadView)
    assert "What is done" not in [fact.label for fact in view.facts]
