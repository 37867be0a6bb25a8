"""Service levels, reports, and what came of an agreement: what stands first, and what is said."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.site.agreement_delivery import Delivered
from brmsite.site.page import Page
from brmsite.site.pages.agreement import AgreementView
from brmsite.site.pages.report import ReportView
from brmsite.site.pages.reports import ReportsView
from brmsite.site.pages.service_levels import INDEX, ServiceLevelsView
from brmsite.site.shapes import Line, Spark, Table, Tag
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of

AS_OF = date(2026, 6, 15)

RECORDS = {
    "records/customers/yard.yaml": "name: Yard\n",
    "records/people/eva-holm.yaml": "name: Eva Holm\norg: provider\n",
    "records/services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: eva-holm\n"
        "description: Knows where everything stands.\n"
    ),
    "records/meetings/m1.md": """\
---
title: Service review
date: 2026-04-15
type: service-review
level: tactical
customers: [yard]
state: held
reports: [r-03]
---
- [ ] (a1) @eva-holm due 2026-05-15: Mend it
""",
    "records/agreements/sla.yaml": """\
title: SLA
number: A1
type: sla
customer: yard
provider: provider
services: [wms]
version: "1.1"
state: active
term: {start: 2026-01-01, months: 24, renewal: none}
funding: []
targets:
  - {id: t1, service: wms, metric: availability, description: It runs., operator: ">=", value: 99.5,
     unit: percent, window: month, method: Test}
  - {id: t2, service: wms, metric: repair, description: It is mended., operator: "<=", value: 4,
     unit: hours, window: month, method: Cases}
  - {id: t3, service: wms, metric: restore, description: It comes back., operator: "<=", value: 8,
     unit: hours, window: year, method: Trial}
workload_limits:
  - {measure: Gate moves, upper: 45000, unit: moves, window: month, alert_at_pct: 85}
""",
}


def report(number: int, last: int, lines: str, more: str = "") -> dict[str, str]:
    return {
        f"records/reports/r-{number:02}.yaml": f"""\
