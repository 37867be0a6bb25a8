"""The evidence for an audit: what is counted, what shows it, and what is said to be missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.examine import examine
from brmsite.insight import evidence as evidence_fact
from brmsite.insight.audited import Requirement, Subject
from brmsite.insight.evidence import Evidence
from tests.site.small_project import BASE, agreement, meeting

AS_OF = date(2026, 6, 15)

TARGET = """\
  - {id: t1, service: wms, metric: availability, description: It runs., operator: ">=",
     value: 99, unit: percent, window: quarter, method: A probe}
"""


def evidence(folder: Path, files: dict[str, str], as_of: date = AS_OF) -> Evidence:
    for path, text in files.items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    examined = examine(folder, as_of)
    assert not [one for one in examined.findings if one.code == "unknown-key"]
    return examined.insight.ask(evidence_fact.derive)


def requirement(found: Evidence, identifier: str) -> Requirement:
    (one,) = (
        one for clause in found.clauses for one in clause.requirements if one.id == identifier
    )
    return one


def told(subject: Subject) -> tuple[str, list[str], list[str]]:
    """What it is about, the evidence, and what is missing."""
    part = f"#{subject.part}" if subject.part else ""
    return (
        f"{subject.about.address}{part}",
        [record.address for record in subject.records],
        [
            f"{lack.words} {lack.record.address}" if lack.record else lack.words
            for lack in subject.lacks
        ],
    )


def all_told(folder: Path, files: dict[str, str], identifier: str) -> list[object]:
    return [told(one) for one in requirement(evidence(folder, files), identifier).subjects]


def customer(more: str = "") -> str:
    return f"{BASE['customers/logistics.yaml']}{more}"


MANAGED = """\
  - {person: k-berg, role: business-relationship-manager, level: tactical, from: 2024-01-01}
"""
USES = "services: [{service: wms, since: 2024-01-01, users: 40}]\n"


def report(quarter: int, measured: str, more: str = "", last: str = "") -> str:
    begin, end = ("01-01", "03-31") if quarter == 1 else ("04-01", "06-30")
    return f"""\
title: Report {quarter}
agreement: sla
agreement_version: 1
period: {{from: 2026-{begin}, to: 2026-{end}}}
lines:
  - {{target: t1, measured: {measured}{last}}}
prepared_by: k-berg
{more}"""


# --- The whole -----------------------------------------------------------------------------------


def test_without_records_there_is_nothing_to_show(tmp_path: Path) -> None:
    found = evidence(tmp_path, {})
    assert [clause.number for clause in found.clauses] == ["8.3.2", "8.3.3", "8.3.4.1", "8.3.4.2"]
    for clause in found.clauses:
        for one in clause.requirements:
            assert (one.shown, one.subjects) == ("nothing-due", ())


def test_the_twelve_months_end_on_the_day(tmp_path: Path) -> None:
    found = evidence(tmp_path, {}, date(2024, 2, 29)).audited
    assert (found.start, found.end) == (date(2023, 3, 1), date(2024, 2, 29))


def test_ids_are_unique() -> None:
    found = evidence(Path("/nonexistent"), {})
    ids = [one.id for clause in found.clauses for one in clause.requirements]
    assert len(ids) == len(set(ids))


def test_a_requirement_is_shown_as_far_as_its_subjects_are(tmp_path: Path) -> None:
    files = {
        **BASE,
        "customers/logistics.yaml": customer(MANAGED),
        "customers/rail.yaml": "name: Rail\n",
        "customers/past.yaml": "name: Past\nstate: former\n",
    }
    found = evidence(tmp_path, files)
    responsible = requirement(found, "responsible")
    assert [told(one) for one in responsible.subjects] == [
        ("customers/logistics", ["people/k-berg"], []),
        ("customers/rail", [], ["no relationship manager is named"]),
    ]
    assert responsible.shown == "partly"
    assert [one.shown for one in responsible.open] == ["none"]
    assert len(responsible.evidenced) == 1
    assert requirement(found, "measured").shown == "none"


# --- Customers -----------------------------------------------------------------------------------


def test_a_review_with_the_unit_above_counts_and_a_missed_rhythm_is_told(tmp_path: Path) -> None:
    rhythm = "cadence: [{level: tactical, target_months: 3, max_months: 6}]\n"
    files = {
        **BASE,
        "customers/logistics.yaml": customer(),
        "customers/rail.yaml": f"name: Rail\nparent: logistics\n{USES}{rhythm}",
        "meetings/old.md": meeting("2025-06-15"),
        "meetings/new.md": meeting("2025-06-16"),
        "meetings/planned.md": meeting("2026-06-14", state="planned"),
    }
    assert all_told(tmp_path, files, "reviewed") == [
        (
            "customers/rail",
            ["meetings/new"],
            [
                "nobody met at the tactical level by 2025-07-01",
                "nobody met at the tactical level by 2026-01-01",
            ],
        )
    ]


SURVEY = """\
title: Survey
type: relationship
customers: [logistics]
period: {from: 2025-05-01, to: 2025-06-20}
scale: 1-5
invited: 20
responded: 10
questions:
  - {id: q1, text: Content?, counts: {5: 8, 2: 2}}
