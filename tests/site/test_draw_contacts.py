"""The figure of contacts: three levels on two sides, nothing on top of something else."""

from __future__ import annotations

from itertools import combinations

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
    size = SMALL if words.is_remark and not words.href else TEXT
    wide = width_of(words.text, size)
    begin = words.x - wide / 2 if words.is_centred else words.x
    return begin, begin + wide


@given(ROWS)
def test_boxes_and_words_stay_inside_and_boxes_apart(rows: list[FigureRow]) -> None:
    found = draw_contacts(("Logistics", "IT"), WAYS, rows)
    assert len(found.boxes) == 2 * len(rows)
    for box in found.boxes:
        assert box.x + found.box_width <= found.width
        assert box.y + box.height <= found.height
    for one, other in combinations(found.boxes, 2):
        assert one.x != other.x or abs(one.y - other.y) >= min(one.height, other.height)
    for words in found.words:
        begin, end = extent(words)
        assert begin >= 0
        assert end <= found.width
        assert 0 < words.y <= found.height


@given(ROWS)
def test_words_on_one_line_do_not_touch(rows: list[FigureRow]) -> None:
    found = draw_contacts(("Logistics", "IT"), WAYS, rows)
    placed = sorted((words.y, *extent(words), words.text) for words in found.words)
    for (y1, begin1, end1, text), (y2, begin2, end2, other) in combinations(placed, 2):
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
    assert [box.is_gap for box in found.boxes] == [True, False]
    links = {words.text: words.href for words in found.words if words.href}
    assert links == {
        "Kari Berg": "../people/k-berg.html",
        "last met 2026-11-02": "../meetings/m.html",
    }


def test_one_level_has_an_arrow_across_and_none_up_or_down() -> None:
    assert "V" not in sample().arrows
    assert sample().arrows.count("H") == 1
