"""The pages of customers: their index, each of them, and the structure."""

from __future__ import annotations

from typing import Any

import pytest

from brmsite.settings import Settings
from brmsite.site.pages import all_pages
from brmsite.site.shapes import Line, Tag
from tests.conftest import Snapshot
from tests.site.monday_tree import BAD, bad_monday
from tests.site.pages_of import insight_of, main_of, pages_of, tree


def view(path: str, module: str, more: dict[str, str] | None = None) -> Any:
    return pages_of(module, tree() | (more or {}))[path].view()


def words(line: Line) -> str:
    """What a reader reads in a line."""
    return "".join(
        piece.word if isinstance(piece, Tag) else getattr(piece, "text", "") for piece in line
    )


def column(table: Any, label: str) -> list[str]:
    index = [each.label for each in table.columns].index(label)
    return [words(row.cells[index].line) for row in table.rows]


def test_the_customer_in_html(snapshot: Snapshot) -> None:
    snapshot("customer.html", main_of(pages_of("customer", bad_monday())["customers/yard.html"]))


def test_the_index_in_html(snapshot: Snapshot) -> None:
    snapshot("customers.html", main_of(pages_of("customers", tree())["customers/index.html"]))


def test_the_note_is_there_only_when_something_is_overdue() -> None:
    assert words(view("customers/yard.html", "customer").note.title) == "2 overdue actions"
    assert view("customers/port.html", "customer").note is None


def test_the_one_note_names_the_worst_of_what_is_late() -> None:
    note = view("customers/yard.html", "customer", BAD).note
    assert words(note.title) == (
        "1 escalation without an answer, 1 overdue complaint and 2 overdue actions"
    )
    assert list(map(words, note.lines)) == [
        "Nobody may decide, no answer for 3 days, asked of Kari Berg",
        "Nobody called back, 4 days late",
        "Ask the supplier for a price, 6 days late, Kari Berg",
    ]


def test_the_head_says_whether_we_are_all_right_with_them_and_why() -> None:
    def tags(path: str, more: dict[str, str] | None = None) -> object:
        return pages_of("customer", tree() | (more or {}))[path].tags

    assert tags("customers/port.html") == (Tag("Attention", "bad"),)
    assert tags("customers/yard.html", BAD) == (Tag("Attention", "bad"),)
    bad = view("customers/yard.html", "customer", BAD)
    assert words(bad.how_it_stands).startswith("Health ")
    assert "weakest in " in words(bad.how_it_stands)
    assert bad.how_it_stands[0].href == "#health"
    former = view("customers/old-mill.html", "customer")
    assert tags("customers/old-mill.html") == (Tag("Former", "mute"),)
    assert (former.how_it_stands, former.health) == ((), None)


def test_the_sections_stand_in_the_order_in_which_they_want_a_decision() -> None:
    page = view("customers/yard.html", "customer", BAD)
    assert [each.id for each in page.delivered] == ["levels-heading"]
    assert [each.id for each in page.standing] == [
        "decisions-needed",
        "projects",
        "satisfaction",
        "complaints",
        "escalations",
        "changes",
        "wishes",
    ]
    assert [link.href for link in page.ways] == ["yard/pack.html", "yard/brief.html"]


def test_what_there_is_none_of_is_said_in_one_sentence() -> None:
    assert words(view("customers/yard.html", "customer", BAD).silence) == (
        "There are no open objectives, no requirements that wait and no attestations."
    )


def test_the_missed_level_comes_first() -> None:
    (levels,) = view("customers/yard.html", "customer", BAD).delivered
    assert column(levels.table, "Status") == ["Missed"]
    assert column(levels.table, "Period") == ["2026-10"]


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
    assert column(above.agreements.inherited, "Agreement") == ["Group SLA"]


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
    assert column(table, "Customer") == ["Old Mill Former external", "Port Group", "Yard"]
    assert column(table, "Manager") == ["", "Kari Berg", "Kari Berg"]
    assert column(table, "Who decides") == ["", "Vera Eriksen", "Petra Lind"]


