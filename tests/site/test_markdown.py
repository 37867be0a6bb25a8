"""What a body may link to and show, what never leaves it, and that no body hangs or breaks."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.markdown import LinkTarget, RenderedBody, render_body
from tests.work import done_within

LINKS = {
    "agreements/sla-logistics": LinkTarget("../agreements/sla-logistics.html", "Logistics & yard"),
    "../customers/logistics.yaml": LinkTarget("../customers/logistics.html", "Logistics"),
    "@k-berg": LinkTarget("../people/k-berg.html", "Karin Berg"),
    "review.files/yard plan.png": LinkTarget("review.files/yard%20plan.png", "yard plan.png"),
    "review.files/minutes.pdf": LinkTarget("review.files/minutes.pdf", "minutes.pdf"),
}


def html(body: str) -> str:
    rendered = render_body(body, LINKS)
    assert (rendered.plain, rendered.reason) == (False, "")
    return str(rendered.html)


def external(href: str, text: str, title: str = "") -> str:
    shown = f' title="{title}"' if title else ""
    return f'<p><a class="external" href="{href}" rel="noopener noreferrer"{shown}>{text}</a></p>'


INLINE = {
    "a record by its address": (
        "[[agreements/sla-logistics]]",
        '<p><a href="../agreements/sla-logistics.html">Logistics &amp; yard</a></p>',
    ),
    "a record with a label": (
        "[[agreements/sla-logistics|our *SLA*]]",
        '<p><a href="../agreements/sla-logistics.html">our <em>SLA</em></a></p>',
    ),
    "an unknown record": (
        "[[agreements/sal]] [[agreements/sal|our SLA]]",
        (
            '<p><span class="broken-link">agreements/sal</span> '
            '<span class="broken-link">our SLA</span></p>'
        ),
    ),
    "a record in a table": (
        "| [[agreements/sla-logistics\\|SLA]] |\n|---|",
        (
            '<table><thead><tr><th><a href="../agreements/sla-logistics.html">SLA</a></th></tr></thead>'
            "</table>"
        ),
    ),
    "a relative link": (
        "[who](../customers/logistics.yaml 'them')",
        '<p><a href="../customers/logistics.html" title="them">who</a></p>',
    ),
    "a relative link to nowhere is its label": (
        "[*who*](../customers/nobody.yaml) [here](#top)",
        "<p><span><em>who</em></span> <span>here</span></p>",
    ),
    "a mention": (
        "@k-berg, @nobody, desk@k-berg, x/@k-berg and @k-bergs",
        (
            '<p><a href="../people/k-berg.html">Karin Berg</a>'
            ", @nobody, desk@k-berg, x/@k-berg and @k-bergs</p>"
        ),
    ),
    "code is left alone": (
        "`@k-berg [[agreements/sla-logistics]] <!-- x --> https://x.y &amp; **b**`",
        (
            "<p><code>@k-berg [[agreements/sla-logistics]] &lt;!-- x --&gt; https://x.y &amp;amp; **b**"
            "</code></p>"
        ),
    ),
    "a comment between two lines of an item": (
        "- a\n  <!-- x -->\n  b",
        "<ul><li>a\nb</li></ul>",
    ),
    "a code block is left alone": (
        "```\n@k-berg [[agreements/sla-logistics]] <!-- x --> &amp;\n```",
        "<pre><code>@k-berg [[agreements/sla-logistics]] &lt;!-- x --&gt; &amp;amp;\n</code></pre>",
    ),
    "an image of the record": (
        '![the plan](<review.files/yard plan.png> "Yard")',
        '<p><img alt="the plan" src="review.files/yard%20plan.png" title="Yard"></p>',
    ),
    "a file that is no image": (
        "![notes](review.files/minutes.pdf)",
        '<p><a href="review.files/minutes.pdf">notes</a></p>',
    ),
    "a strange image is a link": (
        "![badge](https://x.y/b.svg)",
        external("https://x.y/b.svg", "badge"),
    ),
    "an image to nowhere is its description": (
        "![badge](../b.svg) ![](//x.y/b.svg)",
        "<p><span>badge</span> <span>//x.y/b.svg</span></p>",
    ),
    "a link outside": (
        '[a](https://x.y/?b=1&c=2 "say &quot;hi&quot;")',
        external("https://x.y/?b=1&amp;c=2", "a", "say &quot;hi&quot;"),
    ),
    "a reference": (
        "[a][b]\n\n[B]: https://x.y 'T'",
        external("https://x.y", "a", "T"),
    ),
    "a link in angle brackets": (
        "<https://x.y/a_b_c>",
        external("https://x.y/a_b_c", "https://x.y/a_b_c"),
    ),
    "a mail address": ("<a@b.org>", external("mailto:a@b.org", "a@b.org")),
    "a typed link": (
        "https://x.y/a_b_c?d=e&f=g",
        external("https://x.y/a_b_c?d=e&amp;f=g", "https://x.y/a_b_c?d=e&amp;f=g"),
    ),
    "a typed link in parentheses": (
        "(www.x.org/a_(b)).",
        (
            '<p>(<a class="external" href="http://www.x.org/a_(b)" rel="noopener noreferrer">'
            "www.x.org/a_(b)</a>).</p>"
        ),
    ),
    "a typed mail address": ("a.b@c.org", external("mailto:a.b@c.org", "a.b@c.org")),
    "the innermost of two links": (
        "[a [b](https://x.y)](https://z.y)",
        (
            '<p>[a <a class="external" href="https://x.y" rel="noopener noreferrer">b</a>]('
            '<a class="external" href="https://z.y" rel="noopener noreferrer">https://z.y</a>)</p>'
        ),
    ),
    "an image in a link": (
        "[![p](<review.files/yard plan.png>)](https://x.y)",
        external("https://x.y", '<img alt="p" src="review.files/yard%20plan.png">'),
    ),
    "a strange image in a link": (
        "[![p](https://x.y/p.svg) <https://y.y>](https://z.y)",
        external("https://z.y", "<span>p</span> <span>https://y.y</span>"),
    ),
    "emphasis": (
        "*a* **b** ***c*** snake_case_name 2*3*4 ~~d~~ ~e~",
        (
            "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong> snake_case_name "
            "2<em>3</em>4 <del>d</del> <del>e</del></p>"
        ),
    ),
    "escapes": ("\\*a\\* \\[b](c) \\<!-- d -->", "<p>*a* [b](c) &lt;!-- d --&gt;</p>"),
    "a line to sign on": ("Signed ____________ *a*", "<p>Signed ____________ <em>a</em></p>"),
    "hard and soft breaks": ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
    "entities": ("&copy; &#60;b&#62; &nosuch; a & b", "<p>© &lt;b&gt; &amp;nosuch; a &amp; b</p>"),
    "raw HTML in a line": (
        'a <b onclick="x">c</b>',
        '<p>a &lt;b onclick="x"&gt;c&lt;/b&gt;</p>',
    ),
    "a block of raw HTML": (
        "<div>\n*a* & b\n</div>",
        '<pre class="raw-html">&lt;div&gt;\n*a* &amp; b\n&lt;/div&gt;</pre>',
    ),
    "open and done tasks": (
        "- [ ] a\n- [x] b",
        (
            '<ul><li class="task"><input aria-label="to do" disabled="" type="checkbox"> a</li>'
            '<li class="task"><input aria-label="done" checked="" disabled="" type="checkbox"> b</li></ul>'
        ),
    ),
    "a task with paragraphs": (
        "- [x] a\n\n  b",
        (
            '<ul><li class="task"><p><input aria-label="done" checked="" disabled="" type="checkbox"> a'
            "</p><p>b</p></li></ul>"
        ),
    ),
    "headings below those of the page": ("# a\n###### b", '<h3 id="_a">a</h3><h4 id="_b">b</h4>'),
    "an empty heading": ("#\n## a\n##", '<h3 id="_a">a</h3>'),
    "columns of a table": (
        "| a | b |\n|:--|--:|\n| c |",
        (
            '<table><thead><tr><th class="align-left">a</th><th class="align-right">b</th></tr></thead>'
            '<tbody><tr><td class="align-left">c</td><td class="align-right"></td></tr></tbody></table>'
        ),
    ),
}


@pytest.mark.parametrize("name", INLINE)
def test_text_becomes(name: str) -> None:
    body, expected = INLINE[name]

    assert html(body) == expected


@pytest.mark.parametrize(
    "written, shown",
    [
        ([1, 2, 2, 3], [3, 4, 4, 5]),
        ([2, 3, 2], [3, 4, 3]),
        ([3, 1, 2], [3, 3, 4]),
        ([1, 3, 2, 4], [3, 4, 4, 5]),
        ([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_nest_below_those_of_the_page_without_a_gap(
    written: list[int], shown: list[int]
) -> None:
    body = "\n".join(f"{'#' * level} t" for level in written)
    levels = [int(level) for level in re.findall(r"<h([1-6]) id", render_body(body, {}).html)]
    assert levels == shown


def test_headings_stay_as_written_if_asked() -> None:
    assert render_body("# a\n## b", {}, below=None).html == '<h1 id="_a">a</h1><h2 id="_b">b</h2>'


def test_a_rendered_body_goes_to_another_process_and_back() -> None:
    rendered = render_body("*a* <b>", LINKS)

    assert pickle.loads(pickle.dumps(rendered)) == rendered
    assert hasattr(pickle.loads(pickle.dumps(rendered)).html, "__html__")


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


# Active content ---------------------------------------------------------------------------------

ALLOWED = {
    **{tag: {"class"} for tag in ("pre", "span", "li", "th", "td")},
    **{tag: set() for tag in ("h3", "h4", "h5", "h6", "p", "ul", "blockquote", "hr", "br")},
    **{tag: set() for tag in ("table", "thead", "tbody", "tr", "code", "del", "em", "strong")},
    "ol": {"start"},
    "a": {"href", "title", "rel", "class"},
    "img": {"src", "alt", "title"},
    "input": {"type", "disabled", "checked", "aria-label"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
OUR_ADDRESSES = {target.href for target in LINKS.values()}


class ActiveContent(HTMLParser):
    """Collects what stands outside the closed list, as a browser would see it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.found.append(f"<{tag} {name}>")
            if name == "id" and not re.fullmatch(r"_[\w-]*", value or ""):
                self.found.append(f"id={value}")
            if name in {"href", "src"} and value not in OUR_ADDRESSES:
                scheme = (value or "").split(":")[0].lower()
                if tag != "a" or scheme not in {"http", "https", "mailto"}:
                    self.found.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(decl)

    def handle_pi(self, data: str) -> None:
        self.found.append(data)


