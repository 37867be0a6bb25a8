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
        "Error: `records/meetings/2026/2026-01-02-talk.md` is not written: `records/meetings/2026` "
        "is a symbolic link, and links are not followed\n"
    )
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_that_is_no_markdown_is_refused_though_it_is_named(
    project: Path, tmp_path: Path, run: Run
) -> None:
    for name in ("2026-10-08.csv", "2026-10-08.txt", "2026-10-08"):
        (tmp_path / name).write_text("date;what\n", encoding="utf-8")
        told = run("import", "minutes", str(tmp_path / name), "--customer", "sales", folder=project)
        assert told.code == 1
        assert told.out == (
            f"Refused:\n  {name}: it is no Markdown file: its name ends with neither `.md` nor "
            "`.markdown`\n\n1 file read = 0 records written + 1 refused.\n"
        )
    (tmp_path / "2026-10-08.MARKDOWN").write_text("We met.\n", encoding="utf-8")
    words = ("import", "minutes", str(tmp_path / "2026-10-08.MARKDOWN"), "--customer", "sales")
    assert run(*words, folder=project).code == 0


def test_a_record_that_check_would_refuse_is_not_written_and_the_others_are(
    project: Path, old: Path, run: Run
) -> None:
    (old / "done.md").write_text(
        "# Done 2026-01-02\n\n- [x] (a1) @tom-reed due 2026-01-01: y\n", encoding="utf-8"
    )
    (old / "both.md").write_text(
        "# Both 2026-01-02\n\n- [ ] (a1) @tom-reed due 2026-03-01: Call them\n"
        "- ACTION: Tom Reed to write due 2026-03-01\n",
        encoding="utf-8",
    )
    told = run("import", "minutes", str(old), "--customer", "sales", folder=project)
    assert (told.code, told.err) == (1, "")
    assert (
        "  done.md: line 3 reads as an action or decision of the record, but action `a1` is "
        "`done`, but `closed` and `outcome` are missing"
    ) in told.out
    assert told.out.endswith("3 files read = 2 records written + 1 refused.\n")
    assert run("check", folder=project).code == 0


def test_names_of_files_do_not_reach_the_terminal_as_they_are(
    project: Path, old: Path, run: Run
) -> None:
    (old / "\x1bc\n2026-01-04.md").write_text("We met [[meetings/\x1bc]].\n", encoding="utf-8")
    (old / "\x1b[2J.md").write_bytes(b"")
    told = run("import", "minutes", str(old), "--customer", "sales", folder=project)
    assert "\x1b" not in told.out + told.err
    assert "\\x1bc\\n2026-01-04.md -> records/meetings/2026/" in told.out
    assert "  \\x1b[2J.md: it is empty\n" in told.out


def test_names_of_folders_do_not_reach_the_terminal_as_they_are(project: Path, run: Run) -> None:
    agreements = project / "records/agreements"
    (file,) = agreements.iterdir()
    (agreements / "\x1bc").mkdir()
    file.rename(agreements / "\x1bc" / file.name)
    signing = ("sign", file.stem, "--person", "tom-reed", "--side", "provider")
    for words in (("show", file.stem), signing, ("new", "agreement", file.stem), ("check",)):
        told = run(*words, folder=project)
        assert "\x1b" not in told.out + told.err
        assert "\\u001bc" in told.out + told.err
    assert "error[bad-file-name]" in run("check", folder=project).out
