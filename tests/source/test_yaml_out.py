"""What is written as YAML is read back as it was, whatever the text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.plain import Plain
from brmsite.source.yaml_out import Writable, write_yaml
from brmsite.source.yaml_text import read_yaml

READABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"))
    | st.sampled_from("\n\t :#-'\"\\,[]{}&*!|>%@`?~0123456789"),
    max_size=60,
)
LEAF = READABLE | st.booleans() | st.integers(-(10**9), 10**9) | st.dates() | st.none()
KEY = st.text(st.sampled_from("abcxyz_-:# []{},'\"09~!&*"), min_size=1, max_size=20).filter(
    lambda key: bool(key.strip())
)
VALUES = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=12,
)


def as_read(value: Any) -> Any:
    """What the reader makes of a value: numbers and days as text, lists as tuples."""
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return tuple(as_read(item) for item in value)
    if isinstance(value, bool) or value is None:
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


@given(st.dictionaries(KEY, VALUES, max_size=6))
def test_anything_is_read_back_as_it_was_written(data: dict[str, Any]) -> None:
    read = read_yaml(write_yaml(data))
    assert read.problems == ()
    assert read.data == as_read(data)


@given(READABLE)
def test_a_text_never_comes_back_as_a_number_or_a_truth_value(text: str) -> None:
    data = read_yaml(write_yaml({"text": text, "texts": [text], "in": [{"text": text}]})).data
    assert data is not None
    for found in (data["text"], data["texts"][0], data["in"][0]["text"]):
        assert found == text
        assert not (isinstance(found, Plain) and re.fullmatch(r"-?[0-9.]+", found))


@given(st.text(max_size=30))
def test_any_text_is_written_so_that_it_is_read_back_or_not_written_at_all(text: str) -> None:
    try:
        written = write_yaml({"text": text})
    except ValueError:
        assert any(category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn") for char in text)
        return
    assert read_yaml(written).data == {"text": text}


def test_a_record_looks_as_a_person_would_type_it() -> None:
    data: dict[str, Writable] = {
        "title": "Service review: March",
        "date": date(2026, 3, 11),
        "customers": ["logistics"],
        "version": "1.10",
        "limit": Decimal("250000.50"),
        "answer": "no",
        "done": False,
        "due": None,
        "aliases": [],
        "term": {"start": date(2026, 1, 1), "months": 12},
        "attendees": [{"person": "p-lind"}, {"person": "k-berg", "status": "apology"}],
        "text": "First line.\n\n- second # no comment\n",
        "wide": ["a long word that takes a good part of the line"] * 3,
        "targets": [{"id": "t1", "windows": [{"from": "06:00", "to": "18:00"}]}],
    }
    assert write_yaml(data) == (
        'title: "Service review: March"\n'
        "date: 2026-03-11\n"
        "customers: [logistics]\n"
        'version: "1.10"\n'
        "limit: 250000.50\n"
        'answer: "no"\n'
        "done: false\n"
        "due:\n"
        "aliases: []\n"
        "term:\n"
        "  start: 2026-01-01\n"
        "  months: 12\n"
        "attendees:\n"
        "  - {person: p-lind}\n"
        "  - {person: k-berg, status: apology}\n"
        "text: |\n"
        "  First line.\n"
        "\n"
        "  - second # no comment\n"
        "wide:\n"
        "  - a long word that takes a good part of the line\n"
        "  - a long word that takes a good part of the line\n"
        "  - a long word that takes a good part of the line\n"
        "targets:\n"
        "  - id: t1\n"
        "    windows:\n"
        '      - {from: "06:00", to: "18:00"}\n'
    )


def test_nothing_is_an_empty_mapping() -> None:
    assert write_yaml({}) == "{}\n"


@pytest.mark.parametrize("text", ["a\x07b", "a\u202eb", "\ufeffa", "a\ud800b"])
def test_what_the_reader_would_refuse_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="is not allowed in a record"):
        write_yaml({"text": text})