def active_content(rendered: RenderedBody) -> list[str]:
    reader = ActiveContent()
    reader.feed(rendered.html)
    reader.close()
    return reader.found


MARKUP = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.y></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//x.y/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//x.y/a.css>",
    "<style>@import '//x.y/a.css';</style>",
    "<p style=background:url(javascript:alert(1))>",
    "<body onload=alert(1)>",
    "<form action=//x.y><button>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href=javascript:alert(1)>a</a>",
    "<a id=x name=y style=a>b</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!--<script>--><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>",
    "</p></div><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<<script>alert(1)//<</script>",
    "<x/onclick=alert(1)>y",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "\x0260\x03script\x0262\x03alert(1)",
    "\x02klzzwxh:0000\x03<b>`<script>`",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```<script>\n<script>alert(1)</script>\n```",
    "```js\" onclick=\"alert(1)\nx\n```",
    "{: onclick=alert(1) #x .y style=z}",
    "# a {#id onclick=alert(1)}",
    "*[HTML]: <script>alert(1)</script>\nHTML",
    "a[^1]\n\n[^1]: <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "- [x] <script>alert(1)</script>",
    "[[<script>alert(1)</script>]] [[x|<img src=x onerror=alert(1)>]]",
    "@<script>alert(1)</script>",
]  # fmt: skip
SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "java\x00script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61script:alert(1)",
    "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript\\:alert(1)",
    "java\\script:alert(1)",
    "javascript%3Aalert(1)",
    "javascript://x.y/%0aalert(1)",
    "https:javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:https://x.y/1",
    "view-source:https://x.y",
    "//x.y/z",
    "\\\\x.y\\z",
    "/\\x.y",
    "../../../secret.html",
    "../customers/logistics.yaml\x00.png",
    "https://x.y/\" onmouseover=\"alert(1)",
    "https://x.y/'onmouseover='alert(1)",
    "https://x.y/><script>alert(1)</script>",
    "https://x.y/&quot;onmouseover=&quot;alert(1)",
    "mailto:a@b.c\"onclick=\"alert(1)",
]  # fmt: skip
LINK_SHAPES = [
    "[a](%s)",
    "[a](<%s>)",
    "![a](%s)",
    "![a](<%s>)",
    '[a](https://x.y "%s")',
    "[a]\n\n[a]: %s",
    "[a]\n\n[a]: <%s>",
    "![a]\n\n[a]: <%s> '%s'",
    "<%s>",
    "%s",
    "[[%s]]",
    "[[x|%s]]",
    "[%s](https://x.y)",
    "![%s](<review.files/yard plan.png> '%s')",
    "![%s](../nowhere.png)",
]


