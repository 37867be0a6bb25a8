"""Plurals, lists, and what somebody may have meant; distances against a plain definition."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.words import close_ids, close_word, edit_distance, listed, plural

WORDS = st.text("abc-", max_size=7)


@pytest.mark.parametrize(
    "count, one, many, text",
    [
        (0, "record", "", "0 records"),
        (1, "record", "", "1 record"),
        (2, "record", "", "2 records"),
        (1, "person", "people", "1 person"),
        (3, "person", "people", "3 people"),
        (12345, "record", "", "12,345 records"),
    ],
)
def test_a_count_with_its_noun(count: int, one: str, many: str, text: str) -> None:
    assert plural(count, one, many) == text


@pytest.mark.parametrize(
    "words, text",
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
    ],
)
def test_words_in_a_row(words: list[str], text: str) -> None:
    assert listed(words) == text
    assert listed(iter(words)) == text


def test_the_last_word_may_be_joined_otherwise() -> None:
    assert listed(["a", "b", "c"], last="or") == "a, b or c"


@pytest.mark.parametrize(
    "written, meant",
    [
        ("actve", "active"),
        ("ACTIVE", "active"),
        ("onwer", "owner"),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_word_that_was_meant(written: str, meant: str) -> None:
    assert close_word(written, ("active", "agreed", "owner")) == meant


def plain_distance(a: str, b: str) -> int:
    """Optimal string alignment by its definition."""

    @cache
    def between(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [
            between(i - 1, j) + 1,
            between(i, j - 1) + 1,
            between(i - 1, j - 1) + (a[i - 1] != b[j - 1]),
        ]
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
            ways.append(between(i - 2, j - 2) + 1)
        return min(ways)

    return between(len(a), len(b))


@pytest.mark.parametrize(
    "a, b, distance",
    [
        ("", "", 0),
        ("logistics", "logistics", 0),
        ("logistcs", "logistics", 1),
        ("lgoistics", "logistics", 1),
        ("logistics", "logistix", 2),
        ("ca", "abc", 3),
        ("", "abc", 3),
    ],
)
def test_the_distance_of_words(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b, 9) == distance


@given(WORDS, WORDS, st.integers(0, 8))
def test_the_distance_is_that_of_the_definition_up_to_the_limit(a: str, b: str, limit: int) -> None:
    assert edit_distance(a, b, limit) == min(plain_distance(a, b), limit + 1)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert edit_distance(a, b, 3) == edit_distance(b, a, 3)


def test_the_nearest_ids_come_first() -> None:
    ids = ["logistics-east", "logistic", "logistics", "finance", "logitsics"]

    # One step away are two: of equal distance the likelier comes first.
    assert close_ids("logistcs", ids) == ("logistics", "logistic", "logitsics")


def test_ids_that_are_alike_come_in_the_order_of_the_alphabet() -> None:
    assert close_ids("sla-x", ["sla-d", "sla-c", "sla-b", "sla-a"]) == ("sla-a", "sla-b", "sla-c")


@pytest.mark.parametrize(
    "wanted, candidate, is_close",
    [
        pytest.param("hr", "hq", True, id="one step in a short id"),
        pytest.param("hr", "it", False, id="two steps in a short id"),
        pytest.param("logistics", "logixxx", False, id="too far"),
        pytest.param("logistics", "logxxxics", True, id="a third of its length"),
        pytest.param("container-terminal", "cont-terminal", False, id="never more than three"),
    ],
)
def test_how_far_an_id_may_be(wanted: str, candidate: str, is_close: bool) -> None:
    assert close_ids(wanted, [candidate]) == ((candidate,) if is_close else ())


@given(st.text("ab-", min_size=1, max_size=9), st.lists(st.text("ab-", max_size=9), unique=True))
def test_close_ids_are_ranked(wanted: str, ids: list[str]) -> None:
    found = close_ids(wanted, ids, most=len(ids))
    rank = [
        (plain_distance(wanted, one), -SequenceMatcher(None, wanted, one).ratio(), one)
        for one in found
    ]
    limit = max(1, min(3, len(wanted) // 3))

    assert rank == sorted(rank)
    assert set(found) == {one for one in ids if plain_distance(wanted, one) <= limit}
    assert close_ids(wanted, reversed(ids)) == found[:3]
