"""One set of findings in every voice: the same place in each, and nothing that a reader misreads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import brmsite.report
from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.span import Position, Span
from brmsite.report import Report, speak, voice_names
from brmsite.report.fingerprint import fingerprint
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
