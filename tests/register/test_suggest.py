"""What is suggested for a reference that names no record, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.words import close_ids
from brmsite.kinds import all_kinds
from brmsite.kinds.walk import part_ids
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.register.suggest import Names, Suggestion, all_names
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

FILES = {
    "customers/logistics.yaml": "name: Logistics Division\naliases: [transport]\n",
    "customers/gate.yaml": "name: Gate Operations\n",
    "customers/broken.yaml": "name: Broken\ntier: z\n",
    "suppliers/tavrin.yaml": "name: Tavrin Systems\nmanager: k-berg\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "people/eva-holm.yaml": "name: Eva Holm\norg: provider\n",
    "meetings/2026/m1.md": (
        "---\ntitle: Review\ndate: 2026-03-11\ntype: service-review\nlevel: tactical\n"
        "customers: [logistics]\nstate: held\n---\n"
        "- [ ] (a1) @k-berg due 2026-04-15: Mend\n- **Decision** (d1) @k-berg: Done\n"
    ),
}


def register_of(files: dict[str, str]) -> Register:
    sources = (SourceFile(f"records/{path}", text.encode()) for path, text in sorted(files.items()))
    return assemble(map(parse, sources), all_kinds())


@pytest.fixture(scope="module")
def names() -> Names:
    return all_names(register_of(FILES))


def written(suggestions: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.written for suggestion in suggestions]


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("logistcs", ["logistics"]),  # a letter too few
        ("logitsics", ["logistics"]),  # two letters swapped
        ("Logistics", ["logistics"]),  # capital
        ("logistics.", ["logistics"]),
        ("customers/logistics", ["logistics"]),  # address
        ("customer/logistcs", ["logistics"]),
        ("Logistics Division", ["logistics"]),  # title
        ("logistics-division", ["logistics"]),  # title as an id
        ("Logistics Divsion", ["logistics"]),  # title with a slip
        ("transport", ["logistics"]),  # former id
        ("transprot", ["logistics"]),
        ("broke", ["broken"]),  # a record that does not hold is still meant
        ("k-berg", []),  # another kind
        ("finance", []),
        ("", []),
        ("???", []),
    ],
)
def test_an_id_of_the_right_kind(names: Names, typed: str, meant: list[str]) -> None:
    assert written(names.for_id(("customers",), typed)) == meant


def test_ids_of_two_kinds_and_words(names: Names) -> None:
    folders, words = ("customers", "suppliers"), ("provider",)

    assert written(names.for_id(folders, "tavrn", words)) == ["tavrin"]
    assert written(names.for_id(folders, "provder", words)) == ["provider"]
    assert written(names.for_id(folders, "Provider", words)) == ["provider"]


def test_a_suggestion_carries_its_record_if_it_holds(names: Names) -> None:
    (logistics,) = names.for_id(("customers",), "logistcs")
    (broken,) = names.for_id(("customers",), "brokn")
    (word,) = names.for_id(("customers",), "provder", ("provider",))

    assert logistics.record is not None
    assert logistics.record.title == "Logistics Division"
    assert broken.record is None
    assert word.record is None


def test_three_suggestions_at_most_and_the_nearest_first() -> None:
    files = {f"customers/net-{letter}.yaml": "name: Net\n" for letter in "abcdef"}
    found = all_names(register_of(files)).for_id(("customers",), "net-f1")

    assert written(found) == ["net-f", "net-a", "net-b"]


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("customers/logistcs", ["customers/logistics"]),
        ("customer/logistics", ["customers/logistics"]),  # the kind's name
        ("custmers/logistics", ["customers/logistics"]),  # a folder with a slip
        ("clients/logistics", ["customers/logistics"]),  # no folder at all, but the id is there
        ("suppliers/logistics", ["customers/logistics"]),  # another kind's folder
        ("logistics", ["customers/logistics"]),
        ("logistcs", ["customers/logistics"]),
        ("Logistics Division", ["customers/logistics"]),
        ("people/joesepi", []),
        ("", []),
        ("/", []),
        ("#", []),
        ("meeting/m1#a1", ["meetings/m1#a1"]),  # the part is kept where it is there
        ("meeting/m1#a9", ["meetings/m1"]),
        ("meetings/m1#a9", ["meetings/m1#a1"]),
        ("meetings/m1#topic", []),
    ],
)
def test_an_address(names: Names, typed: str, meant: list[str]) -> None:
    assert written(names.for_address(typed)) == meant


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("k-breg", ["k-berg"]),
        ("k-burgh", []),  # two edits in a short name
        ("ewa-hohm", ["eva-holm"]),  # two edits in a long one
        ("ewa-hohn", []),
        ("joesepi", []),
    ],
)
def test_a_mention_is_suggested_only_what_is_very_near(
    names: Names, typed: str, meant: list[str]
) -> None:
    assert written(names.for_person(typed)) == meant


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("../../customers/logistcs.yaml", ["../../customers/logistics.yaml"]),
        ("../../customers/logistics.md", ["../../customers/logistics.yaml"]),
        ("../customers/logistics.yaml", ["../../customers/logistics.yaml"]),
        ("logistics.yaml", ["../../customers/logistics.yaml"]),
        ("m2.md", ["m1.md"]),
        ("../../customers/broken.md", []),
        ("../../people/joesepi.yaml", []),
    ],
)
def test_a_path_as_this_record_would_write_it(names: Names, typed: str, meant: list[str]) -> None:
    assert written(names.for_path(names.register.records["meetings/m1"], typed)) == meant


def test_a_text_in_place_of_an_id_is_read_past_at_once() -> None:
    files = {"customers/a.yaml": f"name: {'a' * 300_000}\n", "customers/b.yaml": "name: B\n"}
    names = all_names(register_of(files))

    assert names.for_id(("customers",), "a" * 299_999) == ()
    assert names.for_address("a" * 299_999) == ()


def test_the_parts_of_a_record(names: Names) -> None:
    assert part_ids(names.register.records["meetings/m1"].fields) == ("d1", "a1")
    assert part_ids(names.register.records["customers/gate"].fields) == ()


IDS = st.text(alphabet="abcdefgh-0123", min_size=1, max_size=12).filter(
    lambda text: text.strip("-") == text and "--" not in text
)


@given(ids=st.lists(IDS, min_size=1, max_size=30, unique=True), typed=IDS)
def test_sifting_by_letters_loses_nothing_near(ids: list[str], typed: str) -> None:
    names = all_names(register_of({f"customers/{each}.yaml": "name: '!'\n" for each in ids}))

    assert tuple(written(names.for_id(("customers",), typed))) == close_ids(typed, ids)
