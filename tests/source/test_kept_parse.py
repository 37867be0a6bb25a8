"""What is remembered of a file makes the same register as the file itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.source import parse_all as parsing
from brmsite.source.files import Source, SourceFile, read_tree
from brmsite.source.kept_parse import kept, remembered
from brmsite.source.parse import parse
from brmsite.source.parse_all import parse_all
from tests.bench.generate import generate

ROOT = Path(__file__).resolve().parents[2]
TREES = ROOT / "tests" / "trees"
SETS = {
    "sample": ROOT,
    "full": TREES / "full",
    "broken": TREES / "broken",
    "hostile": TREES / "hostile",
}


def files_of(project: Path) -> tuple[Source, ...]:
    return read_tree(project).files


@pytest.fixture(scope="module", params=[*SETS, "generated"])
def files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Sequence[Source]:
    if request.param != "generated":
        return files_of(SETS[request.param])
    project = tmp_path_factory.mktemp("generated")
    generate(project, 120, careless=True)
    return files_of(project)


def told(register: Register) -> dict[str, object]:
    """Everything that a register says, as plain values."""
    return {
        "records": [
            (
                address,
                record.kind.name,
                record.path,
                repr(record.fields),
                record.title,
                record.body,
                record.has_body,
                record.body_start,
                [repr(part) for part in register.links_from(address)],
                [repr(part) for part in register.links_to(address)],
            )
            for address, record in register.records.items()
        ],
        "names": sorted(register.names),
        "aliases": register.aliases,
        "paths": register.paths,
        "collisions": register.collisions,
        "unresolved": [repr(link) for link in register.unresolved],
        "diagnostics": register.diagnostics,
    }


def again(files: Sequence[Source]) -> Iterator[tuple[Source, bytes | None]]:
    for file in files:
        yield file, kept(parse(file))


def test_what_is_remembered_makes_the_same_register(files: Sequence[Source]) -> None:
    recalled = []
    for file, content in again(files):
        parsed = remembered(file, content) if content is not None else parse(file)
        assert parsed is not None
        assert parsed.is_remembered == (content is not None)
        recalled.append(parsed)
    assert told(assemble(recalled, all_kinds())) == told(assemble(map(parse, files), all_kinds()))


def test_what_has_a_fault_is_never_kept(files: Sequence[Source]) -> None:
    for file, content in again(files):
        assert (content is None) or not parse(file).diagnostics, file.path


def test_most_files_of_the_sample_are_kept() -> None:
    kept_ones = [file for file, content in again(files_of(ROOT)) if content is not None]
    assert len(kept_ones) > 0.9 * len(files_of(ROOT))


RECORD = b'name: "Kari"\norg: provider\n'


def memo_of(project: Path, file: SourceFile) -> Memo:
    """A store that remembers a file."""
    memo = Memo(project)
    list(parse_all([file], Shelf(memo, "program")))
    return memo


def test_the_same_bytes_under_an_unsound_id_are_not_taken_for_sound(tmp_path: Path) -> None:
    """A digest alone does not tell the path, and a path may be wrong."""
    sound = SourceFile("records/people/kari.yaml", RECORD)
    for path in ("records/people/Kari.yaml", "records/people/index.yaml", "records/kari.yaml"):
        unsound = SourceFile(path, RECORD)
        with memo_of(tmp_path, sound) as memo:
            [recalled] = parse_all([unsound], Shelf(memo, "program"))
        assert recalled.diagnostics == parse(unsound).diagnostics
        assert not recalled.is_remembered or not parse(unsound).diagnostics
    assert parse(SourceFile("records/people/Kari.yaml", RECORD)).diagnostics


def test_the_same_bytes_as_another_sort_of_file_are_parsed_anew(tmp_path: Path) -> None:
    text = b"name: Kari\n"
    with memo_of(tmp_path, SourceFile("records/people/kari.yaml", text)) as memo:
        [recalled] = parse_all([SourceFile("records/people/kari.md", text)], Shelf(memo, "program"))
    assert recalled.diagnostics == parse(SourceFile("records/people/kari.md", text)).diagnostics


def test_what_another_program_parsed_is_parsed_anew(tmp_path: Path) -> None:
    file = SourceFile("records/people/kari.yaml", RECORD)
    with memo_of(tmp_path, file) as memo:
        assert [parsed.is_remembered for parsed in parse_all([file], Shelf(memo, "program"))] == [
            True
        ]
        assert [parsed.is_remembered for parsed in parse_all([file], Shelf(memo, "other"))] == [
            False
        ]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b"[[1], 0, true, [], [], false]"),
        b'[{"a": [7, 1]}, 0, true, [["x", {}]], [], false]',
        b'[{}, 0, true, [], [["x"]], false]',
    ],
)
def test_what_is_something_else_is_not_taken_for_a_parse(content: bytes) -> None:
    assert remembered(SourceFile("records/people/kari.yaml", RECORD), content) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: '1'\nc: 1.10\nd: [x, 'x', [y, {z: 'true'}]]\ne: {f: true}\n",
        "a: |\n  two\n  lines\nb: ''\nd: []\ne: {}\nf: 'ä\U0001f600'\n",
    ],
)
def test_values_come_back_with_their_sorts(text: str) -> None:
    """Quoted text is told apart from plain text, which may be a number or a day to a field."""
    file = SourceFile("records/people/kari.yaml", text.encode())
    parsed = parse(file)
    content = kept(parsed)
    assert content is not None
    recalled = remembered(file, content)
    assert recalled is not None
    assert sorts(recalled.data) == sorts(parsed.data)


def sorts(value: object) -> object:
    """A value with the sort of each of its parts."""
    if isinstance(value, dict):
        return {key: sorts(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(sorts(each) for each in value)
    return type(value).__name__, value


def test_it_is_kept_as_plain_data(files: Sequence[Source]) -> None:
    for _, content in again(files):
        assert content is None or isinstance(json.loads(content), list)


# Many files.


def shown(parsed: Sequence[object]) -> list[str]:
    return [f"{one.path} {one.data} {one.diagnostics}" for one in parsed]  # type: ignore[attr-defined]


@pytest.mark.parametrize("with_memo", [False, True])
def test_with_workers_and_without_the_same_is_parsed_in_the_same_order(
    files: Sequence[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_memo: bool
) -> None:
    monkeypatch.setattr(parsing, "FEW_FILES", 3)
    monkeypatch.setattr(parsing, "_AT_ONCE", 7)
    alone = shown(list(parse_all(files)))
    assert [parsed.path for parsed in parse_all(files)] == [file.path for file in files]
    with ThreadPoolExecutor(3) as executor, Memo(tmp_path) as memo:
        shelf = Shelf(memo, "program") if with_memo else NOTHING_KEPT
        assert shown(list(parse_all(files, shelf, executor))) == alone
        assert shown(list(parse_all(files, shelf, executor))) == alone


def test_a_damaged_memory_is_parsed_anew(tmp_path: Path) -> None:
    file = SourceFile("records/people/kari.yaml", RECORD)
    with Memo(tmp_path) as memo:
        memo.put("parsed program", f"{file.digest} {file.path}", b"damaged")
        [parsed] = parse_all([file], Shelf(memo, "program"))
        assert not parsed.is_remembered
        [parsed] = parse_all([file], Shelf(memo, "program"))
        assert parsed.is_remembered