@pytest.mark.parametrize("payload", MARKUP)
def test_no_markup_in_a_body_becomes_active(payload: str) -> None:
    for body in (payload, f"a {payload} b", f"- {payload}\n  {payload}", f"> # {payload}"):
        assert active_content(render_body(body, LINKS)) == []


@pytest.mark.parametrize("shape", LINK_SHAPES)
def test_no_link_leads_where_it_may_not(shape: str) -> None:
    for payload in (*SCHEMES, *MARKUP):
        rendered = render_body(shape.replace("%s", payload), LINKS)

        assert active_content(rendered) == [], payload


@pytest.mark.parametrize("payload", [*MARKUP, *SCHEMES])
def test_no_title_of_a_record_becomes_active(payload: str) -> None:
    links = {
        "a/b": LinkTarget("../agreements/sla-logistics.html", payload),
        "@c": LinkTarget("../people/k-berg.html", payload),
        "d/e": LinkTarget(f"javascript:{payload}", "e"),
    }

    assert active_content(render_body("[[a/b]] @c *[[a/b]]* [[d/e]]", links)) == []


def test_a_title_of_a_record_is_shown_as_it_is() -> None:
    links = {"a/b": LinkTarget("b.html", "*T* & &amp; <i> `x` https://x.y [z]")}

    assert render_body("[[a/b]]", links).html == (
        '<p><a href="b.html">*T* &amp; &amp;amp; &lt;i&gt; `x` https://x.y [z]</a></p>'
    )


