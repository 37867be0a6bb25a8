"""The contact matrix: who is in each cell on a day, and when the two sides meet."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.contacts import LEVELS, SIDES, ContactMatrix, Contacts, derive
from brmsite.insight.structure import derive as derive_structure
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Level
from brmsite.kinds.role import Side
from brmsite.register.assemble import assemble
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

DAY = date(2026, 6, 15)

PEOPLE = {
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "people/h-jansen.yaml": "name: Hugo Jansen\norg: provider\nto: 2026-06-14\n",
    "people/l-moreau.yaml": "name: Luc Moreau\norg: tavrin\n",
    "suppliers/tavrin.yaml": "name: Tavrin\nmanager: k-berg\n",
}
GROUP = """\
name: Group
roles:
  - {person: k-berg, role: it-management, level: strategic, from: 2020-01-01}
"""
LOGISTICS = """\
name: Logistics
parent: group
tier: b
cadence:
  - {level: tactical, target_months: 2, max_months: 3}
roles:
  - {person: p-lind, role: purchaser, level: tactical, from: 2025-01-01}
  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2025-01-01}
  - {person: h-jansen, role: service-desk, level: operational, from: 2025-01-01}
  - {person: k-berg, role: delivery-manager, level: strategic, from: 2025-01-01, to: 2026-06-14}
