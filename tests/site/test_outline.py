"""A body has the same blocks on the site as on the forge: cmark-gfm, the forges' reader, is asked."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.markdown import render_body
from tests.conftest import Need
from tests.site.html_validity import HTML_VALIDATE, html_faults

MINUTES = sorted((Path(__file__).parent / "markdown").glob("*.md"))

BLOCKS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr"),
    *("table", "tr", "th", "td"),
}


class Outline(HTMLParser):
    """Writes down the blocks of a page: `ul(li(p) li(p ul(li)))`. Where a forge shows HTML, which
    we show as text, neither counts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.in_raw_html = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "raw-html") in attrs:
            self.in_raw_html = True
        elif tag in BLOCKS and not self.in_raw_html:
            start = dict(attrs).get("start")
            self.words.append(f"{tag}{start or ''}" + ("" if tag == "hr" else "("))

    def handle_endtag(self, tag: str) -> None:
        if self.in_raw_html:
            self.in_raw_html = tag != "pre"
        elif tag in BLOCKS and tag != "hr":
            self.words.append(")")


def outline(html: str) -> str:
    reader = Outline()
    reader.feed(html)
    reader.close()
    return " ".join(reader.words).replace("( )", "").replace("( ", "(").replace(" )", ")")


def ours(body: str) -> str:
    rendered = render_body(body, {}, below=None)
    assert not rendered.plain, rendered.reason
    return outline(rendered.html)


def forges(body: str) -> str:
    return outline(cmarkgfm.github_flavored_markdown_to_html(body))


