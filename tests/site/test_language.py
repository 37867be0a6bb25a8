"""The site in another language: words from the catalogue, days and figures by locale, data as typed."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from threading import Thread

import pytest
from babel.core import Locale

from brmsite.examine import examine
from brmsite.ground.money import Money
from brmsite.ground.words import english, fixed_word, phrase
from brmsite.publish import publish
from brmsite.site.language import (
    ENGLISH,
    N_,
    Language,
    Things,
    _,
    counted,
    figure,
    language_of,
    languages,
    listed,
    said,
    speaking,
    spoken,
    spoken_in,
)
from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.pieces import day, sentence
from brmsite.site.render import Renderer
from brmsite.site.shapes import Column, Text
from tests.site.small_project import AS_OF

DAY = date(2026, 12, 3)


WORDS = {
    "Open": "Offen",
    "{part} of {whole}": "von {whole}: {part}",
    "Decides: {who} on {day}.": "Am {day} entscheidet {who}.",
    "<b>{who}</b> & Co": "<i>{who}</i>",
    "{n} record": "ein Satz",
    "{n} records": "{n} Sätze",
}


class Catalogue(NullTranslations):
    """A catalogue of a few texts."""

    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


GERMAN = Language("de", Catalogue(), Locale("de"))


def test_english_is_what_stands_in_the_code() -> None:
    assert _("Nothing is late.") == "Nothing is late."
    assert _("{part} of {whole}", part=1, whole=2) == "1 of 2"
    assert counted(1, "{n} record", "{n} records") == "1 record"
    assert counted(1250, "{n} record of {whom}", "{n} records of {whom}", whom="us") == (
        "1,250 records of us"
    )


def test_a_text_is_said_in_the_language_spoken_with_its_blanks_filled() -> None:
    with speaking(GERMAN):
        assert _("{part} of {whole}", part=1, whole=2) == "von 2: 1"
        assert counted(1, "{n} record", "{n} records") == "ein Satz"
        assert Things("{n} record", "{n} records").said(1250) == "1.250 Sätze"
        assert _("Not in the catalogue") == "Not in the catalogue"
    assert _("{part} of {whole}", part=1, whole=2) == "1 of 2"


def test_what_fills_a_blank_is_not_looked_into() -> None:
    assert _("{a} and {b}", a="{b}", b="{a.__class__}") == "{b} and {a.__class__}"
    assert _("{a.__class__} {0}", a=1) == "{a.__class__} {0}"


def test_words_in_a_constant_are_said_when_they_are_printed() -> None:
    word = N_("Open")
    assert word == "Open"
    assert hash(word) == hash("Open")
    with speaking(GERMAN):
        assert [str(word), f"{word}", f"{word:>6}", word.lower()] == [
            "Offen", "Offen", " Offen", "offen",
        ]  # fmt: skip
        assert listed([word, "b", "c"]) == "Offen, b und c"


def test_words_of_a_floor_below_keep_what_they_are_made_of() -> None:
    words = english("{part} of {whole}", part=1250, whole=english("Open"))
    assert words == said(words) == "1,250 of Open"
    with speaking(GERMAN):
        assert said(words) == "von Offen: 1.250"
        assert said(pickle.loads(pickle.dumps(words))) == "von Offen: 1.250"
        assert words == "1,250 of Open"


def test_figures_days_sums_and_lists_in_words_are_said_as_the_language_has_them() -> None:
    words = english(
        "{all}: {n}; {days}",
        all=("a", english("Open"), fixed_word("notice-given", "Open")),
        n=Decimal("1250.50"),
        days=(DAY, Money(Decimal(186000), "EUR")),
    )
    assert words == said(words) == "a, Open and notice-given: 1250.5; 2026-12-03 and EUR 186,000"
    with speaking(GERMAN):
        assert said(words) == (
            "a, Offen und offen: 1.250,5; 3. Dezember 2026 und 186.000\N{NO-BREAK SPACE}EUR"
        )
    with speaking(language_of("nb")):  # no words of its own, and yet its own days and figures
        assert said(words).startswith("a, Open og open: 1\N{NO-BREAK SPACE}250,5; 3. desember 2026")


def test_a_text_of_somebodys_in_words_is_left_alone() -> None:
    with speaking(GERMAN):
        assert said(phrase("{words}", {"words": "Open"})) == "Open"


def test_a_sentence_puts_its_pieces_where_the_language_has_them() -> None:
    who, when = Text("Ada"), day(DAY)
    with speaking(GERMAN):
        said = sentence(_("Decides: {who} on {day}."), who=who, day=when)
    assert said == (Text("Am "), when, Text(" entscheidet "), who, Text("."))
    said = sentence(_("Decides: {who} on {day}."), who=(who, Text("!")), day=when)
    assert said == (Text("Decides: "), who, Text("!"), Text(" on "), when, Text("."))


@pytest.mark.parametrize(
    "tag, said",
    [
        ("en", "3 Dec 2026|Thursday|Dec|3 Dec|1,250,000|-0.5|+7|EUR 186,000|SEK 18.50"),
        ("en-GB", "3 Dec 2026|Thursday|Dec|3 Dec|1,250,000|-0.5|+7|EUR 186,000|SEK 18.50"),
        (
            "pt",
            (
                "3 de dezembro de 2026|quinta-feira|dez.|3 de dezembro|1 250 000|-0,5|+7"
                "|186 000 EUR|18,50 SEK"
            ),
        ),
        (
            "pt-BR",
            (
                "3 de dezembro de 2026|quinta-feira|dez.|3 de dezembro|1.250.000|-0,5|+7"
                "|EUR 186.000|SEK 18,50"
            ),
        ),
        (
            "de",
            "3. Dezember 2026|Donnerstag|Dez|3. Dezember|1.250.000|-0,5|+7|186.000 EUR|18,50 SEK",
        ),
        ("xx", "3 Dec 2026|Thursday|Dec|3 Dec|1,250,000|-0.5|+7|EUR 186,000|SEK 18.50"),
    ],
)
def test_days_and_figures_are_written_as_the_language_has_them(tag: str, said: str) -> None:
    with speaking(language_of(tag)):
        found = (
            spoken().day(DAY),
            spoken().weekday(DAY),
            spoken().month(12),
            spoken().day_of_year(DAY),
            figure(1250000),
            figure(-0.5, ",.1f"),
            figure(7, "+.0f"),
            spoken().money(Money(Decimal("186000.00"), "EUR")),
            spoken().money(Money(Decimal("18.50"), "SEK")),
        )
    assert "|".join(found).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_language_is_found_by_its_tag_or_a_wider_one() -> None:
    assert languages() == ("en", "pt")
    assert language_of("en-US") is ENGLISH
    skip = [language_of(tag).text("Skip to content") for tag in ("pt", "pt-BR", "PT-br", "nb")]
    assert skip == [*["Saltar para o conteúdo"] * 3, "Skip to content"]


def test_only_whoever_makes_a_thing_speaks_the_language() -> None:
    def things() -> Iterator[str]:
        yield spoken().tag
        yield spoken().tag

    found = []
    for thing in spoken_in(GERMAN, things()):
        found += [thing, spoken().tag]
    assert found == ["de", "en", "de", "en"]


def test_another_thread_speaks_its_own() -> None:
    found = []
    with speaking(GERMAN):
        other = Thread(target=lambda: found.append(spoken().tag))
        other.start()
        other.join()
    assert found == ["en"]


def test_a_layout_says_its_words_and_escapes_what_fills_them(tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "pages" / "own.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(
        '{% set who %}<a href="x">{{ view.label }}</a>{% endset %}'
        '{{ _("<b>{who}</b> & Co", who=who) }}|{{ _("{part} of {whole}", part="<", whole=who) }}'
        '|{{ counted(2, "{n} record", "{n} records") }}|{{ view.label }}|{{ figure(1250) }}'
    )
    view = Column(N_("Open"))
    page = Page("own.html", "pages/own.html", "Own", lambda: view)
    with speaking(GERMAN):
        drawn = Renderer(layouts_in(tmp_path), Masthead("Register", "de", "2026-11-22")).render(
            page, view
        )
    assert drawn.content.decode() == (
        '&lt;i&gt;<a href="x">Offen</a>&lt;/i&gt;|von <a href="x">Offen</a>: &lt;'
        "|2 Sätze|Offen|1.250"
    )


PROJECT = {
    "brmsite.yaml": "site:\n  title: Actions\n  language: pt\n",
    "customers/health.yaml": "name: Missing\nstate: active\ncustom: {}\n",
}


def project(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def test_a_site_speaks_the_language_of_its_settings_but_leaves_names_alone(tmp_path: Path) -> None:
    publish(project(tmp_path, PROJECT), tmp_path / "build", AS_OF)
    text = (tmp_path / "build" / "customers" / "health.html").read_text(encoding="utf-8")
    assert '<html lang="pt">' in text
    assert ">Saltar para o conteúdo</a>" in text
    assert ">Em falta</span>" in text
    assert "<h1>Missing</h1>" in text
    assert '<a class="brand" href="../index.html">Actions</a>' in text
    assert spoken() is ENGLISH


def test_a_language_without_words_is_told_at_its_line(tmp_path: Path) -> None:
    settings = "site:\n  language: nb\n"
    (finding,) = examine(project(tmp_path, {"brmsite.yaml": settings}), AS_OF).findings
    assert (finding.code, finding.severity.name) == ("language-without-words", "info")
    assert (finding.span.path, finding.span.start.line) == ("records/brmsite.yaml", 2)
    assert finding.message == (
        "`language` is `nb`, in which the site has no words of its own: they will be English"
    )
    assert finding.hint == "there are words in `en` and `pt`"


@pytest.mark.parametrize("tag", ["en", "en-GB", "pt", "pt-BR"])
def test_a_language_with_words_is_no_finding(tmp_path: Path, tag: str) -> None:
    settings = f"site:\n  language: {tag}\n"
    assert not examine(project(tmp_path, {"brmsite.yaml": settings}), AS_OF).findings