title: Report {number:02}
agreement: sla
agreement_version: "1.1"
period: {{from: 2026-{number:02}-01, to: 2026-{number:02}-{last}}}
lines:
{lines}prepared_by: eva-holm
{more}"""
    }


REPORTS = {
    **report(1, 31, "  - {target: t1, measured: 99.9}\n  - {target: t2, measured: 3}\n"),
    **report(2, 28, "  - {target: t1, measured: 99.6}\n  - {target: t2, measured: not-measured}\n"),
    **report(
        3,
        31,
        "  - {target: t1, measured: 99.2, explanation: Two stops., action: meetings/m1#a1}\n"
        "  - {target: t2, measured: 3.9, sample: 12}\n",
        "published: 2026-04-09\nworkload: [{measure: Gate moves, actual: 42300}]\n"
        'events: ["The gate stood still."]\ntrend: It gets worse.\n',
    ),
    **report(4, 30, "  - {target: t1, measured: 98.7}\n  - {target: t9, measured: 7}\n"),
}
"""April says nothing of t2; May is not reported and due on 15 June, that is, not late yet."""


def words(line: Line) -> str:
    """What a line says, piece after piece."""
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def rows(table: Table) -> list[list[str]]:
    return [[words(cell.line) for cell in row.cells] for row in table.rows]


def levels(files: dict[str, str], as_of: date = AS_OF) -> dict[str, Page]:
    return pages_of("service_levels", files, as_of)


def view(page: Page) -> ServiceLevelsView:
    view = page.view()
    assert isinstance(view, ServiceLevelsView)
    return view


def test_the_worst_stands_first_and_what_is_not_measured_before_what_is_met() -> None:
    found = rows(view(levels(RECORDS | REPORTS)[INDEX]).table)

    assert [[row[0], row[4], row[5], row[6]] for row in found] == [
        ["It runs. availability", "98.7 %", "2026-04", "Missed 2 times running"],
        ["It is mended. repair", "", "2026-04", "Not measured"],
        ["It comes back. restore", "", "", "Nothing due"],
    ]


def test_the_first_page_says_how_much_was_measured_at_all() -> None:
    index = view(levels(RECORDS | REPORTS)[INDEX])

    assert [words(line) for line in index.lead] == [
        (
            "Measured 6 of 8 lines in the last twelve periods of each promise; "
            "of those judged, 4 of 6 were met, by weight 66.7 %."
        )
    ]
    assert [(tile.label, words((tile.value,)), tile.tone) for tile in index.tiles] == [
        ("Met in the latest period", "0 of 1", None),
        ("Missed", "1", "bad"),
        ("Near", "0", None),
        ("Not measured", "1", "warn"),
        ("Workload near a limit", "1", "warn"),
    ]
    assert index.workload is not None
    assert rows(index.workload) == [
        ["Gate moves SLA", "2026-03-31", "42,300", "45,000", "94.0 %", "Near"]
    ]


def test_each_view_holds_its_own() -> None:
    held = {path: len(view(page).table.rows) for path, page in levels(RECORDS | REPORTS).items()}

    assert held == {
        "service-levels.html": 3,
        "service-levels/missed.html": 1,
        "service-levels/near.html": 0,
        "service-levels/met.html": 0,
        "service-levels/not-measured.html": 1,
    }


def test_without_a_report_nothing_is_0_or_100() -> None:
    index = view(levels(RECORDS)[INDEX])

    assert words(index.lead[0]) == (
        "Measured 0 of 8 lines in the last twelve periods of each promise."
    )
    assert words((index.tiles[0].value,)) == "No data"
    assert index.workload is None
    assert {row[7] for row in rows(index.table)} == {""}


@pytest.mark.parametrize("files", [{}, {"records/customers/yard.yaml": "name: Yard\n"}])
def test_without_agreements_it_says_what_to_do(files: dict[str, str]) -> None:
    index = view(levels(files)[INDEX])

    assert (index.lead, index.tiles, index.table.rows) == ((), (), ())
    assert words(index.table.empty.todo) == "Add targets to an agreement under records/agreements."


def test_a_sparkline_says_its_point() -> None:
    page = view(levels(RECORDS | REPORTS)[INDEX])
    found = [row.cells[7].line for row in page.table.rows]

    (drawn,) = found[0]
    assert isinstance(drawn, Spark)
    assert drawn.values == (99.9, 99.6, 99.2, 98.7)
    assert drawn.missed == (2, 3)
    assert drawn.text == "missed in 2 of 4 months"
    (gaps,) = found[1]
    assert isinstance(gaps, Spark)
    assert gaps.text == "4 months, none missed, 2 not measured"
    assert found[2] == ()


# --- Reports -------------------------------------------------------------------------------------


def test_a_report_says_what_was_missed_and_what_is_done() -> None:
    page = pages_of("report", RECORDS | REPORTS, AS_OF)["reports/r-03.html"]
    view = page.view()
    assert isinstance(view, ReportView)

    assert page.tags == (Tag("Missed", "bad"),)
    assert [words(line) for line in view.lead] == [
        "From 1 Mar 2026 to 31 Mar 2026: 1 of 2 targets were met.",
        "It gets worse.",
    ]
    assert [[row[3], row[4], row[5]] for row in rows(view.lines)] == [
        ["99.2 %", "Missed", "160.0 %"],
        ["3.9 hours", "Near", "97.5 %"],
    ]
    assert view.why is not None
    assert [[words(item.title), *map(words, item.remarks)] for item in view.why.items] == [
        ["t1, availability", "Two stops.", "What is done: Service review, a1"]
    ]


def test_a_line_without_a_target_shows_its_figure_and_no_judgement() -> None:
    page = pages_of("report", RECORDS | REPORTS, AS_OF)["reports/r-04.html"]
    view = page.view()
    assert isinstance(view, ReportView)

    assert rows(view.lines)[1] == ["t9", "", "", "7", "Not judged", "", ""]


def test_reports_are_listed_the_latest_first_with_the_meeting_that_heard_them() -> None:
    page = pages_of("reports", RECORDS | REPORTS, AS_OF)["reports/index.html"]
    view = page.view()
    assert isinstance(view, ReportsView)

    assert [[row[0], row[4], row[9]] for row in rows(view.table)] == [
        ["Report 04", "Missed", ""],
        ["Report 03", "Missed", "2026-04-15"],
        ["Report 02", "Not measured", ""],
        ["Report 01", "Met", ""],
    ]


# --- The page of the agreement -------------------------------------------------------------------


def delivered(files: dict[str, str], as_of: date = AS_OF) -> Delivered:
    page = pages_of("agreement", files, as_of)["agreements/sla.html"]
    view = page.view()
    assert isinstance(view, AgreementView)
    return view.delivered


def test_an_agreement_shows_what_came_of_it() -> None:
    found = delivered(RECORDS | REPORTS)

    assert found.promises is not None
    assert found.history is not None
    assert [[row[1], row[3], row[4]] for row in rows(found.promises)] == [
        ["98.7 %", "Missed 2 times running", "2 of 4"],
        ["", "Not measured", "2 of 2"],
        ["", "Nothing due", ""],
    ]
    assert rows(found.history) == [
        ["Report 04", "98.7 % Missed", "", ""],
        ["Report 03", "99.2 % Missed", "3.9 hours Near", ""],
        ["Report 02", "99.6 %", "Not measured", ""],
        ["Report 01", "99.9 %", "3 hours", ""],
    ]
    assert found.tile is not None
    assert words((found.tile.value,)) == "0 of 1"


def test_an_agreement_without_reports_says_so_promise_by_promise() -> None:
    found = delivered(RECORDS)

    assert found.promises is not None
    assert {row[3] for row in rows(found.promises)} == {"Not measured", "Nothing due"}
    assert (found.history, found.counted, found.tile) == (None, None, None)


def test_reports_of_later_days_are_not_known() -> None:
    found = delivered(RECORDS | REPORTS, date(2026, 2, 1))

    assert found.history is not None
    assert [row[0] for row in rows(found.history)] == ["Report 01"]


def test_the_pages_as_the_browser_gets_them(snapshot: Snapshot) -> None:
    files = RECORDS | REPORTS

    snapshot("service_levels.html", main_of(levels(files)[INDEX]))
    snapshot("report.html", main_of(pages_of("report", files, AS_OF)["reports/r-03.html"]))
    snapshot("reports.html", main_of(pages_of("reports", files, AS_OF)["reports/index.html"]))
