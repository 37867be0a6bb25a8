"""Nothing becomes active that stands in a body or in the title of a record, whatever wrote the HTML;
and a rendered body can be kept."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body
from brmsite.site.rendered_body import RenderedBody, body_from, cleaned, kept_body
from tests.site.rendering import LINKS

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
    "<a onclick=alert(1)>a</a>",
    "<td onmouseover=alert(1) style=a>b</td>",
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


PIECES = st.sampled_from(
    [*"[]()!<>*_`~\\\"'&;:#|-\n @", "[a]: ", "](", "<a ", "javascript:", "https://x.y", "<!--",
     "-->", "&#", "onclick=", "@k-berg", "[[", "]]", "<script>", "a b", "\x02", "\x03", "klzzwxh:0000"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_mixture_of_marks_becomes_active_or_breaks(body: str) -> None:
    rendered = render_body(body, LINKS)

    assert not rendered.plain
    assert active_content(rendered) == []


@pytest.mark.parametrize("payload", MARKUP)
def test_nothing_that_a_writer_let_through_becomes_active(payload: str) -> None:
    for written in (payload, f"<p>{payload}</p>", f'<ul><li class="task">{payload}</ul>'):
        found = active_content(cleaned(written, None))

        # Of images, the writer shows only those that are files of the record.
        assert set(found) <= {"src=x"}


def test_real_minutes_are_rendered_and_harmless(shared_data: Path) -> None:
    minutes = sorted((shared_data / "minutes").rglob("*.md"))
    rendered = [render_body(path.read_bytes().decode(), LINKS) for path in minutes]

    assert len(minutes) > 100
    assert [body.reason for body in rendered if body.plain] == []
    assert [found for body in rendered for found in active_content(body)] == []


def test_a_rendered_body_goes_to_another_process_and_back() -> None:
    rendered = render_body("*a* <b>", LINKS)

    assert pickle.loads(pickle.dumps(rendered)) == rendered
    assert hasattr(pickle.loads(pickle.dumps(rendered)).html, "__html__")


def test_a_body_is_kept_as_bytes_and_read_back() -> None:
    body = render_body("a\n\n# b *c*\n\n- (a1) x", LINKS, items={(5, 5): "action/0"})
    plain = render_body("*a " * 5_000, LINKS)

    assert [(topic.heading, topic.items) for topic in body.topics] == [
        ("", ()),
        ("b c", ("action/0",)),
    ]
    for one in (body, plain):
        assert body_from(kept_body(one)) == one
    assert body_from(b"[1]") is None
