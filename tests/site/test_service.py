"""The pages of services and suppliers, and those that list what leads to a record."""

from __future__ import annotations

from typing import Any

import pytest

from brmsite.site.page import Page
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words

PAGES = {
    "services": "services/index.html",
    "service": "services/wms.html",
    "suppliers": "suppliers/index.html",
    "supplier": "suppliers/tavrin.html",
}


def page(module: str) -> Page:
    return pages_of(module, tree())[PAGES[module]]


@pytest.mark.parametrize("module", PAGES)
def test_the_page_in_html(module: str, snapshot: Snapshot) -> None:
    snapshot(f"{module}.html", main_of(page(module)))


def test_a_service_says_who_uses_it_and_at_which_targets() -> None:
    view: Any = page("service").view()
    assert column(view.users, "Customer") == ["Yard"]
    assert column(view.users, "Agreement") == ["SLA Yard"]
    assert column(view.targets, "Target") == ["at least 99.5 percent a month"]
    assert column(view.offerings, "Price") == ["EUR 38.50 a month"]
    assert [words(item.title) for item in view.rests_on.items] == ["Network"]


def test_a_service_used_without_agreement_is_marked_in_the_index() -> None:
    view: Any = page("services").view()
    assert column(view.table, "Service") == [
        "Maps 1 without agreement",
        "Network 1 without agreement",
        "Warehouse management",
    ]


def test_the_contracts_of_a_supplier_in_their_own_currency() -> None:
    index: Any = page("suppliers").view()
    assert column(index.table, "Value a year") == ["SEK 120,000"]
    assert column(index.table, "Next notice") == ["2028-06-30"]
    view: Any = page("supplier").view()
    assert column(view.contracts, "Agreement") == ["Contract with Tavrin"]
    assert words(view.lead[1]) == "help@tavrin.example, +00 55 020 8800"


def test_what_leads_to_a_record_has_its_own_page_from_thirteen_on() -> None:
    def with_services(number: int) -> dict[str, Page]:
        text = tree()["records/services/maps.yaml"]
        more = {
            f"records/services/s{n}.yaml": text.replace("Maps", f"Service {n:02}")
            for n in range(number)
        }
        return pages_of("used_in", tree() | more)

    assert with_services(9) == {}
    (kari,) = with_services(10).values()
    assert kari.path == "used-in/people/kari.html"
    assert kari.title == "Used in: Kari Berg"
    view: Any = kari.view()
    assert column(view.table, "Record")[-1] == "Tavrin Systems"
