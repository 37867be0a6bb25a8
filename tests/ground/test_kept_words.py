"""Words are kept as what they are made of, and come back the same."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from brmsite.ground.kept_words import KeptWords, kept
from brmsite.ground.money import Money
from brmsite.ground.words import FixedWord, Phrase, english, fixed_word, mention, phrase, with_names

INSIDE = english("{figure} {unit}", figure=Decimal("99.50"), unit="%")
PETRA = mention("p-lind", ["people/p-lind", "customers/p-lind"])
ALL: list[Phrase] = [
    english("yes"),
    english("{person} comes", person="Ada {Abel} “\u2028”"),
    english("{n} of {many}", n=1250, many=english("{n} records", n=3)),
    english("{field} {before} -> {after}", field=INSIDE, before=INSIDE, after=Decimal("-0.5")),
    english("{sum} a year", sum=Money(Decimal("186000.50"), "EUR")),
    english("signs on {day}", day=date(2026, 12, 3)),
    english("covers {all}", all=("a", INSIDE, ("b", Decimal(3)))),
    english("state {state}", state=fixed_word("notice-given", "Notice given")),
    english("{person} signs", person=phrase("{role} {who}", {"role": "x", "who": PETRA})),
    english("covers {all}", all=(PETRA, mention("wms", ["services/wms"]))),
    phrase("{words}", {"words": phrase("{said}", {"said": english("none")})}),
]


@pytest.mark.parametrize("words", ALL, ids=str)
def test_words_come_back_as_they_were(words: Phrase) -> None:
    content = kept(ALL)
    number = ALL.index(words)
    again = KeptWords(content).phrase(str(words), number)
    assert again == words
    assert again.text == words.text
    assert phrase(again.text, again.values) == words
    assert kept([again]) == kept([words])


def test_what_a_sort_of_value_was_it_is_again() -> None:
    (again,) = [KeptWords(kept([ALL[7]])).phrase("x", 0)]
    state = again.values["state"]
    assert isinstance(state, FixedWord)
    assert (state, state.text) == ("notice-given", "Notice given")
    sums = KeptWords(kept([ALL[4]])).phrase("x", 0).values
    assert sums == {"sum": Money(Decimal("186000.50"), "EUR")}


def test_records_are_called_by_their_names_where_these_are_known() -> None:
    content = kept(ALL)
    names: dict[tuple[str, ...], str] = {("people/p-lind", "customers/p-lind"): "Petra Lind"}
    said = [
        with_names(KeptWords(content).phrase(str(ALL[at]), at), lambda found: names.get(found, ""))
        for at in (8, 9)
    ]
    assert said == ["x Petra Lind signs", "covers Petra Lind and wms"]


def test_nothing_is_read_before_somebody_asks() -> None:
    words = KeptWords(b"no JSON").phrase("yes", 0)
    assert words == "yes"
    with pytest.raises(json.JSONDecodeError):
        _ = words.text


def test_what_words_do_not_have_is_not_looked_for() -> None:
    words = KeptWords(kept(ALL)).phrase("yes", 0)
    with pytest.raises(AttributeError):
        _ = words.colour  # type: ignore[attr-defined]
