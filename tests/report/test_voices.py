"""One set of findings in every voice: the same place in each, and nothing that a reader misreads."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

import brmsite.report
from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.later import Later
from brmsite.ground.span import Position, Span
from brmsite.register.codes import CODES
from brmsite.report import Report, speak, voice_names
from brmsite.report.fingerprint import fingerprint
from brmsite.rules import all_rules
from tests.conftest import Snapshot

PATH = "records/agreements/sla-logistics.yaml"
OTHER = "records/customers/logistics.yaml"
SOURCES = {
    PATH: "title: SLA Løgistics 🚢 box\ncustomer: logistics\nstate: actve\nversion: 2\n".encode(),
    OTHER: b"\xef\xbb\xbfname: Logistics Division\r\nunit: division\r\n",
}


def span(path: str, line: int, start: int, end: int) -> Span:
    return Span(path, Position(line, start, 0), Position(line, end, 0))


STATE = Diagnostic(
    code="not-allowed-value",
    severity=Severity.error,
    message="`actve` is not an allowed `state`, did you mean `active`?",
    span=span(PATH, 3, 8, 13),
    label="allowed: draft, active",
    hint="change it to `active`",
    pointer="state",
    address="agreements/sla-logistics",
    edits=(Edit(span(PATH, 3, 8, 13), "active", "unsafe"),),
)
TITLE = Diagnostic(
    code="both-sides",
    severity=Severity.warning,
    message="one unit: 100 % of it, at a, b",
    span=span(PATH, 1, 19, 24),
    label="here",
    labels=(
        Label(span(PATH, 2, 11, 20), "and here"),
        Label(span(OTHER, 2, 7, 15), "and there"),
    ),
    pointer="title",
    address="agreements/sla-logistics",
)
ABSENT = Diagnostic(
    code="missing-key",
    severity=Severity.info,
    message="customer needs `tier`",
    span=span(OTHER, 1, 1, 5),
    label="a customer must have `tier`",
    pointer="tier",
    address="customers/logistics",
    placed=False,
)
FINDINGS = (TITLE, STATE, ABSENT)


def report(findings: tuple[Diagnostic, ...] = FINDINGS, most: int | None = None) -> Report:
    return Report(findings, SOURCES, file_count=412, seconds=0.23, most=most)


@pytest.mark.parametrize("name", voice_names())
def test_a_voice_says_all_of_it(name: str, snapshot: Snapshot) -> None:
    snapshot(f"{name}.txt", speak(name, report()))


@pytest.mark.parametrize("name", voice_names())
def test_a_voice_says_nothing_was_found(name: str, snapshot: Snapshot) -> None:
    snapshot(f"{name}-nothing.txt", speak(name, report(())))


def test_every_voice_points_at_the_same_line_and_column() -> None:
    assert f"{PATH}:3:8" in speak("text", report())
    assert f"{PATH}:3:8" in speak("concise", report())
    assert f"file={PATH},line=3,endLine=3,col=8,endColumn=12" in speak("github", report())
    said = json.loads(speak("json", report()))["findings"][1]
    assert (said["path"], said["start"]["line"], said["start"]["column"]) == (PATH, 3, 8)
    assert said["end"]["column"] == 13
    place = sarif_results(report())[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == PATH
    assert place["region"] == {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 13}
    place = json.loads(speak("gitlab", report()))[1]["location"]
    assert place == {"path": PATH, "lines": {"begin": 3, "end": 3}}
    assert f"{PATH}:3:8" in speak("junit", report())


def test_json_keeps_to_its_published_schema() -> None:
    schema = Path(brmsite.report.__file__).with_name("findings.schema.json")
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    validator.check_schema(validator.schema)
    document = json.loads(speak("json", report()))
    assert [error.message for error in validator.iter_errors(document)] == []
    del document["findings"][0]["fingerprint"]
    assert [error.message for error in validator.iter_errors(document)] == [
        "'fingerprint' is a required property"
    ]


def sarif_results(told: Report) -> list[dict[str, Any]]:
    run = json.loads(speak("sarif", told))["runs"][0]
    results: list[dict[str, Any]] = run["results"]
    return results


def sarif_faults(document: object) -> list[str]:
    """What the published schema of SARIF 2.1.0 says against a document."""
    schema = Path(__file__).parent / "sarif" / "sarif-2.1.0.schema.json"
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [error.message for error in validator.iter_errors(document)]


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["some", "none"])
def test_sarif_keeps_to_the_published_schema(findings: tuple[Diagnostic, ...]) -> None:
    document = json.loads(speak("sarif", report(findings)))
    assert sarif_faults(document) == []
    document["runs"][0]["columnKind"] = "bytes"
    assert sarif_faults(document) == [
        "'bytes' is not one of ['utf16CodeUnits', 'unicodeCodePoints']"
    ]


def test_sarif_tells_what_a_rule_is_for_and_how_to_mend() -> None:
    rules = json.loads(speak("sarif", report()))["runs"][0]["tool"]["driver"]["rules"]
    by_id = {rule["id"]: rule for rule in rules}
    assert by_id["missing-key"]["help"]["text"].startswith("Why: The record cannot be understood")
    assert by_id["both-sides"]["fullDescription"]["text"].startswith("Nobody can ask")
    assert by_id["both-sides"]["defaultConfiguration"] == {"level": "warning"}
    for result in sarif_results(report()):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize("name", [*all_rules(), *CODES])
def test_sarif_of_any_rule_keeps_to_the_published_schema(name: str) -> None:
    one = Diagnostic(name, Severity.error, "wrong", span(PATH, 3, 8, 13))
    document = json.loads(speak("sarif", report((one,))))
    assert sarif_faults(document) == []
    (rule,) = document["runs"][0]["tool"]["driver"]["rules"]
    assert {"shortDescription", "fullDescription", "help"} <= rule.keys()


def test_in_a_folder_every_place_is_told_from_the_top_of_the_repository() -> None:
    there = replace(report(), folder=Later(lambda: "sub/brm/"))
    told = speak("sarif", there)
    uris = re.findall(r'"uri": "([^"]*)"', told)
    assert set(uris) == {f"sub/brm/{path}" for path in (PATH, OTHER)}
    assert told.replace("sub/brm/", "") == speak("sarif", report())
    for name in ("github", "gitlab", "junit"):
        assert speak(name, there).count(f"sub/brm/{PATH}") == speak(name, report()).count(PATH)
    for name in ("text", "concise", "json"):
        assert speak(name, there) == speak(name, report())


def test_sarif_writes_any_path_as_a_relative_reference() -> None:
    odd = Diagnostic("not-utf-8", Severity.error, "odd", span("a b/c:d%\udcff.yaml", 1, 1, 2))
    (result,) = sarif_results(report((odd,)))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/c%3Ad%25%FF.yaml"


def test_two_findings_with_the_same_words_are_two_in_every_machine_voice() -> None:
    again = Diagnostic(
        STATE.code, STATE.severity, STATE.message, span(PATH, 90, 1, 2), pointer="state"
    )
    told = report((STATE, again))
    in_sarif = [result["partialFingerprints"]["brmsite/v1"] for result in sarif_results(told)]
    in_gitlab = [issue["fingerprint"] for issue in json.loads(speak("gitlab", told))]
    assert in_sarif == in_gitlab == [fingerprint(STATE), f"{fingerprint(STATE)}-2"]


def test_junit_fails_a_file_for_its_errors_only_and_says_all_of_them() -> None:
    worse = Diagnostic("not-utf-8", Severity.error, 'a\x00\uffff<b>&"c', span(PATH, 4, 1, 2))
    suites = ET.fromstring(speak("junit", report((TITLE, STATE, worse, ABSENT))))
    assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["2", "1", "0"]
    broken, sound = suites.iter("testcase")
    assert (broken.get("name"), sound.get("name")) == (PATH, OTHER)
    failure, output = broken
    assert failure.get("message") == f"{STATE.message} (and 1 error more)"
    assert str(failure.text).splitlines()[-1].endswith('a\\u0000\ufffd<b>&"c')
    assert (output.tag, TITLE.message in str(output.text)) == ("system-out", True)
    assert [each.tag for each in sound] == ["system-out"]


def test_junit_has_a_case_for_a_file_that_could_not_be_read() -> None:
    unread = Diagnostic(
        "unreadable-file", Severity.error, "no", span("records/people/x.yaml", 1, 1, 1)
    )
    names = {
        case.get("name")
        for case in ET.fromstring(speak("junit", report((unread,)))).iter("testcase")
    }
    assert names == {PATH, OTHER, "records/people/x.yaml"}


def test_github_shows_ten_of_a_severity_and_says_how_many_there_are_besides() -> None:
    said = speak("github", report((STATE,) * 13 + (TITLE,))).splitlines()
    commands = [line for line in said if line.startswith("::error ")]
    assert len(commands) == 10
    assert commands[-1].endswith("(and 3 errors more, see the log)")
    assert len([line for line in said if line.startswith("::warning ")]) == 1
    assert len([line for line in said if line.startswith(f"{PATH}:")]) == 14


def test_github_escapes_what_would_end_a_property_or_a_command() -> None:
    odd = Diagnostic(
        "not-a-record", Severity.error, "100%\r\n::error::owned", span("a,b:c%.yaml", 1, 1, 2)
    )
    command = speak("github", report((odd,))).splitlines()[-2]
    assert command == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=1,endColumn=1,title=not-a-record"
        "::100%25\\u000d\\u000a::error::owned"
    )


def test_a_fingerprint_stays_when_lines_move_and_differs_otherwise() -> None:
    moved = Diagnostic(
        STATE.code, STATE.severity, STATE.message, span(PATH, 90, 1, 2), pointer="state"
    )
    assert fingerprint(moved) == fingerprint(STATE)
    assert len({fingerprint(finding) for finding in FINDINGS}) == len(FINDINGS)


def test_what_is_cut_is_counted() -> None:
    assert "... and 2 more\n" in speak("text", report(most=1))
    assert "Found 1 error, 1 warning and 1 remark in 2 of 412 files (0.2 s)." in speak(
        "text", report(most=1)
    )
