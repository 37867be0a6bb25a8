"""`brmsite prepare` as it is called: what it prints, where it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

WRITTEN = """\
Wrote records/meetings/2026-06-29-sales.md
  Service review, Sales, June 2026: Monday 2026-06-29, tactical level
  follows meetings/2026-01-15-sales-kickoff: 0 open actions carried over
  2 people asked to come, led by tom-reed
  1 topic
Next: edit it, then `brmsite check`. The site has the same as a pack to print: \
customers/sales/pack.html
"""

RECORD = """\
---
title: Service review, Sales, June 2026
date: 2026-06-29
type: service-review
level: tactical
customers: [sales]
state: planned
chair: tom-reed
attendees:
  - {person: anna-berg}
  - {person: tom-reed}
agenda:
  - {topic: "What else there is, and the day of the next meeting"}
previous: 2026-01-15-sales-kickoff
---
Prepared on 2026-06-15 from the records of that day. Take out what need not be talked
about; the minutes go where this text stands.
"""


def test_the_next_meeting_is_written_once(project: Path, run: Run) -> None:
    told = run("prepare", "sales", folder=project)
    assert (told.code, told.err, told.out) == (0, "", WRITTEN)
    path = project / "records/meetings/2026-06-29-sales.md"
    assert path.read_text(encoding="utf-8") == RECORD
    assert run("check", "--fail-on", "info", folder=project).code == 0

    again = run("prepare", "customers/sales", folder=project)
    assert (again.code, again.err) == (1, "")
    assert again.out == (
        "A meeting with `sales` is planned for Monday 2026-06-29 already:\n"
        "  records/meetings/2026-06-29-sales.md\n"
        "Nothing was written; another `--date` prepares another meeting.\n"
    )
    assert path.read_text(encoding="utf-8") == RECORD


def test_printing_writes_nothing(project: Path, run: Run) -> None:
    told = run("prepare", "sales", "--print", folder=project)
    assert (told.code, told.err, told.out) == (0, "", RECORD)
    assert not (project / "records/meetings/2026-06-29-sales.md").exists()


def test_the_day_level_and_type_are_as_asked(project: Path, run: Run) -> None:
    words = ("--date", "2026-09-02", "--level", "operational", "--type", "project", "--print")
    told = run("prepare", "sales", *words, folder=project)
    assert told.code == 0
    assert told.out.startswith(
        "---\ntitle: Project, Sales, September 2026\ndate: 2026-09-02\ntype: project\n"
        "level: operational\n"
    )


def test_wrong_words_are_wrong_usage(project: Path, run: Run) -> None:
    cases = {
        ("sals",): "there is no customer `sals`, did you mean `sales`?",
        ("quartermaster",): (
            "there is no customer `quartermaster`; `brmsite list customer` names them"
        ),
        ("sales", "--date", "2026-06-14"): (
            "`2026-06-14` has passed on 2026-06-15; prepare a meeting that is to come"
        ),
        ("sales", "--date", "soon"): (
            "Invalid value for '--date': `soon` is not a day; write it as `2026-03-11`"
        ),
        ("sales", "--level", "tactial"): (
            "Invalid value for '--level': `tactial` is not one of strategic, tactical, "
            "operational; did you mean `tactical`?"
        ),
    }
    for words, said in cases.items():
        told = run("prepare", *words, folder=project)
        assert (told.code, told.out) == (2, "")
        assert told.err.endswith(f"\nError: {said}\n")


def test_what_does_not_hold_is_told(project: Path, run: Run) -> None:
    (project / "records/meetings/2026-07-01-sales.yaml").write_text("title: Odd\n")
    told = run("prepare", "sales", "--date", "2026-07-01", folder=project)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "Error: there is a record `meetings/2026-07-01-sales` that does not hold: "
        "`brmsite check` says why\n"
    )
    (project / "records/customers/sales.yaml").write_text("- not a record\n")
    told = run("prepare", "sales", folder=project)
    assert told.err == "Error: the customer `sales` does not hold: `brmsite check` says why\n"


def test_a_file_in_the_way_is_left_alone(project: Path, run: Run) -> None:
    # What is no record in the register, such as a link that leads nowhere, is not overwritten.
    path = project / "records/meetings/2026-06-29-sales.md"
    path.symlink_to("nowhere.md")
    told = run("prepare", "sales", folder=project)
    assert told.code != 0
    assert path.is_symlink()
    assert not path.exists()