def test_a_customer_of_whom_nothing_is_known_has_a_page() -> None:
    alone = pages_of("customer", {"records/customers/yard.yaml": "name: Yard\n"})
    html = main_of(alone["customers/yard.html"])
    for sentence in ("No agreements.", "No meetings.", "No services.", "Nobody.", "Never"):
        assert sentence in html


@pytest.mark.parametrize("more, shown, cut", [(10, 12, False), (11, 7, True)])
def test_many_meetings_are_cut_where_they_have_a_page(more: int, shown: int, cut: bool) -> None:
    text = tree()["records/meetings/next.yaml"].replace("planned", "held")
    held = {
        f"records/meetings/h{n:02}.yaml": text.replace("2026-11-25", f"2026-10-{n + 1:02}")
        for n in range(more)
    }
    files = tree() | held
    meetings: Any = pages_of("customer", files)["customers/yard.html"].view()
    assert len(meetings.meetings.items) == shown
    assert (meetings.meetings.more is not None) == cut
    assert ("used-in/customers/yard.html" in pages_of("used_in", files)) == cut


def test_of_many_units_the_first_fifty_are_named() -> None:
    north = {
        f"records/customers/n{n:03}.yaml": f"name: N {n:03}\nparent: yard\n" for n in range(60)
    }
    units = view("customers/yard.html", "customer", north).units
    assert column(units.table, "Unit")[:2] == ["N 000", "N 001"]
    assert len(units.table.rows) == 50
    assert units.more.text == "All 60 units"


def test_five_hundred_customers_stand_on_three_pages() -> None:
    many = {f"records/customers/c{n}.yaml": f"name: Customer {n}\n" for n in range(500)}
    pages = pages_of("customers", many)
    assert list(pages) == [
        "customers/index.html",
        "customers/index/2.html",
        "customers/index/3.html",
    ]
    last: Any = pages["customers/index/3.html"].view()
    assert len(last.table.rows) == 100
    assert last.pager.shown == "401 to 500 of 500 customers"
    assert last.pager.before == "2.html"
    assert pages["customers/index/3.html"].title == "Customers, page 3"


# The structure ------------------------------------------------------------------------------------


def test_the_structure_in_html(snapshot: Snapshot) -> None:
    snapshot("structure.html", main_of(pages_of("structure", tree())["structure.html"]))


def test_the_structure_tells_what_every_customer_may_count_on() -> None:
    settings = Settings.model_validate(
        {"organisation": {"name": "Harbour IT", "commitments": ("No surprises on an invoice.",)}}
    )
    (page,) = insight_of(tree(), settings=settings).ask(all_pages()["structure"])
    html = main_of(page)
    assert "What Harbour IT promises every customer</h2>" in html
    assert "<li>No surprises on an invoice.</li>" in html
    assert view("structure.html", "structure").promises is None


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
    whole: Any = pages["structure.html"].view()
    (top,) = whole.tree
    assert [words(node.title) for node in top.children] == [
        "North · 320 units below, on their own page",
        "South",
    ]
    branch: Any = pages["structure/customers/north.html"].view()
    assert len(branch.tree[0].children) == 320
    assert branch.picture.cut == "The picture shows 60 of 321 units."


def test_a_chain_of_units_deeper_than_python_is_drawn() -> None:
    chain = {
        f"records/customers/u{n}.yaml": f"name: U {n}\n" + (f"parent: u{n - 1}\n" if n else "")
        for n in range(250)
    }
    page: Any = pages_of("structure", chain)["structure.html"].view()
    assert len(page.picture.boxes) == 60


def test_without_customers_it_says_what_to_do() -> None:
    html = main_of(pages_of("structure", {})["structure.html"])
    assert "No customers." in html
    assert "records/customers" in html
