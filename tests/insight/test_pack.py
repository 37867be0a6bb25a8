"""The meeting pack: what is open, near or new with a customer and the units below it."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.pack import NEVER_MET_MONTHS, Pack, Packs
from brmsite.insight.threads import Thread, Threads
from brmsite.kinds.base import Level
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)

BASE = {
    "customers/port.yaml": "name: Port\n",
    "customers/yard.yaml": "name: Yard\nparent: port\n",
    "customers/far.yaml": "name: Far\n",
    "people/petra.yaml": "name: Petra\norg: yard\n",
    "people/kari.yaml": "name: Kari\norg: provider\n",
    "services/wms.yaml": (
        "name: WMS\nstate: live\ntype: customer-facing\nowner: kari\ndescription: It knows.\n"
    ),
}

ACTION = "actions:\n  - {id: a1, text: Mend it, owner: kari, due: 2026-06-01, state: open}\n"


def packs(files: dict[str, str], as_of: date = AS_OF) -> Packs:
    def asked(pack: Packs) -> Packs:
        return pack

    everything = {f"records/{path}": text for path, text in (BASE | files).items()}
    return insight_of(everything, as_of).ask(asked)


def of(name: str, files: dict[str, str], as_of: date = AS_OF) -> Pack:
    return packs(files, as_of).by_customer[f"customers/{name}"]


def thread(name: str, files: dict[str, str], level: Level = "tactical") -> Thread:
    def asked(threads: Threads) -> Threads:
        return threads

    everything = {f"records/{path}": text for path, text in (BASE | files).items()}
    found = insight_of(everything, AS_OF).ask(asked).by_customer[f"customers/{name}"]
    return next(one for one in found if one.level == level)


def meeting(
    day: str, customer: str, more: str = "", *, state: str = "held", level: str = "tactical"
) -> dict[str, str]:
    text = (
        f"title: Talk {day}\ndate: {day}\ntype: service-review\nlevel: {level}\n"
        f"customers: [{customer}]\nstate: {state}\n{more}"
    )
    return {f"meetings/{day}-{customer}.yaml": text}


def idea(name: str, on: str, more: str = "", customer: str = "yard") -> dict[str, str]:
    text = f"title: {name}\ntext: Please.\nsubmitted_by: internal\non: {on}\nstate: new\n{more}"
    return {f"ideas/{name}.yaml": f"{text}customer: {customer}\n"}


SLA = """\
title: SLA Yard
number: AGR-1
type: sla
customer: yard
provider: provider
services: [wms]
version: "1"
state: active
term: {start: 2025-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}
funding: []
targets:
  - {id: t1, service: wms, metric: availability, description: It is there., operator: ">=", value: 99, unit: percent, window: month, method: Asked}
  - {id: t2, service: wms, metric: response, description: It answers., operator: "<=", value: 2, unit: s, window: month, method: Asked}