CONSTRUCTS = {
    "two blanks nest a list": ("- a\n  - b\n    - c", "ul(li(ul(li(ul(li)))))"),
    "four blanks nest a list once": ("- a\n    - b", "ul(li(ul(li)))"),
    "one blank does not nest": ("- a\n - b", "ul(li li)"),
    "digits of other scripts number nothing": ("٣. a", "p"),
    "a number needs three blanks": ("1. a\n  - b\n2. c\n   - d", "ol(li) ul(li) ol2(li(ul(li)))"),
    "a tab nests a list": ("- a\n\t- b", "ul(li(ul(li)))"),
    "a list interrupts a paragraph": ("a\n- b", "p ul(li)"),
    "only number one interrupts": ("a\n2. b\n1. c", "p ol(li)"),
    "another sign is another list": ("- a\n* b\n+ c", "ul(li) ul(li) ul(li)"),
    "another delimiter is another list": ("1. a\n2) b", "ol(li) ol2(li)"),
    "a list starts at its number": ("7. a\n8. b", "ol7(li li)"),
    "blank lines make paragraphs": ("- a\n\n- b", "ul(li(p) li(p))"),
    "blank lines inside make paragraphs": ("- a\n\n  b\n- c", "ul(li(p p) li(p))"),
    "an item may be empty": ("- a\n-\n- b", "ul(li li li)"),
    "a lazy line goes on": ("> a\nb\n- c\nd", "blockquote(p) ul(li)"),
    "a lazy line heads a table": ("> a\n| b |\n> | - |", "blockquote(p table(tr(th)))"),
    "an indented lazy line does not": ("> a\n  | b |\n> | - |", "blockquote(p)"),
    "a quote ends with its last mark": ("- > a\n  >\n  b\n- c", "ul(li(blockquote(p)) li)"),
    "a quote holds anything": ("> # a\n> - b\n> > c", "blockquote(h1 ul(li) blockquote(p))"),
    "tasks": ("- [ ] a\n- [x] b", "ul(li li)"),
    "an empty task": ("- [ ] \n- b", "ul(li li)"),
    "a heading needs a blank": ("#a\n# b", "p h1"),
    "a heading interrupts": ("a\n## b\nc", "p h2 p"),
    "an underlined heading": ("a\nb\n===\nc\n---", "h1 h2"),
    "a rule": ("a\n\n---\n* * *", "p hr hr"),
    "a rule takes the blank lines after it": ("* ---\n\n  a\n* b", "ul(li(hr) li)"),
    "a fence interrupts": ("a\n```\n# b\n\n- c\n```\nd", "p pre p"),
    "a fence in an item": ("- ```\n  a\n\n  b\n  ```\n- c", "ul(li(pre) li)"),
    "an open fence goes to the end": ("```\na\n\n# b", "pre"),
    "indented code": ("    a\n\n    b\nc", "pre p"),
    "indented code interrupts nothing": ("a\n    b", "p"),
    "a table": ("| a | b |\n|---|:-:|\n| c |", "table(tr(th th) tr(td td))"),
    "a table without outer bars": ("a|b\n-|-\nc|d", "table(tr(th th) tr(td td))"),
    "a table follows a line": ("x\n| a |\n|---|", "p table(tr(th))"),
    "a table needs as many columns": ("| a | b |\n|---|", "p"),
    "only the first delimiter row counts": ("a\n|-|-|\n|-|-|", "p"),
    "a table ends at a quote": ("| a |\n|---|\n> b", "table(tr(th)) blockquote(p)"),
    "a reference is no paragraph": ("[a]: /b 'c'\n\n[d]:\n/e\nf", "p"),
    "a reference over lines leaves no blank": ("- [a]: /b\n  'c\n  d'\n- e", "ul(li li)"),
    "a reference needs paired parentheses": ("[a]: /b)", "p"),
    "HTML interrupts": ("a\n<div>\n- b\n\n- c", "p ul(li)"),
    "a lone tag does not interrupt": ("a\n<b>\n- c", "p ul(li)"),
    "a comment spans blank lines": ("a\n\n<!-- b\n\n- c\n-->\nd", "p p"),
    "windows and old mac ends of lines": ("- a\r\n  - b\r- c", "ul(li(ul(li)) li)"),
    "a line separator is no end of line": ("a\u2028- b\u0085- c\x0b- d", "p"),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_has_the_blocks_the_forge_shows(name: str) -> None:
    body, expected = CONSTRUCTS[name]

    assert ours(body) == expected
    assert forges(body) == expected


@pytest.mark.parametrize("minutes", MINUTES, ids=lambda path: path.stem)
def test_invented_minutes_have_the_blocks_the_forge_shows(minutes: Path) -> None:
    body = minutes.read_text(encoding="utf-8")

    assert ours(body) == forges(body)


def test_real_minutes_have_the_blocks_the_forge_shows(shared_data: Path) -> None:
    minutes = sorted((shared_data / "minutes").rglob("*.md"))
    bodies = [path.read_bytes().decode() for path in minutes]
    different = [
        path.name for path, body in zip(minutes, bodies, strict=True) if ours(body) != forges(body)
    ]

    assert len(minutes) > 100
    assert different == []


def test_invented_minutes_become_valid_html(tmp_path: Path, need: Need) -> None:
    for minutes in MINUTES:
        html = render_body(minutes.read_text(encoding="utf-8"), {}).html
        page = (
            '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>x</title></head>\n'
            f"<body><main><h1>x</h1><h2>y</h2>{html}</main></body>\n</html>\n"
        )
        (tmp_path / f"{minutes.stem}.html").write_text(page, encoding="utf-8")

    assert html_faults(need(HTML_VALIDATE), tmp_path) == []


# Bodies from a grammar: blocks inside lists and quotes, well and badly indented -----------------

WORDS = st.sampled_from(["gate", "yard plan", "**due** soon", "see `x`", "12 boxes", "a | b"])


def joined(parts: list[list[str]], gaps: list[bool]) -> list[str]:
    lines = list(parts[0])
    for part, gap in zip(parts[1:], gaps, strict=False):
        lines += [""] * gap + part
    return lines


def several(block: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    gaps = st.lists(st.booleans(), min_size=3, max_size=3)
    return st.builds(joined, st.lists(block, min_size=1, max_size=3), gaps)


def as_item(mark: str, pad: int, slip: int, lines: list[str]) -> list[str]:
    """An item whose later lines stand at its content, or `slip` columns beside it."""
    margin = " " * max(len(mark) + pad + slip, 0)
    return [mark + " " * pad + lines[0]] + [margin + line if line else "" for line in lines[1:]]


def as_quote(lines: list[str], lazy: bool) -> list[str]:
    return [line if lazy and at else f"> {line}" for at, line in enumerate(lines)]


LEAVES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=2),
    st.builds(lambda level, word: ["#" * level + " " + word], st.integers(1, 4), WORDS),
    st.just(["```", "code", "", "  more", "```"]),
    st.just(["| a | b |", "| --- | :-: |", "| 1 | 2 |"]),
    st.just(["heading", "-------"]),
    st.just(["---"]),
    st.just(["- [ ] open", "- [x] done", "  since May"]),
)
MARKS = st.sampled_from(["-", "*", "1.", "2)", "10."])
SLIPS = st.sampled_from([0, 0, 0, 0, -2, -1, 1, 2])
BODIES = several(
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.builds(as_item, MARKS, st.integers(1, 4), SLIPS, several(inner)),
            st.builds(as_quote, several(inner), st.sampled_from([False, False, False, True])),
        ),
        max_leaves=12,
    )
).map("\n".join)


@given(BODIES)
def test_bodies_from_a_grammar_have_the_blocks_the_forge_shows(body: str) -> None:
    assert ours(body) == forges(body)
