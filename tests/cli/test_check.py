"""`brmsite check`: exact words, exit codes, streams, colour and voices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

AGREEMENT = Path("records/agreements/sla-workplace-sales.md")


def change(project: Path, path: Path, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new, 1), encoding="utf-8")


MISTAKE = """\
error[not-allowed-value] `actve` is not an allowed `state`, did you mean `active`?
  --> records/agreements/sla-workplace-sales.md:9:8  (state)
   |
 8 | version: "1"
 9 | state: actve
   |        ^^^^^ allowed: draft, proposed, agreed, active, notice-given, terminated, completed, \
superseded
10 | signatures:
   = help: change it to `active`
   = fix: brmsite check --fix --unsafe-fixes

Found 1 error in 1 of 8 files (0.0 s).
References and rules were not looked at in 1 record that does not hold.
"""


def test_a_sound_project_has_no_findings(project: Path, run: Run) -> None:
    told = run("check", folder=project)
    assert (told.code, told.out, told.err) == (0, "No findings in 8 files (0.0 s).\n", "")


def test_a_mistake_is_answered_with_its_place_and_its_remedy(project: Path, run: Run) -> None:
    change(project, AGREEMENT, "state: active", "state: actve")
    told = run("check", folder=project)
    assert (told.code, told.out, told.err) == (1, MISTAKE, "")


def test_the_project_is_found_from_a_folder_below_and_with_c(project: Path, run: Run) -> None:
    assert run("check", folder=project / "records" / "people").code == 0
    assert run("-C", str(project), "check").code == 0


def test_where_there_are_no_records_it_says_what_to_do(tmp_path: Path, run: Run) -> None:
    told = run("check")
    assert told.code == 2
    assert told.err == (
        "Usage: brmsite check [OPTIONS]\nTry 'brmsite check --help' for help.\n\n"
        f"Error: there is no folder `records` in `{tmp_path}` or above it; `brmsite init` starts a "
        "new repository of records\n"
    )


def test_quiet_says_it_by_the_exit_code_alone(project: Path, run: Run) -> None:
    change(project, AGREEMENT, "state: active", "state: actve")
    told = run("check", "--quiet", folder=project)
    assert (told.code, told.out, told.err) == (1, "", "")


@pytest.mark.parametrize("least, code", [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_decides_what_counts(project: Path, run: Run, least: str, code: int) -> None:
    change(project, Path("records/meetings/2026-01-15-sales-kickoff.md"), "[x] (a1)", "[ ] (a1)")
    change(
        project,
        Path("records/meetings/2026-01-15-sales-kickoff.md"),
        " closed 2026-01-20: sent to all of Sales",
        "",
    )
    told = run("check", "--fail-on", least, "--format", "concise", folder=project)
    assert "warning[action-overdue]" in told.out
    assert told.code == code


def test_strict_dates_let_a_passed_day_be_an_error(project: Path, run: Run) -> None:
    change(
        project,
        AGREEMENT,
        "term: {start: 2026-02-01, renewal: none}",
        "term: {start: 2026-02-01, end: 2026-05-31, renewal: none}",
    )
    mild = run("check", "--format", "concise", folder=project)
    strict = run("check", "--format", "concise", "--strict-dates", folder=project)
    before = run("check", "--format", "concise", "--as-of", "2026-03-01", folder=project)
    assert "warning[past-end-still-active]" in mild.out
    assert mild.code == 0
    assert "error[past-end-still-active]" in strict.out
    assert strict.code == 1
    assert "past-end-still-active" not in before.out


def test_colour_is_for_terminals_and_for_those_who_ask(project: Path, run: Run) -> None:
    change(project, AGREEMENT, "state: active", "state: actve")
    assert "\x1b[" not in run("check", folder=project).out
    assert (
        "\x1b[1;31merror[not-allowed-value]\x1b[0m"
        in run("check", "--color", "always", folder=project).out
    )
    assert "\x1b[" in run("check", "--color", "always", folder=project, NO_COLOR="1").out


def test_a_wrong_word_for_an_option_gets_a_suggestion(project: Path, run: Run) -> None:
    told = run("check", "--format", "jsn", folder=project)
    assert told.code == 2
    assert "did you mean `json`?" in told.err
    assert run("chek", folder=project).code == 2
    assert "did you mean" in run("chek", folder=project).err.lower()


def test_a_day_that_is_none_is_refused(project: Path, run: Run) -> None:
    told = run("check", "--as-of", "2026-02-30", folder=project)
    assert told.code == 2
    assert "`2026-02-30` is not a day; write it as `2026-03-11`" in told.err


def test_options_may_stand_in_the_environment(project: Path, run: Run) -> None:
    told = run("check", folder=project, BRMSITE_CHECK_FORMAT="json")
    assert json.loads(told.out)["counts"] == {"error": 0, "warning": 0, "info": 0}


def test_many_findings_are_cut_where_asked(project: Path, run: Run) -> None:
    for number in range(5):
        (project / f"records/people/x{number}.yaml").write_text("nme: x\n", encoding="utf-8")
    told = run("check", "--format", "concise", "--max-findings", "2", folder=project)
    assert told.out.count("\n") == 5
    assert "... and 8 more" in told.out


def test_nothing_in_a_record_acts_on_the_terminal(project: Path, run: Run) -> None:
    evil = 'name: "\\e[2J::error::owned"\n"\\e[31mkey": 1\n'
    (project / "records/people/evil.yaml").write_text(evil, encoding="utf-8")
    for voice in ("text", "concise", "github"):
        told = run("check", "--format", voice, folder=project)
        assert "\x1b" not in told.out
        assert not [line for line in told.out.splitlines() if line.startswith("::error::")]
