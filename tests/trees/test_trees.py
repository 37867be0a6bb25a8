"""Small whole sets of records, each with everything that is found in it on one day.

- `empty`: no records; `minimal`: the fewest that are worth a site; `full`: every field of every
  kind, and nothing wrong.
- `broken`: every fault of reading and of fields, in small files. `hostile`: what somebody could
  put into a pull request; what git cannot hold, or should not, is made here.

What is found stands in `expected.txt` beside the records; `make snapshots` rewrites it. Of the
last two it holds what one file says by itself: what rules say of records has books of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from brmsite.examine import Examined, examine
from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Kind
from brmsite.register.codes import CODES
from brmsite.report import Report, speak
from brmsite.report.voices.concise import concise
from brmsite.source.files import MAX_BYTES, MAX_FOLDERS_DEEP, SourceFile
from brmsite.source.parse import parse

TREES = Path(__file__).parent
DAY = date(2026, 3, 31)

Compare = Callable[[str, str], None]


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """Compares what was told of a tree with its `expected.txt`, or writes that anew."""
    write = bool(request.config.getoption("--snapshots-write"))

    def compare(tree: str, told: str) -> None:
        file = TREES / tree / "expected.txt"
        if write:
            file.write_bytes(told.encode())
        assert told == file.read_bytes().decode()

    return compare


def told(examined: Examined, findings: tuple[Diagnostic, ...]) -> str:
    return speak("concise", Report(findings, examined.sources, examined.file_count))


@pytest.mark.parametrize("tree", ["empty", "minimal", "full"])
def test_a_sound_tree_has_nothing_wrong(tree: str, compare: Compare) -> None:
    examined = examine(TREES / tree, DAY)
    compare(tree, told(examined, examined.findings))
    assert examined.findings == ()


@pytest.mark.parametrize("tree", ["broken", "hostile"])
def test_what_is_wrong_is_told_file_by_file(tree: str, compare: Compare) -> None:
    examined = examine(TREES / tree, DAY)
    compare(tree, told(examined, of_files(examined)))


def of_files(examined: Examined) -> tuple[Diagnostic, ...]:
    return tuple(finding for finding in examined.findings if finding.code in CODES)


# --- broken --------------------------------------------------------------------------------------

MADE_HERE = {"file-too-large", "not-a-regular-file", "unreadable-file"}
"""What git should not hold, or cannot: see `hostile` below."""


def test_every_fault_of_one_file_is_among_the_broken() -> None:
    found = {finding.code for finding in examine(TREES / "broken", DAY).findings}
    assert sorted(set(CODES) - found - MADE_HERE) == []


def test_every_file_among_the_broken_has_findings_but_those_that_are_sound() -> None:
    examined = examine(TREES / "broken", DAY)
    found = {finding.span.path for finding in of_files(examined)}
    silent = set(examined.sources) - found - {"records/persons/b.yaml"}
    assert sorted(silent) == [
        "records/people/sound-bom.yaml",
        "records/people/sound-crlf.yaml",
        "records/people/sound-json.yaml",
    ]


def test_a_broken_record_is_never_also_unresolved() -> None:
    examined = examine(TREES / "broken", DAY)
    assert not {link.target for link in examined.register.unresolved} & examined.register.names
    assert len(examined.register.broken) > 50


# --- full ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.folder)
def test_every_field_of_every_kind_is_in_the_full_tree(kind: Kind) -> None:
    files = sorted((TREES / "full" / "records" / kind.folder).glob("*.*"))
    assert files, f"write a record with every field to tests/trees/full/records/{kind.folder}/"
    written: set[str] = set()
    for file in files:
        if file.is_file():
            record = parse(SourceFile(f"records/{kind.folder}/{file.name}", file.read_bytes()))
            written |= set(keys_of(record.data or {}))
    assert sorted(set(fields_of(kind.model)) - written) == []


def keys_of(data: Any, path: str = "") -> Iterator[str]:
    """The keys that were written, with those above them: `term.start`."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield f"{path}{key}"
            yield from keys_of(value, f"{path}{key}.")
    elif isinstance(data, tuple):
        for item in data:
            yield from keys_of(item, path)


