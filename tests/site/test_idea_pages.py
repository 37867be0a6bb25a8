"""The pages of wishes and attestations."""

from __future__ import annotations

from typing import Any

import pytest

from brmsite.site.page import Page
from brmsite.site.shapes import Tag
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words

IDEA = """\
title: {title}
text: {title}, please.
submitted_by: {source}
on: {on}
state: {state}
"""

RECORDS = {
    "records/ideas/maps.yaml": IDEA.format(
        title="Maps of the quay", source="internal", on="2026-03-11", state="completed"
    )
    + "customer: yard\nraised_by: petra\nvotes: 12\nresponse: They are there.\n"
    + "match: {verdict: covered, refs: [services/maps, agreements/sla-yard], by: kari, "
    + "on: 2026-04-01, comment: Since April.}\n",
    "records/ideas/charts.yaml": IDEA.format(
        title="Charts of the quay", source="external", on="2026-04-02", state="duplicate"
    )
    + "raised_by: A skipper\nduplicate_of: maps\n",
    "records/ideas/tide.yaml": IDEA.format(
        title="The tide on a screen", source="external", on="2026-10-01", state="new"
    ),
    "records/ideas/wind.yaml": IDEA.format(
        title="The wind on a screen", source="external", on="2026-11-01", state="review"
    )
    + "match: {verdict: partly}\n",
    "records/attestations/found.yaml": """\
title: Every container found
customer: yard
person: petra
on: 2026-06-08
about: [services/wms, meetings/review#a1]
statement: We find every one of them.
helped_to: Load two trains more
before: Lists on paper
value: {amount: 46000}
state: given
may_publish: true
""",
    "records/attestations/asked.yaml": """\
title: Maps on the crane
customer: yard
person: petra
on: 2026-11-10
about: [services/maps]
statement: Do the maps help?
helped_to: Find the way at night
state: requested
""",
    "records/attestations/ours.yaml": """\
title: We are good
customer: yard
person: kari
on: 2026-11-11
about: [services/maps]
statement: We are.
helped_to: Be good
state: given
""",
}

PAGES = {
    "ideas": "ideas/index.html",
    "idea": "ideas/maps.html",
    "attestations": "attestations/index.html",
    "attestation": "attestations/found.html",
}


def page(module: str, path: str = "") -> Page:
    return pages_of(module, tree() | RECORDS)[path or PAGES[module]]


@pytest.mark.parametrize("module", PAGES)
def test_the_page_in_html(module: str, snapshot: Snapshot) -> None:
    snapshot(f"{module}.html", main_of(page(module)))


def test_every_share_stands_beside_its_numbers() -> None:
    view: Any = page("ideas").view()
    assert [(tile.label, tile.value.text, words(tile.note)) for tile in view.figures.tiles] == [
        ("Wishes covered", "50 %", "1 of 2 assessed wishes"),
        ("With partly covered", "75 %", "1.5 of 2; 1 partly covered count half"),
        ("Assessed", "67 %", "2 of 3, without 1 duplicate and 0 out of scope"),
        ("Verdict late", "1", "no verdict after 30 days"),
        ("Services attested", "33 %", "1 of 3 live services in use, in 12 months"),
    ]
    assert column(view.figures.coverage, "Wishes covered") == ["100 %", "0 %", "50 %"]
    assert column(view.figures.coverage, "Left out") == ["0", "1", "1"]


def test_the_verdict_of_every_wish_in_words() -> None:
    view: Any = page("ideas").view()
    assert column(view.table, "Verdict") == [
        "Partly covered",
        "Verdict late",
        "Duplicate",
        "Covered",
    ]
    assert column(view.table, "Covered by") == ["", "", "", "Maps and 1 more"]


def test_without_records_both_pages_say_what_to_do_and_no_figure() -> None:
    ideas: Any = pages_of("ideas", {})["ideas/index.html"].view()
    assert [tile.value.text for tile in ideas.figures.tiles] == [
        "No data",
        "No data",
        "No data",
        "0",
        "No data",
    ]
    assert ideas.table.empty.what == "No wishes."
    attestations: Any = pages_of("attestations", {})["attestations/index.html"].view()
    assert attestations.table.empty.what == "No attestations."


def test_a_duplicate_leads_to_the_wish_that_is_counted_and_back() -> None:
    charts: Any = page("idea", "ideas/charts.html").view()
    assert words(charts.note.title) == "It is answered and counted with Maps of the quay."
    maps: Any = page("idea").view()
    assert [words(item.title) for item in maps.repeated.items] == ["Charts of the quay"]


def test_a_late_verdict_is_the_first_thing_on_its_page() -> None:
    tide: Any = page("idea", "ideas/tide.html").view()
    assert words(tide.note.title) == "A verdict was due by 31 Oct 2026, 16 days ago."


def test_a_question_is_never_shown_as_a_quotation() -> None:
    asked: Any = page("attestation", "attestations/asked.html").view()
    assert words(asked.lead[0]) == "We asked: Do the maps help?"
    assert asked.helped_heading == "What it may have helped to"
    table: Any = page("attestations").view()
    assert column(table.table, "What the customer says") == ["", "", "“We find every one of them.”"]


def test_our_own_word_is_marked_and_not_counted() -> None:
    assert page("attestation", "attestations/ours.html").tags == (Tag("Our own word", "bad"),)
    view: Any = page("attestations").view()
    assert column(view.services, "Service") == ["Maps", "Network", "Warehouse management"]
    assert column(view.services, "Status") == ["Never", "Never", "Attested"]


def test_a_value_without_a_currency_is_in_that_of_the_settings() -> None:
    found: Any = page("attestation").view()
    assert [words(fact.values[0]) for fact in found.helped][-1] == "EUR 46,000"


def test_many_wishes_stand_on_several_pages_the_figures_on_the_first() -> None:
    many = {
        f"records/ideas/i{n}.yaml": IDEA.format(
            title=f"Wish {n}", source="internal", on="2026-11-01", state="new"
        )
        for n in range(201)
    }
    found = pages_of("ideas", many)
    assert list(found) == ["ideas/index.html", "ideas/index/2.html"]
    second: Any = found["ideas/index/2.html"].view()
    assert second.figures is None
    assert len(second.table.rows) == 1
