"""A Markdown record is keys and a text, and both keep the lines they have in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.source.front_matter import MAX_CHARACTERS, split_front_matter
from tests.source.saying import said

# The text, its front matter with the line it begins on, its body with the line it begins on.
SPLIT = {
    "both parts": ("---\na: 1\n---\nText\n", ("a: 1\n", 2), ("Text\n", 4)),
    "no body": ("---\na: 1\n---\n", ("a: 1\n", 2), ("", 4)),
    "no body and no line break": ("---\na: 1\n---", ("a: 1\n", 2), ("", 3)),
    "nothing between": ("---\n---\nText\n", ("", 2), ("Text\n", 3)),
    "spaces behind the lines": ("---  \na: 1\n--- \t\nText\n", ("a: 1\n", 2), ("Text\n", 4)),
    "CRLF": ("---\r\na: 1\r\n---\r\nText\r\n", ("a: 1\r\n", 2), ("Text\r\n", 4)),
    "a line in the body": (
        "---\na: 1\n---\nText\n\n---\n\nMore\n",
        ("a: 1\n", 2),
        ("Text\n\n---\n\nMore\n", 4),
    ),
    "an indented line in the keys": (
        "---\na: |\n  ---\n---\nText\n",
        ("a: |\n  ---\n", 2),
        ("Text\n", 5),
    ),
    "four dashes are a value": ("---\na: ----\n----\n---\n", ("a: ----\n----\n", 2), ("", 5)),
}


@pytest.mark.parametrize("name", SPLIT)
def test_a_text_is_split_at_two_lines(name: str) -> None:
    text, (yaml, yaml_line), (body, body_line) = SPLIT[name]
    parts = split_front_matter(text)
    assert parts.problem is None
    assert (parts.yaml, parts.yaml_origin.line) == (yaml, yaml_line)
    assert (parts.body, parts.body_origin.line) == (body, body_line)


FAULTS = {
    "never closed": (
        "---\na: 1\n\nText\n",
        """\
1:1-1:4 error[front-matter-not-closed] the front matter is never closed
  here: opens here
  help: write a line `---` below the last key, before the text
""",
    ),
    "one line": (
        "---",
        """\
1:1-1:4 error[front-matter-not-closed] the front matter is never closed
  here: opens here
  help: write a line `---` below the last key, before the text
""",
    ),
    "closed too far right": (
        "---\na: 1\n ---\nText\n",
        """\
1:1-1:4 error[front-matter-not-closed] the front matter is never closed
  here: opens here
  help: write a line `---` below the last key, before the text
""",
    ),
    "only text": (
        "# Minutes\n\nWe met.\n",
        """\
1:1-1:10 error[front-matter-missing] a Markdown record begins with its keys, between two lines `---`
  help: begin the file with a line `---`, then the keys, then a second line `---`
""",
    ),
    "keys without lines": (
        "title: Minutes\n\nWe met.\n",
        """\
1:1-1:15 error[front-matter-missing] a Markdown record begins with its keys, between two lines `---`
  help: begin the file with a line `---`, then the keys, then a second line `---`
""",
    ),
    "a blank line above": (
        "\n---\na: 1\n---\n",
        """\
2:1-2:4 error[front-matter-missing] a Markdown record begins with its keys, between two lines `---`
  help: make this the first line of the file, without spaces before it
""",
    ),
    "spaces before": (
        "  ---\na: 1\n---\n",
        """\
1:1-1:6 error[front-matter-missing] a Markdown record begins with its keys, between two lines `---`
  help: make this the first line of the file, without spaces before it
""",
    ),
    "too long": (
        "---\n" + "# x\n" * 70_000 + "---\nText\n",
        """\
1:1-1:4 error[file-too-large] the front matter has more than 256,000 characters
  help: long text belongs in the body, below the second line `---`
""",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_split_is_told(name: str) -> None:
    text, expected = FAULTS[name]
    problem = split_front_matter(text).problem
    assert problem is not None
    assert said(problem.in_file("records/meetings/x.md", "meetings/x")) == expected


def test_front_matter_may_be_as_long_as_the_limit() -> None:
    full = "#" * (MAX_CHARACTERS - 1) + "\n"
    assert split_front_matter(f"---\n{full}---\n").problem is None
    assert split_front_matter(f"---\n#{full}---\n").problem is not None


@given(st.text("-a:\n\r \té", max_size=60))
def test_both_parts_are_pieces_of_the_text(text: str) -> None:
    parts = split_front_matter(text)
    for piece, origin in ((parts.yaml, parts.yaml_origin), (parts.body, parts.body_origin)):
        assert text[origin.offset :].startswith(piece)
        before = text[: origin.offset]
        assert origin.line == before.count("\n") + 1
        assert origin.column == origin.offset - (before.rfind("\n") + 1) + 1
    if parts.problem is not None:
        start, end = parts.problem.extent
        assert 0 <= start.offset <= end.offset <= len(text)
