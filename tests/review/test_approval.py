"""Who must agree: whoever had the mandate before, and whoever the change makes necessary."""

from __future__ import annotations

import pytest

from brmsite.review.comparison import Comparison, verdict
from tests.history.repository import Repository
from tests.review.pull_request import LOGISTICS, SLA, WMS, Edit, changed, proposed

GROUP = "records/customers/port-group.yaml"
LIND = "records/people/p-lind.yaml"
TAVRIN = "records/suppliers/tavrin.yaml"


def asked(found: Comparison) -> list[tuple[str, list[str]]]:
    """By record, who must agree; what is missing where nobody can."""
    return [
        (each.address, [one.name or one.why for one in each.people]) for each in found.approvals
    ]


SLA_PEOPLE = ["Petra Lind", "Kari Berg", "Eva Holm"]


@pytest.mark.parametrize(
    "edit,people",
    [
        (changed(SLA, "value: 99.5", "value: 99.2"), [("agreements/sla-logistics", SLA_PEOPLE)]),
        (changed(SLA, "title: SLA Logistics", "title: SLA Gate"), []),
        (changed(LOGISTICS, "users: 420", "users: 430"), []),
        (
            changed(LOGISTICS, "amount: 250000", "amount: 900000"),
            [("customers/logistics", ["Petra Lind"])],
        ),
        (changed(LIND, "name: Petra Lind", "name: Bo Ek"), [("people/p-lind", ["Kari Berg"])]),
        (changed(LIND, "org: logistics", "org: logistics\nphone: +00 55 010 2417"), []),
        (changed(TAVRIN, "name: Tavrin", "name: Cheap"), [("suppliers/tavrin", ["Kari Berg"])]),
        (
            changed(WMS, "owner: eva-holm", "owner: k-berg"),
            [("services/wms", ["Eva Holm", "Kari Berg"])],
        ),
        (
            changed(GROUP, "business-relationship-manager", "service-level-manager"),
            [("customers/port-group", ["Petra Lind", "Kari Berg"])],
        ),
    ],
    ids=[
        *("a target", "a title", "users", "a limit"),
        *("who it is", "a number", "which supplier", "an owner", "who manages"),
    ],
)
def test_people_are_asked_where_it_matters(
    edit: Edit, people: list[tuple[str, list[str]]], repository: Repository
) -> None:
    assert asked(proposed(repository, edit)) == people


def test_whoever_gives_themselves_a_mandate_does_not_take_the_place_of_others(
    repository: Repository,
) -> None:
    found = proposed(
        repository,
        changed(LOGISTICS, "  - person: p-lind\n", "  - person: a-lopez\n"),
        changed(LOGISTICS, "    deputy: a-lopez\n", ""),
        changed(SLA, "value: 99.5", "value: 99.2"),
    )
    assert asked(found)[0] == ("agreements/sla-logistics", [*SLA_PEOPLE, "Ana Lopez"])


def test_a_price_above_every_mandate_asks_the_unit_above(repository: Repository) -> None:
    found = proposed(repository, changed(SLA, "annual_cost: 186000", "annual_cost: 300000"))
    why = {one.why for one in found.approvals[0].people if one.side == "customer"}
    assert why == {"decides for Logistics Division, up to EUR 250,000"}
    assert "Must agree: Petra Lind for the customer" in verdict(found)


def test_above_the_topmost_unit_it_agrees_too(repository: Repository) -> None:
    """Otherwise who decides there would be asked alone about a mandate of their own."""
    found = proposed(repository, changed(GROUP, "fund: true}}", "fund: true, services: [wms]}}"))
    assert asked(found) == [("customers/port-group", ["Petra Lind", "Kari Berg"])]
    assert [one.side for one in found.approvals[0].people] == ["customer", "provider"]
