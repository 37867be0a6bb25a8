"""An agreement as a document: the same numbered sections in all, and lines for who has to sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.site.pages import agreement as agreement_page
from brmsite.site.pages import agreement_document
from brmsite.site.pages.agreement import AgreementView
from brmsite.site.pages.agreement_document import DocumentView
from brmsite.site.shapes import Line, Link
from tests.conftest import Snapshot
from tests.site.small_project import BASE, agreement, main_of, pages_of

WHOLE = """\
service_hours: Every day
maintenance: {window: Sunday, notice_days: 10}
continuity: {rto_hours: 8, rpo_hours: 1}
targets:
  - {id: t1, service: wms, metric: availability, description: It can be used., operator: ">=",
     value: 99.5, unit: percent, window: month, method: A test., exclusions: [Sunday]}
workload_limits: [{measure: Moves, upper: 45000, window: month}]
exceptions: none
support: [{priority: critical, response: 15 minutes, resolution: 4 hours}]
responsibilities: {customer: [Names one person], provider: [Reports]}
annual_cost: 1000
penalties: None of it is paid.
change_rules: By an amendment.
contacts: {complaint: k-berg}
obligations: [{text: A second line, due: 2026-06-30}]
amendments:
  - {no: 1, on: 2025-06-01, effective: 2025-07-01, summary: More., signed_by: [p-lind, k-berg]}
"""


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def view(folder: Path, text: str) -> DocumentView:
    files = {**BASE, "agreements/sla.yaml": text}
    page = pages_of(folder, files, agreement_document.pages)["agreements/sla.document.html"]
    view = page.view()
    assert isinstance(view, DocumentView)
    return view


def test_every_agreement_has_the_same_sections_under_the_same_numbers(tmp_path: Path) -> None:
    bare = view(tmp_path, agreement())
    full = view(tmp_path, agreement(more=WHOLE))
    headings = [f"{one.number} {one.heading}" for one in full.sections]
    assert headings == [
        "1 Parties",
        "2 Services",
        "3 Term and notice",
        "4 Service levels",
        "5 Limits and exceptions",
        "6 Support",
        "7 Responsibilities",
        "8 Funding and price",
        "9 Changes and termination",
        "10 Contacts",
        "11 Amendments",
        "12 Further terms",
    ]
    assert [f"{one.number} {one.heading}" for one in bare.sections] == headings
    said = {one.id: [words(clause.said) for clause in one.clauses] for one in bare.sections}
    assert said["levels"] == ["Nothing is agreed on this."]
    assert said["amendments"] == ["There are none."]


def test_the_clauses_are_sentences_with_numbers(tmp_path: Path) -> None:
    sections = view(tmp_path, agreement(more=WHOLE)).sections
    clauses = {each.number: words(each.said) for one in sections for each in one.clauses}
    assert clauses["3.1"] == (
        "The agreement is in force from 1 Jan 2025, for a first term of 24 months."
    )
    assert clauses["4.2"] == "Maintenance: Sunday; the customer is told 10 days before"
    assert clauses["7.3"] == "By 30 Jun 2026: A second line"
    assert clauses["8.1"] == "The agreement costs EUR 1,000 in a year."


def test_a_side_that_has_not_signed_this_text_gets_a_line(tmp_path: Path) -> None:
    signed = view(tmp_path, agreement())
    assert [side.open for side in signed.sides] == [False, False]
    unsigned = agreement().replace("  - {side: provider, person: k-berg, on: 2024-12-11}\n", "")
    assert [side.open for side in view(tmp_path, unsigned).sides] == [False, True]
    wrong = f"brm1:{'0' * 64}"
    changed = agreement().replace("on: 2024-12-11}", f"on: 2024-12-11, digest: '{wrong}'}}")
    seen = view(tmp_path, changed)
    assert [side.open for side in seen.sides] == [False, True]
    assert words(seen.sides[1].signed[0]).endswith("(text changed since)")
    sealed = agreement().replace("on: 2024-12-11}", f"on: 2024-12-11, digest: '{seen.digest}'}}")
    assert [side.open for side in view(tmp_path, sealed).sides] == [False, False]


def test_the_page_of_the_agreement_leads_there(tmp_path: Path) -> None:
    files = {**BASE, "agreements/sla.yaml": agreement()}
    page = pages_of(tmp_path, files, agreement_page.pages)["agreements/sla.html"]
    view = page.view()
    assert isinstance(view, AgreementView)
    assert view.document == Link("As a document to print and sign", "sla.document.html")


def test_the_document_depends_on_no_day(tmp_path: Path) -> None:
    files = {**BASE, "agreements/sla.yaml": agreement(more=WHOLE)}
    days = (date(2025, 1, 1), date(2030, 1, 1))
    pages = [pages_of(tmp_path, files, agreement_document.pages, day) for day in days]
    views = [{path: page.view() for path, page in found.items()} for found in pages]
    assert views[0] == views[1]


def test_the_document_of_an_agreement(tmp_path: Path, snapshot: Snapshot) -> None:
    text = f"---\n{agreement(more=WHOLE)}---\n# Terms\n\n1. Of every container.\n"
    files = {**BASE, "agreements/sla.md": text}
    page = pages_of(tmp_path, files, agreement_document.pages)["agreements/sla.document.html"]
    snapshot("agreement_document.html", main_of(page, tmp_path))
