"""Every rule has a book of cases: prose, small records, and beside each line what it should earn.

A book is `tests/rules/<rule_name>.md`:

- `# rule-name`, then prose. A section `## Every case begins with` may follow; its fenced blocks
  are files that all cases of the book share.
- Every other `## Heading` is a case: prose that says why, and fenced blocks, each a file. The info
  string is a language and a path: `yaml records/agreements/sla.yaml`. A file of a case replaces
  the shared one of the same path; an empty block takes the shared one away. With `before` between
  the two (`yaml before records/...`) it is a file of an earlier state, with which this one is
  compared; where it is gone now, what is expected stands in it.
- The day is 2026-06-15, unless a line of prose says `As of 2026-03-01.`; a line
  `With strict dates.` lets rules that depend on the day keep their severity.
- `# error: rule-name` at the end of a line, or on a line of its own above it, expects a finding
  there (`<!-- error: rule-name -->` in Markdown bodies; `warning` and `info` likewise). With
  `: whole message` after the name the message must be equal. Several on one line are separated by
  ` # `. The comments stay in the files that are examined.

Everything that the book's rule says, and every finding that no rule makes (a record that does not
hold), must be written so; nothing else may be. What other rules say of a case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from brmsite.changes.between import changes_between
from brmsite.examine import NOT_COMPARED, examine, examine_origin
from brmsite.ground.diagnostic import Diagnostic
from brmsite.history.earlier import Earlier
from brmsite.origin import Origin
from brmsite.rules import all_rules
from brmsite.site.own_layouts import layouts_in
from brmsite.source.files import read_tree

BOOKS = Path(__file__).parent
SHARED = "Every case begins with"
DEFAULT_DAY = date(2026, 6, 15)


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a book writes beside a line; any message will do where it is empty."""

    path: str
    line: int
    severity: str
    code: str
    message: str

    def __str__(self) -> str:
        return _line(self.path, self.line, self.severity, self.code, self.message or "…")

    def is_met_by(self, finding: Diagnostic) -> bool:
        """Whether the finding is the one that was expected."""
        place = (finding.span.path, finding.span.start.line)
        return (
            place == (self.path, self.line)
            and finding.severity.name == self.severity
            and finding.code == self.code
            and self.message in ("", finding.message)
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A small set of record files on a day, and everything that should be found in it."""

    rule: str
    heading: str
    files: dict[str, str]
    as_of: date
    strict_dates: bool
    before: dict[str, str]

    @property
    def expected(self) -> tuple[Expected, ...]:
        """The findings written in the files, those with a whole message first."""
        files = self.before | self.files
        found = (each for path, text in files.items() for each in _expected(path, text))
        return tuple(sorted(found, key=lambda each: not each.message))


@dataclass(frozen=True, slots=True)
class Book:
    """All cases of one rule."""

    rule: str
    cases: tuple[Case, ...]


# --- Reading -------------------------------------------------------------------------------------

_FENCED = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>(?:.*\n)*?)(?P=fence)[ ]*$", re.MULTILINE
)
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_WHEN = re.compile(r"(?:As of (?P<day>[0-9-]+)\. ?)?(?P<strict>With strict dates\.)?\Z")
_COMMENT = re.compile(r"(?:^|\s)(?:#|<!--) (?=(?:error|warning|info): )")
_EXPECTED = re.compile(r"(error|warning|info): ([a-z0-9-]+)(?:: (.+))?\Z")


def read_book(path: Path) -> Book:
    """One book; refuses what a reader might take for something that the tests do not see."""
    text = path.read_text(encoding="utf-8")
    rule = path.stem.replace("_", "-")
    assert text.startswith(f"# {rule}\n"), f"{path.name} must begin with `# {rule}`"
    blocks: list[re.Match[str]] = []

    def kept(block: re.Match[str]) -> str:
        blocks.append(block)
        return f"\0{len(blocks) - 1}\0"

    # Files are taken out first: a `## heading` in minutes is not one of the book's.
    _, *sections = _HEADING.split(_FENCED.sub(kept, text))
    shared: dict[tuple[str, bool], str] = {}
    cases: dict[str, Case] = {}
    for heading, content in zip(sections[::2], sections[1::2], strict=True):
        found = [blocks[int(number)] for number in re.findall(r"\0(\d+)\0", content)]
        files = dict(_file(path, block) for block in found)
        if heading == SHARED:
            shared = files
            continue
        assert heading not in cases, f"{path.name} has two cases `{heading}`"
        there = {name: text for name, text in {**shared, **files}.items() if text.strip()}
        now = {name: text for (name, is_before), text in there.items() if not is_before}
        before = {name: text for (name, is_before), text in there.items() if is_before}
        cases[heading] = Case(rule, heading, now, *_when(path, content), before)
    return Book(rule, tuple(cases.values()))


def _file(book: Path, block: re.Match[str]) -> tuple[tuple[str, bool], str]:
    """The path of a file and whether it is one of before, with its text."""
    info = block["info"].split()
    is_before = info[1:2] == ["before"]
    info = [info[0], *info[2:]] if is_before else info
    is_sound = len(info) == 2 and info[1].startswith("records/") and ".." not in info[1]
    assert is_sound, f"{book.name}: `{block['info']}` is not a language and a path in records/"
    return (info[1], is_before), block["text"]


def _when(book: Path, prose: str) -> tuple[date, bool]:
    as_of, strict_dates = DEFAULT_DAY, False
    for line in prose.splitlines():
        if line.startswith(("As of ", "With strict")):
            said = _WHEN.match(line.rstrip())
            assert said, f"{book.name}: `{line}` should be `As of YYYY-MM-DD.`, alone on its line"
            as_of = date.fromisoformat(said["day"]) if said["day"] else as_of
            strict_dates = strict_dates or bool(said["strict"])
    return as_of, strict_dates


def _expected(path: str, text: str) -> Iterator[Expected]:
    """The findings that the comments of a file expect."""
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        before, *comments = _COMMENT.split(line)
        wanted = [comment.strip().removesuffix("-->").strip() for comment in comments]
        waiting += wanted
        if wanted and not before.strip():
            continue
        for comment in waiting:
            said = _EXPECTED.match(comment)
            assert said, f"{path}:{number}: `{comment}` is not `severity: name` or with a message"
            severity, code, message = said.groups(default="")
            yield Expected(path, number, severity, code, message)
        waiting = []
    assert not waiting, f"{path}: nothing stands below the last comment"


def _line(path: str, line: int, severity: str, code: str, message: str) -> str:
    return f"{path}:{line}: {severity}: {code}: {message}"


ALL_BOOKS = tuple(read_book(path) for path in sorted(BOOKS.glob("*.md")))
ALL_CASES = [
    pytest.param(case, id=f"{case.rule}/{case.heading}")
    for book in ALL_BOOKS
    for case in book.cases
]

# --- Tests ---------------------------------------------------------------------------------------


def differences(case: Case, project: Path) -> list[str]:
    """What a case expects and does not get, and what it gets without expecting it."""
    tree, base = (
        read_tree(written(folder, files))
        for folder, files in ((project, case.files), (project / "before", case.before))
    )
    examined = examine_origin(
        Origin(tree, layouts_in(project)),
        case.as_of,
        Earlier(project),
        strict_dates=case.strict_dates,
        compared=changes_between(base, tree) if case.before else NOT_COMPARED,
    )
    about = [
        finding
        for finding in examined.findings
        if finding.code == case.rule or finding.code not in all_rules()
    ]
    missing: list[str] = []
    for expected in case.expected:
        met = next((finding for finding in about if expected.is_met_by(finding)), None)
        if met is None:
            missing.append(f"expected, not found: {expected}")
        else:
            about.remove(met)
    return missing + [f"found, not expected: {_told(finding)}" for finding in about]


def written(project: Path, files: dict[str, str]) -> Path:
    """The project, with these files in it."""
    for path, text in files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return project


def _told(finding: Diagnostic) -> str:
    span = finding.span
    return _line(span.path, span.start.line, finding.severity.name, finding.code, finding.message)


@pytest.mark.parametrize("case", ALL_CASES)
def test_a_case_earns_what_its_book_says(case: Case, tmp_path: Path) -> None:
    found = differences(case, tmp_path)

    assert not found, "\n  ".join((f"as of {case.as_of}:", *found))


def test_a_wrong_book_is_told_what_differs(tmp_path: Path) -> None:
    book = tmp_path / "customer_tree_cycle.md"
    book.write_text(
        """\
# customer-tree-cycle
## One
```yaml records/customers/finance.yaml
# error: unknown-key
name: Finance
parent: finance # error: customer-tree-cycle: no such message
```
""",
        encoding="utf-8",
    )
    (case,) = read_book(book).cases

    assert differences(case, tmp_path) == [
        "expected, not found: records/customers/finance.yaml:3: error: customer-tree-cycle: no such message",
        "expected, not found: records/customers/finance.yaml:2: error: unknown-key: …",
        "found, not expected: records/customers/finance.yaml:3: error: customer-tree-cycle: `finance` is its own parent",
    ]


def test_every_rule_has_a_book_and_every_book_a_rule() -> None:
    assert sorted(book.rule for book in ALL_BOOKS) == sorted(all_rules())


@pytest.mark.parametrize("book", [pytest.param(book, id=book.rule) for book in ALL_BOOKS])
def test_a_book_has_cases_on_both_sides(book: Book) -> None:
    expected = [[each for each in case.expected if each.code == book.rule] for case in book.cases]
    assert any(expected), "no case breaks the rule"
    assert not all(expected), "no case is just right"
    assert any(each.message for case in expected for each in case), "no message stands whole"


@pytest.mark.parametrize("book", [pytest.param(book, id=book.rule) for book in ALL_BOOKS])
def test_a_book_speaks_of_no_other_rule(book: Book) -> None:
    others = all_rules().keys() - {book.rule}
    assert not [str(each) for case in book.cases for each in case.expected if each.code in others]


def test_an_empty_project_earns_nothing(tmp_path: Path) -> None:
    assert examine(tmp_path, DEFAULT_DAY).findings == ()
