"""Words in pictures are cut to their room, between letters that a reader sees as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.draw.label import fit, lines_of, width_of

NAMES = st.text(max_size=300)
ROOMS = st.integers(min_value=20, max_value=400)


@given(NAMES, ROOMS)
def test_what_is_fitted_fits(words: str, room: int) -> None:
    assert width_of(fit(words, room)) <= room


@given(NAMES, ROOMS, st.integers(1, 3))
def test_lines_fit_and_are_not_too_many(words: str, room: int, most: int) -> None:
    lines = lines_of(words, room, most)
    assert len(lines) <= most
    assert all(width_of(line) <= room for line in lines)
    assert all(lines)


@given(NAMES)
def test_with_enough_room_every_word_is_there(words: str) -> None:
    assert fit(words, 10_000) == words
    assert lines_of(words, 10_000, 2) == ((" ".join(words.split()),) if words.split() else ())


def test_words_are_broken_at_spaces_and_the_last_line_is_cut() -> None:
    name = "Contract with Tavrin Systems for port systems"
    assert lines_of(name, 164, 2) == ("Contract with Tavrin", "Systems for port sy…")
    assert lines_of("Administrationsgemeinschaft Nord", 100, 2) == ("Administrat…", "Nord")


def test_an_accent_stays_with_its_letter() -> None:
    cut = fit("e\u0301" * 40, 100)
    assert cut == "e\u0301" * (len(cut) // 2) + "…"


def test_broad_letters_need_more_room() -> None:
    assert width_of("WWWW") > width_of("nnnn") > width_of("iiii")
    assert width_of("港湾局") > width_of("abc")
