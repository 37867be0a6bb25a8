"""What is too complex to be rendered is told in our words, and what people write never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.source.complexity import TooComplex, too_complex
from tests.work import done_within

FINE = {
    "nothing": "",
    "a line to sign on": "Signed: " + "_" * 5_000,
    "a wide table": "| a " * 60 + "|\n" + "|---" * 60 + "|\n" + ("| 1 " * 60 + "|\n") * 300,
    "lists twenty deep": "\n".join("  " * level + "- a" for level in range(20)),
    "four thousand links": "[a](https://example.org/b)\n\n" * 4_000,
    "many lines": "a\n" * 19_999,
    "long references": "[a]: https://example.org/" + "b" * 1_500 + "\n\n" + "[a]\n\n" * 1_000,
}
TOO_COMPLEX = {
    "brackets": (
        "fine\n\n" + "[" * 5_000,
        "more than 2,000 marks such as * _ [ ` in one text",
        3,
    ),
    "emphasis in a quote": (
        "> fine\n>\n> - " + "*a " * 5_000,
        "more than 2,000 marks such as * _ [ ` in one text",
        3,
    ),
    "marks in a cell": (
        "fine\n\n| a |\n|---|\n| " + "`" + "`a" * 5_000 + " |",
        "more than 2,000 marks such as * _ [ ` in one text",
        3,
    ),
    "a deep list": (
        "fine\n\n" + "\n".join("  " * level + "- a" for level in range(30)),
        "lists and quotes more than 48 deep inside each other",
        27,
    ),
    "a deep quote": (
        "> " * 49 + "a",
        "lists and quotes more than 48 deep inside each other",
        1,
    ),
    "a table of empty rows": (
        "fine\n\n" + "a|" * 500 + "\n" + "-|" * 500 + "\n" + "|\n" * 500,
        "more than 40,000 table cells",
        3,
    ),
    "a long reference": (
        "[a]: /" + "b" * 3_000 + "\n\n" + "[a] " * 1_000,
        "a link reference of 3,001 characters that could be repeated too often",
        0,
    ),
    "too many lines": ("a\n" * 20_000, "more than 20,000 lines", 0),
}


@pytest.mark.parametrize("name", FINE)
def test_what_people_write_is_fine(name: str) -> None:
    assert too_complex(FINE[name]) is None


@pytest.mark.parametrize("name", TOO_COMPLEX)
def test_what_would_take_long_is_told_with_its_place(name: str) -> None:
    body, reason, line = TOO_COMPLEX[name]

    assert too_complex(body) == TooComplex(reason, line)


def test_real_minutes_are_fine_also_a_hundred_in_one_body(shared_data: Path) -> None:
    bodies = [path.read_bytes().decode() for path in (shared_data / "minutes").rglob("*.md")]

    assert len(bodies) > 100
    assert [too_complex(body) for body in bodies if too_complex(body)] == []
    assert too_complex("\n\n".join(bodies)) is None


def test_invented_minutes_of_two_hundred_kilobytes_are_fine() -> None:
    minutes = sorted((Path(__file__).parents[1] / "site" / "markdown").glob("*.md"))
    body = "\n\n".join(path.read_text(encoding="utf-8") for path in minutes)

    assert too_complex(body * (200_000 // len(body) + 1)) is None


@pytest.mark.parametrize(
    "pattern", ["- ", "> ", "- a\n", "a\n", "\n", "[a]: b\n", "|\n", "<!--\n", "- a " * 10 + "\n"]
)
def test_the_check_takes_no_longer_than_a_second_for_any_file(pattern: str) -> None:
    body = pattern * (1_000_000 // len(pattern))

    # A third of a second at most where this was written.
    done_within(3, lambda: too_complex(body))


@given(st.text(alphabet="-*>1. \t\n[]:|`<!a", max_size=6_000))
def test_the_check_has_an_answer_for_any_text(body: str) -> None:
    found = too_complex(body)
    assert found is None or found.line <= body.count("\n") + 1