target: 90
"""


def test_a_survey_counts_for_the_interval_that_was_planned(tmp_path: Path) -> None:
    files = {**BASE, "surveys/s.yaml": SURVEY.replace("to: 2025-06-20", "to: 2025-06-15")}
    assert all_told(tmp_path, files, "measured") == [
        ("customers/logistics", [], ["not asked within 12 months"])
    ]
    files["customers/logistics.yaml"] = customer("survey_months: 24\n")
    assert all_told(tmp_path, files, "measured") == [("customers/logistics", ["surveys/s"], [])]


def test_few_answers_speak_for_nobody(tmp_path: Path) -> None:
    files = {**BASE, "surveys/s.yaml": SURVEY.replace("responded: 10", "responded: 5")}
    assert all_told(tmp_path, files, "measured") == [
        ("customers/logistics", ["surveys/s"], ["too few answered: 5 of 20 surveys/s"])
    ]


def test_answers_have_to_be_analysed_told_and_followed(tmp_path: Path) -> None:
    files = {**BASE, "surveys/s.yaml": SURVEY}
    lacks = [
        "what the answers say is not written",
        "the result was not told to those who were asked",
        "it is below its target, and no action is named",
    ]
    assert all_told(tmp_path, files, "analysed") == [("surveys/s", [], lacks)]
    more = "analysis: The telephone.\npublished: 2025-07-01\nactions: [meetings/m#a1]\n"
    files["surveys/s.yaml"] = SURVEY + more
    body = "- [ ] (a1) @k-berg due 2026-07-01: Call back\n"
    files["meetings/m.md"] = meeting("2025-07-02", body=body)
    assert all_told(tmp_path, files, "analysed") == [("surveys/s", ["surveys/s"], [])]


def test_complaints_are_looked_at_until_they_are_settled_and_told(tmp_path: Path) -> None:
    complaint = """\
