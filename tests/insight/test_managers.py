"""Whose customer is whose: the nearest unit's relationship managers on the day."""

from __future__ import annotations

from datetime import date

from brmsite.insight.managers import Managers
from tests.site.pages_of import insight_of

ROLE = "{{person: {}, role: business-relationship-manager, level: tactical, from: {}}}"


def customer(parent: str = "", *roles: str) -> str:
    above = f"parent: {parent}\n" if parent else ""
    return f"name: Unit\n{above}roles: [{', '.join(roles)}]\n"


FILES = {
    "records/people/ann.yaml": "name: Ann\norg: provider\n",
    "records/people/bo.yaml": "name: Bo\norg: provider\nto: 2026-06-30\n",
    "records/customers/top.yaml": customer("", ROLE.format("ann", "2025-01-01")),
    "records/customers/mid.yaml": customer("top", ROLE.format("bo", "2026-01-01")),
    "records/customers/low.yaml": customer("mid"),
}


def managers(as_of: date) -> dict[str, list[str]]:
    def asked(managers: Managers) -> Managers:
        return managers

    found = insight_of(FILES, as_of).ask(asked)
    return {
        address.partition("/")[2]: [person.id for person in people]
        for address, people in found.by_customer.items()
    }


def test_the_nearest_unit_with_a_manager_counts() -> None:
    assert managers(date(2026, 6, 30)) == {"top": ["ann"], "mid": ["bo"], "low": ["bo"]}


def test_who_has_not_begun_or_has_left_does_not_count() -> None:
    from_above = {"top": ["ann"], "mid": ["ann"], "low": ["ann"]}
    assert managers(date(2025, 12, 31)) == from_above
    assert managers(date(2026, 7, 1)) == from_above
