"""The pages of requirements and change requests: their indexes and each of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words

REQUIREMENTS = {
    "records/requirements/cranes.yaml": """\
title: The crane plan is not typed by hand
customer: yard
raised_by: diogo
raised: 2025-10-15
need: Forty minutes a day are spent typing.
outcome: A box an hour more.
route: changed
service: wms
prepared_with: diogo
decided_by: petra
decided: 2026-04-15
state: delivered
business_case: 22,000 a year against forty minutes a day.
""",
    "records/requirements/map.yaml": """\
title: A map without paper
customer: yard
raised_by: diogo
raised: 2026-11-02
need: Paper gets wet.
route: new
service: maps
decided_by: vera
state: prepared
""",
}

PLAN = """\
title: Yard plan
customer: yard
period: {from: 2026-01-01, to: 2026-12-31}
objectives:
  - {id: o1, statement: No paper in the yard, supported_by: [requirements/map, changes/route]}
"""

CHANGES = {
    "records/changes/restart.yaml": """\
title: The restart moves
customer: yard
requested_by: petra
on: 2026-03-11
text: The restart moves to 02:30.
services: [wms]
agreement: sla-yard
within_agreement: yes
reason: Maintenance is agreed.
external_ref: CHG-1
state: done
decided_by: petra
decided: 2026-03-12
results_in: "meetings/review#d1"
""",
    "records/changes/route.yaml": """\
title: The way on the map
customer: yard
requested_by: diogo
on: 2026-10-01
text: The map shows the way.
services: [maps]
within_agreement: no
state: approved
decided_by: petra
decided: 2026-10-05
""",
    "records/changes/copy.yaml": """\
title: A copy for the auditors
customer: yard
requested_by: diogo
on: 2026-11-05
text: The auditors get a copy.
within_agreement: unclear
""",
}

FILES = {**REQUIREMENTS, **CHANGES, "records/plans/yard.yaml": PLAN}
AS_OF = date(2026, 11, 16)


def view(module: str, path: str, as_of: date = AS_OF, more: dict[str, str] | None = None) -> Any:
    return pages_of(module, tree() | FILES | (more or {}), as_of)[path].view()


def tags(module: str, path: str, as_of: date) -> list[str]:
    return [tag.word for tag in pages_of(module, tree() | FILES, as_of)[path].tags]


@pytest.mark.parametrize(
    "module, path",
    [
        ("requirement", "requirements/map.html"),
        ("requirements", "requirements/index.html"),
        ("change", "changes/route.html"),
        ("changes", "changes/index.html"),
    ],
)
def test_the_page_in_html(module: str, path: str, snapshot: Snapshot) -> None:
    snapshot(f"{module}.html", main_of(pages_of(module, tree() | FILES)[path]))


def test_a_requirement_says_how_it_went_and_in_which_roles() -> None:
    steps = view("requirement", "requirements/cranes.html").steps.items
    assert [(words(item.title), [words(each) for each in item.remarks]) for item in steps] == [
        ("Raised by Diogo Costa", ["purchaser of Yard"]),
        ("Prepared with Diogo Costa", ["purchaser of Yard"]),
        ("Accepted by Petra Lind", ["customer of Yard"]),
        ("Delivered", []),
    ]


def test_a_requirement_that_waits_says_who_may_decide_on_that_service() -> None:
    waiting = view("requirement", "requirements/map.html")
    # petra's mandate is about the yard system alone
    assert [words(item.title) for item in waiting.may_decide.items] == ["Vera Eriksen"]
    assert [words(item.title) for item in waiting.objectives.items] == ["No paper in the yard"]
    assert view("requirement", "requirements/cranes.html").may_decide is None


def test_before_its_decision_a_requirement_waits() -> None:
    before = view("requirement", "requirements/cranes.html", date(2026, 4, 14))
    assert tags("requirement", "requirements/cranes.html", date(2026, 4, 14)) == ["To be decided"]
    assert words(before.steps.items[-1].title) == "To be decided by Petra Lind"
    index = view("requirements", "requirements/index.html", date(2026, 4, 14))
    assert column(index.table, "Decided") == [""]


def test_the_index_of_requirements_begins_with_what_waits() -> None:
    index = view("requirements", "requirements/index.html")
    assert column(index.table, "Status") == ["To be decided", "Delivered"]
    assert [f"{entry.label} {entry.count}" for entry in index.views] == [
        "All 2",
        "Drafts 0",
        "To be decided 1",
        "Accepted 0",
        "Delivered 1",
        "Declined 0",
    ]


@pytest.mark.parametrize(
    "name, route",
    [
        ("restart", ["Inside SLA Yard.", "Maintenance is agreed.", "It went to change management."]),
        ("route", ["Outside the agreement.", "It goes to service level management."]),
        (
            "copy",
            [
                "Inside or outside the agreement: nobody has said yet.",
                "It goes to relationship management: Kari Berg.",
            ],
        ),
    ],
)  # fmt: skip
def test_a_change_says_where_it_belongs(name: str, route: list[str]) -> None:
    found = view("change", f"changes/{name}.html")
    assert [words(each) for each in found.route] == route


def test_the_note_is_there_when_nobody_says_or_nothing_came_of_it() -> None:
    notes = {
        name: view("change", f"changes/{name}.html").note for name in ("restart", "route", "copy")
    }
    assert notes["restart"] is None
    assert words(notes["route"].title) == "Outside the agreement, and no agreement came of it"
    assert words(notes["copy"].title) == "For 11 days nobody has said where it belongs"
    assert view("change", "changes/copy.html", date(2026, 11, 15)).note is None


def test_a_change_leads_to_what_came_of_it() -> None:
    results = view("change", "changes/restart.html").results
    assert [words(item.title) for item in results.items] == ["Review, Yard, d1"]
    nothing = view("change", "changes/copy.html").results
    assert (nothing.items, nothing.empty.what) == ((), "Nothing.")


def test_a_change_asked_for_tomorrow_is_not_yet() -> None:
    early = view("change", "changes/copy.html", date(2026, 11, 4))
    assert tags("change", "changes/copy.html", date(2026, 11, 4)) == ["Unclear", "Not yet"]
    assert len(early.route) == 1
    index = view("changes", "changes/index.html", date(2026, 11, 4))
    assert column(index.table, "Change") == ["The way on the map", "The restart moves"]


def test_the_index_of_changes_counts_by_where_and_how_far() -> None:
    index = view("changes", "changes/index.html")
    told = {
        words(row.head): [words(cell.lines[0]) if cell.lines else "" for cell in row.cells]
        for row in index.matrix.rows
    }
    assert index.matrix.columns == ("New", "Assessed", "Approved", "Rejected", "Done")
    assert told == {
        "Unclear": ["1", "", "", "", ""],
        "Outside": ["", "", "1", "", ""],
        "Inside": ["", "", "", "", "1"],
    }
    assert words(index.lead[-1]) == "1 request is unclear for too long."
    assert column(index.table, "Days unclear") == ["11", "", ""]


def test_without_records_both_say_what_to_do() -> None:
    changes: Any = pages_of("changes", tree())["changes/index.html"].view()
    requirements: Any = pages_of("requirements", tree())["requirements/index.html"].view()
    assert (changes.matrix, changes.table.empty.what) == (None, "No change requests.")
    assert requirements.table.empty.what == "No requirements."
