"""The first mistake typed into any sample record is answered at its line and column.

Every sample record gets, one at a time, a misspelt key, a bad day, a reference with a letter too
many, and a line that lost its colon; what was sound before must then have a finding right there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.rules import all_rules, findings_of
from brmsite.source.files import Source, SourceFile, SourceTree, read_tree
from brmsite.source.parse import ParsedRecord, parse

ROOT = Path(__file__).resolve().parents[2]


@cache
def tree() -> SourceTree:
    """The sample records, read once."""
    return read_tree(ROOT)


@cache
def parsed() -> dict[str, ParsedRecord]:
    """The sample records by path, parsed once."""
    return {file.path: parse(file) for file in tree().files}


def findings_with(file: SourceFile, among_all: bool) -> list[Diagnostic]:
    """What is found in one file when it says this: by itself, or among all others, where its
    references are looked at too."""
    records = parsed() | {file.path: parse(file)} if among_all else {file.path: parse(file)}
    register = assemble(records.values(), all_kinds())
    found = [*register.diagnostics]
    if among_all:
        insight = Insight(register=register, attachments=tree().attachments)
        found += findings_of(all_rules()["unresolved-reference"], insight, Severity.error)
    return [finding for finding in found if finding.span.path == file.path]


@dataclass(frozen=True)
class Mistake:
    """A way to go wrong: where it applies, and what it makes of the line."""

    name: str
    where: re.Pattern[str]
    becomes: str
    # Which group of the pattern is wrong afterwards; 0 is the line without its indentation.
    place: int
    codes: frozenset[str]


MISTAKES = (
    Mistake(
        "misspelt key",
        re.compile(r"^( *)((?!name|title)[a-z_]{4,}):( .*)$"),
        r"\1\2x:\3",
        2,
        frozenset({"unknown-key"}),
    ),
    Mistake(
        "bad day",
        re.compile(r"^( *[a-z_]+: )(20[0-9]{2})-([0-9]{2})-([0-9]{2})( *#.*)?$"),
        r"\g<1>\2-13-45",
        2,
        frozenset({"bad-date"}),
    ),
    Mistake(
        "reference with a letter too many",
        re.compile(
            r"^( *(?:customer|owner|org|parent|chair|manager|previous): )([a-z0-9-]+)( .*)?$"
        ),
        r"\g<1>\2x",
        2,
        frozenset({"unresolved-reference"}),
    ),
    Mistake(
        "colon forgotten",
        re.compile(r"^([a-z_]{4,}):( [a-z][a-z0-9-]*)$"),
        r"\1\2",
        1,
        frozenset({"yaml-syntax"}),
    ),
)


def front_matter(path: str, lines: list[str]) -> range:
    """The lines that are YAML, without those of block texts."""
    if path.endswith(".yaml"):
        return range(len(lines))
    return range(1, lines.index("---", 1))


def mistakes(file: Source) -> Iterator[tuple[Mistake, int, str]]:
    """One place for each way to go wrong, chosen by the file's name: line (from 0) and text."""
    text = file.content.decode()
    if re.search(r"[|>]-?\n", text):
        return  # lines of block texts look like keys and are none
    lines = text.split("\n")
    chance = random.Random(file.path)
    for mistake in MISTAKES:
        places = [at for at in front_matter(file.path, lines) if mistake.where.match(lines[at])]
        if places:
            at = chance.choice(places)
            yield mistake, at, mistake.where.sub(mistake.becomes, lines[at])


CASES = [
    pytest.param(file, mistake, at, line, id=f"{file.path.removeprefix('records/')}-{mistake.name}")
    for file in tree().files
    for mistake, at, line in mistakes(file)
]


def test_there_are_mistakes_of_every_sort() -> None:
    made = {case.values[1].name for case in CASES}  # type: ignore[union-attr]
    assert made == {mistake.name for mistake in MISTAKES}
    assert len(CASES) > 250


@pytest.mark.parametrize("folder", sorted(all_kinds()))
def test_every_kind_is_got_wrong(folder: str) -> None:
    made = {
        case.values[1].name  # type: ignore[union-attr]
        for case in CASES
        if case.values[0].path.split("/")[1] == folder  # type: ignore[union-attr]
    }
    assert "misspelt key" in made
    has_day = bool(all_kinds()[folder].model.DATED_BY) and folder not in ("plans", "loads")
    assert "bad day" in made or not has_day, made


@pytest.mark.parametrize("file, mistake, at, line", CASES)
def test_a_mistake_is_answered_where_it_was_made(
    file: Source, mistake: Mistake, at: int, line: str
) -> None:
    lines = file.content.decode().split("\n")
    before = mistake.where.match(lines[at])
    assert before is not None
    lines[at] = line
    among_all = "unresolved-reference" in mistake.codes
    found = findings_with(SourceFile(file.path, "\n".join(lines).encode()), among_all)
    answers = [finding for finding in found if finding.code in mistake.codes]
    assert answers, [f"{finding.code}: {finding.message}" for finding in found]
    start = answers[0].span.start
    assert (start.line, start.column) == (at + 1, before.start(mistake.place) + 1)
