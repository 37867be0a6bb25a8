"""What of a body is never published, and that no body hangs, breaks or disturbs another."""

from __future__ import annotations

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body
from tests.site.rendering import LINKS, html
from tests.work import done_within


def test_headings_are_below_those_of_the_page_or_as_written() -> None:
    assert render_body("# a\n## b", {}).html == '<h3 id="_a">a</h3><h4 id="_b">b</h4>'
    assert render_body("# a\n## b", {}, below=None).html == '<h1 id="_a">a</h1><h2 id="_b">b</h2>'


def test_one_body_leaves_nothing_for_the_next() -> None:
    before = html("[a] *b* [[x]]")
    html("[a]: https://x.y\n\n*open `[a](")

    assert html("[a] *b* [[x]]") == before


def test_threads_do_not_disturb_each_other() -> None:
    bodies = [f"[[agreements/sla-logistics|n{n}]] *{n}* `{n}`\n\n" * 40 for n in range(4)]
    expected = [html(body) for body in bodies]
    seen: dict[int, list[str]] = {}
    threads = [
        Thread(target=lambda n=n: seen.update({n: [html(bodies[n]) for _ in range(3)]}))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == {n: [expected[n]] * 3 for n in range(4)}


# Comments ---------------------------------------------------------------------------------------

COMMENTS = [
    "<!-- SECRET -->",
    "a <!-- SECRET --> b",
    "a <!-- SECRET\nSECRET --> b",
    "<!-- SECRET\n\nSECRET\n\n- SECRET\n-->\n\nb",
    "<!-- a --> <!-- SECRET\n\nSECRET -->",
    "<!-- SECRET",
    "<!-- SECRET --\n\nSECRET",
    "<div>\n<!-- SECRET\n\nSECRET\n-->\n</div>",
    "<div><!-- SECRET --></div>",
    "- a\n  <!-- SECRET\n\n  SECRET -->",
    "> <!-- SECRET\n> SECRET -->",
    "# a <!-- SECRET -->",
    "| a <!-- SECRET --> |\n|---|",
    "[a <!-- SECRET --> b](https://x.y)",
    "![a <!-- SECRET --> b](https://x.y)",
    "*a <!-- SECRET* -->",
    "<!-- SECRET ` --> a ` b",
    "`a` <!-- `SECRET` -->",
    "[[agreements/sla-logistics|a <!-- SECRET --> b]]",
    "<!-- [SECRET](https://x.y) **SECRET** @k-berg -->",
    "<!--SECRET-->",
    "<!-- SECRET -- SECRET -->",
    "a <!--> b <!-- SECRET -->",
]


@pytest.mark.parametrize("body", COMMENTS)
def test_a_comment_is_never_published(body: str) -> None:
    assert "SECRET" not in html(body)


def test_a_comment_is_not_published_in_a_body_shown_as_typed() -> None:
    rendered = render_body("<!-- SECRET -->\nopen\n" + "[" * 5000 + "\n<!-- SECRET", {})

    assert rendered.plain
    assert "SECRET" not in rendered.html
    assert "open" in rendered.html


@given(st.text(max_size=200))
def test_no_text_at_all_breaks(body: str) -> None:
    assert not render_body(body, LINKS).plain


# Time -------------------------------------------------------------------------------------------

SIZE = 65_536
REPEATED = [
    "[", "![", "![[", "[[", "[[a|", "[a](", "[a](b ", '[a](b "', "[a](<b", "[a][b]", "[a]", "](",
    "*", "_", "*a ", "a* ", "*a*", "**a", "*a_ ", "*a **b ", "***a", "*_", "a**b", "*(a*", "*[",
    "`", "`a", "`a``b", "<", "<a ", "<a@", "<!--", "<!-- -->", "<?", "&", "&#", "&amp;", "> ", ">",
    "- ", "-\n", "- - - x\n", "* - + ", "1. ", "- > a\n", "  - a\n", "# ", "|", "a|", "~", "~a~~",
    "\\", "\\\n", "  \n", " ", "\t", "\n", "a", "http://", "https://a.b/(", "www.", "a@", "a@b.",
    "@a-", "[a]: b\n", "[a]:\n", "a\n===\n", "```\n", "<div>\n", "<div><!--\n", "=", "a\nb ",
]  # fmt: skip
LINES = {
    "brackets in brackets": "[" * 32_000 + "]" * 32_000,
    "links in links": "[a" * 13_000 + "](b)" * 9_000,
    "emphasis in emphasis": "*a " * 10_000 + " a*" * 10_000,
    "code of every length": " ".join("`" * n for n in range(1, 360)),
    "a list ever deeper": "\n".join(" " * 2 * n + "- a" for n in range(250)),
    "a quote ever deeper": "\n".join(">" * n + " a" for n in range(350)),
    "blank lines in deep lists": "- " * 24 + "a\n" + "\n" * 60_000,
    "a wide table": "a|" * 16_000 + "\n" + "-|" * 16_000,
    "a table of empty rows": "a|" * 5_000 + "\n" + "-|" * 5_000 + "\n" + "|\n" * 20_000,
    "a long reference": "[a]: http://" + "x" * 30_000 + "\n\n" + "[a] " * 8_000,
    "many references": "".join(f"[{n}]: /x\n" for n in range(4_000)) + "\n[a] " * 2_000,
    "a long mark inside": "*a " + "*" * 65_000 + " b*",
    "blanks inside": "a" + " " * 65_000 + "b",
}


@pytest.mark.parametrize("body", [*REPEATED, *LINES.values()], ids=[*map(repr, REPEATED), *LINES])
def test_no_body_takes_long(body: str) -> None:
    body = (body * SIZE)[:SIZE] if body in REPEATED else body
    # 1.3 at most where this was written.
    rendered = done_within(4, lambda: render_body(body, LINKS))
    assert not rendered.reason.startswith("it cannot be read")


def test_a_body_too_complex_is_shown_as_typed_with_the_reason() -> None:
    rendered = render_body("a <b> " + "*a " * 5_000, {})

    assert rendered.plain
    assert rendered.reason == "more than 2,000 marks such as * _ [ ` in one text"
    assert rendered.html.startswith('<pre class="as-typed">a &lt;b&gt; *a *a')


def test_a_body_that_grows_without_measure_is_shown_as_typed() -> None:
    links = {"a/b": LinkTarget("b.html", "x" * 10_000)}
    rendered = render_body("[[a/b]] " * 500, links)

    assert rendered.plain
    assert rendered.reason == "it would become more than 4,000,000 characters of HTML"


def test_a_fault_of_the_library_ends_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(inline: InlineProcessor, *_: object) -> None:
        del inline.md.serializer  # Whatever it leaves behind, the next body must not find it.
        raise RecursionError

    assert render_body("*a*", {}).html == "<p><em>a</em></p>"
    monkeypatch.setattr("markdown.treeprocessors.InlineProcessor.run", broken)
    rendered = render_body("*a*", {})
    monkeypatch.undo()

    assert rendered.plain
    assert rendered.reason == "it cannot be read as Markdown (RecursionError)"
    assert rendered.html == '<pre class="as-typed">*a*</pre>'
    assert render_body("*a*", {}).html == "<p><em>a</em></p>"