title: Nobody called back
type: complaint
customer: logistics
received: 2026-04-01
text: I wait.
state: investigating
"""
    files = {**BASE, "feedback/c.yaml": complaint}
    assert all_told(tmp_path, files, "complaints") == [
        (
            "feedback/c",
            ["feedback/c"],
            [
                "nobody is named who sees that it is answered",
                "not settled by 2026-05-01",
                "not taken to a higher level",
            ],
        )
    ]
    assert all_told(tmp_path, files, "complaints-told") == [
        ("feedback/c", [], ["no minutes name it"])
    ]
    settled = complaint.replace("state: investigating", "state: closed\nclosed: 2026-04-09")
    files["feedback/c.yaml"] = f"{settled}resolution: We call now.\n"
    files["meetings/m.md"] = meeting("2026-04-10", body="See [[feedback/c]].\n")
    assert all_told(tmp_path, files, "complaints") == [("feedback/c", ["feedback/c"], [])]
    assert all_told(tmp_path, files, "complaints-told") == [("feedback/c", ["meetings/m"], [])]


# --- Service levels ------------------------------------------------------------------------------

LEVELS = {
    **BASE,
    "customers/logistics.yaml": customer(USES),
    "agreements/sla.yaml": agreement(
        more=f"targets:\n{TARGET}workload_limits: [{{measure: Moves, upper: 9}}]\n"
    ),
    "reports/q1.yaml": report(1, "99.5", "workload: [{measure: moves, actual: 3}]\n"),
}


def test_an_sla_says_what_it_leaves_out(tmp_path: Path) -> None:
    assert all_told(tmp_path, LEVELS, "content") == [
        ("agreements/sla", ["agreements/sla"], ["nothing is said of exceptions"])
    ]


def test_what_came_due_and_was_not_measured_is_counted(tmp_path: Path) -> None:
    # The quarters that ended on 30 June, 30 September and 31 December 2025, and 31 March 2026.
    assert all_told(tmp_path, LEVELS, "monitored") == [
        ("agreements/sla", ["reports/q1"], ["3 of 4 results were not measured"])
    ]
    assert all_told(tmp_path, LEVELS, "workload") == [("agreements/sla", ["reports/q1"], [])]


def test_a_report_is_published_and_presented_in_time(tmp_path: Path) -> None:
    assert all_told(tmp_path, LEVELS, "reported") == [("reports/q1", [], ["it was not published"])]
    files = {**LEVELS, "reports/q1.yaml": report(1, "99.5", "published: 2026-03-31\n")}
    assert all_told(tmp_path, files, "reported") == [("reports/q1", ["reports/q1"], [])]
    last_day = evidence(tmp_path, files, date(2026, 6, 30))
    assert requirement(last_day, "reported").shown == "evidenced"
    late = evidence(tmp_path, files, date(2026, 7, 1))
    assert [told(one) for one in requirement(late, "reported").subjects] == [
        ("reports/q1", ["reports/q1"], ["it was gone through in no meeting"])
    ]
    files["meetings/m.md"] = meeting("2026-04-10", more="reports: [q1]\n")
    assert all_told(tmp_path, files, "reported") == [("reports/q1", ["meetings/m"], [])]


def test_a_miss_asks_for_a_decision(tmp_path: Path) -> None:
    assert all_told(tmp_path, LEVELS, "improved") == []
    files = {**LEVELS, "reports/q1.yaml": report(1, "98")}
    assert all_told(tmp_path, files, "improved") == [
        ("reports/q1#t1", [], ["nothing was decided about it"])
    ]
    body = "- [ ] (a1) @k-berg due 2026-07-01 improves agreements/sla#t1: Repair it\n"
    files["meetings/m.md"] = meeting("2026-04-10", body=body)
    assert all_told(tmp_path, files, "improved") == [("reports/q1#t1", ["meetings/m"], [])]


def test_a_service_that_somebody_uses_without_an_agreement_is_told(tmp_path: Path) -> None:
    files = {**LEVELS, "customers/rail.yaml": f"name: Rail\n{USES}"}
    assert all_told(tmp_path, files, "agreed") == [
        ("services/wms", ["agreements/sla"], ["used without an agreement: customers/rail"])
    ]


# --- Suppliers -----------------------------------------------------------------------------------


def bought(type: str, provider: str, more: str = "") -> str:
    text = agreement("UC-1", more=f"targets:\n{TARGET.replace('99', '98')}{more}")
    return text.replace("type: sla", f"type: {type}").replace(
        "provider: provider", f"provider: {provider}"
    )


SUPPLIED = {
    **LEVELS,
    "suppliers/tavrin.yaml": "name: Tavrin\nmanager: k-berg\n",
    "services/wms.yaml": f"{BASE['services/wms.yaml']}supplier: tavrin\n",
    "agreements/sla.yaml": f"{LEVELS['agreements/sla.yaml']}underpinned_by: [uc]\n",
    "agreements/uc.yaml": bought("underpinning-contract", "tavrin"),
}


def test_a_supplier_has_a_manager_a_contract_and_a_way_to_reach_it(tmp_path: Path) -> None:
    def of(identifier: str) -> list[object]:
        return all_told(tmp_path, SUPPLIED, identifier)

    assert of("supplier-manager") == [("suppliers/tavrin", ["people/k-berg"], [])]
    assert of("contract") == [("suppliers/tavrin", ["agreements/uc"], [])]
    assert of("interfaces") == [
        ("suppliers/tavrin", ["services/wms"], ["how to reach it is not written"])
    ]
    assert of("contract-content") == [
        (
            "agreements/uc",
            ["agreements/uc"],
            ["who has to do what is not written", "nobody is named to turn to"],
        )
    ]


def test_a_contract_carries_what_rests_on_it(tmp_path: Path) -> None:
    assert all_told(tmp_path, SUPPLIED, "aligned") == [
        (
            "agreements/uc",
            ["agreements/sla"],
            ["promises less than rests on it: agreements/sla"],
        )
    ]


def test_only_what_is_in_force_rests_on_a_contract(tmp_path: Path) -> None:
    sla = SUPPLIED["agreements/sla.yaml"].replace("state: active", "state: draft")
    files = {**SUPPLIED, "agreements/sla.yaml": sla}
    assert all_told(tmp_path, files, "aligned") == [
        ("agreements/uc", [], ["no agreement in force names it as what it rests on"])
    ]


def test_a_contract_is_reviewed_as_often_as_agreed(tmp_path: Path) -> None:
    files = dict(SUPPLIED)
    lack = "how often it is gone through is not written"
    assert all_told(tmp_path, files, "contract-reviewed") == [("agreements/uc", [], [lack])]
    for last, lacks in (
        ("2025-06-15", []),
        ("2025-06-14", ["it should have been gone through by 2026-06-14"]),
    ):
        review = f"review: {{every_months: 12, last: {last}}}\n"
        files["agreements/uc.yaml"] = bought("underpinning-contract", "tavrin", review)
        assert all_told(tmp_path, files, "contract-reviewed") == [
            ("agreements/uc", ["agreements/uc"], lacks)
        ]


def test_a_dispute_is_answered_and_closed_with_an_outcome(tmp_path: Path) -> None:
    dispute = """\
