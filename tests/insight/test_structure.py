"""The tree of customers: chains, subtrees, and loops that are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.insight.structure import MAX_LEVELS, Structure, derive
from brmsite.kinds import all_kinds
from brmsite.kinds.customer import Customer
from brmsite.register.assemble import assemble
from brmsite.register.register import Record
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse


def structure_of(parents: dict[str, str | None], **more: str) -> Structure:
    """The structure of customers, each with the id of its parent and perhaps more lines."""
    sources = [
        SourceFile(
            f"records/customers/{unit}.yaml",
            f"name: {unit.upper()}\n{f'parent: {parent}' if parent else ''}\n{more.get(unit, '')}".encode(),
        )
        for unit, parent in sorted(parents.items())
    ]
    return derive(assemble(map(parse, sources), all_kinds()))


def ids(units: tuple[Record[Customer], ...]) -> str:
    return " ".join(unit.id for unit in units)


TREE: dict[str, str | None] = {
    "group": None,
    "logistics": "group",
    "ferry": "group",
    "gate": "logistics",
    "yard": "logistics",
    "town": None,
}


@pytest.mark.parametrize(
    "unit, chain, children, subtree",
    [
        ("group", "group", "ferry logistics", "group ferry logistics gate yard"),
        ("logistics", "logistics group", "gate yard", "logistics gate yard"),
        ("gate", "gate logistics group", "", "gate"),
        ("town", "town", "", "town"),
    ],
)
def test_above_and_below(unit: str, chain: str, children: str, subtree: str) -> None:
    structure = structure_of(TREE)
    address = f"customers/{unit}"

    assert ids(structure.chain(address)) == chain
    assert ids(structure.children(address)) == children
    assert ids(structure.subtree(address)) == subtree


@pytest.mark.parametrize(
    "parents, roots, looped",
    [
        ({}, "", ""),
        ({"a": "a"}, "a", "a"),
        ({"a": "b", "b": "a"}, "a b", "a b"),
        ({"a": "b", "b": "c", "c": "b"}, "b c", "b c"),  # a only leads into the loop
        ({"a": "nowhere"}, "a", ""),
        ({"a": "b", "b": None}, "b", ""),
    ],
)
def test_loops_are_cut(parents: dict[str, str | None], roots: str, looped: str) -> None:
    structure = structure_of(parents)

    assert ids(structure.roots) == roots
    assert sorted(structure.looped) == [f"customers/{unit}" for unit in looped.split()]


def test_a_former_id_of_the_parent_is_followed() -> None:
    structure = structure_of(
        {"gate": "transport", "logistics": None}, logistics="aliases: [transport]"
    )

    assert ids(structure.chain("customers/gate")) == "gate logistics"


def test_an_unknown_address_has_no_chain() -> None:
    assert structure_of(TREE).chain("customers/nobody") == ()


UNITS = [f"u{number}" for number in range(12)]
GRAPHS = st.dictionaries(
    st.sampled_from(UNITS), st.one_of(st.none(), st.sampled_from(UNITS)), max_size=len(UNITS)
)


@given(parents=GRAPHS)
def test_every_unit_stands_once_under_the_roots_whatever_the_parents(
    parents: dict[str, str | None],
) -> None:
    structure = structure_of(parents)
    found = [unit.id for root in structure.roots for unit in structure.subtree(root.address)]

    assert sorted(found) == sorted(parents)
    for address in structure.units:
        chain = structure.chain(address)
        assert chain[0].address == address
        assert chain[-1] in structure.roots
        assert len({unit.address for unit in chain}) == len(chain)


@given(parents=GRAPHS)
def test_looped_is_who_comes_back_to_itself(parents: dict[str, str | None]) -> None:
    def comes_back(unit: str) -> bool:
        here = parents.get(unit)
        for _ in parents:
            if here == unit:
                return True
            here = parents.get(here or "")
        return False

    looped = structure_of(parents).looped

    assert looped == {f"customers/{unit}" for unit in parents if comes_back(unit)}


def test_what_is_deeper_than_any_organisation_begins_a_tree_of_its_own() -> None:
    depth = 2 * MAX_LEVELS + 1
    structure = structure_of({f"c{one}": f"c{one - 1}" if one else None for one in range(depth)})
    assert structure.too_deep == {f"customers/c{MAX_LEVELS}", f"customers/c{2 * MAX_LEVELS}"}
    assert ids(structure.roots) == f"c0 c{2 * MAX_LEVELS} c{MAX_LEVELS}"
    assert len(structure.chain(f"customers/c{MAX_LEVELS - 1}")) == MAX_LEVELS
    assert ids(structure.chain(f"customers/c{MAX_LEVELS}")) == f"c{MAX_LEVELS}"
    assert not structure.looped


def test_the_deepest_organisation_that_may_be_is_whole() -> None:
    structure = structure_of(
        {f"c{one}": f"c{one - 1}" if one else None for one in range(MAX_LEVELS)}
    )
    assert not structure.too_deep
    assert ids(structure.roots) == "c0"
