"""The neighbourhood of a record in columns: nothing overlaps, nothing is connected that is not."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.draw.label import width_of
from brmsite.site.draw.relations import DrawnRelations, Related, draw_relations

KEYS = st.integers(0, 3) | st.integers(0, 60)
PAIRS = st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=200)
"""Close enough to the middle, which is 0, for most examples to have a picture of several boxes."""

HEADS = {-2: "And that on", -1: "It rests on", 1: "Rests on it", 2: "And on that"}


def drawn(pairs: list[tuple[str, str]], middle: str = "0") -> DrawnRelations | None:
    """A picture of pairs, the carrying one first."""

    def below(key: str) -> list[str]:
        return [a for a, b in pairs if b == key]

    def above(key: str) -> list[str]:
        return [b for a, b in pairs if a == key]

    return draw_relations(
        middle, below, above, lambda key: Related(f"{key} <b>&", "a service", f"{key}.html"), HEADS
    )


def column_of(found: DrawnRelations) -> dict[str, int]:
    """The column of each box, counted from the middle."""
    places = sorted({box.x for box in found.boxes})
    middle = next(places.index(box.x) for box in found.boxes if box.is_middle)
    return {box.href.removesuffix(".html"): places.index(box.x) - middle for box in found.boxes}


@given(PAIRS)
def test_boxes_keep_apart_and_inside(numbers: list[tuple[int, int]]) -> None:
    found = drawn([(str(a), str(b)) for a, b in numbers if a != b])
    if found is None:
        return
    assert len(found.boxes) <= 30
    for box in found.boxes:
        assert 0 < box.x <= found.width - found.box_width
        assert 0 < box.y <= found.height - found.box_height
        for y, text in box.lines:
            assert 0 < y < box.remark_y < found.box_height
            assert width_of(text) <= found.box_width - 20
    for one, other in combinations(found.boxes, 2):
        apart = abs(one.x - other.x) >= found.box_width or abs(one.y - other.y) >= found.box_height
        assert apart


@given(PAIRS)
def test_every_line_is_a_relation_and_every_box_has_one(numbers: list[tuple[int, int]]) -> None:
    pairs = [(str(a), str(b)) for a, b in numbers if a != b]
    found = drawn(pairs)
    if found is None:
        assert all("0" not in pair for pair in pairs)
        return
    assert set(found.shown) <= set(pairs)
    assert len(found.shown) == len(set(found.shown)) == found.lines.count("M")
    columns = column_of(found)
    assert {key for pair in found.shown for key in pair} == set(columns)
    assert all(abs(columns[a] - columns[b]) <= 1 for a, b in found.shown)
    assert found.whole >= len(found.boxes)


@given(PAIRS)
def test_the_same_relations_make_the_same_picture(numbers: list[tuple[int, int]]) -> None:
    pairs = [(str(a), str(b)) for a, b in numbers]
    assert drawn(pairs) == drawn(pairs)


def test_what_it_rests_on_stands_left_and_what_rests_on_it_right() -> None:
    found = drawn([("net", "wms"), ("fibre", "net"), ("wms", "sla"), ("sla", "yard")], "wms")
    assert found is not None
    assert column_of(found) == {"fibre": -2, "net": -1, "wms": 0, "sla": 1, "yard": 2}
    assert [head.text for head in found.heads] == list(HEADS.values())


def test_what_is_reached_both_ways_stands_where_it_is_nearest() -> None:
    found = drawn([("net", "wms"), ("hosting", "wms"), ("net", "hosting")], "wms")
    assert found is not None
    assert column_of(found) == {"net": -1, "hosting": -1, "wms": 0}
    assert set(found.shown) == {("net", "wms"), ("hosting", "wms"), ("net", "hosting")}


def test_a_circle_is_drawn_on_one_side() -> None:
    found = drawn([("a", "b"), ("b", "a")], "a")
    assert found is not None
    assert column_of(found) == {"a": 0, "b": -1}


def test_of_many_ten_stand_in_a_column_and_all_are_counted() -> None:
    found = drawn([("wms", f"customer {number}") for number in range(500)], "wms")
    assert found is not None
    assert len(found.boxes) == 11
    assert found.whole == 501


def test_what_stands_alone_has_no_picture() -> None:
    assert drawn([("a", "b")], "c") is None
