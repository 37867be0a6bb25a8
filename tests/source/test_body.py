"""The lines of a body that are prose: code is left out, and every offset stays true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.source.body import BodyLine, prose_lines
from tests.work import done_within

# A body, and its lines of prose; blanked characters are shown as dots.
BODIES = {
    "plain lines": ("a\n\nb", ["a", "", "b"]),
    "CRLF": ("a\r\nb\r\n", ["a", "b", ""]),
    "a fence": ("a\n```\nb\n```\nc", ["a", "c"]),
    "a fence with a word": ("```yaml\nb\n```\nc", ["c"]),
    "a fence of tildes": ("~~~\nb\n```\n~~~\nc", ["c"]),
    "a longer fence is closed by its like": ("````\n```\nb\n````\nc", ["c"]),
    "a shorter fence is closed by a longer": ("```\nb\n`````\nc", ["c"]),
    "a fence is not closed by one with a word": ("```\nb\n```x\n```\nc", ["c"]),
    "a fence in a list": ("- a\n  ```\n  b\n  ```\n- c", ["- a", "- c"]),
    "a fence on the line of an item": ("- ```\n  b\n  ```\n- c", ["- c"]),
    "a fence in a quote": ("> ```\n> b\n> ```\n> c", ["> c"]),
    "a fence that is never closed": ("a\n```\nb", ["a"]),
    "backticks in a line are no fence": ("```a``` b\nc", ["....... b", "c"]),
    "two backticks": ("``\na\n``", ["``", "a", "``"]),
    "a code span": ("a `b` c", ["a ... c"]),
    "a code span with a backtick inside": ("a `` b ` c `` d", ["a ........... d"]),
    "a backtick alone": ("a ` b", ["a ` b"]),
    "two and one": ("a `` b ` c", ["a `` b ` c"]),
    "escaped signs": ("a \\@b \\[c\\] \\\\d \\e", ["a ..b ..c.. ..d \\e"]),
    "an escape in a code span": ("`\\` @b", ["... @b"]),
    "a comment": ("a <!-- @b --> c", ["a             c"]),
    "a comment over lines": (
        "a\n\n<!-- b\n\n- [ ] (a1) c\n--> d\ne",
        ["a", "", "      ", "    d", "e"],
    ),
    "a comment that begins in a paragraph": ("a <!-- b\nc --> d", ["a       ", "      d"]),
    "a comment does not go on behind its paragraph": (
        "a <!-- b\n\nc --> d",
        ["a <!-- b", "", "c --> d"],
    ),
    "a comment does not go into an item": ("a <!-- b\n- c --> d", ["a <!-- b", "- c --> d"]),
    "a comment in an item ends with it": ("- a\n\n  <!-- b\n\n- c", ["- a", "", "        ", "- c"]),
    "a comment that is never closed": ("a\n\n<!-- b\n\nc", ["a", "", "      "]),
    "a fence in a comment": ("<!--\n```\n-->\na", ["    ", "   ", "a"]),
    "a comment in a fence": ("```\n<!--\n```\na\n-->", ["a", "-->"]),
    "a comment in code": ("a `<!--` b --> c", ["a ...... b --> c"]),
    "code in a comment": ("<!-- ` --> @a `b` <!--\n-->", ["           @a ...     ", "   "]),
    "an escaped comment": ("a \\<!-- b --> c", ["a \\<!-- b --> c"]),
    "two comments": ("a<!-- b -->c<!-- d -->e", ["a          c          e"]),
    "the shortest comment": ("a<!-->b", ["a     b"]),
    "a lone CR counts as a line": ("a\rb\n\n<!--\n@c\n-->\n@d", ["a\rb", "", "    ", "   ", "@d"]),
}


@pytest.mark.parametrize("name", BODIES)
def test_prose_is_what_is_no_code(name: str) -> None:
    body, expected = BODIES[name]
    assert [line.prose.replace("\0", ".") for line in prose_lines(body)] == expected


@pytest.mark.parametrize("name", BODIES)
def test_offsets_lead_to_the_line_as_written(name: str) -> None:
    body, _ = BODIES[name]
    for line in prose_lines(body):
        _agrees(line, body)


def _agrees(line: BodyLine, body: str) -> None:
    written = body[line.offset :].partition("\n")[0].removesuffix("\r")
    assert len(line.prose) == len(line.text) == len(written)
    assert all(char in (old, " ") for char, old in zip(line.text, written, strict=True))


@given(st.text("ab`~\\@[]\n\r >-1.<!", max_size=80))
def test_any_body_keeps_its_offsets(body: str) -> None:
    for line in prose_lines(body):
        _agrees(line, body)
        assert line.offset == 0 or body[line.offset - 1] == "\n"
        assert all(char in (old, "\0") for char, old in zip(line.prose, line.text, strict=True))


@pytest.mark.parametrize(
    "pattern", ["<!-->", "a <!-- b --> ", "- a <!-- b -->\n", "a <!--\n-->\n", "`<!--"]
)
def test_comments_take_time_in_proportion_to_the_body(pattern: str) -> None:
    body = pattern * (1_000_000 // len(pattern))

    # A third of a second at most where this was written; a square would take half a minute.
    done_within(5, lambda: prose_lines(body))
