"""Minutes in the spellings of many teams, and the whole records that come of them."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.examine import examine
from brmsite.ground.diagnostic import Severity
from brmsite.imports.minutes import read_minutes
from brmsite.imports.plan import Planned
from brmsite.imports.summary import summary
from brmsite.kinds.meeting import Meeting
from brmsite.publish import publish
from brmsite.site.markdown import render_body
from brmsite.source.files import SourceFile
from brmsite.source.outside import read_outside
from brmsite.source.parse import parse
from tests.conftest import Snapshot
from tests.imports.conftest import TODAY, Import
from tests.work import done_within

MINUTES = Path(__file__).parent / "minutes"


@pytest.mark.parametrize("create_people", [False, True], ids=["as-they-are", "with-people"])
def test_the_whole_import(
    create_people: bool, bring_in: Import, project: Path, snapshot: Snapshot
) -> None:
    before = {file for file in project.rglob("*") if file.is_file()}
    plan = bring_in(MINUTES, create_people=create_people)
    written = sorted({file for file in project.rglob("*") if file.is_file()} - before)
    whole = "".join(
        f"=== {file.relative_to(project).as_posix()}\n{file.read_bytes().decode()}\n"
        for file in written
    )
    name = "with-people" if create_people else "as-they-are"
    snapshot(f"summary-{name}.txt", summary(plan, others=0, is_dry_run=False))
    snapshot(f"records-{name}.txt", whole)


def test_what_is_imported_gives_no_error_but_for_links_that_were_dead_before(
    bring_in: Import, project: Path
) -> None:
    bring_in(MINUTES, create_people=True)
    errors = [one for one in examine(project, TODAY).findings if one.severity is Severity.error]
    assert [one.code for one in errors] == ["unresolved-reference", "unresolved-reference"]
    assert {one.message for one in errors} == {
        "no agreement has the id `none`",
        "no record stands at `records/meetings/nowhere/old.md`",
    }


def test_every_text_is_kept_whole(bring_in: Import) -> None:
    texts = {file.name: file.text for file in read_outside(MINUTES).files}
    for one in bring_in(MINUTES).planned:
        text = texts[one.name]
        assert text is not None
        if one.name == "front-matter.md":
            _, front, rest = text.split("---\n", 2)
            text = f"```yaml\n{front}```\n\n{rest}"
        assert parse(SourceFile(one.path, one.meeting.text.encode())).body == text


def test_a_second_import_writes_nothing_and_says_so_of_every_file(
    bring_in: Import, project: Path
) -> None:
    first = bring_in(MINUTES)
    edited = project / first.planned[1].path
    edited.write_text(edited.read_text(encoding="utf-8") + "- edited\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in project.rglob("*.*") if file.is_file()}
    second = bring_in(MINUTES, create_people=True)
    assert second.files == ()
    reasons = {one.name: one.reason for one in second.refused if one.is_there}
    assert reasons == {one.name: f"already imported as {one.path}" for one in first.planned} | {
        first.planned[1].name: (
            f"{first.planned[1].path} is there already, with another text; it is not overwritten"
        )
    }
    assert {file: file.read_bytes() for file in project.rglob("*.*") if file.is_file()} == before


def test_a_dry_run_writes_nothing(bring_in: Import, project: Path) -> None:
    before = sorted(project.rglob("*"))
    plan = bring_in(MINUTES, dry_run=True)
    assert len(plan.planned) == 9
    assert sorted(project.rglob("*")) == before
    assert summary(plan, others=2, is_dry_run=True).endswith(
        "13 files read = 9 records to be written + 4 refused.\n"
        "2 other files in the folder, not Markdown, not read.\n"
        "Nothing was written: this was a dry run.\n"
    )


def test_two_meetings_of_one_day_and_title_get_two_ids(
    bring_in: Import, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "a.md").write_text("# Talk 2026-01-02\n\nIn the morning.\n", encoding="utf-8")
    (folder / "b.md").write_text("# Talk 2026-01-02\n\nIn the evening.\n", encoding="utf-8")
    plan = bring_in(folder, folder="old/talks")
    assert [one.path for one in plan.planned] == [
        "records/meetings/old/talks/2026-01-02-talk.md",
        "records/meetings/old/talks/2026-01-02-talk-2.md",
    ]
    for file in project.glob("records/meetings/old/talks/*"):
        file.write_text(file.read_text(encoding="utf-8") + "Edited.\n", encoding="utf-8")
    again = bring_in(folder)
    assert [one.is_there for one in again.refused] == [True, True]
    # One file alone finds its own record, not the one that took the shorter id.
    (folder / "a.md").unlink()
    shutil.rmtree(project / "records/meetings")
    assert [one.path for one in bring_in(folder).planned] == [
        "records/meetings/2026/2026-01-02-talk.md"
    ]


def test_files_that_are_no_minutes_are_refused_with_the_reason(
    bring_in: Import, tmp_path: Path, project: Path
) -> None:
    folder = tmp_path / "hostile"
    (folder / "sub").mkdir(parents=True)
    day = b"# Talk 2026-01-02\n"
    (folder / "binary.md").write_bytes(day + b"\0\1\2")
    (folder / "utf-16.md").write_bytes(day.decode().encode("utf-16"))
    (folder / "latin-1.md").write_bytes(day + "Møte".encode("latin-1"))
    (folder / "large.md").write_bytes(day + b"a" * 2_000_000)
    (folder / "nearly.md").write_bytes(day + b"a" * (1_000_000 - len(day)))
    (folder / "empty.md").write_bytes(b"")
    (folder / "blank.md").write_bytes(b"\n \n")
    (folder / "not-markdown.docx").write_bytes(b"PK")
    (folder / ".hidden.md").write_bytes(day)
    (folder / "sub" / "with space ø.MD").write_bytes(b"\xef\xbb\xbf# Talk 2026-01-03\r\n")
    (folder / "outside.md").symlink_to(project / "records/people/k-berg.yaml")
    (folder / "folder").symlink_to(project)
    os.mkfifo(folder / "pipe.md")
    plan = bring_in(folder)
    assert {one.name: one.reason for one in plan.refused} == {
        "binary.md": "it is not a text: it holds NUL characters",
        "utf-16.md": "it is UTF-16: save it as UTF-8",
        "latin-1.md": "it is not UTF-8: byte 20 is 0xf8",
        "large.md": "it has more than 1,000,000 bytes",
        "nearly.md": "the record would have more than 1,000,000 bytes",
        "empty.md": "it is empty",
        "blank.md": "it is empty",
        "outside.md": "it is a symbolic link, and links are not followed",
        "folder": "it is a symbolic link, and links are not followed",
        "pipe.md": "it is not a regular file",
    }
    assert [one.name for one in plan.planned] == ["sub/with space ø.MD"]
    assert plan.planned[0].meeting.text.endswith("\n---\n# Talk 2026-01-03\r\n")
    assert read_outside(folder).others == 1


def test_a_text_that_looks_like_front_matter_stays_as_it_is() -> None:
    for text in ("---\n# Talk 2026-01-02\n---\nand so on: [\n", "---\na: b: c\n---\nText\n"):
        assert read_minutes(text, "2026-01-02.md").body == text


def test_front_matter_of_title_and_day_alone_becomes_that_of_the_record() -> None:
    minutes = read_minutes("---\ntitle: A talk\ndate: 7 Jan 2019\n---\nText\n", "x.md")
    assert (minutes.title.text, minutes.day, minutes.body) == ("A talk", date(2019, 1, 7), "Text\n")


def test_front_matter_cannot_leave_its_block_of_code() -> None:
    text = "---\ntitle: A talk\nx: |\n  ```\n  [[people/k-berg]]\n---\nText\n"
    assert read_minutes(text, "2026-01-02.md").body == (
        "````yaml\ntitle: A talk\nx: |\n  ```\n  [[people/k-berg]]\n````\n\nText\n"
    )


def test_the_day_is_looked_for_in_one_order_and_what_differs_is_told() -> None:
    text = "---\ndate: 2026-01-01\n---\n# Talk 2026-01-02\n\nDate: 2026-01-03\n"
    minutes = read_minutes(text, "2026-01-04.md")
    assert minutes.day == date(2026, 1, 1)
    assert minutes.notes == (
        "the day 2026-01-01 is from the front matter; the heading says 2026-01-02",
        "the day 2026-01-01 is from the front matter; the line `Date:` says 2026-01-03",
        "the day 2026-01-01 is from the front matter; the file name says 2026-01-04",
    )
    _, _, text = text.split("---\n")
    assert read_minutes(text, "2026-01-04.md").day == date(2026, 1, 2)
    text = text.replace(" 2026-01-02", "")
    assert read_minutes(text, "2026-01-04.md").day == date(2026, 1, 3)
    text = text.replace("Date: 2026-01-03", "It was 5 Jan 2026.")
    assert read_minutes(text, "2026-01-04.md").day == date(2026, 1, 4)
    assert read_minutes(text, "talk.md").day == date(2026, 1, 5)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "---", "title: x", "# Talk 2026-01-02", "## Present", "## Agenda", "## Actions",
            "### Apologies", "- [ ] (a1) @x due", "- [x] A B (@c)", "* A B, C D; E", "| Name | x |",
            "|---|---|", "| a | [ |", "Present: A B", "**Present:**", "Decision by A B: c", "> - x",
            "TODO @x by 1 May 2026", "```", "<!--", "AI: (", "  - n", "", "[[", "\\*_<a@b.cc>", "\0",
        ]
    )
    | st.text(max_size=40),
    max_size=14,
).map("\n".join)  # fmt: skip


@given(MARKDOWN, st.text(max_size=20))
def test_any_text_at_all_can_be_read(text: str, name: str) -> None:
    minutes = read_minutes(text, name)
    assert minutes.title.text.strip()
    assert minutes.body.endswith(text) or text.endswith(minutes.body) or "```yaml" in minutes.body


@pytest.mark.parametrize("words", ["a@b ", "*a ", "<a ", "[", "A B, ", "_a", "(A ", "by ", "> "])
def test_a_line_as_long_as_a_book_is_read_in_a_moment(words: str) -> None:
    text = "# Talk\n\nPresent: " + words * (600_000 // len(words))
    done_within(10, lambda: read_minutes(text, "2026-01-02.md"))


def test_every_real_file_is_a_record_that_keeps_its_text(
    shared_data: Path, bring_in: Import, project: Path, tmp_path: Path
) -> None:
    folder = shared_data / "minutes/openjs-cpc/meetings"
    if not folder.is_dir():
        pytest.skip("there are no real minutes beside the checkout")
    texts = {file.name: file.text for file in read_outside(folder).files}
    assert len(texts) == sum(1 for _ in folder.rglob("*.md"))
    plan = bring_in(folder, create_people=True)
    assert plan.refused == ()
    assert [one.name for one in plan.planned] == list(texts)
    examined = examine(project, TODAY)
    assert [one for one in examined.findings if one.severity is Severity.error] == []
    meetings = {record.path: record for record in examined.register.all(Meeting)}
    for one in plan.planned:
        assert isinstance(one, Planned)
        assert meetings[one.path].body == texts[one.name]
    publish(project, tmp_path / "site", TODAY)
    pages = {page.stem for page in (tmp_path / "site/meetings").glob("*.html")}
    assert {Path(one.path).stem for one in plan.planned} <= pages
    bodies = [render_body(record.body, {}) for record in meetings.values()]
    assert [body.reason for body in bodies if body.plain] == []
    attendants = sum(one.meeting.attendants for one in plan.planned)
    matched = sum(one.meeting.attendants_matched for one in plan.planned)
    assert attendants > 1200
    assert matched / attendants > 0.97
    assert bring_in(folder, create_people=True).files == ()
