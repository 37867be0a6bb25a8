"""What a project says of rules: severities, waivers until a day, and names that no rule has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import examine

PERSON = "name: Ada\norg: provider\n"
WAIVED = (
    PERSON + "waivers:\n"
    "  - {rule: unused-record, reason: She starts in May., until: 2026-04-30, by: ada}\n"
)


def told(
    tmp_path: Path, settings: str, person: str, as_of: date
) -> list[tuple[str, str, str, int]]:
    """What is found: severity, code, message and line."""
    (tmp_path / "records" / "people").mkdir(parents=True)
    (tmp_path / "records" / "brmsite.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "records" / "people" / "ada.yaml").write_text(person, encoding="utf-8")
    return [
        (finding.severity.name, finding.code, finding.message, finding.span.start.line)
        for finding in examine(tmp_path, as_of).findings
    ]


DAY = date(2026, 4, 30)


def test_a_rule_has_its_own_severity_unless_told_otherwise(tmp_path: Path) -> None:
    assert [found[:2] for found in told(tmp_path, "", PERSON, DAY)] == [("info", "unused-record")]


@pytest.mark.parametrize(
    "name, severity, expected",
    [
        ("unused-record", "warning", [("warning", "unused-record")]),
        ("unused-record", "off", []),
        ("references", "error", [("error", "unused-record")]),
        ("structure", "off", [("info", "unused-record")]),
    ],
)
def test_the_settings_weigh_a_rule_or_its_theme(
    tmp_path: Path, name: str, severity: str, expected: list[tuple[str, str]]
) -> None:
    settings = f"rules:\n  {name}: {{severity: {severity}, reason: We agreed so.}}\n"
    assert [found[:2] for found in told(tmp_path, settings, PERSON, DAY)] == expected


def test_the_name_of_no_rule_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    settings = "rules:\n  unused-recrd: {severity: off, reason: A slip.}\n"
    assert told(tmp_path, settings, PERSON, DAY)[0] == (
        "error",
        "unknown-rule",
        "no rule is called `unused-recrd`, did you mean `unused-record`?",
        2,
    )


def test_a_setting_needs_its_reason(tmp_path: Path) -> None:
    settings = "rules:\n  unused-record: {severity: off}\n"
    assert told(tmp_path, settings, PERSON, DAY)[0][:3] == (
        "error",
        "missing-key",
        "`rules.unused-record` needs `reason`",
    )


@pytest.mark.parametrize("day, silent", [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
def test_a_waiver_holds_until_its_last_day(tmp_path: Path, day: date, silent: bool) -> None:
    # The waiver names ada, who is then in use: so another rule is waived here.
    record = (
        "name: Ada\norg: provider\nfrom: 2026-03-01\nto: 2026-02-01\nwaivers:\n"
        "  - {rule: dates-out-of-order, reason: Known., until: 2026-04-30, by: ada}\n"
    )
    codes = [found[1] for found in told(tmp_path, "", record, day)]
    assert ("dates-out-of-order" not in codes) == silent


def test_a_waiver_for_no_rule_is_told_where_it_stands(tmp_path: Path) -> None:
    record = WAIVED.replace("unused-record", "unused-records")
    assert (
        "error",
        "unknown-rule",
        "no rule is called `unused-records`, did you mean `unused-record`?",
        4,
    ) in told(tmp_path, "", record, DAY)


CUSTOM = "custom_fields:\n  person: [{name: badge, type: number, required: true}]\n"


@pytest.mark.parametrize(
    "person, expected",
    [
        (PERSON + "custom: {badge: 7}\n", []),
        (PERSON, ["person needs `custom`"]),
        (PERSON + "custom: {badge: seven}\n", ["`badge` must be a number, but this is text"]),
        (PERSON + "custom: {bagde: 7}\n", ["unknown key `bagde`, did you mean `badge`?"]),
    ],
)
def test_fields_of_ones_own_are_checked_like_any_other(
    tmp_path: Path, person: str, expected: list[str]
) -> None:
    found = told(tmp_path, CUSTOM, person, DAY)
    assert [message for severity, _, message, _ in found if severity == "error"] == expected


def test_a_field_that_nobody_declared_is_unknown(tmp_path: Path) -> None:
    found = told(tmp_path, "", PERSON + "custom: {badge: 7}\n", DAY)
    assert ("error", "unknown-key", "unknown key `badge`") in [each[:3] for each in found]
