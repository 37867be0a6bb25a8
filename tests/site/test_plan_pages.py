"""The pages of plans: their index and each of them."""

from __future__ import annotations

from typing import Any

from brmsite.site.shapes import Tag
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words

PLAN = """\
title: Yard plan 2026
customer: yard
period: {from: 2026-01-01, to: 2026-12-31}
source: operational-plan
expected_changes:
  - {text: Two more trains a day, when: autumn 2027, effect: The yard must know an hour earlier.}
objectives:
  - id: o1
    statement: Lorries leave within 40 minutes
    measure: From barrier to barrier
    target: 40 minutes
    due: 2026-12-31
    supported_by: [services/wms, "agreements/sla-yard#t1", meetings/review, services/none]
  - {id: facts, statement: Boarding closes ten minutes before, due: 2026-11-15, supported_by: [services/wms]}
  - {id: o3, statement: A map without paper}
  - {id: o4, statement: A second gate, state: reached}
opportunities:
  - {technology: Number plate cameras, use: Lorries need not stop.}
reviewed: {on: 2026-02-04, meeting: review, with: [petra]}
"""

BEFORE = """\
title: Yard plan 2025
customer: yard
period: {from: 2025-01-01, to: 2025-12-31}
objectives: [{id: o1, statement: A gate}]
"""

PLANS = {
    "records/plans/yard-2025.yaml": BEFORE,
    "records/plans/yard-2026.yaml": PLAN,
}


def plan(name: str = "yard-2026", more: dict[str, str] | None = None) -> Any:
    return pages_of("plan", tree() | PLANS | (more or {}))[f"plans/{name}.html"].view()


def index(files: dict[str, str]) -> Any:
    return pages_of("plans", tree() | files)["plans/index.html"].view()


def test_the_plan_in_html(snapshot: Snapshot) -> None:
    snapshot("plan.html", main_of(pages_of("plan", tree() | PLANS)["plans/yard-2026.html"]))


def test_the_index_in_html(snapshot: Snapshot) -> None:
    snapshot("plans.html", main_of(pages_of("plans", tree() | PLANS)["plans/index.html"]))


def test_each_objective_says_what_supports_it() -> None:
    items = plan().objectives.items
    told = {words(item.title): [tag.word for tag in item.tags] for item in items}
    assert told == {
        "Lorries leave within 40 minutes": ["Supported"],
        "Boarding closes ten minutes before": ["Overdue"],
        "A map without paper": ["Unsupported"],
        "A second gate": ["Reached"],
    }
    assert [words(remark) for remark in items[0].remarks] == [
        "o1",
        "target: 40 minutes",
        "From barrier to barrier",
        "due 2026-12-31",
        "supported by Warehouse management, SLA Yard, t1",
        "named: Review, Yard, services/none",
    ]
    assert words(items[1].remarks[1]) == "due 2026-11-15 (1 day late)"
    assert words(items[2].remarks[-1]) == "nothing supports it"


def test_an_objective_called_like_a_place_on_the_page_gets_no_anchor() -> None:
    assert [item.id for item in plan().objectives.items] == ["o1", "", "o3", "o4"]


def test_a_plan_of_another_time_has_no_figures() -> None:
    past = plan("yard-2025")
    assert pages_of("plan", tree() | PLANS)["plans/yard-2025.html"].tags == (Tag("Ended", "mute"),)
    assert past.tiles == ()
    assert [words(item.title) for item in past.others.items] == ["Yard plan 2026"]
    assert plan().tiles[0].value.text == "2 of 3"


def test_the_index_begins_with_what_is_wanting() -> None:
    view = index(PLANS)
    assert [words((tile.value,)) for tile in view.tiles] == ["1 of 2", "2 of 3", "1", "1"]
    assert [words(item.title) for item in view.late.items] == ["Boarding closes ten minutes before"]
    assert [words(item.title) for item in view.bare.items] == ["A map without paper"]
    assert [words(item.title) for item in view.missing.items] == ["Port Group"]
    assert column(view.table, "Status") == ["Current", "Ended"]
    assert column(view.table, "Supported") == ["2 of 3", ""]
    assert column(view.table, "Gone through") == ["2026-02-04", "Never"]


def test_a_customer_whose_plan_ended_is_told_with_it() -> None:
    view = index({"records/plans/yard-2025.yaml": BEFORE})
    last = {words(item.title): words(item.remarks[-1]) for item in view.missing.items}
    assert last == {
        "Port Group": "never had one",
        "Yard": "the last one, Yard plan 2025, ended 2025-12-31",
    }


def test_without_plans_the_page_says_what_to_do_and_gives_no_figures() -> None:
    view = index({})
    assert [words((tile.value,)) for tile in view.tiles] == ["0 of 2", "No objectives", "0", "0"]
    assert (view.late, view.bare, view.table.rows) == (None, None, ())
    assert view.table.empty.what == "No plans."


def test_more_than_twenty_of_a_kind_are_counted_not_listed() -> None:
    items = "".join(f"  - {{id: o{n}, statement: Objective {n}}}\n" for n in range(25))
    text = PLAN.split("objectives:", maxsplit=1)[0] + "objectives:\n" + items
    view = index({"records/plans/yard-2026.yaml": text})
    assert len(view.bare.items) == 21
    assert words(view.bare.items[-1].title).startswith("and 5 more")
