"""What wants somebody's eyes: everything in order, and the part of it that one manager has."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from brmsite.insight.matters import Matters, MattersOf
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from tests.site.monday_tree import bad_monday
from tests.site.pages_of import AS_OF, insight_of

BOTH = """\
---
title: Together
date: 2026-11-18
type: service-review
level: tactical
customers: [yard, quay]
state: planned
---
"""
CANCELLED = BOTH.replace("2026-11-18", "2026-11-17").replace("planned", "cancelled")


def found(
    as_of: date = AS_OF, more: dict[str, str] | None = None
) -> tuple[MattersOf, dict[str, Record[Customer]]]:
    insight = insight_of(bad_monday() | (more or {}), as_of)

    def asked(matters: MattersOf, register: Register) -> tuple[MattersOf, Register]:
        return matters, register

    matters, register = insight.ask(asked)
    return matters, {one.id: one for one in register.all(Customer)}


def test_every_sort_knows_whom_its_things_concern() -> None:
    matters, _ = found()
    assert set(matters.places) == {field.name for field in fields(Matters)}


def test_of_all_customers_together_is_everything_that_concerns_a_customer() -> None:
    matters, customers = found()
    assert matters.of(customers.values()) == matters.everybody


def test_of_no_customer_is_nothing() -> None:
    matters, _ = found()
    assert not any(getattr(matters.of(()), field.name) for field in fields(Matters))


def test_what_concerns_two_customers_of_a_manager_is_there_once() -> None:
    matters, customers = found(more={"records/meetings/both.md": BOTH})
    for names in (("yard",), ("quay",), ("quay", "yard")):
        mine = matters.of([customers[name] for name in names]).meetings
        assert [one.id for one in mine if one.id == "both"] == ["both"]


def test_a_cancelled_meeting_wants_nobody() -> None:
    matters, _ = found(more={"records/meetings/both.md": CANCELLED})
    assert [one.id for one in matters.everybody.meetings] == ["next"]


def test_a_complaint_that_waits_for_a_word_comes_after_one_to_be_settled() -> None:
    text = bad_monday()["records/feedback/fresh.yaml"]
    known = text.replace("state: logged", "acknowledged: 2026-11-14\nstate: acknowledged")
    resolved = text.replace(
        "state: logged", "acknowledged: 2026-11-14\nstate: resolved\nresolution: A new lamp.\n"
    )
    matters, _ = found(
        more={"records/feedback/b-known.yaml": known, "records/feedback/a-done.yaml": resolved}
    )
    order = [case.feedback.id for case in matters.everybody.complaints]
    assert order == ["late", "fresh", "b-known", "a-done"]


def test_a_new_miss_comes_before_one_that_goes_on() -> None:
    files = bad_monday()
    sla = files["records/agreements/sla-yard.yaml"]
    second = sla[sla.index("  - id: t1") :].replace("id: t1", "id: t0").replace("99.5", "99.95")
    lines = "[{target: t1, measured: 98.1, explanation: It stood.}, {target: t0, measured: 98.1, explanation: It stood.}]"
    more = {
        "records/agreements/sla-yard.yaml": sla + second,
        **{
            path: text.replace(text[text.index("[{") : text.index("]") + 1], lines)
            if path.endswith("10.yaml")
            else text.replace("}]", "}, {target: t0, measured: 99.9, explanation: It stood.}]")
            for path, text in files.items()
            if path.startswith("records/reports/")
        },
    }
    matters, _ = found(more=more)
    assert [one.target.id for one in matters.everybody.missed] == ["t1", "t0"]
    assert [one.misses_running for one in matters.everybody.missed] == [1, 2]
