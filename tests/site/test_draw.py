"""Drawings are laid out by arithmetic alone: places, cuts, and nothing on top of something else."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.site.draw.terms import term_strip
from brmsite.site.draw.tree import Box, DrawnTree, draw_tree
from brmsite.site.shapes import Strip, line
from tests.site.pages_of import insight_of, tree


def drawn(children: dict[str, list[str]], most: int = 60) -> DrawnTree:
    below = {child for each in children.values() for child in each}
    roots = [key for key in children if key not in below]
    found = draw_tree(roots, children, lambda key: Box(key, "", f"{key}.html"), most)
    assert found is not None
    return found


def test_a_parent_stands_in_the_middle_of_those_below() -> None:
    tree = drawn({"top": ["a", "b"], "a": ["a1", "a2", "a3"]})
    y = {box.label: box.y for box in tree.boxes}
    assert y["a"] == y["a2"]
    assert y["top"] == (y["a"] + y["b"]) / 2
    assert tree.cut == ""


def test_no_two_boxes_overlap() -> None:
    tree = drawn({"top": ["a", "b", "c"], "a": ["a1", "a2"], "c": ["c1"], "c1": ["c11", "c12"]})
    places = sorted((box.x, box.y) for box in tree.boxes)
    for (x1, y1), (x2, y2) in pairwise(places):
        assert x1 != x2 or y2 - y1 >= tree.box_height
    assert max(box.y for box in tree.boxes) + tree.box_height <= tree.height
    assert max(box.x for box in tree.boxes) + tree.box_width <= tree.width


def test_a_level_that_does_not_fit_is_left_out_and_told() -> None:
    tree = drawn({"top": ["a", "b"], "a": ["a1", "a2"]}, most=4)
    assert [box.label for box in tree.boxes] == ["top", "a", "b"]
    assert tree.cut == "The picture shows 3 of 5 units."


def test_of_a_single_root_with_many_below_as_many_are_drawn_as_fit() -> None:
    tree = drawn({"top": [f"unit {number}" for number in range(5_000)]})
    assert len(tree.boxes) == 60
    assert tree.cut == "The picture shows 60 of 5,001 units."


def test_a_long_name_is_cut_and_whole_in_its_title() -> None:
    name = "The Ministry of Administrative Affairs"
    (box,) = drawn({name: []}).boxes
    assert box.label == "The Ministry of Administr…"
    assert box.title == name


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw_tree([], {}, lambda key: Box(key, "", "")) is None
    assert term_strip([], [], date(2026, 11, 16)) is None


def strip(as_of: date) -> Strip:
    def asked(terms: Terms) -> list[AgreementTerm]:
        return [terms.by_address["agreements/sla-yard"]]

    terms = insight_of(tree(), as_of).ask(asked)
    found = term_strip(terms, [line("SLA Yard")], as_of)
    assert found is not None
    return found


def test_a_term_is_grey_until_its_notice_day_and_then_coloured() -> None:
    found = strip(date(2026, 11, 16))
    assert [tick.label for tick in found.ticks] == ["2025", "2026"]
    (bar,) = found.bars
    assert (bar.start, bar.end) == (0, 99.86)
    assert bar.decided == 95.62
    assert bar.tone == "warn"
    assert bar.text == "1 Jan 2025 to 31 Dec 2026, notice by 30 Nov 2026"


def test_after_the_notice_day_the_colour_is_graver() -> None:
    assert strip(date(2026, 12, 1)).bars[0].tone == "bad"
