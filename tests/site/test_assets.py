"""What must hold for layouts and assets before a browser is asked: safe, small, shown, readable."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead
from brmsite.site.pages.styleguide import pages
from brmsite.site.render import Renderer
from brmsite.site.shapes import Bar, Day, Number, Spark, line

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"
TEMPLATES = sorted(path.relative_to(LAYOUTS).as_posix() for path in LAYOUTS.rglob("*.html"))
CSS = (LAYOUTS / "assets" / "site.css").read_text(encoding="utf-8")

BUDGET = 8_000
"""Bytes that the stylesheet, and the scripts together, may weigh compressed."""

EXPRESSION = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
TAG_IN_LAYOUT = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def source(template: str) -> str:
    text = (LAYOUTS / template).read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)


def compressed(*names: str) -> int:
    return sum(len(gzip.compress((LAYOUTS / "assets" / name).read_bytes(), 9)) for name in names)


@cache
def styleguide() -> str:
    """The built styleguide."""
    [page] = pages()
    return (
        Renderer(layouts_in(LAYOUTS.parent), Masthead("BRM register", "en", "2026-11-16"))
        .render(page, page.view())
        .content.decode()
    )


# Size.


def test_the_stylesheet_stays_within_its_budget() -> None:
    assert compressed("site.css") < BUDGET


def test_the_scripts_stay_within_their_budget() -> None:
    assert compressed("site.js", "theme.js", "tables.js") < BUDGET


def test_what_a_table_loads_when_it_is_first_used_is_half_of_that() -> None:
    assert compressed("rows.js") < BUDGET / 2


# Safety.


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_layout_has_no_inline_script_or_style(template: str) -> None:
    text = source(template)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_layout_never_calls_a_text_safe(template: str) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape", source(template))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_layout_quotes_every_attribute(template: str) -> None:
    # Expressions may hold quotes and angle brackets of their own: a word stands in for them.
    tags = TAG_IN_LAYOUT.findall(EXPRESSION.sub("x", source(template)))
    assert [tag for tag in tags if re.search(r"=(?!\"\")", QUOTED.sub('""', tag))] == []


def test_a_page_takes_scripts_styles_and_data_only_from_its_own_site() -> None:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in styleguide()


@pytest.mark.parametrize("asset", ["site.css", "site.js", "theme.js"])
def test_an_asset_reaches_for_nothing_outside_and_makes_no_code(asset: str) -> None:
    text = (LAYOUTS / "assets" / asset).read_text(encoding="utf-8")
    text = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|@import|innerHTML|insertAdjacentHTML|\beval\b|Function\(", text)


# The styleguide.


@pytest.mark.parametrize(
    "macro",
    sorted(
        name
        for path in (LAYOUTS / "macros").glob("*.html")
        for name in re.findall(r"{%-? macro (\w+)\(", path.read_text(encoding="utf-8"))
        # Printed by others: the frame prints the crumbs, the tree its branches, the figure its words.
        if name not in {"crumbs", "branch", "words"}
    ),
)
def test_every_macro_is_shown_on_the_styleguide(macro: str) -> None:
    assert re.search(rf"{{{{ {macro}\(", source("pages/styleguide.html"))


class Elements(HTMLParser):
    """The elements of a page: names with attributes, and what was left open."""

    VOID = frozenset({"meta", "link", "input", "hr", "br", "img", "path", "rect", "circle"})
    ENDED_BY_THE_NEXT = frozenset({"li", "dt", "dd", "th", "td"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.unclosed: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID | self.ENDED_BY_THE_NEXT:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.ENDED_BY_THE_NEXT:
            assert self.unclosed.pop() == tag, f"</{tag}> closes another element"


def test_every_element_is_closed_and_every_id_is_unique() -> None:
    elements = Elements(styleguide())
    assert elements.unclosed == []
    ids = Counter(attributes["id"] for _, attributes in elements.found if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []


def test_a_status_word_is_never_a_link_and_a_fold_holds_none() -> None:
    text = styleguide()
    assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*class=\"tag", text, re.DOTALL)
    assert not re.search(r"<summary>(?:(?!</summary>).)*<a\b", text, re.DOTALL)


def test_one_h1_and_the_skip_link_before_everything_else() -> None:
    text = styleguide()
    assert text.count("<h1>") == 1
    assert re.search(r"<body>\s*<a class=\"skip\" href=\"#main\">", text)


def test_a_table_head_without_scripts_holds_no_control() -> None:
    heads = re.findall(r"<thead>.*?</thead>", styleguide(), re.DOTALL)
    assert heads
    assert all("<button" not in head for head in heads)


# Colours.


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2, "contrast ratio"), from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS
    )
}

TONES = ("ok", "warn", "bad", "info", "mute")

TEXT_ON_GROUND = (
    *((word, ground) for word in ("text", "text2", "link") for ground in ("bg", "surface")),
    *((word, "raised") for word in ("text", "text2", "link")),
    ("visited", "bg"),
    *((tone, f"{tone}-ground") for tone in TONES),
    # Notes and matrix cells hold words, asides and links on the ground of a tone.
    *((word, f"{tone}-ground") for word in ("text", "text2", "link") for tone in TONES),
    # The marks of tiles, and the view that is shown.
    *((tone, "bg") for tone in TONES),
    ("bg", "text"),
)

LINE_ON_GROUND = (
    ("line2", "bg"),
    ("line2", "raised"),
    ("link", "bg"),
    ("link", "surface"),
    *((f"{tone}-solid", "bg") for tone in TONES),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("word, ground", TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(word: str, ground: str, theme: str) -> None:
    assert contrast(TOKENS[word][theme], TOKENS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("drawn, ground", LINE_ON_GROUND)
def test_controls_and_marks_stand_out_from_their_ground(
    drawn: str, ground: str, theme: str
) -> None:
    assert contrast(TOKENS[drawn][theme], TOKENS[ground][theme]) >= 3


def test_colours_stand_only_among_the_tokens() -> None:
    tokens = CSS.index("@layer tokens {")
    rest = CSS[:tokens] + CSS[CSS.index("@layer base {") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*[;}])|rgba?\(|hsla?\(", rest) == []


def test_nothing_casts_a_shadow_or_fades() -> None:
    assert not re.search(r"box-shadow|text-shadow|gradient\(", CSS)


# Shapes that draw.


def test_a_spark_draws_each_unbroken_run_of_figures() -> None:
    spark = Spark((1, 2, None, 3, None, 4, 5), "rising, two not measured")
    assert spark.runs == ("3,21 16,16.5", "68,7.5 81,3")
    assert spark.circle == ("81", "3")
    assert spark.target_y == ""


def test_a_spark_marks_missed_places_with_squares_and_the_last_one_only_once() -> None:
    spark = Spark((4, 2), "missed now", target=4, missed=(1,))
    assert spark.squares == "M79 19h4v4h-4z"
    assert spark.circle is None
    assert spark.target_y == "3"


@pytest.mark.parametrize("values", [(), (None, None), (7,), (3, 3, 3)])
def test_a_spark_of_little_or_nothing_still_draws(values: tuple[float | None, ...]) -> None:
    spark = Spark(values, "hardly measured")
    assert all("nan" not in run for run in spark.runs)
    assert spark.squares == ""


def test_sort_keys_are_given_only_where_the_text_does_not_sort() -> None:
    assert Day("2026-12-03", "2026-12-03").order == ""
    assert Day("2026-12-03", "3 Dec 2026").order == "2026-12-03"
    assert Number("8 635 k", 8_635_000).order == "8635000"
    assert Number("99.5 %", 99.5).order == "99.5"
    assert Number("none", -0.0000001).order == "0"


def test_a_term_of_one_day_can_still_be_seen() -> None:
    bar = Bar(line("Trial"), 50, 50, "one day", decided=50)
    assert (bar.width, bar.rest) == (0.5, 0.5)
