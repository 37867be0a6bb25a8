"""The page of customer health, and what a customer's own page says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.insight.health import Health
from brmsite.insight.turned import Turned
from brmsite.site.addresses import Here
from brmsite.site.health_items import HealthSection, health_section
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pages import health
from brmsite.site.pages.health import HealthView, Rest
from brmsite.site.shapes import Line, Table, Tag, Tile
from brmsite.site.titles import Titles
from tests.conftest import Snapshot
from tests.site.pages_of import insight_of
from tests.site.small_project import BASE, LOGISTICS, agreement, html_of, main_of, pages_of

AS_OF = date(2026, 6, 15)

PULSE = "pulse: {score: 4, by: k-berg, on: 2026-06-01, reason: They call us first.}\n"
USES = "services: [{service: wms, since: 2026-01-01, vital: true}]\n"

COMPLAINT = """\
title: Nobody called back
type: complaint
customer: logistics
received: 2026-06-01
acknowledged: 2026-06-02
owner: k-berg
text: I wait.
severity: critical
due: 2026-06-10
state: investigating
"""

ESCALATION = """\
title: Nobody may decide
origin: customers/yard
from_level: operational
to_level: tactical
to: k-berg
raised_by: d-costa
raised: 2026-06-12
reason: It is stuck.
response_due: 2026-06-20
"""

FILES = {
    **BASE,
    "customers/logistics.yaml": LOGISTICS + PULSE + USES,
    "customers/yard.yaml": "name: Yard\n",
    "customers/quiet.yaml": "name: Quiet\n",
    "agreements/sla.yaml": agreement(),
    "feedback/no-call.yaml": COMPLAINT,
    "feedback/praise.yaml": (
        "title: Well done\ntype: compliment\ncustomer: yard\nreceived: 2026-05-01\ntext: Thanks.\n"
        "state: closed\n"
    ),
    "escalations/stuck.yaml": ESCALATION,
}


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def rows(table: Table) -> list[list[str]]:
    return [[words(cell.line) for cell in row.cells] for row in table.rows]


def told(tiles: tuple[Tile, ...]) -> dict[str, tuple[str, str]]:
    return {tile.label: (words((tile.value,)), words(tile.note)) for tile in tiles}


def view(page: Page) -> HealthView:
    view = page.view()
    assert isinstance(view, HealthView)
    return view


def rest(page: Page) -> Rest:
    found = view(page).rest
    assert found is not None
    return found


def section(name: str, files: dict[str, str] = FILES) -> HealthSection:
    def ask(health: Health, turned: Turned, titles: Titles) -> HealthSection:
        found = health.by_address[f"customers/{name}"]
        register = insight.ask(lambda register: register)
        naming = Naming(register, titles, Here(f"customers/{name}.html"))
        return health_section(naming, found, turned)

    insight = insight_of({f"records/{path}": text for path, text in files.items()}, AS_OF)
    return insight.ask(ask)


def test_the_worst_stand_first_with_every_part_and_what_limits_them(tmp_path: Path) -> None:
    page = pages_of(tmp_path, FILES, health.pages)["health.html"]
    silent = ["No data"] * 4
    assert rows(view(page).customers) == [
        [
            "Logistics was green · Critical complaint overdue",
            "Red 92.5 ?",
            "4 of 5",
            *silent,
            "85",
            "100",
            "No data",
        ],
        [
            "Yard was green · Open escalation",
            "Amber 75.0 ?",
            "",
            *silent,
            "75",
            "No data",
            "No data",
        ],
        ["Quiet", "No score", "", *silent, "No data", "No data", "No data"],
    ]
    notes = view(page).customers.rows[0].cells[0].line[-1]
    assert getattr(notes, "href", "") == "feedback/no-call.html"


def test_no_data_sorts_below_nothing(tmp_path: Path) -> None:
    table = view(pages_of(tmp_path, FILES, health.pages)["health.html"]).customers
    assert [row.cells[7].order for row in table.rows] == ["85", "75", "-1"]
    assert [float(row.cells[1].order) for row in table.rows] == [92.5, 1075, 3000]


def test_the_first_page_counts_the_colours_and_tells_who_got_worse(tmp_path: Path) -> None:
    found = rest(pages_of(tmp_path, FILES, health.pages)["health.html"])
    assert told(found.tiles) == {
        "Red": ("1", "1 of them on little data"),
        "Amber": ("1", "1 of them on little data"),
        "Green": ("0", "of 3 customers"),
        "No score": ("1", "nothing is known"),
        "Got worse": ("2", "since 2026-06-08"),
    }
    assert words(found.worse_title) == "Got worse since 8 Jun 2026"
    assert [
        (words(item.title), [words(each) for each in item.remarks]) for item in found.worse.items
    ] == [
        ("Logistics", ["was green, 92.5 ?", "now 92.5 ?", "critical complaint overdue"]),
        ("Yard", ["was green, 100.0 ?", "now 75.0 ?", "complaints from 100 to 75"]),
    ]


def test_without_customers_the_page_says_so(tmp_path: Path) -> None:
    page = pages_of(tmp_path, {}, health.pages)["health.html"]
    assert view(page).customers.rows == ()
    assert "There is no active customer to judge." in html_of(page, tmp_path)


def test_many_customers_stand_on_several_pages(tmp_path: Path) -> None:
    files = {f"customers/c{number:03}.yaml": f"name: C {number:03}\n" for number in range(250)}
    found = pages_of(tmp_path, files, health.pages)
    assert list(found) == ["health.html", "health/2.html"]
    assert len(view(found["health/2.html"]).customers.rows) == 50
    assert view(found["health/2.html"]).rest is None
    assert found["health/2.html"].title == "Customer health, page 2"


def test_a_customer_s_page_says_why() -> None:
    found = section("logistics")
    late = "Nobody called back"
    pulse = "4 of 5 (Kari Berg, 2026-06-01): They call us first."
    assert words(found.score) == "Red 92.5 ?"
    assert [words(each) for each in found.remarks] == [
        "20 % of the weight has data, too little to be sure of: hence the question mark.",
        f"Critical complaint overdue, so red whatever the score: {late}.",
        "On 8 Jun 2026 it was green, 92.5 ?; since then: critical complaint overdue.",
        f"The manager's own pulse, which does not enter: {pulse}",
    ]
    assert rows(found.parts)[0] == [
        "Promises",
        "No data",
        "25",
        "No agreement in force with this customer has targets.",
        "",
    ]
    assert rows(found.parts)[4:6] == [
        ["Complaints", "85", "10", "15 points off", "Nobody called back (open complaint)"],
        ["Agreed", "100", "10", "1 of 1 uses in force, paid for and signed", ""],
    ]


def test_a_customer_of_whom_nothing_is_known_is_not_judged() -> None:
    found = section("quiet")
    assert found.score == (Tag("No score", "mute"),)
    assert [words(each) for each in found.remarks] == ["Nothing is known that would make a score."]


def test_of_many_records_behind_a_part_the_first_few_are_linked_each_once() -> None:
    services = {
        f"services/s{number}.yaml": BASE["services/wms.yaml"].replace("Yard", f"S{number}")
        for number in range(5)
    }
    uses = ", ".join(f"{{service: s{number}, since: 2026-01-01}}" for number in (0, 1, 2, 3, 4, 4))
    found = section(
        "yard", {**FILES, **services, "customers/yard.yaml": f"name: Yard\nservices: [{uses}]\n"}
    )
    part = rows(found.parts)[5]
    assert part[:4] == ["Agreed", "0", "10", "0 of 6 uses in force, paid for and signed"]
    bare = "; ".join(f"Yard (no agreement about S{number} system)" for number in range(3))
    assert part[4] == f"{bare} and 2 more"


def test_a_cap_that_changes_nothing_is_told_as_one() -> None:
    found = section("yard")
    assert words(found.remarks[1]) == (
        "Open escalation, so at most amber even with a better score: Nobody may decide."
    )


def test_the_page_of_health(tmp_path: Path, snapshot: Snapshot) -> None:
    page = pages_of(tmp_path, FILES, health.pages)["health.html"]
    snapshot("health.html", main_of(page, tmp_path))