"""


def meeting(day: str, *present: str, state: str = "held", level: str = "tactical", of: str) -> str:
    attendees = ", ".join(present)
    return (
        f"title: Meeting\ndate: {day}\ntype: service-review\nlevel: {level}\n"
        f"customers: [{of}]\nstate: {state}\nattendees: [{attendees}]\n"
    )


def contacts_of(files: dict[str, str], as_of: date = DAY) -> Contacts:
    everything = PEOPLE | {"customers/group.yaml": GROUP, "customers/logistics.yaml": LOGISTICS}
    sources = [
        SourceFile(f"records/{path}", text.encode())
        for path, text in sorted((everything | files).items())
    ]
    register = assemble(map(parse, sources), all_kinds())
    assert register.diagnostics == ()
    return derive(register, Settings(), derive_structure(register), as_of)


def matrix_of(unit: str, files: dict[str, str], as_of: date = DAY) -> ContactMatrix:
    return contacts_of(files, as_of).by_address[f"customers/{unit}"]


def people(matrix: ContactMatrix, level: Level, side: Side) -> str:
    return " ".join(
        f"{contact.role.person}@{contact.unit.id}" for contact in matrix.cell(level, side).people
    )


def test_cells_hold_those_whose_role_covers_the_day_own_before_inherited() -> None:
    matrix = matrix_of("logistics", {})
    found = {
        (level, side): people(matrix, level, side)
        for level in LEVELS
        for side in SIDES
        if people(matrix, level, side)
    }

    assert found == {
        ("strategic", "provider"): "k-berg@group",
        ("tactical", "customer"): "p-lind@logistics",
        ("tactical", "provider"): "k-berg@logistics",
    }


def test_the_day_before_a_role_ended_and_a_person_left() -> None:
    matrix = matrix_of("logistics", {}, date(2026, 6, 14))

    assert people(matrix, "strategic", "provider") == "k-berg@logistics k-berg@group"
    assert people(matrix, "operational", "provider") == "h-jansen@logistics"


def test_a_contact_knows_its_person_and_where_its_role_is_written() -> None:
    (contact,) = matrix_of("logistics", {}).cell("tactical", "provider").people

    assert contact.person is not None
    assert contact.person.title == "Kari Berg"
    assert (contact.unit.id, contact.index) == ("logistics", 1)


def test_required_and_filled_cells_follow_the_tier() -> None:
    contacts = contacts_of({})
    logistics = contacts.by_address["customers/logistics"]
    group = contacts.by_address["customers/group"]

    assert (logistics.required_count, logistics.filled_count) == (4, 2)
    assert [cell.required for cell in logistics.cells] == [False, False, True, True, True, True]
    assert (group.required_count, group.filled_count) == (2, 0)


def test_one_person_alone_on_a_side() -> None:
    assert matrix_of("logistics", {}).single_threaded == ("customer", "provider")
    assert matrix_of("group", {}).single_threaded == ("provider",)


def test_a_deputy_is_a_second_person() -> None:
    with_deputy = LOGISTICS.replace(
        "level: tactical, from", "level: tactical, deputy: l-moreau, from"
    )

    assert matrix_of("logistics", {"customers/logistics.yaml": with_deputy}).single_threaded == ()


@pytest.mark.parametrize(
    "files, customer_side, provider_side",
    [
        ({}, None, None),
        (
            {"m1": meeting("2026-05-01", "{person: p-lind}", "{person: k-berg}", of="logistics")},
            "m1",
            "m1",
        ),
        ({"m1": meeting("2026-05-01", "{person: k-berg}", of="logistics")}, None, "m1"),
        (
            {"m1": meeting("2026-05-01", "{person: p-lind, status: apology}", of="logistics")},
            None,
            None,
        ),
        (
            {"m1": meeting("2026-05-01", "{person: p-lind, status: deputy}", of="logistics")},
            "m1",
            None,
        ),
        ({"m1": meeting("2026-05-01", "{person: l-moreau}", of="logistics")}, None, None),
        (
            {"m1": meeting("2026-05-01", "{person: p-lind}", of="logistics", state="cancelled")},
            None,
            None,
        ),
        (
            {"m1": meeting("2026-05-01", "{person: p-lind}", of="logistics", level="strategic")},
            None,
            None,
        ),
        ({"m1": meeting("2026-06-15", "{person: p-lind}", of="logistics")}, "m1", None),
        ({"m1": meeting("2026-06-16", "{person: p-lind}", of="logistics")}, None, None),
        (
            {
                "m1": meeting("2026-03-01", "{person: p-lind}", "{person: k-berg}", of="logistics"),
                "m2": meeting("2026-05-01", "{person: k-berg}", of="logistics"),
            },
            "m1",
            "m2",
        ),
    ],
    ids=[
        "none",
        "both",
        "one side",
        "apology",
        "deputy",
        "supplier",
        "cancelled",
        "level",
        "today",
        "tomorrow",
        "two",
    ],
)
def test_the_last_contact_of_each_side(
    files: dict[str, str], customer_side: str | None, provider_side: str | None
) -> None:
    matrix = matrix_of("logistics", {f"meetings/{name}.yaml": text for name, text in files.items()})
    last = [matrix.cell("tactical", side).last for side in SIDES]

    assert [meeting.id if meeting else None for meeting in last] == [customer_side, provider_side]


def test_contacts_of_a_unit_count_for_those_above_and_not_below() -> None:
    files = {
        "meetings/m1.yaml": meeting("2026-03-01", "{person: p-lind}", of="group"),
        "meetings/m2.yaml": meeting("2026-05-01", "{person: p-lind}", of="logistics"),
        "meetings/m3.yaml": meeting("2026-07-01", of="logistics", state="planned"),
    }
    contacts = contacts_of(files)
    group = contacts.by_address["customers/group"].cell("tactical", "customer")
    logistics = contacts.by_address["customers/logistics"].cell("tactical", "customer")
    of_group_only = contacts_of({"meetings/m1.yaml": files["meetings/m1.yaml"]})

    assert group.last is logistics.last is not None
    assert group.next is logistics.next is not None
    assert of_group_only.by_address["customers/logistics"].cell("tactical", "customer").last is None


def test_the_next_contact_is_the_soonest_planned_one_from_today_on() -> None:
    files = {
        "meetings/m1.yaml": meeting("2026-06-14", of="logistics", state="planned"),
        "meetings/m2.yaml": meeting("2026-08-01", of="logistics", state="planned"),
        "meetings/m3.yaml": meeting("2026-06-15", of="logistics", state="planned"),
        "meetings/m4.yaml": meeting("2026-06-15", of="logistics", state="cancelled"),
    }
    found = matrix_of("logistics", files).cell("tactical", "provider").next

    assert found is not None
    assert found.id == "m3"


@pytest.mark.parametrize(
    "met, colour",
    [
        ("2026-04-15", "within-target"),
        ("2026-04-14", "within-maximum"),
        ("2026-03-15", "within-maximum"),
        ("2026-03-14", "beyond"),
        ("2026-06-16", "beyond"),  # not yet
    ],
)
def test_colours_by_the_months_since_the_last_contact(met: str, colour: str) -> None:
    files = {"meetings/m1.yaml": meeting(met, "{person: p-lind}", of="logistics")}

    assert matrix_of("logistics", files).cell("tactical", "customer").colour == colour


def test_colours_of_cells_without_people_or_rhythm() -> None:
    matrix = matrix_of("logistics", {})

    assert matrix.cell("operational", "provider").colour == "empty"
    assert matrix.cell("strategic", "provider").colour == "no-cadence"
    assert matrix.cell("tactical", "provider").colour == "beyond"


def test_a_person_whose_record_does_not_hold_is_still_there() -> None:
    sources = [
        SourceFile("records/customers/group.yaml", GROUP.encode()),
        SourceFile("records/people/k-berg.yaml", b"name: Kari Berg\n"),
    ]
    register = assemble(map(parse, sources), all_kinds())
    contacts = derive(register, Settings(), derive_structure(register), DAY)
    (contact,) = contacts.of(next(iter(contacts.by_address.values())).customer).cells[1].people

    assert contact.person is None
    assert contact.role.person == "k-berg"


def test_units_in_a_loop_have_a_matrix_too() -> None:
    contacts = contacts_of({"customers/group.yaml": "name: Group\nparent: logistics\n"})

    assert sorted(contacts.by_address) == ["customers/group", "customers/logistics"]
