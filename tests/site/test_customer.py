"""The pages of customers: their index, each of them, and the structure."""

from __future__ import annotations

from typing import Any

from brmsite.site.shapes import Line, Tag
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree


def view(path: str, module: str, more: dict[str, str] | None = None) -> Any:
    return pages_of(module, tree() | (more or {}))[path].view


def words(line: Line) -> str:
    """What a reader reads in a line."""
    return "".join(
        piece.word if isinstance(piece, Tag) else getattr(piece, "text", "") for piece in line
    )


def column(table: Any, label: str) -> list[str]:
    index = [each.label for each in table.columns].index(label)
    return [words(row.cells[index].line) for row in table.rows]


def test_the_customer_in_html(snapshot: Snapshot) -> None:
    snapshot("customer.html", main_of(pages_of("customer", tree())["customers/yard.html"]))


def test_the_index_in_html(snapshot: Snapshot) -> None:
    snapshot("customers.html", main_of(pages_of("customers", tree())["customers/index.html"]))


def test_the_note_is_there_only_when_something_is_overdue() -> None:
    assert words(view("customers/yard.html", "customer").note.title) == "2 overdue actions"
    assert view("customers/port.html", "customer").note is None


def test_the_newest_slip_comes_before_old_junk() -> None:
    titles = [words(item.title) for item in view("customers/yard.html", "customer").actions.items]
    assert titles == [
        "Ask the supplier for a price",
        "Clear the archive",
        "Choose a day for the switch",
    ]


def test_a_service_without_agreement_is_told_and_one_covered_above_is_not() -> None:
    services = view("customers/yard.html", "customer").services
    assert column(services, "Agreement") == ["SLA Yard", "No agreement"]
    framework = (
        tree()["records/agreements/sla-yard.yaml"]
        .replace("AGR-1", "AGR-9")
        .replace("customer: yard", "customer: port")
        .replace("services: [wms]", "services: [maps]")
        .replace("title: SLA Yard", "title: Group SLA")
        .split("targets:")[0]
    )
    # The group's contract with the supplier is about the same service, but promises the yard nothing.
    above = view("customers/yard.html", "customer", {"records/agreements/group.yaml": framework})
    assert column(above.services, "Agreement") == ["SLA Yard", "Group SLA"]
    assert column(above.inherited, "Agreement") == ["Group SLA"]


def test_who_decides_is_told_from_here_to_the_top() -> None:
    chain = view("customers/yard.html", "customer").chain
    assert [(words(item.title), *map(words, item.remarks)) for item in chain.items] == [
        (
            "Petra Lind",
            "decides and funds, up to EUR 250,000 a year, for Warehouse management",
            "Yard",
            "deputy Vera Eriksen",
        ),
        ("Vera Eriksen", "decides and funds, without limit", "Port Group"),
    ]


def test_a_former_customer_misses_nobody() -> None:
    table = view("customers/index.html", "customers").table
    assert column(table, "Customer") == ["Old Mill Former", "Port Group", "Yard"]
    assert column(table, "Relationship manager") == ["", "Kari Berg", "Kari Berg"]
    assert column(table, "Mandate holder") == ["", "Vera Eriksen", "Petra Lind"]


def test_a_customer_of_whom_nothing_is_known_has_a_page() -> None:
    alone = pages_of("customer", {"records/customers/yard.yaml": "name: Yard\n"})
    html = main_of(alone["customers/yard.html"])
    for sentence in ("No agreements.", "No meetings.", "No services.", "Nobody.", "Never"):
        assert sentence in html


def test_five_hundred_customers_stand_on_three_pages() -> None:
    many = {f"records/customers/c{n}.yaml": f"name: Customer {n}\n" for n in range(500)}
    pages = pages_of("customers", many)
    assert list(pages) == [
        "customers/index.html",
        "customers/index/2.html",
        "customers/index/3.html",
    ]
    last: Any = pages["customers/index/3.html"].view
    assert len(last.table.rows) == 100
    assert last.pager.shown == "401 to 500 of 500 customers"
    assert last.pager.before == "2.html"
    assert pages["customers/index/3.html"].title == "Customers, page 3"


# The structure ------------------------------------------------------------------------------------


def test_the_structure_in_html(snapshot: Snapshot) -> None:
    snapshot("structure.html", main_of(pages_of("structure", tree())["structure.html"]))


def test_the_structure_counts_units_and_mandates() -> None:
    lead = words(view("structure.html", "structure").lead)
    assert lead.startswith("3 units, 2 hold a mandate of their own (blue in the picture)")


def test_a_branch_of_many_units_has_its_own_page() -> None:
    north = {f"records/customers/n{n}.yaml": f"name: N {n}\nparent: north\n" for n in range(320)}
    files = {
        "records/customers/top.yaml": "name: Top\n",
        "records/customers/north.yaml": "name: North\nparent: top\n",
        "records/customers/south.yaml": "name: South\nparent: top\n",
        **north,
    }
    pages = pages_of("structure", files)
    assert list(pages) == ["structure.html", "structure/customers/north.html"]
    whole: Any = pages["structure.html"].view
    (top,) = whole.tree
    assert [words(node.title) for node in top.children] == [
        "North · 320 units below, on their own page",
        "South",
    ]
    branch: Any = pages["structure/customers/north.html"].view
    assert len(branch.tree[0].children) == 320
    assert branch.picture.cut == "The picture shows 1 of 321 units."


def test_a_chain_of_units_deeper_than_python_is_drawn() -> None:
    chain = {
        f"records/customers/u{n}.yaml": f"name: U {n}\n" + (f"parent: u{n - 1}\n" if n else "")
        for n in range(250)
    }
    page: Any = pages_of("structure", chain)["structure.html"].view
    assert len(page.picture.boxes) == 60


def test_without_customers_it_says_what_to_do() -> None:
    html = main_of(pages_of("structure", {})["structure.html"])
    assert "No customers." in html
    assert "records/customers" in html
