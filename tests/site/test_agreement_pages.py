"""The register of agreements and the page of each: what stands first, what is warned of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.site.page import Page
from brmsite.site.pages import agreement as agreement_page
from brmsite.site.pages import agreement_register
from brmsite.site.pages.agreement import AgreementView
from brmsite.site.pages.agreement_register import RegisterView, TimelineView
from brmsite.site.shapes import Line, Table
from tests.conftest import Snapshot
from tests.site.small_project import BASE, agreement, html_of, main_of, pages_of

TACIT = "{start: 2025-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}"


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def register(folder: Path, files: dict[str, str], as_of: date) -> dict[str, Page]:
    return pages_of(folder, {**BASE, **files}, agreement_register.pages, as_of)


def page(folder: Path, text: str, as_of: date, **more: str) -> Page:
    files = {**BASE, "agreements/sla.yaml": text, **more}
    return pages_of(folder, files, agreement_page.pages, as_of)["agreements/sla.html"]


def view(folder: Path, text: str, as_of: date, **more: str) -> AgreementView:
    view = page(folder, text, as_of, **more).view()
    assert isinstance(view, AgreementView)
    return view


def table_of(page: Page) -> Table:
    view = page.view()
    assert isinstance(view, RegisterView)
    return view.table


def numbers(page: Page) -> list[str]:
    return [words(row.cells[0].line).rpartition(" ")[2] for row in table_of(page).rows]


# --- The register --------------------------------------------------------------------------------


def test_the_next_notice_date_stands_first_and_closed_agreements_elsewhere(tmp_path: Path) -> None:
    months = "renewal: tacit, renewal_months: 12, notice_months: 3"
    files = {
        "agreements/a.yaml": agreement(
            "AGR-A", term="{start: 2025-01-01, months: 36, renewal: none}"
        ),
        "agreements/b.yaml": agreement(
            "AGR-B", term=f"{{start: 2025-06-01, months: 24, {months}}}"
        ),
        "agreements/c.yaml": agreement(
            "AGR-C", term=f"{{start: 2025-01-01, months: 24, {months}}}"
        ),
        "agreements/d.yaml": agreement("AGR-D", state="completed"),
    }
    pages = register(tmp_path, files, date(2026, 6, 15))
    assert numbers(pages["agreements/index.html"]) == ["AGR-C", "AGR-B", "AGR-A"]
    assert numbers(pages["agreements/views/closed.html"]) == ["AGR-D"]
    assert numbers(pages["agreements/views/all.html"]) == ["AGR-C", "AGR-B", "AGR-A", "AGR-D"]


def test_the_views_count_what_they_hold(tmp_path: Path) -> None:
    files = {
        "agreements/a.yaml": agreement("AGR-A", term=TACIT),
        "agreements/b.yaml": agreement("AGR-B", state="draft"),
    }
    page = register(tmp_path, files, date(2026, 9, 15))["agreements/index.html"]
    view = page.view()
    assert isinstance(view, RegisterView)
    assert [(each.label, each.count) for each in view.views] == [
        ("Current", "2"),
        ("In force", "1"),
        ("Notice due", "1"),
        ("Past end", "0"),
        ("Draft and proposed", "1"),
        ("Closed", "0"),
        ("All", "2"),
        ("Timeline", ""),
    ]
    assert words(view.lead[0]) == (
        "1 in force, worth EUR 1,000 a year. "
        "Next notice date: 30 Sep 2026, in 15 days, for SLA AGR-A."
    )


def test_two_hundred_rows_stand_on_a_page_and_the_rest_on_the_next(tmp_path: Path) -> None:
    files = {f"agreements/a{n}.yaml": agreement(f"AGR-{n}") for n in range(201)}
    pages = register(tmp_path, files, date(2026, 6, 15))
    assert len(table_of(pages["agreements/index.html"]).rows) == 200
    assert len(table_of(pages["agreements/index/2.html"]).rows) == 1
    assert pages["agreements/index/2.html"].title == "Agreements, page 2"
    timeline = pages["agreements/views/timeline.html"].view()
    assert isinstance(timeline, TimelineView)
    assert timeline.strip is not None
    assert len(timeline.strip.bars) == 40
    assert timeline.pager.shown == "1 to 40 of 201 current agreements"
    last = pages["agreements/views/timeline/6.html"].view()
    assert isinstance(last, TimelineView)
    assert last.strip is not None
    assert len(last.strip.bars) == 1


def test_an_empty_register_says_how_to_begin(tmp_path: Path) -> None:
    page = register(tmp_path, {}, date(2026, 6, 15))["agreements/index.html"]
    assert "brmsite new agreement" in html_of(page, tmp_path)


# --- One agreement -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of, title, tag",
    [
        (date(2026, 8, 30), None, "In force"),
        (
            date(2026, 9, 1),
            "Give notice by 30 Sep 2026 or it runs on to 31 Dec 2027",
            "Notice due",
        ),
        (
            date(2026, 9, 30),
            "Give notice by 30 Sep 2026 or it runs on to 31 Dec 2027",
            "Notice due",
        ),
        (date(2026, 10, 1), "The day for notice, 30 Sep 2026, has passed", "Notice passed"),
        (date(2027, 1, 1), None, "Rolled over"),
    ],
)
def test_the_note_says_what_silence_would_decide(
    tmp_path: Path, as_of: date, title: str | None, tag: str
) -> None:
    seen = view(tmp_path, agreement(term=TACIT), as_of)
    assert [one.word for one in page(tmp_path, agreement(term=TACIT), as_of).tags] == [tag]
    assert (None if seen.note is None else words(seen.note.title)) == title
    if seen.note is not None:
        assert words(seen.note.lines[0]).endswith("Decides: Petra Lind.")


def test_an_agreement_past_its_end_says_that_nobody_is_bound(tmp_path: Path) -> None:
    seen = view(tmp_path, agreement(), date(2027, 2, 1))
    assert seen.note is not None
    assert words(seen.note.title) == "It ended on 31 Dec 2026, and its state is still active"
    assert seen.tiles[0].label == "Ended"


@pytest.mark.parametrize(
    "as_of, tone, said",
    [
        (date(2026, 9, 30), "warn", "Give notice by 30 Sep 2026 or it runs on to 31 Dec 2027."),
        (date(2026, 10, 1), "bad", "The day was 30 Sep 2026; it runs on to 31 Dec 2027."),
    ],
)
def test_a_decision_to_end_it_that_was_never_told_is_still_owed(
    tmp_path: Path, as_of: date, tone: str, said: str
) -> None:
    decided = "decisions: [{on: 2026-06-01, by: p-lind, outcome: terminate}]"
    term = f"{TACIT.removesuffix('}')}, {decided}}}"
    seen = view(tmp_path, agreement(term=term), as_of)
    assert seen.note is not None
    assert words(seen.note.title) == "It was decided to end it, but no notice was given"
    assert (seen.note.tone, words(seen.note.lines[0])) == (tone, said)


@pytest.mark.parametrize(
    "signer, said",
    [
        ("p-lind", "Mandate Logistics: decides and funds, up to EUR 250,000 a year"),
        ("d-costa", "Purchaser only"),
        ("k-berg", "No mandate"),
    ],
)
def test_each_signature_says_what_mandate_its_signer_had(
    tmp_path: Path, signer: str, said: str
) -> None:
    seen = view(tmp_path, agreement(signed_by=signer), date(2026, 6, 15))
    assert words(seen.signatures.rows[0].cells[3].line) == said
    assert words(seen.signatures.rows[1].cells[3].line) == "signs for IT"


def test_what_is_not_said_is_told_in_words(tmp_path: Path) -> None:
    seen = view(tmp_path, agreement(), date(2026, 6, 15))
    assert words(seen.exceptions[0]).startswith("Missing The agreement does not say")
    none = view(tmp_path, agreement(more="exceptions: none\n"), date(2026, 6, 15))
    assert words(none.exceptions[0]) == "There are none: the promises cover everything."


def test_both_ends_of_a_chain_name_each_other(tmp_path: Path) -> None:
    old = agreement("AGR-0", state="superseded")
    new = agreement("AGR-2", more="supersedes: old\nunderpinned_by: [old]\n")
    files = {**BASE, "agreements/old.yaml": old, "agreements/new.yaml": new}
    pages = pages_of(tmp_path, files, agreement_page.pages)
    chains = {
        path: [(fact.label, words(fact.values[0])) for fact in view.chain]
        for path, page in pages.items()
        if isinstance(view := page.view(), AgreementView)
    }
    assert chains["agreements/new.html"] == [("Before", "SLA AGR-0"), ("Rests on", "SLA AGR-0")]
    assert chains["agreements/old.html"] == [("After", "SLA AGR-2"), ("Carries", "SLA AGR-2")]


def test_a_target_called_like_a_section_has_no_anchor(tmp_path: Path) -> None:
    target = (
        "  - {{id: {id}, service: wms, metric: m, description: d, operator: '>=', value: 99.5, "
        "unit: percent, window: month, method: counted}}\n"
    )
    more = "targets:\n" + "".join(target.format(id=name) for name in ("t1", "funding", "t1"))
    seen = view(tmp_path, agreement(more=more), date(2026, 6, 15))
    assert [row.id for row in seen.targets.rows] == ["t1", "", ""]


def test_the_page_of_an_agreement(tmp_path: Path, snapshot: Snapshot) -> None:
    more = """\
summary: The yard, round the clock.
targets:
  - {id: t1, service: wms, metric: availability, description: It works., operator: ">=", \
value: 99.5, unit: percent, window: month, method: Asked every minute}
workload_limits: [{measure: Moves, upper: 45000, unit: moves, window: month, alert_at_pct: 85}]
exceptions: none
obligations: [{text: Second line, due: 2026-05-01}]
"""
    files = {**BASE, "agreements/sla.yaml": agreement(term=TACIT, more=more)}
    page = pages_of(tmp_path, files, agreement_page.pages, date(2026, 9, 15))["agreements/sla.html"]
    snapshot("agreement.html", main_of(page, tmp_path, date(2026, 9, 15)))
