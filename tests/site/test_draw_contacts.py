"""The figure of contacts: three levels on two sides, nothing on top of something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.draw.contact_figure import (
    DrawnContacts,
    FigureRow,
    FigureSide,
    FigureWords,
    Words,
    draw_contacts,
)
from brmsite.site.draw.label import SMALL, TEXT, width_of

WAYS = ("support, coordination", "policy, control", "reports, escalates")
NAMES = st.text(min_size=1, max_size=80)
SIDES = st.builds(
    FigureSide,
    st.lists(st.tuples(st.builds(Words, NAMES, NAMES), NAMES), max_size=4).map(tuple),
    st.sampled_from(["", "and 3 more", "Gap: nobody has a role here"]),
    st.booleans(),
)
MET = st.lists(st.builds(Words, NAMES, NAMES), max_size=2).map(tuple)
ROWS = st.lists(st.builds(FigureRow, NAMES, SIDES, SIDES, MET), min_size=1, max_size=3)


def extent(words: FigureWords) -> tuple[float, float]:
    """From where to where words run, in pixels."""
    wide = width_of(words.text, TEXT if words.href else SMALL)
    begin = words.x - wide / 2 if words.is_centred else words.x
    return begin, begin + wide


def placed(found: DrawnContacts) -> Iterator[tuple[int, FigureWords]]:
    """All words with the height of their baseline in the whole picture."""
    for words in found.heads:
        yield words.y, words
    for level in found.levels:
        for words in level.words:
            yield level.y + words.y, words


@given(ROWS)
def test_boxes_and_words_stay_inside_and_boxes_apart(rows: list[FigureRow]) -> None:
    found = draw_contacts(("Logistics", "IT"), WAYS, rows)
    assert len(found.levels) == len(rows)
    for level in found.levels:
        left, right = level.boxes
        assert left.x + found.box_width < right.x
        assert right.x + found.box_width <= found.width
        assert level.y + level.height <= found.height
    for one, other in pairwise(found.levels):
        assert one.y + one.height < other.y
    for y, words in placed(found):
        begin, end = extent(words)
        assert begin >= 0
        assert end <= found.width
        assert 0 < y <= found.height


@given(ROWS)
def test_words_on_one_line_do_not_touch(rows: list[FigureRow]) -> None:
    found = draw_contacts(("Logistics", "IT"), WAYS, rows)
    lines = sorted((y, *extent(words), words.text) for y, words in placed(found))
    for (y1, begin1, end1, text), (y2, begin2, end2, other) in combinations(lines, 2):
        if y2 - y1 < SMALL - 1:
            assert end1 <= begin2 + 0.1 or end2 <= begin1 + 0.1, (text, other)


def sample() -> DrawnContacts:
    kari = (Words("Kari Berg", "../people/k-berg.html"), "business relationship manager")
    gap = FigureSide((), "Gap: nobody has a role here", is_gap=True)
    met = (Words("last met 2026-11-02", "../meetings/m.html"), Words("next 2026-12-16"))
    return draw_contacts(
        ("Logistics", "IT"), WAYS, [FigureRow("Tactical", gap, FigureSide((kari,)), met)]
    )


def test_a_gap_is_marked_and_people_and_meetings_are_linked() -> None:
    found = sample()
    assert [box.is_gap for level in found.levels for box in level.boxes] == [True, False]
    links = {words.text: words.href for _, words in placed(found) if words.href}
    assert links == {
        "Kari Berg": "../people/k-berg.html",
        "last met 2026-11-02": "../meetings/m.html",
    }


def test_one_level_has_an_arrow_across_and_none_up_or_down() -> None:
    (level,) = sample().levels
    assert "V" not in level.arrows
    assert level.arrows.count("H") == 1