"""


def report(month: str, end: str, measured: str, more: str = "") -> dict[str, str]:
    text = (
        f"title: Levels {month}\nagreement: sla\nagreement_version: '1'\n"
        f"period: {{from: {month}-01, to: {end}}}\n"
        f"lines: [{{target: t1, measured: {measured}}}]\nprepared_by: kari\n{more}"
    )
    return {f"reports/{month}.yaml": text}


def test_without_anything_a_pack_is_empty_and_counts_the_last_months_as_new() -> None:
    pack = of("port", {})
    assert (pack.previous, pack.next) == (None, None)
    assert pack.since == date(2025, 12, 15)
    assert NEVER_MET_MONTHS == 6
    lists = [getattr(pack, name) for name in Pack.__slots__]
    assert [one for one in lists if isinstance(one, tuple) and one] == []


def test_the_last_meeting_with_the_customer_itself_counts_before_those_below() -> None:
    below = meeting("2026-06-10", "yard")
    assert of("port", below).since == date(2026, 6, 10)
    both = below | meeting("2026-01-20", "port")
    assert of("port", both).since == date(2026, 1, 20)
    assert of("yard", both).since == date(2026, 6, 10)
    assert of("far", both).previous is None


def test_what_is_planned_or_later_is_not_the_last_meeting() -> None:
    files = (
        meeting("2026-06-14", "yard", state="planned")
        | meeting("2026-06-15", "yard", state="planned")
        | meeting("2026-06-16", "yard")
        | meeting("2026-06-12", "yard", state="cancelled")
    )
    pack = of("yard", files)
    assert pack.previous is None
    assert pack.next is not None
    assert pack.next.fields.date == AS_OF


def test_open_actions_of_the_last_meeting_are_carried_and_others_only_open() -> None:
    files = meeting("2026-03-01", "yard", ACTION) | meeting(
        "2026-05-01", "yard", ACTION.replace("a1", "b1").replace("Mend it", "Ask them")
    )
    pack = of("yard", files)
    assert [one.action.text for one in pack.actions] == ["Mend it", "Ask them"]
    assert [one.action.text for one in pack.carried] == ["Ask them"]


def test_a_meeting_of_two_units_brings_its_actions_once_to_the_unit_above() -> None:
    (text,) = meeting("2026-05-01", "yard", ACTION).values()
    shared = {"meetings/both.yaml": text.replace("[yard]", "[yard, port]")}
    assert len(of("port", shared).actions) == 1


def test_a_delivery_has_the_latest_report_known_and_what_was_missed() -> None:
    files = (
        {"agreements/sla.yaml": SLA}
        | report("2026-04", "2026-04-30", "99.5")
        | report("2026-05", "2026-05-31", "98", "published: 2026-06-16\n")
    )
    (delivery,) = of("port", files).deliveries
    assert delivery.report is not None
    assert delivery.report.id == "2026-04"
    assert delivery.missed == ()

    (delivery,) = of("port", files, date(2026, 6, 16)).deliveries
    assert delivery.report is not None
    assert delivery.report.id == "2026-05"
    assert [one.target.id for one in delivery.missed] == ["t1"]
    assert [one.target.id for one in delivery.unmeasured] == ["t2"]


def test_a_unit_without_agreements_has_those_above_that_cover_what_it_uses() -> None:
    files = {
        "agreements/sla.yaml": SLA.replace("customer: yard", "customer: port"),
        "customers/yard.yaml": (
            "name: Yard\nparent: port\nservices:\n  - {service: wms, since: 2025-01-01}\n"
        ),
    }
    assert of("yard", files).from_above
    assert len(of("yard", files).deliveries) == 1
    assert not of("port", files).from_above
    assert of("far", files).deliveries == ()


@pytest.mark.parametrize(
    "as_of, ahead, late", [("2026-09-30", 1, 0), ("2026-10-01", 0, 1), ("2027-06-15", 1, 0)]
)
def test_notice_dates_are_ahead_until_their_day(as_of: str, ahead: int, late: int) -> None:
    pack = of("port", {"agreements/sla.yaml": SLA}, date.fromisoformat(as_of))
    assert (len(pack.notices), len(pack.too_late)) == (ahead, late)


def test_wishes_wait_or_were_judged_since_the_last_meeting() -> None:
    verdict = "match: {verdict: covered, by: kari, on: %s}\n"
    files = (
        meeting("2026-05-01", "yard")
        | idea("old", "2026-01-01", verdict % "2026-05-01")
        | idea("fresh", "2026-01-01", verdict % "2026-05-02")
        | idea("waiting", "2026-01-01")
        | idea("elsewhere", "2026-01-01", customer="far")
    )
    pack = of("port", files)
    assert [one.idea.id for one in pack.wishes_judged] == ["fresh"]
    assert [one.idea.id for one in pack.wishes_waiting] == ["waiting"]


def test_what_was_asked_for_is_there_until_it_is_settled() -> None:
    need = "title: R\ncustomer: yard\nraised_by: petra\nraised: %s\nneed: More.\nstate: %s\n"
    change = (
        "title: C\ncustomer: yard\nrequested_by: petra\non: 2026-05-01\ntext: More.\n"
        "within_agreement: no\nstate: %s\n"
    )
    files = {
        "requirements/draft.yaml": need % ("2026-05-01", "draft"),
        "requirements/accepted.yaml": need % ("2026-05-01", "accepted"),
        "requirements/there.yaml": need % ("2026-05-01", "delivered"),
        "requirements/later.yaml": need % ("2026-06-16", "draft"),
        "changes/open.yaml": change % "new",
        "changes/done.yaml": change % "done",
    }
    pack = of("port", files)
    assert [one.id for one in pack.requirements] == ["accepted", "draft"]
    assert [one.change.id for one in pack.changes] == ["open"]


def test_plans_that_hold_or_lie_ahead_are_told() -> None:
    plan = "title: P\ncustomer: yard\nperiod: {from: %s, to: %s}\nobjectives: []\n"
    files = {
        "plans/past.yaml": plan % ("2025-01-01", "2026-06-14"),
        "plans/now.yaml": plan % ("2026-01-01", "2026-06-15"),
        "plans/next.yaml": plan % ("2027-01-01", "2027-12-31"),
    }
    assert {one.id for one in of("yard", files).plans} == {"now", "next"}


def test_attestations_count_after_the_last_meeting() -> None:
    word = (
        "title: W\ncustomer: yard\nperson: petra\non: %s\nabout: [services/wms]\n"
        "statement: Good.\nhelped_to: Work.\nstate: %s\n"
    )
    files = meeting("2026-05-01", "yard") | {
        "attestations/before.yaml": word % ("2026-05-01", "given"),
        "attestations/after.yaml": word % ("2026-05-02", "given"),
        "attestations/asked.yaml": word % ("2026-05-02", "requested"),
    }
    assert [one.attestation.id for one in of("port", files).attestations] == ["after"]


def test_questions_wait_until_they_are_answered() -> None:
    asked = "questions:\n  - {text: May we?}\n  - {text: Shall we?, answered: 2026-05-20}\n"
    pack = of("port", meeting("2026-05-01", "yard", asked))
    assert [one.matter.text for one in pack.questions] == ["May we?"]


def test_what_bears_a_day_since_the_last_meeting_is_new_whatever_its_kind() -> None:
    files = (
        meeting("2026-05-01", "port")
        | meeting("2026-05-02", "yard")
        | meeting("2026-06-20", "yard", state="planned")
        | idea("old", "2026-05-01")
        | idea("new", "2026-05-03")
        | idea("tomorrow", "2026-06-16")
        | {"agreements/sla.yaml": SLA}
        | report("2026-05", "2026-05-31", "98")
        | {
            "projects/mast.yaml": "title: Mast\ncustomers: [yard]\ntype: new\nmanager: kari\n",
            "statuses/mast.yaml": "title: S\nproject: mast\non: 2026-06-02\nrag: green\n",
            "feedback/cry.yaml": (
                "title: F\ntype: complaint\ncustomer: yard\nreceived: 2026-06-03\ntext: No.\n"
                "state: logged\n"
            ),
            "escalations/up.yaml": (
                "title: E\norigin: feedback/cry\nfrom_level: operational\nto_level: tactical\n"
                "to: kari\nraised_by: petra\nraised: 2026-06-04\nreason: No.\n"
                "response_due: 2026-06-20\n"
            ),
        }
    )
    pack = of("port", files)
    assert [(one.day.isoformat(), one.record.address) for one in pack.dated] == [
        ("2026-06-04", "escalations/up"),
        ("2026-06-03", "feedback/cry"),
        ("2026-06-02", "statuses/mast"),
        ("2026-05-31", "reports/2026-05"),
        ("2026-05-03", "ideas/new"),
        ("2026-05-02", "meetings/2026-05-02-yard"),
    ]
    assert [one.escalation.id for one in pack.escalations] == ["up"]
    assert [one.feedback.id for one in pack.complaints] == ["cry"]
    assert [one.project.id for one in pack.courses] == ["mast"]
    assert of("far", files).dated == ()


# --- Threads -------------------------------------------------------------------------------------

RHYTHM = {
    "customers/yard.yaml": (
        "name: Yard\nparent: port\ncadence: [{level: tactical, target_months: 3, max_months: 6}]\n"
    )
}


def test_a_thread_parts_what_was_held_from_what_is_planned_and_what_was_forgotten() -> None:
    found = thread(
        "yard",
        meeting("2026-03-01", "yard")
        | meeting("2026-04-01", "yard", state="planned")
        | meeting("2026-07-01", "yard", state="planned")
        | meeting("2026-08-01", "yard", state="cancelled")
        | meeting("2026-02-01", "yard", level="strategic"),
    )
    assert [one.fields.date.month for one in found.held] == [3]
    assert [one.fields.date.month for one in found.unwritten] == [4]
    assert [one.fields.date.month for one in found.ahead] == [7]
    assert found.next_day == date(2026, 7, 1)


@pytest.mark.parametrize(
    "more, held, expected",
    [
        ("next_date: 2026-06-15\n", "2026-03-01", date(2026, 6, 15)),
        ("next_date: 2026-06-14\n", "2026-03-01", None),
        ("next_date: 2026-06-14\n", "2026-03-15", date(2026, 6, 15)),
        ("", "2026-04-20", date(2026, 7, 20)),
        ("", "2026-03-14", None),
    ],
)
def test_the_next_day_is_the_one_agreed_else_by_the_cadence(
    more: str, held: str, expected: date | None
) -> None:
    assert thread("yard", RHYTHM | meeting(held, "yard", more)).expected == expected


def test_without_cadence_or_date_nothing_is_expected() -> None:
    assert thread("yard", meeting("2026-06-01", "yard")).expected is None
    assert thread("yard", RHYTHM).next_day is None
