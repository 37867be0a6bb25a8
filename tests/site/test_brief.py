"""The status brief answers the nine questions in a line or two each; no data is said as such."""

from __future__ import annotations

from datetime import date

from brmsite.site.pages.brief import BriefView
from brmsite.site.shapes import Line
from tests.site.pages_of import pages_of

DAY = date(2026, 6, 15)

BASE = {
    "records/customers/port.yaml": "name: Port\n",
    "records/customers/gate.yaml": "name: Gate\nparent: port\n",
    "records/people/petra.yaml": "name: Petra Lind\norg: gate\n",
    "records/people/diogo.yaml": "name: Diogo Costa\norg: gate\n",
    "records/people/kari.yaml": "name: Kari Berg\norg: provider\n",
    "records/services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: kari\ndescription: Knows.\n"
    ),
}

WHOLE = {
    "records/customers/gate.yaml": """\
name: Gate
parent: port
roles:
  - person: petra
    role: customer
    level: strategic
    from: 2024-01-01
    mandate: {decide: true, fund: true, limit: {amount: 250000, per: year}}
  - {person: diogo, role: purchaser, level: tactical, from: 2024-01-01}
services:
  - {service: wms, since: 2024-01-01}
""",
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
  - {id: t1, service: wms, metric: availability, description: It is there, operator: ">=", value: 99, unit: percent, window: month, method: Asked}
  - {id: t2, service: wms, metric: response, description: It answers, operator: "<=", value: 2, unit: s, window: month, method: Asked}
  - {id: t3, service: wms, metric: printing, description: It prints, operator: "<=", value: 2, unit: s, window: month, method: Asked}
""",
    "records/reports/may.yaml": """\
title: Levels May
agreement: sla
agreement_version: "1"
period: {from: 2026-05-01, to: 2026-05-31}
lines: [{target: t1, measured: 98.25}, {target: t2, measured: 1}]
prepared_by: kari
""",
    "records/meetings/last.yaml": """\
title: Talk
date: 2026-05-04
type: service-review
level: tactical
customers: [gate]
state: held
attendees: [{person: petra}, {person: kari}]
""",
    "records/meetings/next.yaml": """\
title: Talk again
date: 2026-08-03
type: service-review
level: tactical
customers: [gate]
state: planned
""",
    "records/plans/plan.yaml": """\
title: Gate plan
customer: gate
period: {from: 2026-01-01, to: 2026-12-31}
objectives:
  - {id: o1, statement: Faster, supported_by: [services/wms]}
  - {id: o2, statement: Cheaper}
""",
    "records/surveys/s.yaml": """\
title: Survey
type: relationship
customers: [gate]
period: {from: 2026-03-01, to: 2026-03-15}
scale: 1-5
invited: 20
responded: 10
questions: [{id: q1, text: Well?, counts: {"5": 8, "2": 2}}]
""",
    "records/feedback/cry.yaml": """\
title: Too slow
type: complaint
customer: gate
received: 2026-06-10
text: It is slow.
state: logged
""",
    "records/ideas/covered.yaml": """\
title: Covered
text: Please.
submitted_by: internal
customer: gate
on: 2026-01-01
state: completed
match: {verdict: covered, by: kari, on: 2026-02-01}
""",
    "records/ideas/not.yaml": """\
title: Not
text: Please.
submitted_by: external
customer: gate
on: 2026-01-01
state: new
match: {verdict: not-covered, by: kari, on: 2026-02-01}
""",
    "records/attestations/one.yaml": """\
title: It helped
customer: gate
person: petra
on: 2026-02-01
about: [services/wms]
statement: Good.
helped_to: Work.
state: given
value: {amount: 46000}
""",
    "records/attestations/two.yaml": """\
title: It helped again
customer: gate
person: petra
on: 2026-03-01
about: [services/wms]
statement: Good.
helped_to: Work.
state: given
value: {amount: 130, measure: hours of typing}
""",
    "records/changes/in.yaml": (
        "title: C\ncustomer: gate\nrequested_by: petra\non: 2026-05-01\ntext: More.\n"
        "within_agreement: yes\nstate: new\n"
    ),
    "records/changes/out.yaml": (
        "title: D\ncustomer: gate\nrequested_by: petra\non: 2026-05-01\ntext: More.\n"
        "within_agreement: no\nstate: assessed\n"
    ),
}


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def answers(files: dict[str, str], customer: str = "gate") -> dict[str, list[str]]:
    view = pages_of("brief", BASE | files, DAY)[f"customers/{customer}/brief.html"].view()
    assert isinstance(view, BriefView)
    return {fact.label: [words(each) for each in fact.values] for fact in view.answers}


def test_without_records_every_answer_says_that_there_is_none() -> None:
    assert answers({}) == {
        "Who decides": ["Missing nobody holds a mandate"],
        "Agreements": ["None in force"],
        "Service levels": ["No data: nothing measurable is promised"],
        "Meetings": ["Strategic: never met", "Tactical: never met", "Operational: never met"],
        "Plan": ["No plan covers this day"],
        "Projects": ["None under way"],
        "Satisfaction": ["Not asked: no data", "0 open complaints"],
        "Wishes, value": ["No wishes known", "No value attested in the last year"],
        "Changes": ["None open"],
    }


def test_the_nine_questions_are_answered() -> None:
    told = answers(WHOLE)
    assert told == {
        "Who decides": [
            "Petra Lind: decides and funds, up to EUR 250,000 a year",
            "purchaser: Diogo Costa",
        ],
        "Agreements": ["1 in force", "next to decide: SLA Gate by 2026-09-30"],
        "Service levels": ["1 of 2 met, 1 not measured", "missed: It is there (98.25 %)"],
        "Meetings": [
            "Strategic: never met",
            "Tactical: last 4 May 2026, next 3 Aug 2026",
            "Operational: never met",
        ],
        "Plan": ["Gate plan", "1 of 2 open objectives supported by what works"],
        "Projects": ["None under way"],
        "Satisfaction": ["80 % contented (2026-03-15)", "1 open complaint"],
        "Wishes, value": [
            "Covered: 1 of 2 assessed wishes",
            "2 attestations: EUR 46,000 and 130 hours of typing",
        ],
        "Changes": ["Open: 1 inside the agreement and 1 outside"],
    }


def test_the_unit_above_answers_for_the_units_below_but_not_who_decides() -> None:
    above, below = answers(WHOLE, "port"), answers(WHOLE)
    assert above["Who decides"] == ["Missing nobody holds a mandate"]
    same = ("Agreements", "Service levels", "Meetings", "Plan", "Wishes, value", "Changes")
    assert {label: above[label] for label in same} == {label: below[label] for label in same}


def test_agreements_of_the_unit_above_that_cover_it_are_said_to_be_so() -> None:
    agreement = WHOLE["records/agreements/sla.yaml"].replace("customer: gate", "customer: port")
    files = WHOLE | {"records/agreements/sla.yaml": agreement}
    told = answers(files)
    assert told["Agreements"] == ["1 in force of the units above", "no day to decide lies ahead"]
    assert told["Service levels"] == ["1 of 2 met, 1 not measured", "missed: It is there (98.25 %)"]


def test_promises_that_nobody_measures_are_no_data() -> None:
    files = {path: text for path, text in WHOLE.items() if path != "records/reports/may.yaml"}
    assert answers(files)["Service levels"] == ["No data: none of 3 promises is measured"]


def test_what_is_too_late_is_said() -> None:
    agreement = WHOLE["records/agreements/sla.yaml"].replace(
        "start: 2025-01-01", "start: 2024-08-01"
    )
    files = WHOLE | {"records/agreements/sla.yaml": agreement}
    assert answers(files)["Agreements"] == [
        "1 in force",
        "1 past the day to decide",
        "no day to decide lies ahead",
    ]
