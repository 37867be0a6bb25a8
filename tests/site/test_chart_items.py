"""Charts, figures and relations as pages show them: the words say what the pictures do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from brmsite.site.page import Page
from brmsite.site.pages import agreement as agreement_pages
from brmsite.site.pages import customer as customer_pages
from brmsite.site.pages import service as service_pages
from brmsite.site.shapes import Chart
from tests.site.small_project import BASE, LOGISTICS, agreement, html_of, pages_of

AS_OF = date(2026, 6, 15)

HOSTILE = "<script>alert(1)</script> \u05d0\u05d1 🚢 'quoted' \"twice\" & long " + "x" * 120

TARGET = (
    "targets:\n  - {id: t1, service: wms, metric: availability, description: It can be used.,"
    " operator: '>=', value: 99.5, unit: percent, window: month, method: Measured.}\n"
)


def report(month: int, measured: str) -> str:
    last = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31}[month]
    return (
        f"title: Report {month}\nagreement: sla\nagreement_version: '1'\nprepared_by: k-berg\n"
        f"period: {{from: 2026-{month:02}-01, to: 2026-{month:02}-{last}}}\n"
        f"lines:\n  - {{target: t1, {measured}}}\n"
    )


def survey(year: int, counts: str, responded: int = 10) -> str:
    return (
        f"title: Survey {year}\ntype: relationship\ncustomers: [logistics]\nscale: 1-5\ntarget: 65\n"
        f"period: {{from: {year}-01-01, to: {year}-02-01}}\ninvited: 20\nresponded: {responded}\n"
        f"questions:\n  - {{id: q1, text: Content?, counts: {counts}}}\n"
    )


def view(page: Page) -> Any:
    return page.view()


def charts(folder: Path, files: Mapping[str, str]) -> tuple[Chart, ...]:
    page = pages_of(folder, {**BASE, **files}, agreement_pages.pages)["agreements/sla.html"]
    found: tuple[Chart, ...] = view(page).delivered.charts
    return found


def test_a_promise_is_drawn_with_its_misses_and_silences(tmp_path: Path) -> None:
    files = {
        "agreements/sla.yaml": agreement(term="{start: 2026-01-01, months: 24, renewal: none}")
        + TARGET,
        "reports/r1.yaml": report(1, "measured: 99.9"),
        "reports/r2.yaml": report(2, "measured: 98.0"),
        "reports/r4.yaml": report(4, "measured: 99.7"),
    }
    (chart,) = charts(tmp_path, files)
    assert chart.text == ("At least 99.5 percent a month: missed in 1 of 4 months, 1 not measured.")
    assert (chart.drawn.squares.count("M"), chart.drawn.circles.count("M")) == (1, 2)
    assert chart.drawn.gaps.count("M") == 1
    assert [label.text for label in chart.drawn.axis] == ["99.5 %", "99.9 %", "98 %"]


def test_a_promise_that_nobody_measured_has_no_chart(tmp_path: Path) -> None:
    assert charts(tmp_path, {"agreements/sla.yaml": agreement() + TARGET}) == ()


def satisfaction(folder: Path, surveys: Mapping[int, str]) -> Chart | None:
    files = {f"surveys/s{year}.yaml": text for year, text in surveys.items()}
    page = pages_of(folder, {**BASE, **files}, customer_pages.pages)["customers/logistics.html"]
    sections = {section.id: section for section in view(page).standing}
    chart: Chart | None = sections["satisfaction"].chart
    return chart


def test_satisfaction_over_time_leaves_a_gap_where_too_few_answered(tmp_path: Path) -> None:
    good, bad = "{5: 8, 1: 2}", "{5: 5, 1: 5}"
    chart = satisfaction(
        tmp_path,
        {
            2023: survey(2023, good),
            2024: survey(2024, "{5: 3, 1: 1}", responded=4),
            2025: survey(2025, bad),
            2026: survey(2026, good),
        },
    )
    assert chart is not None
    assert "1 Feb 2026: 80 %, target 65 %" in chart.text
    assert "below target in 1 of 4 surveys" in chart.text
    assert "1 with fewer than 5 answers" in chart.text
    assert (chart.drawn.squares.count("M"), chart.drawn.gaps.count("M")) == (1, 1)
    assert chart.table is not None
    assert len(chart.table.rows) == 4


def test_one_survey_is_no_trend(tmp_path: Path) -> None:
    assert satisfaction(tmp_path, {2026: survey(2026, "{5: 8, 1: 2}")}) is None


def test_the_figure_of_contacts_says_where_somebody_is_missing(tmp_path: Path) -> None:
    files = {**BASE, "customers/logistics.yaml": f"{LOGISTICS}tier: b\n"}
    page = pages_of(tmp_path, files, customer_pages.pages)["customers/logistics.html"]
    picture = view(page).contact_picture
    levels = picture.drawn.levels
    marked = sum(box.is_gap for level in levels for box in level.boxes)
    assert picture.text.startswith(f"{marked} gaps: ")
    linked = {words.text: words.href for level in levels for words in level.words if words.href}
    assert linked["Diogo Costa"] == "../people/d-costa.html"
    assert '<rect class="gap"' in html_of(page, tmp_path)


def test_the_table_beside_the_relations_has_every_line_of_the_picture(tmp_path: Path) -> None:
    files = {
        **BASE,
        "agreements/sla.yaml": agreement(),
        "customers/yard.yaml": "name: Yard\nservices: [{service: wms, since: 2026-01-01}]\n",
    }
    page = pages_of(tmp_path, files, service_pages.pages)["services/wms.html"]
    found = view(page).relations
    assert found.text == (
        "It rests on nothing (left). On it rest 1 agreement and 1 customer (right), "
        "1 without an agreement."
    )
    assert len(found.table.rows) == found.drawn.lines.count("M") == 3
    assert [box.is_gap for box in found.drawn.boxes] == [False, False, True, False]


def test_hostile_names_stay_words_in_every_picture(tmp_path: Path) -> None:
    name = HOSTILE.replace('"', '\\"')
    files = {
        **BASE,
        "customers/logistics.yaml": LOGISTICS.replace("name: Logistics", f'name: "{name}"'),
        "people/p-lind.yaml": f'name: "{name}"\norg: logistics\n',
        "agreements/sla.yaml": agreement().replace("title: SLA AGR-1", f'title: "{name}"'),
    }
    for module, path in (
        (customer_pages, "customers/logistics.html"),
        (agreement_pages, "agreements/sla.html"),
        (service_pages, "services/wms.html"),
    ):
        html = html_of(pages_of(tmp_path, files, module.pages)[path], tmp_path)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
        assert " style=" not in html
