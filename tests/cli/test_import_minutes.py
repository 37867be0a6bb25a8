"""`brmsite import minutes` as it is called: what it prints, where it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with one file of minutes."""
    folder = tmp_path / "old minutes"
    folder.mkdir()
    (folder / "talk.md").write_text(
        "# Talk 2026-01-02\n\nPresent: Zoë Nyström (@zoe-n)\n", encoding="utf-8"
    )
    return folder


def _a_customer(project: Path) -> str:
    return min(file.stem for file in (project / "records/customers").iterdir())


def test_minutes_become_a_record_once(project: Path, old: Path, run: Run) -> None:
    customer = _a_customer(project)
    words = ("import", "minutes", str(old), "--customer", customer, "--create-people")
    dry = run(*words, "--dry-run", folder=project)
    assert (dry.code, dry.err) == (0, "")
    assert not (project / "records/people/zoe-nystrom.yaml").exists()
    first = run(*words, "--level", "strategic", "--type", "operational", folder=project)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        "talk.md -> records/meetings/2026/2026-01-02-talk.md\n"
        "    title from the heading, day from the heading, 1 of 1 attendant\n"
        "\n"
        "People: 1 attendance, 1 matched, 0 only in the text.\n"
        "  Zoë Nyström -> records/people/zoe-nystrom.yaml\n"
        "\n"
        "1 file read = 1 record written + 0 refused.\n"
        "1 person written.\n"
    )
    record = project / "records/meetings/2026/2026-01-02-talk.md"
    assert record.read_text(encoding="utf-8") == (
        "---\n"
        "# imported from talk.md\n"
        "title: Talk 2026-01-02\n"
        "date: 2026-01-02\n"
        "type: operational\n"
        "level: strategic\n"
        f"customers: [{customer}]\n"
        "state: held\n"
        "tags: [imported]\n"
        "attendees:\n"
        "  - {person: zoe-nystrom}\n"
        "---\n"
        "# Talk 2026-01-02\n\nPresent: Zoë Nyström (@zoe-n)\n"
    )
    assert run("check", folder=project).code == 0
    second = run(*words, folder=project)
    assert second.code == 0
    assert second.out == (
        "Refused:\n"
        "  talk.md: already imported as records/meetings/2026/2026-01-02-talk.md\n"
        "\n"
        "1 file read = 0 records written + 1 refused (1 of them there already).\n"
    )


def test_a_refused_file_makes_the_command_fail(project: Path, old: Path, run: Run) -> None:
    (old / "empty.md").write_bytes(b"")
    told = run("import", "minutes", str(old), "--customer", _a_customer(project), folder=project)
    assert told.code == 1
    assert "  empty.md: it is empty\n" in told.out
    assert told.out.endswith("2 files read = 1 record written + 1 refused.\n")


def test_an_unknown_customer_is_wrong_usage(project: Path, old: Path, run: Run) -> None:
    customer = _a_customer(project)
    told = run("import", "minutes", str(old), "--customer", f"{customer}x", folder=project)
    assert told.code == 2
    assert told.err.endswith(
        f"Error: there is no customer `{customer}x`; did you mean `{customer}`?\n"
    )


@pytest.mark.parametrize("folder", ["../people", "/tmp", ".git", "a.files", "a//b", "a\\b"])
def test_records_go_nowhere_but_below_the_meetings(
    folder: str, project: Path, old: Path, run: Run
) -> None:
    words = ("import", "minutes", str(old), "--customer", _a_customer(project), "--into", folder)
    told = run(*words, folder=project)
    assert told.code == 2
    assert f"`{folder}` is not a folder below records/meetings/" in told.err


def test_a_folder_of_meetings_that_leads_elsewhere_is_not_written_to(
    project: Path, old: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "records/meetings/2026").symlink_to(tmp_path / "elsewhere")
    told = run("import", "minutes", str(old), "--customer", _a_customer(project), folder=project)
    assert told.code == 1
    assert told.err == (
        "Error: `records/meetings/2026/2026-01-02-talk.md` leads out of `records`\n"
    )
    assert list((tmp_path / "elsewhere").iterdir()) == []