PIECES = st.sampled_from(
    [*"[]()!<>*_`~\\\"'&;:#|-\n @", "[a]: ", "](", "<a ", "javascript:", "https://x.y", "<!--",
     "-->", "&#", "onclick=", "@k-berg", "[[", "]]", "<script>", "a b", "\x02", "\x03", "klzzwxh:0000"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_mixture_of_marks_becomes_active_or_breaks(body: str) -> None:
    rendered = render_body(body, LINKS)

    assert not rendered.plain
    assert active_content(rendered) == []


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
    def broken(*_: object) -> str:
        raise RecursionError

    monkeypatch.setattr("markdown.treeprocessors.InlineProcessor.run", broken)
    rendered = render_body("*a*", {})
    monkeypatch.undo()

    assert rendered.plain
    assert rendered.reason == "it cannot be read as Markdown (RecursionError)"
    assert rendered.html == '<pre class="as-typed">*a*</pre>'
    assert render_body("*a*", {}).html == "<p><em>a</em></p>"


def test_real_minutes_are_rendered_and_harmless(shared_data: Path) -> None:
    minutes = sorted((shared_data / "minutes").rglob("*.md"))
    rendered = [render_body(path.read_bytes().decode(), LINKS) for path in minutes]

    assert len(minutes) > 100
    assert [body.reason for body in rendered if body.plain] == []
    assert [found for body in rendered for found in active_content(body)] == []
