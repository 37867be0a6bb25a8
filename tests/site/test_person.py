"""The pages of people: a manager's own Monday, what everybody is, owes and answers for."""

from __future__ import annotations

from typing import Any

from tests.conftest import Snapshot
from tests.site.monday_tree import bad_monday
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words
from tests.site.test_home import said, section, titles


def person(name: str, files: dict[str, str] | None = None) -> Any:
    return pages_of("person", files or tree())[f"people/{name}.html"].view()


def test_the_manager_in_html(snapshot: Snapshot) -> None:
    snapshot("person.html", main_of(pages_of("person", bad_monday())["people/kari.html"]))


def test_a_manager_has_a_monday_of_their_own_and_others_have_none() -> None:
    kari, petra = person("kari"), person("petra")
    assert column(kari.customers.table, "Customer") == ["Port Group", "Yard"]
    assert column(section(kari.monday, "decide").table, "Agreement") == ["SLA Yard"]
    assert petra.monday is None
    assert petra.customers is None
    assert titles(petra.actions) == ["Choose a day for the switch"]
    assert titles(petra.signed) == ["SLA Yard"]


def test_a_manager_reads_of_their_own_customers_only() -> None:
    kari, sunita = person("kari", bad_monday()), person("sunita", bad_monday())
    assert titles(section(kari.monday, "worse").listing) == ["Yard"]
    assert section(kari.monday, "surveys") is None
    assert titles(section(sunita.monday, "worse").listing) == []
    assert section(sunita.monday, "answer") is None
    assert titles(section(sunita.monday, "surveys").listing) == ["Quay"]
    assert [tile.value.text for tile in sunita.monday.tiles] == ["0", "0", "0", "0", "0"]


def test_the_customer_whose_health_is_worst_comes_first() -> None:
    role = "{person: kari, role: business-relationship-manager, level: tactical, from: 2026-11-01}"
    calm = {"records/customers/alder.yaml": f"name: Alder\nroles: [{role}]\n"}
    table = person("kari", bad_monday() | calm).customers.table
    assert column(table, "Customer") == ["Port Group", "Yard", "Alder"]
    assert [words.split()[0] for words in column(table, "Health")] == ["Red", "Red", "No"]


def test_what_somebody_answers_for_stands_with_what_waits_first() -> None:
    duties = {each.id: each.listing for each in person("kari", bad_monday()).duties}
    assert list(duties) == ["escalations", "complaints", "projects", "risks"]
    assert titles(duties["escalations"]) == ["Nobody may decide"]
    assert titles(duties["complaints"]) == ["The screen is dark", "Nobody called back"]
    assert titles(duties["projects"]) == ["The mast"]
    (risk,) = duties["risks"].items
    assert words(risk.title) == "The crane is needed elsewhere."
    assert said(risk) == ["handling: A second crane.", "by 2026-11-30", "The mast", "High"]


def test_who_answers_for_nothing_has_no_such_section() -> None:
    luc = person("luc", bad_monday())
    assert luc.duties == ()
    assert luc.owns is None


def test_services_and_suppliers_are_owned() -> None:
    owns = person("kari").owns
    assert titles(owns) == ["Maps", "Network", "Warehouse management", "Tavrin Systems"]


def test_roles_are_told_with_their_mandates_and_for_whom_one_stands_in() -> None:
    vera = person("vera")
    assert column(vera.roles, "For") == ["Port Group", "Yard"]
    assert column(vera.roles, "Role") == ["Customer", "Customer, deputy of Petra Lind"]
    assert column(vera.roles, "Mandate")[0] == "Decides and funds, without limit"


def test_the_index_of_people(snapshot: Snapshot) -> None:
    page = pages_of("people", tree())["people/index.html"]
    view: Any = page.view()
    assert column(view.table, "Name")[0] == "Diogo Costa Has left"
    snapshot("people.html", main_of(page))
