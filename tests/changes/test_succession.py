"""Agreements that take the place of others, and those that promise nothing yet."""

from __future__ import annotations

import pytest

from brmsite.changes.between import changes_between
from brmsite.changes.change import Changes
from tests.changes.test_compare import RECORDS, said, tree
from tests.review.pull_request import SLA, WMS

NEW = "records/agreements/sla-gate.yaml"
NUMBER = ("AGR-2026-004", "AGR-2028-001")
SUPERSEDES = ("supersedes: sla-logistics-2024", "supersedes: sla-logistics")
CALLED = (NUMBER, SUPERSEDES, ("aliases: [old-sla-logistics]\n", ""))
TARGET = RECORDS[SLA][RECORDS[SLA].index("  - id: t1") : RECORDS[SLA].index("workload_limits")]
OVER = RECORDS | {SLA: RECORDS[SLA].replace("state: active", "state: superseded")}


def successor(*edits: tuple[str, str]) -> str:
    """A new text of the agreement, otherwise in some places."""
    text = RECORDS[SLA]
    for before, after in (*CALLED, *edits):
        assert before in text
        text = text.replace(before, after)
    return text


def told(found: Changes, address: str = "agreements/sla-gate") -> list[str]:
    (record,) = (one for one in found if one.address == address)
    return said(record.changes)


def signed_anew(*edits: tuple[str, str]) -> list[str]:
    """What is told of a successor but that it is there, and what it waives."""
    return told(changes_between(tree(RECORDS), tree(OVER | {NEW: successor(*edits)})))[1:-1]


@pytest.mark.parametrize(
    "edits,sentences",
    [
        ((), []),
        ((("value: 99.5", "value: 95"),), ["availability 99.5 % -> 95 % (weaker) !"]),
        ((("value: 99.5", "value: 99.9"),), ["availability 99.5 % -> 99.9 % (stronger) !"]),
        ((("id: t1", "id: other"), ("value: 99.5", "value: 95")),
         ["availability 99.5 % -> 95 % (weaker) !"]),
        ((("metric: availability", "metric: Up time"), ("value: 99.5", "value: 95")),
         ["availability: metric availability -> Up time !",
          "availability 99.5 % -> 95 % (weaker) !"]),
        (((f"targets:\n{TARGET}", ""),), ["no longer promises availability 99.5 % (t1) (weaker) !"]),
        (((TARGET, f"{TARGET}{TARGET.replace('t1', 't2').replace('wms', 'network')}"),),
         ["promises availability 99.5 % (t2) (stronger) !"]),
        ((("annual_cost: 186000", "annual_cost: 200000"),),
         ["annual cost EUR 186,000 -> EUR 200,000 (weaker) !"]),
        ((("notice_months: 3", "notice_months: 1"),), ["notice 3 -> 1 months !"]),
        ((("services: [wms]", "services: [network]"),),
         ["covers Network (stronger) !",
          "no longer covers Yard and warehouse management (weaker) !"]),
        ((("start: 2026-01-01", "start: 2028-01-01"), ("end: 2027-12-31", "end: 2029-12-31"),
          ("from: 2026-01-01", "from: 2028-01-01"), ("to: 2027-12-31", "to: 2029-12-31"),
          ('version: "2.1"', 'version: "1"')), []),
        ((("  end: 2027-12-31\n", ""),),
         ["end of the term 2027-12-31 -> none !"]),
    ],
)  # fmt: skip
def test_a_successor_is_held_against_what_it_supersedes(
    edits: tuple[tuple[str, str], ...], sentences: list[str]
) -> None:
    assert signed_anew(*edits) == [f"instead of AGR-2026-004: {one}" for one in sentences]


def test_what_a_successor_lacks_is_placed_where_it_names_the_other() -> None:
    new = OVER | {NEW: successor((f"targets:\n{TARGET}", ""))}
    (record,) = (one for one in changes_between(tree(RECORDS), tree(new)) if one.sort == "added")
    (lack,) = (one for one in record.changes if one.weight == "weaker")
    assert (lack.path, lack.gone, lack.name) == (("supersedes",), False, "targets[t1]")


def test_a_service_that_was_renamed_is_the_same_for_a_successor() -> None:
    yard = {"records/services/yard.yaml": RECORDS[WMS].replace("[old-wms]", "[old-wms, wms]")}
    others = {path: text for path, text in (OVER | {NEW: successor()}).items() if path != WMS}
    new = yard | {
        path: text.replace("service: wms", "service: yard").replace("[wms]", "[yard]")
        for path, text in others.items()
    }
    assert told(changes_between(tree(RECORDS), tree(new)))[1:-1] == []
    earlier = {path: text for path, text in RECORDS.items() if path != WMS} | yard
    assert told(changes_between(tree(earlier), tree(new)))[1:-1] == []


def test_an_agreement_that_supersedes_one_that_is_not_there_is_weighed_as_neither() -> None:
    new = RECORDS | {NEW: successor(("supersedes: sla-logistics", "supersedes: nowhere"))}
    found = changes_between(tree(RECORDS), tree(new))
    assert told(found)[1] == "promises availability 99.5 % (t1) !"
    assert (found.count("stronger"), found.count("weaker")) == (0, 0)


def test_a_new_agreement_that_supersedes_none_is_more_than_before() -> None:
    new = RECORDS | {NEW: successor(("supersedes: sla-logistics\n", ""))}
    assert told(changes_between(tree(RECORDS), tree(new)))[1] == (
        "promises availability 99.5 % (t1) (stronger) !"
    )


@pytest.mark.parametrize("state", ["draft", "proposed"])
def test_what_is_not_agreed_promises_nothing(state: str) -> None:
    draft = successor(("state: active", f"state: {state}"), ("value: 99.5", "value: 95"))
    lower = draft.replace("value: 95", "value: 90")
    came = changes_between(tree(RECORDS), tree(RECORDS | {NEW: draft}))
    changed = changes_between(tree(RECORDS | {NEW: draft}), tree(RECORDS | {NEW: lower}))
    went = changes_between(tree(RECORDS | {NEW: draft}), tree(RECORDS))
    assert told(came)[1] == "instead of AGR-2026-004: availability 99.5 % -> 95 % !"
    assert told(changed) == ["availability 95 % -> 90 % !"]
    for found in (came, changed, went):
        assert (found.count("stronger"), found.count("weaker")) == (0, 0)


def test_once_agreed_a_successor_is_held_against_what_it_supersedes() -> None:
    draft = successor(("state: active", "state: draft"), ("value: 99.5", "value: 95"))
    active = draft.replace("state: draft", "state: active")
    found = changes_between(tree(RECORDS | {NEW: draft}), tree(OVER | {NEW: active}))
    assert told(found) == [
        "state draft -> active (stronger) !",
        "instead of AGR-2026-004: availability 99.5 % -> 95 % (weaker) !",
    ]


def test_a_draft_that_is_superseded_promised_nothing() -> None:
    draft = RECORDS | {SLA: RECORDS[SLA].replace("state: active", "state: draft")}
    found = changes_between(tree(draft), tree(draft | {NEW: successor()}))
    assert told(found)[1] == "promises availability 99.5 % (t1) (stronger) !"
