"""Change requests on a day: inside or outside, how far, how long unclear, whose they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.insight.changes import Asked, Changes

AS_OF = date(2026, 6, 15)

BASE = {
    "customers/port.yaml": (
        "name: Port\nroles:\n"
        "  - {person: c-weber, role: change-manager, level: operational, from: 2025-01-01}\n"
        "  - {person: old, role: service-level-manager, level: tactical, from: 2024-01-01, to: 2025-12-31}\n"
        "  - {person: eva, role: service-level-manager, level: tactical, from: 2026-01-01}\n"
        "  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2025-01-01}\n"
    ),
    "customers/yard.yaml": "name: Yard\nparent: port\n",
    "agreements/sla.yaml": (
        "title: SLA\nnumber: A1\ntype: sla\ncustomer: yard\nprovider: provider\nservices: []\n"
        "version: 1\nstate: active\nterm: {start: 2026-01-01, months: 12, renewal: none}\n"
        "funding: []\ncontacts: {change: d-novak}\n"
        "amendments: [{no: 1, on: 2026-05-01, effective: 2026-06-01, summary: S, change: amended}]\n"
    ),
    **{
        f"people/{name}.yaml": f"name: {name}\norg: provider\n"
        for name in ("c-weber", "old", "eva", "k-berg", "d-novak")
    },
}


def changes(project: Path, as_of: date = AS_OF, **requests: str) -> Changes:
    files = BASE | {
        f"changes/{name}.yaml": (
            f"title: {name}\ncustomer: yard\nrequested_by: k-berg\ntext: T.\n{text}\n"
        )
        for name, text in requests.items()
    }
    for path, text in files.items():
        file = project / "records" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    examined = examine(project, as_of)
    assert len(examined.register) == len(files), examined.findings

    def asked(changes: Changes) -> Changes:
        return changes

    return examined.insight.ask(asked)


def one(project: Path, text: str, as_of: date = AS_OF) -> Asked:
    (found,) = changes(project, as_of, c1=text).all
    return found


@pytest.mark.parametrize(
    "text, route, people",
    [
        pytest.param("yes\nagreement: sla", "change-management", ["d-novak"], id="the contact of the agreement"),
        pytest.param("yes", "change-management", ["c-weber"], id="the change manager above"),
        pytest.param("no\nagreement: sla", "service-level-management", ["eva"], id="who is it today, above"),
        pytest.param("unclear", "relationship-management", ["k-berg"], id="the relationship manager"),
        pytest.param("no\n", "service-level-management", ["eva"], id="without an agreement"),
    ],
)  # fmt: skip
def test_whose_it_is(tmp_path: Path, text: str, route: str, people: list[str]) -> None:
    found = one(tmp_path, f"on: 2026-06-01\nwithin_agreement: {text}")
    assert (found.route, [person.id for person in found.routed_to]) == (route, people)


@pytest.mark.parametrize(
    "text, days, too_long",
    [
        pytest.param("on: 2026-06-05\nwithin_agreement: unclear", 10, False, id="ten days"),
        pytest.param("on: 2026-06-04\nwithin_agreement: unclear", 11, True, id="eleven days"),
        pytest.param("on: 2026-06-15\nwithin_agreement: unclear", 0, False, id="today"),
        pytest.param("on: 2026-01-01\nwithin_agreement: yes", None, False, id="clear"),
        pytest.param("on: 2026-01-01\nwithin_agreement: unclear\nstate: rejected", None, False, id="rejected"),
        pytest.param("on: 2026-01-01\nwithin_agreement: unclear\nstate: done", 165, True, id="done all the same"),
    ],
)  # fmt: skip
def test_how_long_it_is_unclear(
    tmp_path: Path, text: str, days: int | None, too_long: bool
) -> None:
    found = one(tmp_path, text)
    assert (found.days_unclear, found.is_unclear_too_long) == (days, too_long)


@pytest.mark.parametrize("decided, state", [("2026-06-15", "done"), ("2026-06-16", "assessed")])
def test_what_is_decided_tomorrow_is_only_assessed_today(
    tmp_path: Path, decided: str, state: str
) -> None:
    text = f"on: 2026-06-01\nwithin_agreement: yes\nstate: done\ndecided: {decided}"
    found = one(tmp_path, text)
    assert found.state == state
    assert found.is_open == (state == "assessed")


def test_what_came_of_it_is_named_by_it_or_by_an_amendment_each_once(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        amended="on: 2026-03-01\nwithin_agreement: no\nresults_in: agreements/sla",
        other='on: 2026-03-02\nwithin_agreement: no\nresults_in: "changes/amended#x"',
        lost="on: 2026-03-03\nwithin_agreement: no\nresults_in: agreements/none",
    )
    results = {one.change.id: [each.address for each in one.results] for one in found.all}
    assert results == {"lost": [], "other": ["changes/amended"], "amended": ["agreements/sla"]}


def test_counted_by_where_and_how_far_and_only_those_made_by_then(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        a="on: 2026-06-15\nwithin_agreement: yes",
        b="on: 2026-06-16\nwithin_agreement: yes",
        c="on: 2026-06-14\nwithin_agreement: no\nstate: approved",
        d="on: 2026-06-13\nwithin_agreement: no\nstate: done",
    )
    assert [one.change.id for one in found.all] == ["a", "c", "d"]
    assert [one.change.id for one in found.that_are("no")] == ["c", "d"]
    assert [one.change.id for one in found.that_are("no", "done")] == ["d"]
    assert [one.change.id for one in found.that_are(None, "new", "done")] == ["a", "d"]
    assert [one.change.id for one in found.open] == ["a", "c"]
