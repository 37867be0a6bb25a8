"""`check --fix` mends what is certain, keeps every other byte, and touches nothing it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PERSON = "\ufeff# Who is who\r\nname: Ann Lee   # as she is called\r\nogr: provider\r\n"
SERVICE = "name: Yard\nstate: lvie\ntype: customer-facing\nowner: ann\ndescription: Knows.\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    for path, text in (("people/ann.yaml", PERSON), ("services/yard.yaml", SERVICE)):
        file = tmp_path / "records" / path
        file.parent.mkdir(parents=True)
        file.write_bytes(text.encode())
    return tmp_path


def text_of(records: Path, path: str) -> str:
    return (records / "records" / path).read_bytes().decode()


def test_a_misspelt_key_is_mended_and_every_other_byte_stays(records: Path, run: Run) -> None:
    told = run("check")
    assert "= fix: brmsite check --fix\n" in told.out
    assert "= fix: brmsite check --fix --unsafe-fixes\n" in told.out
    result = run("check", "--fix")
    assert "Fixed 1 finding in 1 file." in result.err
    assert "ogr" not in result.out
    assert text_of(records, "people/ann.yaml") == PERSON.replace("ogr", "org")
    assert text_of(records, "services/yard.yaml") == SERVICE
    assert result.code == 1


def test_what_is_only_likely_is_mended_where_asked(records: Path, run: Run) -> None:
    assert run("check", "--fix", "--unsafe-fixes").code == 0
    assert text_of(records, "services/yard.yaml") == SERVICE.replace("lvie", "live")


def test_a_diff_changes_nothing(records: Path, run: Run) -> None:
    result = run("check", "--diff", "--unsafe-fixes")
    assert "--- a/records/services/yard.yaml\n" in result.out
    assert "-state: lvie\n+state: live\n" in result.out
    assert text_of(records, "services/yard.yaml") == SERVICE
    assert text_of(records, "people/ann.yaml") == PERSON


def test_a_file_that_cannot_be_read_as_a_whole_is_left_alone(records: Path, run: Run) -> None:
    twice = "name: Ann Lee\nname: Ann\nogr: provider\n"
    (records / "records/people/ann.yaml").write_text(twice, encoding="utf-8")
    run("check", "--fix")
    assert text_of(records, "people/ann.yaml") == twice


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("options", [("--unsafe-fixes",), ("--fix", "--diff")])
def test_options_that_do_not_go_together_are_refused(run: Run, options: tuple[str, ...]) -> None:
    assert run("check", *options).code == 2
