"""The search index: every word of every page leads to it, in files that a small change leaves be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.ground.shelf import Shelf
from brmsite.kinds.customer import Customer
from brmsite.register.register import Register
from brmsite.site.addresses import record_page
from brmsite.site.page import Page
from brmsite.site.search.documents import documents
from brmsite.site.search.entries import WEIGHTS
from brmsite.site.search.index import LONGEST_LIST, WORDS_BYTES, search_files
from brmsite.site.search.numbers import LENGTH, Numbered, numbers
from brmsite.site.search.shards import runs
from brmsite.site.search.tokens import LONGEST, tokens
from brmsite.site.shapes import Tag
from brmsite.site.titles import unique_titles
from tests.site.pages_of import insight_of, tree

PROGRAM = "a digest"
OTHER_PAGES = {"index.html": "Monday morning", "handbook/index.html": "Handbook"}


def register_of(files: Mapping[str, str]) -> Register:
    found = insight_of(files).ask(lambda register: register)
    assert isinstance(found, Register)
    return found


def all_of(register: Register) -> dict[str, Page]:
    """A page for every record, and two more; those of agreements say how they stand."""

    def page(path: str, title: str) -> Page:
        tags = (Tag("In force", "ok"),) if path.startswith("agreements/") else ()
        return Page(path, "", title, lambda: None, tags=tags)

    titles = {record_page(record): record.title for record in register}
    return {path: page(path, title) for path, title in (titles | OTHER_PAGES).items()}


def index_of(files: Mapping[str, str], memo: Memo | None = None) -> tuple[OutputFile, ...]:
    register = register_of(files)
    return tuple(
        search_files(register, unique_titles(register), all_of(register), Shelf(memo, PROGRAM))
    )


def in_a_field(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, with a word in a field of one of them that stands in no other."""
    path = next(path for path in files if re.match(r"records/meetings/.*\.yaml", path))
    return {**files, path: f"{files[path].rstrip()}\nplace: A zeppelin\n"}


