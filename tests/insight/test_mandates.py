"""Who may decide and pay, for which unit, on which day, and up to which sum."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.mandates import Holding, Mandates, derive
from brmsite.insight.structure import derive as derive_structure
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

GROUP = """\
name: Group
roles:
  - {person: chief, role: customer, level: strategic, from: 2020-01-01, mandate: {decide: true}}
  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2020-01-01}
"""
LOGISTICS = """\
name: Logistics
parent: group
roles:
  - person: p-lind
    role: customer
    level: strategic
    from: 2025-01-01
    to: 2026-06-30
    deputy: a-lopez
    mandate: {decide: true, fund: true, limit: {amount: 250000}}
  - {person: d-costa, role: purchaser, level: tactical, from: 2025-06-01}
  - {person: e-funds, role: customer, level: tactical, from: 2025-01-01, mandate: {fund: true}}
"""
GATE = "name: Gate\nparent: logistics\n"


def mandates_of(**customers: str) -> Mandates:
    sources = [
        SourceFile(f"records/customers/{unit}.yaml", text.encode())
        for unit, text in sorted(customers.items())
    ]
    return derive(derive_structure(assemble(map(parse, sources), all_kinds())), Settings(), DAY)


DAY = date(2026, 6, 15)
MANDATES = mandates_of(group=GROUP, logistics=LOGISTICS, gate=GATE)


def people(holdings: tuple[Holding, ...]) -> str:
    return " ".join(f"{holding.role.person}@{holding.unit.id}" for holding in holdings)


def test_holdings_are_those_of_the_customer_side_nearest_first() -> None:
    found = MANDATES.holdings("customers/gate")

    assert people(found) == "p-lind@logistics d-costa@logistics e-funds@logistics chief@group"
    assert [holding.index for holding in found] == [0, 1, 2, 0]


@pytest.mark.parametrize(
    "unit, day, deciding",
    [
        ("gate", date(2026, 6, 30), "p-lind@logistics chief@group"),  # the last day counts
        ("gate", date(2026, 7, 1), "chief@group"),
        ("gate", date(2025, 1, 1), "p-lind@logistics chief@group"),  # the first one too
        ("gate", date(2024, 12, 31), "chief@group"),
        ("gate", date(2019, 12, 31), ""),
        ("group", date(2026, 6, 15), "chief@group"),  # what is below does not count
        ("nobody", date(2026, 6, 15), ""),
    ],
)
def test_deciding_on_a_day(unit: str, day: date, deciding: str) -> None:
    assert people(MANDATES.deciding(f"customers/{unit}", day)) == deciding


@pytest.mark.parametrize(
    "person, day, held",
    [
        ("p-lind", date(2026, 6, 15), "p-lind@logistics"),
        ("a-lopez", date(2026, 6, 15), "p-lind@logistics"),  # a deputy has the same
        ("a-lopez", date(2026, 7, 1), ""),
        ("d-costa", date(2025, 6, 1), "d-costa@logistics"),
        ("d-costa", date(2025, 5, 31), ""),
        ("chief", date(2026, 6, 15), "chief@group"),
        ("k-berg", date(2026, 6, 15), ""),  # IT's side
        ("nobody", date(2026, 6, 15), ""),
    ],
)
def test_what_a_person_is_for_a_unit(person: str, day: date, held: str) -> None:
    assert people(MANDATES.of_person("customers/gate", person, day)) == held


def test_only_a_customer_role_with_decide_decides() -> None:
    decides = {
        holding.role.person: holding.decides for holding in MANDATES.holdings("customers/gate")
    }

    assert decides == {"p-lind": True, "d-costa": False, "e-funds": False, "chief": True}


@pytest.mark.parametrize(
    "mandate, limit",
    [
        ("{decide: true}", "None"),
        ("{decide: true, limit: {amount: 0}}", "EUR 0"),
        ("{decide: true, limit: {amount: 250000}}", "EUR 250,000"),
        ("{decide: true, limit: {amount: 250000, currency: SEK}}", "SEK 250,000"),
        ("{decide: true, limit: {amount: 1000.5, per: month}}", "EUR 12,006"),
        ("{decide: true, limit: {amount: 1000, per: once}}", "EUR 1,000"),
    ],
)
def test_the_limit_is_of_a_year_or_of_one_decision(mandate: str, limit: str) -> None:
    role = f"{{person: p, role: customer, level: strategic, from: 2025-01-01, mandate: {mandate}}}"
    mandates = mandates_of(gate=f"name: Gate\nroles:\n  - {role}\n")
    (holding,) = mandates.holdings("customers/gate")

    assert str(mandates.limit(holding)) == limit


def test_a_role_without_mandate_has_no_limit_to_hold_against() -> None:
    (purchaser,) = (
        holding
        for holding in MANDATES.holdings("customers/logistics")
        if holding.role.role == "purchaser"
    )

    assert MANDATES.limit(purchaser) is None
