"""What is typed in the browser is folded as Python folded the words of the index."""

from __future__ import annotations

import json
import sys
import unicodedata

from playwright.sync_api import Page

from brmsite.site.search.tokens import fold
from tests.browser.conftest import Open

NAMES = (
    "Håkon Sørensen", "Łódź", "Straße", "Œuvre Ægir Þór Ðakovo Đorđe", "İstanbul \u0131I", "ΟΔΟΣ ὈΔΥΣΣΕΎΣ",
    "Ångström Å K", "ﬁnance ½ ² Ⅳ", "مُحَمَّد", "שָׁלוֹם", "हिन्दी का", "ไทย ก็", "가나다", "日本語 がぎ",
    "e\u0301 e\u0323\u0301", "AGR-0042 agr_0042", "a\u00adb\u200bc", "👩‍💻 ❤️ 🇳🇴", "DŽ ǅ ǆ", "",
)  # fmt: skip


def folded(page: Page, texts: list[str]) -> list[str]:
    """Texts as the scripts of the site fold them."""
    # As one text: the way of many values into a browser is long.
    fold_all = "texts => JSON.stringify(JSON.parse(texts).map(window.brmsite.fold))"
    found: list[str] = json.loads(page.evaluate(fold_all, json.dumps(texts)))
    return found


def test_names_of_many_languages_are_folded_alike(open_page: Open) -> None:
    page = open_page("index.html")
    assert folded(page, list(NAMES)) == [fold(name) for name in NAMES]


def test_every_letter_is_folded_alike(open_page: Open) -> None:
    """Every character that this Python knows: a browser's Unicode is newer."""
    page = open_page("index.html")
    known = [
        char for code in range(sys.maxunicode + 1)
        if unicodedata.category(char := chr(code)) not in ("Cn", "Cs", "Co")
    ]  # fmt: skip
    # Each between letters, so that none is judged as the end of a word.
    expected = [f"a{fold(char)}b" for char in known]
    there = folded(page, [f"a{char}b" for char in known])
    wrong = [
        (f"U+{ord(char):04X}", ours, theirs)
        for char, ours, theirs in zip(known, expected, there, strict=True)
        if ours != theirs
    ]
    assert wrong == []
