"""Answers on a scale: the two figures that everybody knows, against counting by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.tally import SCORES, Scale, Tally, added

SCALES: tuple[Scale, ...] = ("1-5", "0-10")


def tally_of(scale: Scale, answers: list[int]) -> Tally:
    return Tally(scale, tuple(answers.count(score) for score in SCORES[scale]))


def test_contented_are_four_and_five() -> None:
    found = Tally("1-5", (1, 1, 2, 3, 3))
    assert (found.good, found.bad, found.of, found.figure, found.mean) == (6, 2, 10, 60.0, 3.6)


def test_promoters_minus_detractors() -> None:
    found = tally_of("0-10", [0, 6, 7, 8, 9, 9, 10, 10])
    assert (found.good, found.bad, found.of, found.figure) == (4, 2, 8, 25.0)


@pytest.mark.parametrize("scale", SCALES)
def test_without_answers_there_is_no_figure(scale: Scale) -> None:
    assert added(scale, ()).figure is None
    assert added(scale, ()).mean is None


def test_the_best_and_the_worst() -> None:
    assert tally_of("0-10", [10, 9]).figure == 100
    assert tally_of("0-10", [0, 6]).figure == -100
    assert tally_of("1-5", [4, 5]).figure == 100
    assert tally_of("1-5", [1, 3]).figure == 0


def test_another_scale_is_not_added() -> None:
    one, other = Tally("1-5", (0, 0, 0, 0, 3)), Tally("0-10", (1,) * 11)
    assert added("1-5", (one, other, one)) == Tally("1-5", (0, 0, 0, 0, 6))


@given(st.lists(st.integers(1, 5)))
def test_contented_as_counted_by_hand(answers: list[int]) -> None:
    share = 100 * len([each for each in answers if each >= 4]) / len(answers) if answers else None
    assert tally_of("1-5", answers).figure == share


@given(st.lists(st.lists(st.integers(0, 10), max_size=8), max_size=5))
def test_promoters_of_several_as_counted_by_hand(groups: list[list[int]]) -> None:
    answers = [each for group in groups for each in group]
    found = added("0-10", tuple(tally_of("0-10", group) for group in groups))
    promoters = sum(each >= 9 for each in answers)
    detractors = sum(each <= 6 for each in answers)
    assert found.of == len(answers)
    if answers:
        assert found.figure == 100 * (promoters - detractors) / len(answers)