def in_a_body(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, with such a word in a body."""
    path = next(path for path in files if re.match(r"records/meetings/.*\.md", path))
    return {**files, path: f"{files[path].rstrip()}\n\nA zeppelin.\n"}


def handed_over(files: tuple[OutputFile, ...]) -> dict[str, Any]:
    """What the scripts give to `brmsiteSearch.put`, by name."""
    found: dict[str, Any] = {}
    for file in files:
        said = re.fullmatch(
            r'brmsiteSearch\.put\("([^"]+)",(.*)\);\n', file.content.decode(), re.DOTALL
        )
        assert said, file.path
        assert file.path == f"search/{said[1]}.js"
        found[said[1]] = json.loads(said[2])
    return found


def listed(data: Mapping[str, Any], letter: str) -> dict[str, dict[str, int]]:
    """The pages below each word, by their paths, with the weight, as the reader's side finds them."""
    index = data["index"]
    paths = {
        number: row[0] for start in index["pages"] for number, row in data[f"d-{start}"].items()
    }
    found: dict[str, dict[str, int]] = {}
    for start in index["names" if letter == "n" else "texts"]:
        for line in data[f"{letter}-{start}"].split("\n"):
            word, lists = line.split(" ")
            assert word.startswith(start) or word >= start
            for each in lists.split(","):
                weight, joined = each.split(":")
                for place in range(0, len(joined), LENGTH):
                    path = paths[joined[place : place + LENGTH]]
                    assert path not in found.setdefault(word, {}), f"{path} twice below {word}"
                    found[word][path] = int(weight)
    return found


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return handed_over(index_of(tree()))


def test_every_word_of_every_page_leads_to_it_once_at_its_highest_weight(
    data: dict[str, Any],
) -> None:
    register = register_of(tree())
    expected: dict[str, dict[str, int]] = {}
    for one in documents(register, unique_titles(register), all_of(register)):
        for weight, text in (
            (1, one.text),
            (2, one.about),
            (3, one.ids),
            (4, one.title),
            (5, f"{one.title.split(' ')[0]} {one.number}"),
        ):
            for word in tokens(text):
                expected.setdefault(word, {})[one.path] = weight
    names, texts = listed(data, "n"), listed(data, "t")
    found: dict[str, dict[str, int]] = {}
    for part in (names, texts):
        for word, pages in part.items():
            found.setdefault(word, {}).update(pages)
    assert found == expected
    assert expected, "the tree has words"


def test_the_pages_of_a_word_are_those_without_a_day_and_then_the_newest_first(
    data: dict[str, Any],
) -> None:
    register = register_of(tree())
    shown = documents(register, unique_titles(register), all_of(register))
    months = {one.path: one.day[:7] for one in shown}
    several = 0
    for letter in "nt":
        for pages in listed(data, letter).values():
            for weight in WEIGHTS:
                found = [months[path] for path, own in pages.items() if own == weight]
                dated = [month for month in found if month]
                without = [""] * (len(found) - len(dated))
                assert found == [*without, *sorted(dated, reverse=True)]
                several += len(set(found)) > 2
    assert several, "some word stands in pages of several months"


def test_a_page_says_where_it_is_what_it_is_called_and_whose_it_is(data: dict[str, Any]) -> None:
    rows = {row[0]: row for start in data["index"]["pages"] for row in data[f"d-{start}"].values()}
    assert rows["handbook/index.html"][1] == "Handbook"
    meeting = next(row for path, row in rows.items() if path.startswith("meetings/"))
    assert re.match(r"\d{4}-\d{2}-\d{2} · ", meeting[2])


def test_a_record_says_how_it_stands(data: dict[str, Any]) -> None:
    rows = [row for start in data["index"]["pages"] for row in data[f"d-{start}"].values()]
    stands = {row[0].partition("/")[0]: row[4:] for row in rows}
    assert stands["agreements"] == ["ok In force"]
    assert stands["people"] == []


def test_kinds_are_numbered_whatever_records_there_are(data: dict[str, Any]) -> None:
    empty = handed_over(index_of({}))
    assert empty["index"]["kinds"] == data["index"]["kinds"]
    assert ["Customers", "Customer"] in data["index"]["kinds"]


def test_an_odd_name_is_handed_over_as_it_is() -> None:
    name = "</script><script>alert(1)</script> \\ ' הֵי 🚢"
    customer = f"name: {json.dumps(name, ensure_ascii=False)}\nunit: division\nrelation: internal\nstate: active\n"
    data = handed_over(index_of({"records/customers/odd.yaml": customer}))
    assert name in [
        row[1] for start in data["index"]["pages"] for row in data[f"d-{start}"].values()
    ]


@pytest.mark.parametrize("edited", [in_a_field(tree()), in_a_body(tree())])
def test_a_changed_word_changes_few_files(edited: Mapping[str, str]) -> None:
    before = {file.path: file.content for file in index_of(tree())}
    after = {file.path: file.content for file in index_of(edited)}
    differ = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert 0 < len(differ) <= 4, differ


def test_only_what_is_new_or_changed_is_read_again_and_the_index_is_the_same(
    tmp_path: Path,
) -> None:
    register = register_of(tree())
    named = max(register.all(Customer), key=lambda one: len(register.links_to(one.address)))
    renamed = {**tree(), named.path: tree()[named.path].replace("name: ", "name: Zeppelin ", 1)}
    read: list[int] = []
    for files in (tree(), tree(), in_a_field(tree()), in_a_body(tree()), renamed):
        with Memo(tmp_path) as memo:
            before = memo.keys(f"search {PROGRAM}")
            assert index_of(files, memo) == index_of(files)
            read.append(len(memo.keys(f"search {PROGRAM}") - before))
    everything, again, after_a_field, after_a_body, after_a_new_name = read
    assert everything == len(register) + len(OTHER_PAGES)
    assert again == 0
    assert (after_a_field, after_a_body) == (1, 1)
    # Those that name the customer are found by its name.
    assert 1 < after_a_new_name < everything / 2


def test_what_another_program_kept_or_the_disk_broke_is_read_again(tmp_path: Path) -> None:
    with Memo(tmp_path) as memo:
        index_of(tree(), memo)
        room = f"search {PROGRAM}"
        for key, broken in zip(sorted(memo.keys(room)), (b"", b"\xff", b"a\nb"), strict=False):
            memo.put(room, key, broken)
        assert index_of(tree(), memo) == index_of(tree())


def test_words_are_known_without_marks_and_numbers_in_one_piece() -> None:
    assert tokens("Håkon Ærø, AGR-0042") == {"hakon", "aero", "agr", "0042", "agr0042"}
    assert tokens("café & CAFE\u0301") == {"cafe"}
    assert tokens("well-kept") == {"well", "kept"}
    assert tokens("x" * 500) == {"x" * 32}


def test_a_long_list_is_cut_and_says_so() -> None:
    first, later = LONGEST_LIST - 1, 3
    names = [f"Kim {each}" for each in range(first)] + [f"Ann Kim {each}" for each in range(later)]
    people = {
        f"records/people/p{each}.yaml": f"name: {name}\norg: provider\n"
        for each, name in enumerate(names)
    }
    data = handed_over(index_of(people))
    lines = "\n".join(data[f"n-{start}"] for start in data["index"]["names"])
    said = next(line for line in lines.split("\n") if line.startswith("kim "))
    lists = [each.split(":") for each in said.removeprefix("kim ").split(",")]
    assert [(weight, len(numbers) // LENGTH) for weight, numbers in lists] == [
        ("5", first),
        ("4+", LONGEST_LIST - first),
    ]


def test_a_word_of_all_pages_fits_into_a_file() -> None:
    assert LONGEST * 3 + len(WEIGHTS) * len(" 5+:") + LONGEST_LIST * LENGTH <= WORDS_BYTES


keys = st.lists(st.text(alphabet="abcé0", max_size=6), unique=True).map(sorted)


@given(keys, st.integers(1, 40), st.data())
def test_runs_hold_every_key_once_in_order(
    found: list[str], limit: int, data: st.DataObject
) -> None:
    sizes = data.draw(
        st.lists(st.integers(1, 12), min_size=len(found), max_size=len(found)), label="sizes"
    )
    cut = runs(found, sizes, limit)
    assert [key for run in cut for key in found[run.first : run.after]] == found
    for run in cut:
        assert run.first < run.after
        assert sum(sizes[run.first : run.after]) <= limit or run.after - run.first == 1
        assert all(key >= run.start for key in found[run.first : run.after])
        assert found[run.first].startswith(run.start)
        assert all(key < run.start for key in found[: run.first])
    assert len({run.start for run in cut}) == len(cut)


@given(
    st.lists(
        st.builds(
            Numbered,
            st.integers(0, 3),
            st.sampled_from(("", "1900-01-01", "2026-03-11", "2026-04-01", "2999-12-31")),
            st.integers(0, 400).map(str),
        ),
        unique_by=lambda one: one.path,
    )
)
def test_numbers_are_unique_and_sort_by_kind_and_month(pages: list[Numbered]) -> None:
    found = numbers(pages)
    assert len(set(found.values())) == len(pages)
    assert all(len(number) == LENGTH for number in found.values())
    for one in pages:
        for other in pages:
            if (one.kind, one.day[:7]) < (other.kind, other.day[:7]):
                assert found[one.path] < found[other.path]


def test_a_new_page_leaves_the_numbers_of_others() -> None:
    pages = [Numbered(0, "2026-03-11", f"meetings/{place}.html") for place in range(2000)]
    before, after = numbers(pages[:-1]), numbers(pages)
    moved = [path for path, number in before.items() if after[path] != number]
    # Two whose digests begin alike may change places; there are few of those.
    assert len(moved) <= 2


def test_files_are_small(data: dict[str, Any]) -> None:
    words = [text for name, text in data.items() if name[:2] in ("n-", "t-")]
    assert all(len(text.encode()) <= WORDS_BYTES for text in words)
