"""How deep the headings of a body are on its page, and by which names they are found."""

from __future__ import annotations

import pytest

from brmsite.site.headings import Headings


@pytest.mark.parametrize(
    "written, shown",
    [
        ([1, 2, 2, 3], [3, 4, 4, 5]),
        ([2, 3, 2], [3, 4, 3]),
        ([3, 1, 2], [3, 3, 4]),
        ([1, 3, 2, 4], [3, 4, 4, 5]),
        ([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_nest_below_those_of_the_page_without_a_gap(
    written: list[int], shown: list[int]
) -> None:
    headings = Headings(below=2)

    assert [headings.level(level) for level in written] == shown


def test_headings_stay_as_written_if_asked() -> None:
    headings = Headings(below=None)

    assert [headings.level(level) for level in (4, 1, 6)] == [4, 1, 6]


def test_a_heading_is_found_by_its_words_and_never_by_those_of_another() -> None:
    headings = Headings(below=2)
    texts = ("Gate *outages*!", "Gate outages", "gate-outages-2", "Größe", "?", "a" * 100)

    assert [headings.id(text) for text in texts] == [
        "_gate-outages",
        "_gate-outages-2",
        "_gate-outages-2-2",
        "_größe",
        "_",
        f"_{'a' * 59}",
    ]