def fields_of(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """The keys that a model takes, with those above them."""
    for name, field in model.model_fields.items():
        key = f"{path}{field.alias or name}"
        yield key
        for part in parts_in(field.annotation):
            yield from fields_of(part, f"{key}.")


def parts_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_in(argument)


def test_the_full_tree_links_every_kind() -> None:
    register = examine(TREES / "full", DAY).register
    assert register.unresolved == ()
    linked = {
        link.target.partition("/")[0]
        for record in register
        for link in register.links_from(record.address)
    }
    never_named = {
        "attestations",
        "feedback",
        "loads",
        "plans",
        "requirements",
        "statuses",
        "surveys",
    }
    assert set(all_kinds()) - linked <= never_named


# --- hostile -------------------------------------------------------------------------------------


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The hostile tree, with what git cannot hold."""
    project = tmp_path / "project"
    shutil.copytree(TREES / "hostile", project)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "passwords.yaml").write_text("name: secret\norg: provider\n", encoding="utf-8")
    people = project / "records" / "people"
    (people / "link.yaml").symlink_to(secret / "passwords.yaml")
    (people / "linked").symlink_to(secret, target_is_directory=True)
    (people / "dangling.yaml").symlink_to("nowhere")
    (people / "loop").symlink_to(".")
    (people / "k-berg.files").symlink_to(secret)
    os.mkfifo(people / "pipe.yaml")
    (people / "nul.yaml").write_bytes(b"name: X\0\norg: provider\n")
    (people / "not-utf-8.yaml").write_bytes(b"name: \xff\xfe\norg: provider\n")
    (people / "utf-16.yaml").write_bytes("name: X\n".encode("utf-16"))
    (people / "utf-32.yaml").write_bytes("name: X\n".encode("utf-32"))
    (people / "too-large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (people / "bomb.yaml").write_bytes(b"a: " + b"[" * (MAX_BYTES - 3))
    (people / "keys.yaml").write_bytes(b"".join(b"k%d:\n" % number for number in range(100_000)))
    (people / "unknown.yaml").write_bytes(
        b"".join(b"k%d: 1\n" % number for number in range(15_000))
    )
    (people / "mentions.md").write_bytes(b"---\nname: X\norg: provider\n---\n" + b"@a\n" * 300_000)
    (people / "a\nb.yaml").write_bytes(b"name: X\norg: provider\n")
    deep = people.joinpath(*["d"] * MAX_FOLDERS_DEEP)
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_bytes(b"name: X\norg: provider\n")
    return project


MADE_FINDINGS = """\
records/people/a\\u000ab.yaml:1:1: error[bad-file-name] `a\\u000ab` cannot be the id of a record: use lower case letters, digits and single dashes, at most 80 characters
records/people/bomb.yaml:1:35: error[nested-too-deep] nested deeper than 32 levels
records/people/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d:1:1: error[unreadable-file] this folder is nested too deep to be read
records/people/dangling.yaml:1:1: error[not-a-regular-file] this is a symbolic link, and links are not followed
records/people/k-berg.files:1:1: error[not-a-regular-file] this is a symbolic link, and links are not followed
records/people/keys.yaml:20001:8: error[too-many-values] more than 20,000 values in one record
records/people/link.yaml:1:1: error[not-a-regular-file] this is a symbolic link, and links are not followed
records/people/linked:1:1: error[not-a-regular-file] this is a symbolic link, and links are not followed
records/people/loop:1:1: error[not-a-regular-file] this is a symbolic link, and links are not followed
records/people/mentions.md:10005:2: warning[too-many-values] more than 10,000 links in one text: from here on they are not checked
records/people/not-utf-8.yaml:1:7: error[not-utf-8] this file is not UTF-8: byte 7 is 0xff
records/people/nul.yaml:1:8: error[control-character] a NUL character (U+0000) is not allowed in a record
records/people/pipe.yaml:1:1: error[not-a-regular-file] this is a named pipe, not a file
records/people/too-large.yaml:1:1: error[file-too-large] the file has more than 1,000,000 bytes
records/people/utf-16.yaml:1:1: error[not-utf-8] this file is UTF-16
records/people/utf-32.yaml:1:1: error[not-utf-8] this file is UTF-16
"""


@pytest.mark.slow
def test_what_git_cannot_hold_is_told_too(hostile: Path) -> None:
    in_git = {finding.span.path for finding in examine(TREES / "hostile", DAY).findings}
    examined = examine(hostile, DAY)
    findings = [
        each
        for each in of_files(examined)
        if each.span.path not in in_git and each.code != "body-too-complex"
    ]
    known = [each for each in findings if each.span.path != "records/people/unknown.yaml"]
    assert "".join(f"{concise(each)}\n" for each in known) == MADE_FINDINGS
    assert len(findings) - len(known) == 50
    assert "secret" not in "".join(record.text for record in examined.register)


def test_nothing_hostile_ends_the_reading_of_the_others() -> None:
    register = examine(TREES / "hostile", DAY).register
    sound = ["audiance", "command-in-key", "con", "key-null", "long-value", "template", "yaml-1-1"]
    assert [record.id for record in register if record.kind.folder == "people"] == sound
    fields: Any = register.records["people/yaml-1-1"].fields
    assert (fields.name, fields.phone, fields.job_title) == ("no", "014", "1:30")


def test_a_misspelt_visibility_never_opens_a_record() -> None:
    fields: Any = examine(TREES / "hostile", DAY).register.records["people/audiance"].fields
    assert fields.visibility == "restricted"