title: They do not answer
origin: agreements/uc
from_level: operational
to_level: tactical
to: k-berg
raised_by: k-berg
raised: 2026-06-01
reason: Nobody came.
response_due: 2026-06-10
"""
    files = {**SUPPLIED, "escalations/e.yaml": dispute}
    assert all_told(tmp_path, files, "disputes") == [
        ("escalations/e", ["escalations/e"], ["no answer came by 2026-06-10"])
    ]
    files["escalations/e.yaml"] = f"{dispute}state: closed\nclosed: 2026-06-12\noutcome: They do.\n"
    assert all_told(tmp_path, files, "disputes") == [("escalations/e", ["escalations/e"], [])]
    files["escalations/e.yaml"] = dispute.replace("agreements/uc", "agreements/sla")
    assert all_told(tmp_path, files, "disputes") == []


def test_what_is_delivered_inside_needs_an_ola(tmp_path: Path) -> None:
    network = BASE["services/wms.yaml"].replace("Yard system", "Network")
    files = {
        **BASE,
        "services/wms.yaml": f"{BASE['services/wms.yaml']}depends_on: [network]\n",
        "services/network.yaml": network,
    }
    assert all_told(tmp_path, files, "ola") == [("services/network", [], ["no OLA is about it"])]
    files["suppliers/tavrin.yaml"] = SUPPLIED["suppliers/tavrin.yaml"]
    files["services/network.yaml"] = f"{network}supplier: tavrin\n"
    assert all_told(tmp_path, files, "ola") == []
    ola = bought("ola", "provider").replace("wms", "network")
    files["agreements/ola.yaml"] = ola
    assert all_told(tmp_path, files, "ola") == [("services/network", ["agreements/ola"], [])]
    assert all_told(tmp_path, files, "ola-performance") == [
        ("agreements/ola", [], ["4 of 4 results were not measured"])
    ]


def test_a_record_is_told_what_an_audit_finds_of_it(tmp_path: Path) -> None:
    found = evidence(tmp_path, SUPPLIED)
    subject = requirement(found, "contract").subjects[0]
    said = evidence_fact.about(found, subject.about)
    assert said["contract"] == {
        "clause": "8.3.4.1",
        "evidence": ["agreements/uc"],
        "missing": [],
    }
    assert evidence_fact.about(found, subject.records[0]) == {}
