"""The meeting pack as a page: what wants a decision first, cut to what paper holds."""

from __future__ import annotations

from datetime import date

from brmsite.site.page import Page
from brmsite.site.pages.pack import SHOWN, PackView
from brmsite.site.shapes import Line, Listing, Table
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree

DAY = date(2026, 6, 15)

BASE = {
    "records/customers/port.yaml": "name: Port\n",
    "records/customers/gate.yaml": "name: Gate\nparent: port\n",
    "records/people/petra.yaml": "name: Petra Lind\norg: gate\n",
    "records/people/kari.yaml": "name: Kari Berg\norg: provider\n",
    "records/services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: kari\ndescription: Knows.\n"
    ),
}

SLA = {
    "records/agreements/sla.yaml": """\
title: SLA Gate
number: AGR-1
type: sla
customer: gate
provider: provider
services: [wms]
version: "1"
state: active
term: {start: 2025-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}
funding: []
targets:
  - {id: t1, service: wms, metric: availability, description: It is there., operator: ">=", value: 99, unit: percent, window: month, method: Asked}
""",
    "records/reports/may.yaml": """\
title: Levels May
agreement: sla
agreement_version: "1"
period: {from: 2026-05-01, to: 2026-05-31}
lines: [{target: t1, measured: 98.25, explanation: The disk was full.}]
prepared_by: kari
""",
}

NOTHING = (
    "Looked at, and nothing there: decisions needed, open from the meeting before, also open, "
    "service levels missed, complaints and escalations, projects, requirements and change requests, "
    "questions without an answer, objectives that nothing supports, what is going to change, "
    "wishes: judged since, and waiting, what helped, new since 2025-12-15 and agreements in force."
)


def packs(files: dict[str, str]) -> dict[str, Page]:
    return pages_of("pack", BASE | files, DAY)


def view(files: dict[str, str], customer: str = "gate") -> PackView:
    found = packs(files)[f"customers/{customer}/pack.html"].view()
    assert isinstance(found, PackView)
    return found


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def rows(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[words(cell.line) for cell in row.cells] for row in table.rows]


def section(found: PackView, anchor: str) -> tuple[str, Listing]:
    [one] = [each for each in (*found.first, *found.then) if each.id == anchor]
    return one.heading, one.listing


def meeting(day: str, more: str = "", state: str = "held") -> dict[str, str]:
    text = (
        f"title: Talk {day}\ndate: {day}\ntype: service-review\nlevel: tactical\n"
        f"customers: [gate]\nstate: {state}\n{more}"
    )
    return {f"records/meetings/{day}.yaml": text}


def actions(count: int) -> str:
    line = "  - {{id: a{0}, text: Thing {0}, owner: kari, due: 2026-07-{0:02}, state: open}}\n"
    return "actions:\n" + "".join(line.format(number) for number in range(1, count + 1))


def test_every_customer_has_a_pack_and_an_empty_one_says_what_was_looked_at() -> None:
    assert sorted(packs({})) == ["customers/gate/pack.html", "customers/port/pack.html"]
    found = view({})
    assert words(found.lead) == "Nobody has met them yet. No meeting is planned."
    assert (found.first, found.agreements, found.then) == ((), None, ())
    assert words(found.nothing) == NOTHING


def test_the_lead_says_when_one_met_and_when_one_meets_again() -> None:
    files = meeting("2026-05-04") | meeting("2026-06-17", state="planned")
    assert words(view(files).lead) == (
        "Last met on 4 May 2026: Talk 2026-05-04. Next on 17 Jun 2026 (in 2 days): Talk 2026-06-17."
    )


def test_agreements_have_their_day_report_and_misses() -> None:
    found = view(SLA)
    assert rows(found.agreements) == [
        ["SLA Gate", "In force", "2026-09-30", "to 2026-05-31", "1 missed"]
    ]
    _, missed = section(found, "missed")
    assert [(words(one.title), [words(each) for each in one.remarks]) for one in missed.items] == [
        (
            "It is there.",
            ["98.25 % in 2026-05, promised at least 99 %", "The disk was full."],
        )
    ]


def test_an_agreement_past_its_day_comes_first() -> None:
    late = SLA["records/agreements/sla.yaml"].replace("AGR-1", "AGR-2")
    late = late.replace("title: SLA Gate", "title: Old").replace(
        "start: 2025-01-01", "start: 2024-08-01"
    )
    found = view(SLA | {"records/agreements/zold.yaml": late})
    assert [row[:3] for row in rows(found.agreements)] == [
        ["Old", "Notice passed", "was 2026-04-30"],
        ["SLA Gate", "In force", "2026-09-30"],
    ]


def test_long_lists_are_cut_and_say_so() -> None:
    files = meeting("2026-04-01", actions(SHOWN + 2)) | meeting("2026-05-04", actions(SHOWN))
    found = view(files)
    heading, carried = section(found, "carried")
    assert (heading, len(carried.items), carried.more) == ("Open from 2026-05-04", SHOWN, None)
    heading, others = section(found, "actions")
    assert (heading, len(others.items)) == (f"Also open ({SHOWN} of {SHOWN + 2})", SHOWN)
    assert others.more is not None
    assert (others.more.text, others.more.href) == ("2 more: all of this customer", "../gate.html")


def test_the_unit_above_sees_what_is_with_the_unit_below() -> None:
    found = view(SLA | meeting("2026-05-04", "questions: [{text: May we?}]\n"), "port")
    assert [one.heading for one in found.then] == [
        "Service levels missed",
        "Questions without an answer",
        "New since 2026-05-04",
    ]


def test_a_project_comes_with_its_gravest_risk_and_what_is_done_about_it() -> None:
    files = {
        "records/projects/mast.yaml": "title: Mast\ncustomers: [gate]\ntype: new\nmanager: kari\n",
        "records/statuses/mast.yaml": (
            "title: Mast, June\nproject: mast\non: 2026-06-02\nrag: green\nrisks:\n"
            "  - {id: r1, text: Rain, probability: 1, impact: 1}\n"
            "  - {id: r2, text: It falls, probability: 5, impact: 5, mitigation: A rope}\n"
        ),
    }
    [mast] = section(view(files), "projects")[1].items
    assert words(mast.remarks[-1]) == "risk: It falls High Handling: A rope"


def test_the_page_as_drawn(snapshot: Snapshot) -> None:
    page = pages_of("pack", tree())["customers/yard/pack.html"]
    snapshot("pack.html", main_of(page))
