"""Twelve typical pull requests, and the whole comment that each gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import brmsite.review
from brmsite.check import check
from brmsite.review.comparison import speak
from tests.conftest import Snapshot
from tests.history.repository import Repository
from tests.review.pull_request import (
    AS_OF,
    LOGISTICS,
    SLA,
    WMS,
    Edit,
    changed,
    moved,
    proposed,
    removed,
    written,
)

ROLE = "      evidence: Delegation of authority 2026, section 4\n"
AMENDMENT = """\
amendments:
  - no: "2"
    on: 2026-06-10
    effective: 2026-07-01
    summary: Availability and time to resolve after the second crew began.
    fields: ["targets[0].value", "support[0].resolution", version]
    signed_by: [p-lind, eva-holm]
"""
NEW_AGREEMENT = """\
title: SLA Network
number: AGR-2026-009
type: sla
customer: logistics
provider: provider
services: [network]
version: 1
state: proposed
term: {start: 2026-07-01, months: 12, renewal: express, renewal_months: 12, notice_months: 2}
funding: [{model: central}]
annual_cost: 40000
targets:
  - id: t1
    service: network
    metric: restore time
    description: A broken line is back within hours.
    operator: <=
    value: 4
    unit: hours
    window: month
    method: From the call to the first packet.
exceptions: none
visibility: customer
"""

REQUESTS: dict[str, tuple[Edit, ...]] = {
    "weaker-availability": (changed(SLA, "value: 99.5", "value: 99.2"),),
    "stronger-with-amendment": (
        changed(SLA, "value: 99.5", "value: 99.7"),
        changed(SLA, 'version: "2.1"', 'version: "2.2"'),
        changed(SLA, "resolution: 4 hours", "resolution: 2 hours"),
        changed(SLA, "amendments:\n", AMENDMENT),
    ),
    "notice-and-term": (
        changed(SLA, "notice_months: 3", "notice_months: 1"),
        changed(SLA, "  end: 2027-12-31\n  months: 24", "  end: 2028-06-30\n  months: 30"),
    ),
    "money": (
        changed(SLA, "amount: 186000", "amount: 204000"),
        changed(SLA, "annual_cost: 186000", "annual_cost: 204000"),
    ),
    "purchaser-gains-mandate": (
        changed(
            LOGISTICS,
            ROLE,
            ROLE
            + "  - person: a-lopez\n    role: purchaser\n    level: tactical\n"
            + "    from: 2026-06-01\n    mandate: {decide: true, fund: true, "
            + "limit: {amount: 500000, currency: NOK}}\n",
        ),
    ),
    "mandate-goes": (changed(LOGISTICS, "amount: 250000", "amount: 100000"),),
    "new-agreement": (written("records/agreements/sla-network.yaml", NEW_AGREEMENT),),
    "agreement-ends": (changed(SLA, "state: active", "state: terminated"),),
    "agreement-removed": (removed(SLA),),
    "service-renamed": (
        moved(WMS, "records/services/yard.yaml"),
        changed(SLA, "services: [wms]", "services: [yard]"),
        changed(SLA, "    service: wms", "    service: yard"),
    ),
    "minutes-only": (
        changed(
            "records/meetings/2026-03-11-logistics.md",
            "\n---\n",
            "\n---\nThe gate was open all week, and nobody had to wait.\n",
        ),
    ),
    "broken": (changed(SLA, "state: active", "state: actve"),),
}
CLOSED = "forbidden-state-change"


@pytest.mark.parametrize("name", REQUESTS)
def test_a_pull_request_gets_its_comment(
    name: str, repository: Repository, snapshot: Snapshot
) -> None:
    snapshot(f"{name}.md", speak("markdown", proposed(repository, *REQUESTS[name])))


SETTINGS = written("records/brmsite.yaml", "organisation: {name: Harbour Group IT}\n")


@pytest.mark.parametrize("more", [(), (SETTINGS,)], ids=["records alone", "settings too"])
def test_what_a_change_may_not_do_is_told_as_the_check_tells_it(
    more: tuple[Edit, ...], repository: Repository
) -> None:
    edits = (*REQUESTS["weaker-availability"], *REQUESTS["notice-and-term"], *more)
    found = proposed(repository, *edits, changed(SLA, "state: active", "state: draft"))
    checked = check(repository.folder, AS_OF, base=repository.git("rev-parse", "main"))
    in_both = [
        [one for one in findings if one.code in ("changed-without-amendment", CLOSED)]
        for findings in (found.added, checked.findings)
    ]
    assert in_both[0] == in_both[1]
    assert [one.code for one in in_both[0]] == [CLOSED, "changed-without-amendment"]
    assert [one for one in found.mended if one.code == "changed-without-amendment"] == []


@pytest.mark.parametrize("voice", ["text", "json"])
def test_another_voice_says_the_same(
    voice: str, repository: Repository, snapshot: Snapshot
) -> None:
    found = proposed(repository, *REQUESTS["notice-and-term"])
    snapshot(f"notice-and-term.{voice}", speak(voice, found))


def test_json_keeps_to_its_published_schema(repository: Repository) -> None:
    schema = Path(brmsite.review.__file__).with_name("comparison.schema.json")
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    validator.check_schema(validator.schema)
    document = json.loads(speak("json", proposed(repository, *REQUESTS["agreement-removed"])))
    assert [error.message for error in validator.iter_errors(document)] == []
    del document["records"][0]["changes"][0]["weight"]
    assert [error.message for error in validator.iter_errors(document)] == [
        "'weight' is a required property"
    ]


def test_the_page_needs_nothing_beside_it(repository: Repository) -> None:
    said = speak("html", proposed(repository, *REQUESTS["weaker-availability"]))
    assert "availability 99.5 % -&gt; 99.2 %" in said
    assert 'href="data:text/css;base64,' in said
    assert "<script" not in said
    assert 'src="' not in said
