"""Two versions of a text, word by word, and how long that may take."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.changes.prose import Piece, compared, excerpts
from tests.work import done_within

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces as one text, what differs between marks."""
    return "".join(MARKS[piece.sort].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    "before,after,said",
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a b c", "a c", "a [-b -]c"),
        ("a c", "a b c", "a {+b +}c"),
        ("one two three", "six seven three", "[-one two-]{+six seven+} three"),
        ("99.5 %", "99.2 %", "[-99.5-]{+99.2+} %"),
        ("", "new", "{+new+}"),
        ("- [ ] Call them", "- [x] Call them", "- [-[ ]-]{+[x]+} Call them"),
        ("a\nb\nc\n", "a\nx\nc\n", "a\n[-b-]{+x+}\nc\n"),
    ],
)
def test_words_that_differ_are_told(before: str, after: str, said: str) -> None:
    assert marked(compared(before, after)) == said


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(one.text for one in pieces if one.sort != "added") == before
    assert "".join(one.text for one in pieces if one.sort != "removed") == after
    assert all(one.sort != other.sort for one, other in pairwise(pieces))


def test_an_excerpt_keeps_what_is_near() -> None:
    text = " ".join(str(number) for number in range(100))
    said = marked(excerpts(compared(text, text.replace(" 50 ", " x ")), 3))
    assert said == " … 47 48 49 [-50-]{+x+} 51 52 53 … "


@pytest.mark.parametrize(
    "before,after",
    [
        ("a " * 200_000, "b " * 200_000),
        ("a\n" * 100_000, "a b\n" * 100_000),
        ("\n".join(f"{n} x" for n in range(900)), "\n".join(f"{n % 7} y" for n in range(900))),
        tuple("".join(f"same {n}\n{x * 200}\n" for n in range(450)) for x in ("a b b ", "b a ")),
        (f"{'x ' * 90}{' ' * 300_000}\n", f"{'y ' * 90}{' ' * 300_000}\n"),
    ],
)
def test_no_text_takes_long(before: str, after: str) -> None:
    done_within(5, lambda: compared(before, after))
