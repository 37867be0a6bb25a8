"""The README is true: its commands do what it says, and what it names is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from brmsite.examine import examine
from brmsite.ground.diagnostic import Severity
from brmsite.kinds import all_kinds
from tests.house.test_floors import FLOORS, PACKAGE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

DAY = date(2026, 11, 22)
"""The day on which the README is tried, so that it does not depend on when that is."""

MINUTES = """# Review with Sales

Date: 2026-01-08

## Agenda

- Laptops
"""


def section(heading: str) -> str:
    """The text below a heading, down to the next one of its level."""
    _, found, rest = README.partition(f"\n## {heading}\n")
    assert found, f"the README has no section `{heading}`"
    return rest.partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


START = section("Start here")
FIVE_MINUTES = section("Five minutes with records of your own")
RECORD = section("What a record looks like")
CI = section("In CI")
ARCHITECTURE = section("Architecture")

[INIT, MORE] = blocks(FIVE_MINUTES, "sh")
[MISTAKE] = blocks(FIVE_MINUTES, "console")
[IN_CI] = blocks(CI, "sh")


class Reader:
    """Somebody who types what the README says, in a shell in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "here"
        self.records = self.folder / "my-records"
        self.folder.mkdir()
        programs = folder / "bin"
        programs.mkdir()
        brmsite = programs / "brmsite"
        brmsite.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m brmsite "$@"\n', encoding="utf-8"
        )
        brmsite.chmod(0o755)
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "SOURCE_DATE_EPOCH": str((DAY - date(1970, 1, 1)).days * 86_400),
            "COLUMNS": "120",
        }

    def types(self, commands: str, folder: Path | None = None, *, ends_with: int = 0) -> str:
        """What is printed, with every time taken as 0.1 seconds."""
        shell = subprocess.run(
            ["/bin/sh", "-eu"],
            input=commands,
            cwd=folder or self.records,
            env=self.environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert shell.returncode == ends_with, shell.stdout + shell.stderr
        return re.sub(r"[0-9]+\.[0-9] s\b", "0.1 s", shell.stdout)

    def starts(self) -> str:
        """The first block, without what installs the program."""
        commands = [line for line in INIT.splitlines() if not line.startswith("pip install ")]
        assert len(commands) == len(INIT.splitlines()) - 1
        return self.types("\n".join(commands), self.folder)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    if os.name != "posix":
        pytest.skip("the README's commands are written for a POSIX shell")
    return Reader(tmp_path)


# Commands.


def test_the_first_commands_check_and_build_without_a_finding(reader: Reader) -> None:
    said = reader.starts()
    assert "No findings" in said
    assert re.search(r"^Built [0-9]+ pages from 8 records", said, re.MULTILINE)
    assert (reader.records / "build" / "index.html").is_file()


def test_the_mistake_is_answered_as_printed(reader: Reader) -> None:
    reader.starts()
    told = re.search(r"Open `([^`]+)`, change `([^`]+)` to\s+`([^`]+)`", FIVE_MINUTES)
    assert told is not None
    path, right, wrong = told.groups()
    record = reader.records / path
    text = record.read_text(encoding="utf-8")
    assert text.count(right) == 1
    record.write_text(text.replace(right, wrong), encoding="utf-8")

    command, _, answer = MISTAKE.partition("\n")

    assert command.startswith("$ ")
    assert reader.types(command[2:], ends_with=1) == answer


def test_the_other_commands_work_as_written(reader: Reader) -> None:
    reader.starts()
    (reader.records / "old").mkdir()
    (reader.records / "old" / "2026-01-08.md").write_text(MINUTES, encoding="utf-8")
    commands = MORE.splitlines()
    assert len(commands) == 7

    said = reader.types(MORE)

    assert "sla-workplace-sales" in said
    assert (reader.records / "records/meetings/2026-12-02-sales-review.md").is_file()
    assert [*(reader.records / "records/meetings/2026").glob("2026-01-08*.md")]
    assert (reader.records / "records/meetings/2026-12-07-sales.md").is_file()
    for command in commands:
        assert command.startswith("brmsite "), command


def test_the_commands_for_ci_work_as_written(reader: Reader) -> None:
    reader.starts()
    assert re.findall(r"^brmsite (\w+)", IN_CI, re.MULTILINE) == ["init"] * 2 + ["check"] * 3
    reader.types(IN_CI)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_for_each_shell_named(reader: Reader, shell: str) -> None:
    assert re.search(rf"`(brmsite completion )?{shell}`", FIVE_MINUTES)
    assert "brmsite" in reader.types(f"brmsite completion {shell}", reader.folder)


def test_every_make_target_named_is_in_the_makefile() -> None:
    named = re.findall(r"^make (\w+)|`make (\w+)", README, re.MULTILINE)
    targets = {first or second for first, second in named}
    assert {"site", "test"} <= targets
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [
        name
        for name in sorted(targets)
        if not re.search(rf"^{name}:.* ## ", makefile, re.MULTILINE)
    ] == []
    assert "make site" in blocks(START, "sh")[0]
    assert "make test" in blocks(START, "sh")[0]


# Samples of records.


def test_the_sample_records_hold(reader: Reader) -> None:
    """They name people and units of their own; everything else in them must be sound."""
    reader.starts()
    [customer] = blocks(RECORD, "yaml")
    [minutes] = blocks(RECORD, "markdown")
    path = customer.splitlines()[0].removeprefix("# ")
    (reader.records / path).write_text(customer, encoding="utf-8")
    kickoff = reader.records / "records/meetings/2026-01-15-sales-kickoff.md"
    front = kickoff.read_text(encoding="utf-8").split("\n---\n")[0]
    (reader.records / "records/meetings/of-the-readme.md").write_text(
        f"{front}\n---\n{minutes}", encoding="utf-8"
    )

    examined = examine(reader.records, DAY)

    assert examined.register.find("customers/logistics") is not None
    meeting = examined.register.find("meetings/of-the-readme")
    assert meeting is not None
    lists = {
        name: [one.id for one in getattr(meeting.fields, name)] for name in ("actions", "decisions")
    }
    assert lists["actions"][-2:] == ["a1", "a2"]
    assert lists["decisions"][-1:] == ["d1"]
    errors = [found.code for found in examined.findings if found.severity is Severity.error]
    assert set(errors) == {"unresolved-reference"}


def test_the_kinds_named_are_those_there_are() -> None:
    named = RECORD.partition("folder says what kind it is:")[2].partition(".")[0]
    assert sorted(re.findall(r"`(\w+)`", named.partition(";")[0])) == sorted(all_kinds())


# What is named in the text.


def there(path: str) -> bool:
    """Whether a path of the README leads to something, from the top or inside the package.

    `x` and what stands in angle brackets are up to the reader; a star needs one file at least.
    """
    pattern = re.sub(r"<\w+>|(?<![\w.])x(?=\.)", "*", path).rstrip("/")
    return any([*ROOT.glob(pattern)]) or any([*PACKAGE.glob(pattern)])


def named_paths(text: str) -> list[str]:
    """What stands in backticks and looks like a path."""
    names = re.findall(r"`([\w./<>*-]+)`", text)
    return sorted({name for name in names if "/" in name or re.search(r"\.(py|md|json)$", name)})


def test_every_path_in_the_architecture_is_there() -> None:
    paths = named_paths(ARCHITECTURE)
    assert len(paths) > 10
    assert [path for path in paths if not there(path)] == []


def test_a_path_that_is_not_there_would_be_found() -> None:
    assert named_paths("`kinds/x.py`, `gone/` and `gone.py`") == ["gone.py", "gone/", "kinds/x.py"]
    assert there("kinds/x.py")
    assert there("tests/rules/*.md")
    assert not there("gone/x.py")
    assert not there("gone.py")
    assert not there("tests/rules/*.gone")


def test_every_file_of_ours_named_elsewhere_is_there() -> None:
    ours = [path for path in named_paths(README) if path.startswith(("brmsite/", "tests/"))]
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    assert "LICENSE" in linked
    assert [path for path in (*ours, *linked) if not there(path)] == []


def dotted_names(text: str) -> list[str]:
    """What stands in backticks and begins with a room of ours: `source.files.read_tree`."""
    rooms = {room for floor in FLOORS for room in floor}
    names = re.findall(r"`(\w+(?:\.\w+)+)`", text)
    return sorted(
        {name for name in names if name.partition(".")[0] in rooms and not name.endswith(".py")}
    )


def resolve(name: str) -> Any:
    """What a dotted name stands for: a module, or something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = import_module(".".join(["brmsite", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return found
    raise LookupError(name)


@pytest.mark.parametrize("name", dotted_names(ARCHITECTURE))
def test_every_name_in_the_architecture_is_there(name: str) -> None:
    assert resolve(name) is not None


def test_the_whole_way_of_an_agreement_is_told() -> None:
    assert len(dotted_names(ARCHITECTURE)) >= 8
    assert len(rows(ARCHITECTURE)) >= 8


def rows(text: str) -> list[tuple[str, list[str]]]:
    """The types in a table of the README, each with the places that are said to make it."""
    lines = re.findall(r"^\| (`[A-Z][^|]*) \| ([^|]*) \|", text, re.MULTILINE)
    makers = [(types, dotted_names(made_by)) for types, made_by in lines]
    return [(name, made) for types, made in makers for name in re.findall(r"\w+", types) if made]


@pytest.mark.parametrize("name, makers", rows(ARCHITECTURE))
def test_what_passes_is_known_to_who_makes_it(name: str, makers: list[str]) -> None:
    found = [resolve(maker) for maker in makers]
    modules = [import_module(getattr(one, "__module__", None) or one.__name__) for one in found]
    assert any(hasattr(module, name) for module in modules)


def floors_of_the_readme() -> list[set[str]]:
    """The rooms of every line of the picture, from the top floor down."""
    picture = blocks(ARCHITECTURE, "")[0]
    # Three spaces or more stand between rooms, and before what is said about them.
    return [set(re.split(r" {3,}", line.strip())[:-1]) for line in picture.splitlines()]


def test_the_floors_are_those_that_the_house_is_checked_for() -> None:
    built = [{room for room in floor if is_built(room)} for floor in FLOORS]
    assert floors_of_the_readme() == [floor for floor in reversed(built) if floor]


def is_built(room: str) -> bool:
    """Whether a room of the map is there; `__main__` is only the way in."""
    return room != "__main__" and ((PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file())
