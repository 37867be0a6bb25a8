"""Services by customers as a heat map: every pair once, in blocks and pages that a phone can bear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brmsite.site.page import Page
from brmsite.site.pages import service_matrix
from brmsite.site.shapes import Heat
from tests.conftest import Snapshot
from tests.site.small_project import BASE, LOGISTICS, agreement, html_of, main_of, pages_of

FIRST = "services/views/by-customer.html"


def heat_of(page: Page) -> Heat:
    view: Any = page.view()
    assert isinstance(view.heat, Heat)
    return view.heat


def service(name: str) -> str:
    return f"name: {name}\nstate: live\ntype: supporting\nowner: k-berg\ndescription: It runs.\n"


def many(customers: int, services: int) -> dict[str, str]:
    """Every customer uses three services, one after the other."""
    uses = {
        f"customers/c{number:03}.yaml": f"name: Customer {number:03}\nservices:\n"
        + "".join(
            f"  - {{service: s{(number + step) % services}, since: 2026-01-01}}\n"
            for step in range(3)
        )
        for number in range(customers)
    }
    return (
        BASE | uses | {f"services/s{n}.yaml": service(f"Service {n:03}") for n in range(services)}
    )


def test_every_pair_stands_on_one_page_and_no_page_is_large(tmp_path: Path) -> None:
    found = pages_of(tmp_path, many(120, 60), service_matrix.pages)
    told: list[tuple[str, str]] = []
    for page in found.values():
        heat = heat_of(page)
        assert len(heat.rows) <= 40
        assert len(heat.columns) <= 24
        assert all(len(row.cells) == len(heat.columns) for row in heat.rows)
        told += [
            (row.head.text, column.text)
            for row in heat.rows
            for column, cell in zip(heat.columns, row.cells, strict=True)
            if cell is not None
        ]
    assert len(told) == len(set(told)) == 360
    assert len({page.title for page in found.values()}) == len(found)
    assert next(iter(found)) == FIRST


def test_marks_say_how_a_pair_stands(tmp_path: Path, snapshot: Snapshot) -> None:
    uses = "services: [{service: net, since: 2026-01-01, vital: true}]\n"
    files = {
        **BASE,
        "services/net.yaml": service("Network"),
        "services/erp.yaml": service("'Ledgers <b>&\"'"),
        "customers/logistics.yaml": f"{LOGISTICS}{uses}",
        "customers/yard.yaml": (
            "name: Yard\nparent: logistics\n"
            "services: [{service: wms, since: 2026-01-01}, {service: net, since: 2026-01-01}]\n"
        ),
        "agreements/sla.yaml": agreement().replace("services: [wms]", "services: [wms, erp]"),
    }
    page = pages_of(tmp_path, files, service_matrix.pages)[FIRST]
    cells = {
        (row.head.text, column.text): f"{cell.tag.word} {cell.word}".strip()
        for row in heat_of(page).rows
        for column, cell in zip(heat_of(page).columns, row.cells, strict=True)
        if cell is not None
    }
    assert cells == {
        ("Logistics", "Network"): "No agreement vital",
        ("Logistics", "Yard system"): "Used below",
        ("Logistics", 'Ledgers <b>&"'): "Agreed, not used",
        ("Yard", "Yard system"): "Agreed",
        ("Yard", "Network"): "No agreement",
    }
    assert "<b>&" not in html_of(page, tmp_path)
    snapshot("service_matrix.html", main_of(page, tmp_path))


def test_without_any_use_the_page_says_what_to_do(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, BASE, service_matrix.pages).values()
    assert "No services are used." in html_of(page, tmp_path)
