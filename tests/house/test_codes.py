"""Every code of the reader and the schema is explained, and every explained code is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brmsite.register.codes import CODES, Explained
from brmsite.rules import all_rules

BRMSITE = Path(__file__).resolve().parents[2] / "brmsite"

OTHER_WORDS = {"utf-8", "utf-8-sig", "in-progress"}
"""Texts with dashes that are no codes: names of encodings, a state of actions."""


def written() -> set[str]:
    """Every text in the reader and the register that looks like a code."""
    rooms = (BRMSITE / "source", BRMSITE / "register")
    files = [
        BRMSITE / "rules" / "chosen.py",
        BRMSITE / "rules" / "language.py",
        BRMSITE / "rules" / "logo.py",
        *(file for room in rooms for file in room.glob("*.py")),
    ]
    texts = (file.read_text(encoding="utf-8") for file in files if file.name != "codes.py")
    found = {word for text in texts for word in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text)}
    return found - OTHER_WORDS


def test_every_code_of_the_reader_and_the_schema_is_explained() -> None:
    assert sorted(written() - set(CODES)) == []


def test_every_explained_code_is_used() -> None:
    assert sorted(set(CODES) - written()) == []


def test_no_rule_has_the_name_of_a_code() -> None:
    assert sorted(set(CODES) & set(all_rules())) == []


@pytest.mark.parametrize("said", CODES.values(), ids=lambda said: said.name)
def test_an_explanation_is_made_of_sentences(said: Explained) -> None:
    for text in (said.finds, said.why, said.mend):
        assert text[0].isupper()
        assert text.endswith(".")
        assert text.count("`") % 2 == 0
